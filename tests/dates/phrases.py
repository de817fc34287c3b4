"""The tables of phrases in tests/files/dates, and the calendar of the sample archive to read by."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from fieldarchive import config
from fieldarchive.describe.dates import Calendar, DateReading, read_date
from fieldarchive.describe.dates.calendars import calendar_of

TABLES = Path(__file__).parents[1] / "files" / "dates"


def rows(name: str) -> list[list[str]]:
    """The lines of a table, cut at its tabs."""
    text = (TABLES / f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


@cache
def sample_calendar() -> Calendar:
    """The events and periods that the sample archive counts from."""
    return calendar_of(config.load(config.sample_folder()))


def read(words: str, on: date | None = None) -> DateReading | None:
    """What words mean in the sample archive."""
    return read_date(words, on=on, calendar=sample_calendar())
