"""Rules for decades and centuries."""

from __future__ import annotations

from dataclasses import replace

from fieldarchive.describe.dates.numerals import Number
from fieldarchive.describe.dates.rules import At, rule
from fieldarchive.describe.dates.when import When, a_century, a_decade, between


@rule("TENSNUM", "NUM MINUS? DECADES YEARSWORD?", "NUM ' DECADES", "' NUM DECADES")
def decade_in_figures(at: At, number: Number) -> int | None:
    """60s, 60-е годы, 1960s, 六十年代."""
    is_round = number.value % 10 == 0 and number.width in {0, 2, 4}
    is_wide = number.width == 4 and number.value >= 1000
    if not is_round or not (is_wide or number.value < 100):
        return None
    return number.value or decade_in_words(at, 0)


@rule("TENSNUM", "TENS YEARSWORD?")
def decade_in_words(at: At, tens: int) -> int:
    """Sixties, шестидесятые годы; нулевые are the first ten years after 2000."""
    return tens or 2000


@rule("TENSNUM", "тысяча девятьсот TENS YEARSWORD?", "nineteen -? TENS")
def decade_of_nineteen_hundred(at: At, tens: int) -> int:
    """Nineteen-sixties, тысяча девятьсот шестидесятые."""
    return 1900 + tens


@rule("TENSNUM", "тысяча восемьсот TENS YEARSWORD?", "eighteen -? TENS")
def decade_of_eighteen_hundred(at: At, tens: int) -> int:
    """Eighteen-nineties."""
    return 1800 + tens


@rule("DECADE", "the? TENSNUM")
def decade(at: At, number: int) -> When | None:
    """A decade; two figures are of the archive's usual century."""
    if number < 100:
        short = a_decade((at.calendar.century - 1) * 100 + number)
        return short and replace(short, is_short=True)
    found = a_decade(number)
    if found is None or number % 100:
        return found
    return found.noting(f"{number}s is read as the years {number} to {number + 9}.")


@rule("LOOSEDECADE", "NUM YEARSWORD")
def decade_without_its_ending(at: At, number: Number) -> When | None:
    """60 годы: alone, because "1969–70 годы" are two years."""
    return decade(at, number.value) if number.width in {2, 4} and number.value % 10 == 0 else None


@rule("DECADE", "the? TENSNUM ,? of|in? the? ITSCENTURY")
def decade_of_century(at: At, tens: int, century: int) -> When | None:
    """Шестидесятые годы XX века."""
    return a_decade((century - 1) * 100 + tens) if tens < 100 else None


@rule("DECADE", "ITSCENTURY ,? 的? TENSNUM")
def century_and_decade(at: At, century: int, tens: int) -> When | None:
    """20世纪60年代, XX век, 60-е годы."""
    return decade_of_century(at, tens, century)


@rule("DECADE", "NUM 几 YEARWORD")
def decade_with_a_gap(at: At, number: Number) -> When | None:
    """196几年."""
    if number.width == 1 and number.value:
        return decade(at, number.value * 10)
    return a_decade(number.value * 10) if number.width == 3 else None


@rule("DECADE", "NUM MINUS|?|x YEARWORD?")
def decade_with_a_figure_missing(at: At, number: Number) -> When | None:
    """197-, as librarians write it; 197?, 197x."""
    is_near = number.width == 3 and 150 <= number.value < 210  # 120? is seldom a decade
    return a_decade(number.value * 10) if is_near else None


@rule("CENTURY", "NUM MINUS MINUS", "NUM ? ?", "NUM xx")
def century_with_figures_missing(at: At, number: Number) -> When | None:
    """19--, 19??, 19xx."""
    is_near = number.width == 2 and 15 <= number.value <= 20
    return a_century(number.value + 1) if is_near else None


@rule(
    "DECADE",
    "nineteen -? CARDTENS -? something",
    "CARDTENS какой|какого|каком - то год|года|году",
)
def decade_with_something(at: At, tens: int) -> When | None:
    """Nineteen sixty-something, в шестьдесят каком-то году, as 六几年 is."""
    return decade(at, tens)


@rule("DECADE", "the? ORD DECADEWORD of? the? ITSCENTURY")
def nth_decade(at: At, number: int, century: int) -> When | None:
    """The first decade of the 20th century."""
    return a_decade((century - 1) * 100 + (number - 1) * 10) if 1 <= number <= 10 else None


@rule("DECADE", "ITSCENTURY 的? ORD 个? 十年")
def decade_by_number_in_chinese(at: At, century: int, number: int) -> When | None:
    """20世纪第一个十年."""
    return nth_decade(at, number, century)


@rule("DECADE", "ITSCENTURY 的? FIRSTPART 一个? 十年")
def first_decade_in_chinese(at: At, century: int) -> When | None:
    """20世纪头十年."""
    return nth_decade(at, 1, century)


@rule("DECADE", "the? LASTPART DECADEWORD of? the? ITSCENTURY", "ITSCENTURY 的? LASTPART 十年")
def last_decade(at: At, century: int) -> When | None:
    """The last decade of the 19th century."""
    return nth_decade(at, 10, century)


@rule("CORE", "TWOTENS DECADES", "ITSCENTURY 的? TWOTENS DECADES")
def two_decades(
    at: At, one: int | tuple[int, int], other: tuple[int, int] | None = None
) -> When | None:
    """八九十年代, 20世纪六七十年代."""
    tens, century = (other, one) if other else (one, at.calendar.century)
    if not isinstance(tens, tuple) or not isinstance(century, int):
        return None
    first, last = (a_decade((century - 1) * 100 + ten) for ten in tens)
    return between(first, last) if first and last else None


@rule("CORE", "NUM AND NUM DECADES", "ITSCENTURY NUM AND NUM DECADES")
def two_decades_apart(at: At, *said: int | Number) -> When | None:
    """五、六十年代."""
    one, other = (number for number in said if isinstance(number, Number))
    if not 0 < one.value < 10 or other.value != 10 * one.value + 10:
        return None
    tens = (10 * one.value, other.value)
    return two_decades(at, said[0], tens) if isinstance(said[0], int) else two_decades(at, tens)


@rule("CENTURYNUM", "ORD -? CENTURYWORD", "CENTURYWORD ROMAN")
def century_number(at: At, number: int) -> int | None:
    """19th century, XIX век, 十九世纪."""
    return number if 2 <= number <= 30 else None


@rule("ITSCENTURY", "CENTURYNUM")
def its_century(at: At, number: int) -> int:
    """The century of a decade."""
    return number


@rule("ITSCENTURY", "LASTCENTURY")
def last_century(at: At) -> int:
    """Last century, beside a decade of it: the one before the recording, else the usual one."""
    return (at.on.year - 1) // 100 if at.on else at.calendar.century


@rule("LASTCENTURY", "REL CENTURYWORD")
def last_century_in_words(at: At, offset: int) -> bool | None:
    """Прошлого века."""
    return True if offset == -1 else None


@rule("LASTCENTURY", "上|上个|上一个|上一 世纪")
def last_century_in_chinese(at: At) -> bool:
    """上世纪."""
    return True


@rule("CENTURY", "the? CENTURYNUM")
def century(at: At, number: int) -> When | None:
    """A century."""
    return a_century(number)
