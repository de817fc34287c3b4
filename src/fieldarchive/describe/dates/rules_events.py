"""Rules for counting from the archive's own events: when, during, so many years after."""

from __future__ import annotations

from fieldarchive.describe.dates.rules import At, rule
from fieldarchive.describe.dates.rules_amounts import Amount
from fieldarchive.describe.dates.when import When, about, span


@rule(
    "CORE",
    "during|throughout|under|период|периода|времена|эпоху|годы|при the? PERIOD",
    "во время PERIOD",
    "PERIOD 的? 期间|时期|年间|时代",
)
def during(at: At, period: When) -> When:
    """During the years of shuttle trade."""
    return period


@rule(
    "CORE",
    "EVENT",
    "WHILE EVENT",
    "the? time|year|day|moment of|when? EVENT",
    "во время EVENT",
    "EVENT 的? 时|时候|那年|那时|期间|年间|当年|当时|那一年",
    "в то|тот время|год ,? когда EVENT",
    "as EVENT",
)
def event(at: At, when: When) -> When:
    """When the bridge opened, во время закрытия границы."""
    return when


@rule(
    "CORE",
    "AMOUNT UNIT AFTER that? EVENT|YEAR",
    "через|спустя AMOUNT UNIT после EVENT|YEAR",
    "EVENT|YEAR AFTEREND? 第? AMOUNT UNIT AFTEREND",
)
def years_after(at: At, *said: object) -> When | None:
    """Three years after the bridge opened."""
    return _shifted(said, 1)


@rule(
    "CORE",
    "AMOUNT UNIT BEFORE EVENT|YEAR",
    "EVENT 的 前 AMOUNT UNIT",
    "за AMOUNT UNIT до EVENT|YEAR",
    "EVENT|YEAR BEFOREEND? AMOUNT UNIT BEFOREEND",
)
def years_before(at: At, *said: object) -> When | None:
    """За два года до открытия моста."""
    return _shifted(said, -1)


@rule("CORE", "через|спустя UNIT после EVENT|YEAR", "the? UNIT AFTER EVENT|YEAR")
def year_after(at: At, unit: str, when: When) -> When | None:
    """Через год после открытия моста."""
    return _shifted(((1, 1, True), unit, when), 1)


@rule("CORE", "за UNIT до EVENT|YEAR", "the? UNIT BEFORE EVENT|YEAR")
def year_before(at: At, unit: str, when: When) -> When | None:
    """За год до открытия моста."""
    return _shifted(((1, 1, True), unit, when), -1)


def _shifted(said: tuple[object, ...], direction: int) -> When | None:
    amount: Amount = next(part for part in said if isinstance(part, tuple))
    when = next(part for part in said if isinstance(part, When))
    if "year" not in said or when.first is None or when.last is None:
        return None
    counts = sorted((direction * amount[0], direction * amount[1]))
    years = (when.first.year + counts[0], when.last.year + counts[1])
    if years[0] < 1:
        return None
    found = span("year", f"{years[0]:04}", f"{years[1]:04}")
    if found is None:
        return None
    is_about = when.first.about or when.last.about or not amount[2]
    return (about(found) if is_about else found).noting(*when.remarks)
