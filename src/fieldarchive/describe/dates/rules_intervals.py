"""Rules for intervals: from one time to another, with any dash or word between."""

from __future__ import annotations

from fieldarchive.describe.dates import when as whens
from fieldarchive.describe.dates.numerals import Number
from fieldarchive.describe.dates.partial import Partial, Side, completed
from fieldarchive.describe.dates.rules import At, rule
from fieldarchive.describe.dates.rules_times import IN_WORDS, without_time
from fieldarchive.describe.dates.when import When, a_day, a_decade, a_month


@rule("CLAUSE", "BARE", "DET? LOOSEDECADE", "TURNED")
def single(at: At, when: When) -> When:
    """One stretch."""
    return when


@rule(
    "RANGE",
    "from|с|со|от|自|从|начиная SIDE ,? TO|DASH the? SIDE",
    "from|с|со|от SIDE ,? up|и|вплоть to|до SIDE",
    "between|betw|bet|между|介于 SIDE AND the? SIDE",
    "SIDE DASH|TO the? SIDE",
    "介于? SIDE AND|DASH SIDE 之间|间|期间",
    "период|период с SIDE TO SIDE",
    "начиная с SIDE TO SIDE",
    "自|从? SIDE DASH SIDE 之间|间|期间|为止|止|年间",
)
def interval(at: At, one: Side, other: Side) -> When | None:
    """1969–1991, с 1969 по 1991, 1969年至1991年."""
    first, last = completed(one, other)
    if first is None or last is None:
        return None
    found = whens.between(without_time(first), without_time(last))
    if found is None:
        at.refuse(f"{last.edtf()} lies before {first.edtf()}.")
    return found


@rule("RANGE", "SIDE AND the? SIDE", "SIDE AND in|в|во the? SIDE")
def neighbours(at: At, one: Side, other: Side) -> When | None:
    """May and June 2013: one interval, because nothing lies between."""
    first, last = completed(one, other)
    return interval(at, first, last) if first and last and whens.follows(first, last) else None


@rule("RANGE", "PARTED ,? PARTED", "PARTED ,? PARTIAL")
def end_and_beginning(at: At, one: When, other: Side) -> When | None:
    """19世纪末20世纪初, 2013年春末夏初."""
    first, last = completed(one, other)
    return whens.between(first, last) if first and last and last.unit == "part" else None


@rule("RANGE", "from|between? MONTH DAY DASH|TO|AND DAY ,? of? YEAR")
def days_after_their_month(at: At, month: int, first: int, last: int, year: When) -> When | None:
    """May 12–14, 2013."""
    ends = a_day(year.year, month, first), a_day(year.year, month, last)
    return interval(at, ends[0], ends[1]) if ends[0] and ends[1] else None


@rule("RANGE", "YEAR NUM DASH|TO|AND NUM MONTHWORD")
def months_by_number(at: At, year: When, first: Number, last: Number) -> When | None:
    """2013年5、6月."""
    ends = a_month(year.year, first.value), a_month(year.year, last.value)
    return interval(at, ends[0], ends[1]) if ends[0] and ends[1] else None


@rule("RANGE", "YEAR NUM MONTHWORD")
def months_side_by_side(at: At, year: When, months: Number) -> When | None:
    """2013年五六月."""
    is_nine_and_ten = (months.value, months.width) == (90, 0)
    first, last = (9, 10) if is_nine_and_ten else divmod(months.value, 10)
    is_two_signs = is_nine_and_ten or (months.is_han and months.width == 2)
    is_pair = is_two_signs and first > 0 and last == first + 1
    return months_by_number(at, year, Number(first), Number(last)) if is_pair else None


@rule(
    "RANGE",
    "AFTER SURE ,? and|but|и|но? BEFORE SURE",
    "SURE AFTEREND ,|、? SURE BEFOREEND",
)
def after_and_before(at: At, one: When, other: When) -> When | None:
    """After 1991 but before 1995, после 1991, до 1995, 1991年以后1995年以前."""
    first, last = whens.after(one), whens.before(other)
    if first is None or last is None or first.first is None or last.last is None:
        return None
    ends = (When("span", end, end, remarks=when.remarks)
            for end, when in ((first.first, one), (last.last, other)))  # fmt: skip
    return interval(at, *ends)


@rule("RANGE", "в? ночь|ночью с SIDE на SIDE", "the? night of|from SIDE DASH|TO|AND the? SIDE")
def night(at: At, one: Side, other: Side) -> When | None:
    """В ночь с 12 на 13 мая 2013."""
    found = interval(at, one, other)
    return found and found.noting(IN_WORDS)


@rule("RANGE", "SEASONDATE SEASON")
def two_seasons(at: At, one: When, season: int) -> When | None:
    """2013年春夏."""
    return neighbours(at, one, Partial("season", (season,)))


@rule("RANGE", "NUM DASH NUM YEARSWORD")
def two_loose_decades(at: At, one: Number, other: Number) -> When | None:
    """60–70 годы; four figures are years."""
    tens = [a_decade((at.calendar.century - 1) * 100 + number.value) for number in (one, other)]
    is_short = one.width == other.width == 2 and not one.value % 10 and not other.value % 10
    return interval(at, tens[0], tens[1]) if is_short and tens[0] and tens[1] else None


@rule("RANGE", "ITSCENTURY SIDE DASH|TO SIDE")
def decades_of_century(at: At, century: int, one: Side, other: Side) -> When | None:
    """19世纪60至70年代."""
    tens = [_tens(century, part) for part in (one, other)]
    return interval(at, tens[0], tens[1]) if tens[0] and tens[1] else None


def _tens(century: int, part: Side) -> When | None:
    number = part.numbers[0] if isinstance(part, Partial) and part.kind == "tens" else -1
    if isinstance(part, When) and part.unit == "decade":
        number = part.year % 100
    return a_decade((century - 1) * 100 + number) if 0 <= number < 100 else None


@rule(
    "CLAUSE",
    "RANGE",
    "DET RANGE",
    "RANGE YEARWORD",
    "RANGE YEARSWORD",
    "RANGE 间|之间|期间",
    "DET RANGE YEARSWORD",
    "DET? RANGE YEARSWORD? включительно|inclusive|incl",
    "the? years|период|годы RANGE",
)
def between_two(at: At, when: When) -> When:
    """In 1969–1991, в 1969–1991 гг."""
    return when


# Open ends
