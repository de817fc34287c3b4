"""Rules for parts of a stretch: early, mid and late, halves, quarters, turns."""

from __future__ import annotations

from fieldarchive.describe.dates.numerals import Number
from fieldarchive.describe.dates.rules import At, rule
from fieldarchive.describe.dates.rules_stretches import decade
from fieldarchive.describe.dates.when import (
    EARLY,
    LATE,
    MID,
    Part,
    When,
    a_decade,
    about,
    between,
    fraction,
    portion,
    span,
)


@rule("CORE", "SEASONDATE", "DECADE", "CENTURY", "PARTED")
def stretch(at: At, when: When) -> When:
    """A season, a decade, a century, or a part of one."""
    return when


@rule("CORE", "TWOTENS DECADES 之交")
def turn_of_two_decades(at: At, tens: tuple[int, int]) -> When | None:
    """六七十年代之交."""
    both = [decade(at, ten) for ten in tens]
    return turn_of_decades(at, both[0], both[1]) if both[0] and both[1] else None


@rule(
    "DIVIDED",
    "DATE",
    "SEASONDATE",
    "DECADE",
    "CENTURY",
    "LOOSEDECADE",
    "MONTHFROMHERE",
    "CENTURYHERE",
)
def divided(at: At, when: When) -> When:
    """What has parts."""
    return when


@rule(
    "PARTWORD",
    "the? very|самый|самое|самом|самого|самому? PART",
    "под PART",
    "ближе к PART",
    "closer to the? PART",
)
def part(at: At, part: Part) -> Part:
    """Early, начало."""
    return part


@rule("PARTWORD", "PARTWORDS")
def parts(at: At, part: Part) -> Part:
    """Mid to late."""
    return part


@rule("PARTWORDS", "the? PART DASH|TO|AND the? PART", "PART - to - PART")
def two_parts(at: At, one: Part, other: Part) -> Part | None:
    """Early to mid, начало – середина."""
    return (one[0], other[1]) if one[0] < other[1] else None


@rule("PARTWORD", "the? PART part")
def part_in_two_words(at: At, part: Part) -> Part:
    """The early part."""
    return part


@rule("PARTWORD", "the? SECONDPART part")
def latter_part(at: At) -> Part:
    """The latter part."""
    return (LATE, LATE)


@rule("PARTWORD", "ORD THIRDWORD")
def third(at: At, number: int) -> Part | None:
    """Первая треть."""
    return {1: (EARLY, EARLY), 2: (MID, MID), 3: (LATE, LATE)}.get(number)


@rule("PARTWORD", "LASTPART THIRDWORD")
def last_third(at: At) -> Part:
    """Последняя треть."""
    return (LATE, LATE)


@rule("PARTED", "PARTWORD -? in|of|в? the? DIVIDED")
def part_of(at: At, part: Part, when: When) -> When | None:
    """Early 1960s, начало 60-х, mid-May 2013."""
    return portion(when, *part)


@rule("PARTED", "DIVIDED 的? ,? в|на? PARTWORD", "DIVIDED ( PARTWORD )")
def and_part(at: At, when: When, part: Part) -> When | None:
    """60年代初; 1960-е, конец."""
    return portion(when, *part)


@rule("PARTED", "ORD декада|декады|декаду|декаде MONTHOFYEAR")
def ten_days_of_month(at: At, number: int, month: When) -> When | None:
    """Первая декада мая 2013."""
    found = third(at, number)
    return found and portion(month, *found)


@rule("PARTED", "HALFOF of? the? DIVIDED")
def half_of(at: At, half: tuple[int, int], when: When) -> When | None:
    """Вторая половина 1990-х, third quarter of the 19th century."""
    return fraction(when, *half)


@rule("PARTED", "DIVIDED 的? ,? HALFOF")
def and_half(at: At, when: When, half: tuple[int, int]) -> When | None:
    """1990-е, вторая половина; 2013年第一季度."""
    return fraction(when, *half)


@rule("HALFOF", "the? ORD HALFWORD", "HALF")
def half(at: At, number: int) -> tuple[int, int] | None:
    """First half, I пол., 上半叶."""
    return (number, 2) if number in {1, 2} else None


@rule("HALFOF", "the? LASTPART HALFWORD", "the? SECONDPART HALFWORD")
def second_half(at: At) -> tuple[int, int]:
    """Latter half."""
    return (2, 2)


@rule("HALFOF", "the? ORD QUARTERWORD")
def quarter(at: At, number: int) -> tuple[int, int] | None:
    """Third quarter."""
    return (number, 4) if 1 <= number <= 4 else None


@rule("HALFOF", "the? LASTPART QUARTERWORD")
def last_quarter(at: At) -> tuple[int, int]:
    """Last quarter."""
    return (4, 4)


@rule("YEARPART", "ORD -? QUARTERYEAR", "q NUM", "NUM q", "ORD QUARTERWORD", "QUARTERYEAR ROMAN")
def quarter_of_year(at: At, number: int | Number) -> tuple[int, int] | None:
    """Q1, 1-й квартал, 一季度."""
    place = number.value if isinstance(number, Number) else number
    return (place, 4) if 1 <= place <= 4 else None


@rule("YEARPART", "ORD HALFYEAR", "HALFYEARWORD", "h NUM")
def half_of_year(at: At, number: int | Number) -> tuple[int, int] | None:
    """Первое полугодие, 上半年, H1."""
    place = number.value if isinstance(number, Number) else number
    return (place, 2) if place in {1, 2} else None


@rule("PARTED", "YEARPART of? YEAR", "YEARPART , YEAR", "YEARPART / YEAR")
def part_of_year(at: At, part: tuple[int, int], year: When) -> When | None:
    """Q1 2013, первое полугодие 2013 г."""
    return fraction(year, *part)


@rule("PARTED", "YEAR 的? YEARPART", "YEAR , YEARPART", "YEAR - YEARPART")
def year_and_part(at: At, year: When, part: tuple[int, int]) -> When | None:
    """2013年第一季度, 2013-Q1."""
    return fraction(year, *part)


@rule("PARTED", "YEAR MONTH HALFMONTHWORD")
def half_of_month(at: At, year: When, month: int, half: int) -> When | None:
    """2013年5月上半月."""
    found = span("month", f"{year.year:04}-{month:02}")
    return found and fraction(found, half, 2)


@rule("PARTED", "в|на? NUM -? DECADES числах|числа|числам MONTH YEAR", "в? TENS числах MONTH YEAR")
def days_of_month_by_tens(at: At, tens: Number | int, month: int, year: When) -> When | None:
    """В 20-х числах мая 2013, в двадцатых числах."""
    first = tens if isinstance(tens, int) else tens.value
    if first not in {10, 20}:
        return None
    found = span(
        "part", f"{year.year:04}-{month:02}-{first}", f"{year.year:04}-{month:02}-{first + 9}"
    )
    return found and about(found)


@rule(
    "PARTED",
    "в|на? the? FIRSTPART числах|числа|днях|дни|days of? the? MONTHOFYEAR",
    "в|на? the? FIRSTPART годах|годы|years of? the? DECADE|CENTURY",
    "MONTHOFYEAR 的? FIRSTPART 几天",
)
def first_of_it(at: At, when: When) -> When | None:
    """В первых числах мая 2013, the first years of the sixties: its first third."""
    return portion(when, EARLY, EARLY)


@rule(
    "PARTED",
    "в|на? the? LASTPART числах|числа|днях|дни|days of? the? MONTHOFYEAR",
    "в|на? the? LASTPART годах|годы|years of? the? DECADE|CENTURY",
    "MONTHOFYEAR 的? LASTPART 几天",
    "DECADE|CENTURY 的? LASTPART 几年",
)
def last_of_it(at: At, when: When) -> When | None:
    """The last days of May 2013, 六十年代最后几年: its last third."""
    return portion(when, LATE, LATE)


@rule("CORE", "the? turn|рубеж|рубеже of? the? CENTURYNUM")
def turn_of_century(at: At, number: int) -> When | None:
    """The turn of the 20th century: the ten years before it and its own first ten, about."""
    if number < 2:
        return None
    first = (number - 1) * 100
    found = span("part", f"{first - 10:04}", f"{first + 9:04}")
    return found and about(found)


@rule(
    "CORE",
    "на? рубеж|рубеже|рубежа ORD CENTURYWORD? DASH|AND CENTURYNUM",
    "turn of the ORD to|and the? CENTURYNUM",
    "NUM 、|和|与|至|到? NUM 世纪之交",
)
def turn_between_centuries(at: At, one: int | Number, other: int | Number) -> When | None:
    """Рубеж XIX–XX веков."""
    old, new = (n.value if isinstance(n, Number) else n for n in (one, other))
    return turn_of_century(at, new) if new == old + 1 else None


@rule(
    "CORE",
    "на? рубеж|рубеже|рубежа DECADE DASH|AND DECADE",
    "the? turn of DECADE DASH|AND DECADE",
    "на? рубеж|рубеже|рубежа NUM DASH|AND DECADE",
)
def turn_of_decades(at: At, one: When | Number, other: When) -> When | None:
    """Рубеж 80–90-х: late in the one to early in the other."""
    first = a_decade(other.year - 10)
    named = one.value if isinstance(one, Number) else one.year
    if first is None or named % 100 != first.year % 100:
        return None
    late, early = portion(first, LATE, LATE), portion(other, EARLY, EARLY)
    return between(late, early) if late and early else None
