"""Rules for seasons of a year; winter begins in December of the year named."""

from __future__ import annotations

from fieldarchive.describe.dates.numerals import Number
from fieldarchive.describe.dates.rules import At, rule
from fieldarchive.describe.dates.rules_days import with_remarks
from fieldarchive.describe.dates.rules_numbers import short_year
from fieldarchive.describe.dates.when import WINTER, Part, When, a_season, portion


@rule("SEASONDATE", "SEASON of|in? the? YEAR", "SEASON , YEAR", "SEASON - YEAR")
def season_of_year(at: At, season: int, year: When) -> When | None:
    """Summer 2013, лето 2013 года; winter begins in December of the year named."""
    found = with_remarks(a_season(year.year, season), year)
    if found is None or season != WINTER:
        return found
    return found.noting(f"The winter of {year.year} begins in December {year.year}.")


@rule("SEASONDATE", "SEASON of|in? the? NUM")
def season_of_short_year(at: At, season: int, number: Number) -> When | None:
    """Летом 69: beside a season two figures can be nothing but a year."""
    year = short_year(at, number) if number.width == 2 else None
    return season_of_year(at, season, year) if year else None


@rule("SEASONDATE", "YEAR 的? ,? SEASON")
def year_and_season(at: At, year: When, season: int) -> When | None:
    """2013年夏天."""
    return season_of_year(at, season, year)


@rule("SEASONDATE", "SEASON of|in? TWOYEARS")
def season_of_two_years(at: At, season: int, year: When) -> When | None:
    """Winter 2013/14, зима 2013–2014."""
    return with_remarks(a_season(year.year, WINTER), year) if season == WINTER else None


@rule("SEASONDATE", "TWOYEARS 的? SEASON")
def two_years_and_season(at: At, year: When, season: int) -> When | None:
    """2013/14年冬."""
    return season_of_two_years(at, season, year)


@rule("TWOYEARS", "YEAR DASH|AND|TO NUM YEARWORD?", "YEAR DASH|AND|TO NUM YEARSWORD")
def two_years(at: At, year: When, other: Number) -> When | None:
    """2013/14, 2013–2014 гг."""
    nearest = {2: (year.year + 1) % 100, 4: year.year + 1}
    return year if nearest.get(other.width) == other.value else None


@rule("TWOYEARS", "с|со|from YEAR на|to YEAR")
def from_one_year_to_the_next(at: At, one: When, other: When) -> When | None:
    """Зимой с 68-го на 69-й."""
    return one if other.year == one.year + 1 else None


@rule(
    "SEASONDATE",
    "SEASON of|in? NUM DASH NUM YEARSWORD?",
    "SEASON с|from NUM на|to NUM YEARWORD|YEARTH?",
    "SEASON с NUM на NUM MINUS YEARTH YEARWORD?",
)
def season_of_two_short_years(at: At, season: int, one: Number, other: Number) -> When | None:
    """Зима 68/69, зимой с 13 на 14 год."""
    if {one.width, other.width} != {2} or other.value != (one.value + 1) % 100:
        return None
    year = short_year(at, one)
    return season_of_two_years(at, season, year) if year else None


@rule("SEASONDATE", "SEASONPART SEASON of? YEAR")
def part_of_season(at: At, part: Part, season: int, year: When) -> When | None:
    """Позднее лето 2013."""
    return part_of_season_in_chinese(at, year, part, season)


@rule("SEASONDATE", "YEAR 的? SEASONPART SEASON")
def part_of_season_in_chinese(at: At, year: When, part: Part, season: int) -> When | None:
    """2013年初夏."""
    found = season_of_year(at, season, year)
    return found and portion(found, *part)
