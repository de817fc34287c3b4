"""Rules for amounts of time, and for what lies so long before the recording.

An amount that is not exact (a few, two or three, 十几) gives about a stretch.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeAlias

from fieldarchive.describe.dates.numerals import Number
from fieldarchive.describe.dates.rules import At, rule
from fieldarchive.describe.dates.when import When, about, span

Amount: TypeAlias = tuple[int, int, bool]  # at least, at most, and whether it is exact


@rule("AMOUNT", "NUM", "CARDINAL")
def exactly(at: At, number: Number) -> Amount | None:
    """Two, 20, 三."""
    is_amount = number.value > 0 and number.width < (2 if number.is_han else 3)
    return (number.value, number.value, True) if is_amount else None


@rule("AMOUNT", "COUNT")
def a_couple(at: At, count: tuple[int, int]) -> Amount:
    """A, a couple, 两三."""
    return (*count, count[0] == count[1])


@rule("AMOUNT", "TWOTENS")
def by_tens(at: At, tens: tuple[int, int]) -> Amount:
    """二三十."""
    return (*tens, False)


@rule("AMOUNT", "some AMOUNT1", "с десяток")
def some(at: At, amount: Amount = (10, 10, True)) -> Amount:
    """Some twenty, с десяток."""
    return (amount[0], amount[1], False)


@rule("AMOUNT", "a couple of?", "пару|пара")
def couple(at: At) -> Amount:
    """A couple of."""
    return (2, 3, False)


@rule("AMOUNT", "a? FEW")
def a_few(at: At, count: tuple[int, int]) -> Amount:
    """A few, несколько, 几."""
    return (*count, False)


@rule("AMOUNT", "AMOUNT1 DASH|TO|AND AMOUNT1", "AMOUNT1 or|или|或|或者|还是 AMOUNT1")
def from_to(at: At, least: Amount, most: Amount) -> Amount | None:
    """Two or three, 10-15."""
    return (least[0], most[1], False) if least[1] < most[0] else None


@rule("AMOUNT1", "NUM", "CARDINAL")
def one_amount(at: At, number: Number) -> Amount | None:
    """One end of "two or three"."""
    return exactly(at, number)


@rule(
    "AMOUNT",
    "NUM TENMORE",
    "CARDINAL -? odd",
    "NUM -? odd",
    "more than NUM",
    "over NUM|CARDINAL",
    "more than CARDINAL",
    "более|больше|свыше NUM|CARDINAL",
    "NUM|CARDINAL с лишним",
)
def and_more(at: At, number: Number) -> Amount | None:
    """二十多, 20 с лишним: up to the next ten."""
    return (
        (number.value, number.value + 9, False) if number.value % 10 == 0 and number.value else None
    )


@rule("CORE", "AMOUNT UNIT тому? AGO")
def ago(at: At, amount: Amount, unit: str) -> When | None:
    """Two years ago, два года назад, 三天前."""
    return _back(at.on, amount, unit) if at.on else None


@rule("CORE", "UNIT тому? назад")
def one_ago(at: At, unit: str) -> When | None:
    """Год назад."""
    return ago(at, (1, 1, True), unit)


@rule("CORE", "UNIT через|за? AMOUNT тому? назад")
def about_so_many_ago(at: At, unit: str, amount: Amount) -> When | None:
    """Лет двадцать назад: said this way round it is about."""
    found = ago(at, amount, unit)
    return found and about(found)


@rule("CORE", "half a year ago", "полгода тому? назад", "半年 AGO")
def half_a_year_ago(at: At) -> When | None:
    """Half a year ago."""
    return ago(at, (6, 6, False), "month")


@rule("CORE", "a year and a half ago", "полтора года тому? назад", "一年半 AGO")
def year_and_a_half_ago(at: At) -> When | None:
    """Полтора года назад."""
    return ago(at, (18, 18, False), "month")


@rule("YEAR", "AMOUNT UNIT тому? AGO")
def year_so_long_ago(at: At, amount: Amount, unit: str) -> When | None:
    """The year in "summer two years ago"."""
    is_year = unit == "year" and amount[2]
    return ago(at, amount, unit) if is_year else None


@rule("CORE", "the? REL AMOUNT UNIT", "за? последние AMOUNT UNIT", "最近|近|过去 AMOUNT UNIT 来?")
def these_last_years(at: At, *said: object) -> When | None:
    """The last ten years, за последние десять лет."""
    amount, unit = said[-2:]
    if at.on is None or unit != "year" or not isinstance(amount, tuple) or said[0] in {0, 1}:
        return None
    found = span("span", f"{at.on.year - amount[1]:04}", f"{at.on.year:04}")
    return found if amount[2] or found is None else about(found)


def _back(day: date, amount: Amount, unit: str) -> When | None:
    """From `amount` at most before a day to `amount` at least."""
    least, most, is_exact = amount
    if unit == "decade":
        return _back(day, (least * 10, most * 10, False), "year")
    if unit == "year" and most < day.year:
        found = span("year", f"{day.year - most:04}", f"{day.year - least:04}")
    elif unit == "month" and most < 12 * (day.year - 1):
        last = day.year * 12 + day.month - 1
        found = span("month", _month(last - most), _month(last - least))
    elif unit in {"week", "day"} and most < 40_000:
        size = 7 if unit == "week" else 1
        found = span("day", str(day - timedelta(size * most)), str(day - timedelta(size * least)))
        is_exact = is_exact and unit == "day"
    else:
        found = None
    return found if is_exact or found is None else about(found)


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
