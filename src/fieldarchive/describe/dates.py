"""Dates as people write them, into EDTF with the words kept beside.

EDTF itself, days in figures (12.05.2013, 2013年5月12日), and complete dates in words through
python-dateutil. Whatever is not understood stays as words: nothing is guessed, and nothing is
filled in from today.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

from fieldarchive.describe import edtf

if TYPE_CHECKING:
    from dateutil.parser import parser

_ORDERS = {"dmy": ("d", "m", "y"), "mdy": ("m", "d", "y"), "ymd": ("y", "m", "d")}
_FIGURES = re.compile(
    r"([0-9]{1,4})\s*([./-])\s*([0-9]{1,2})\s*\2\s*([0-9]{1,4})(?:\s*(?:г\.?|года))?"
)
_CHINESE = re.compile(r"([0-9]{4})\s*年(?:\s*([0-9]{1,2})\s*月(?:\s*([0-9]{1,2})\s*[日号號])?)?")
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE | re.ASCII,
)
_MONTHS = [
    ("Jan", "January", "янв", "январь", "января"), ("Feb", "February", "фев", "февраль", "февраля"),
    ("Mar", "March", "мар", "март", "марта"), ("Apr", "April", "апр", "апрель", "апреля"),
    ("May", "май", "мая"), ("Jun", "June", "июн", "июнь", "июня"),
    ("Jul", "July", "июл", "июль", "июля"), ("Aug", "August", "авг", "август", "августа"),
    ("Sep", "Sept", "September", "сен", "сент", "сентябрь", "сентября"),
    ("Oct", "October", "окт", "октябрь", "октября"), ("Nov", "November", "ноя", "ноябрь", "ноября"),
    ("Dec", "December", "дек", "декабрь", "декабря"),
]  # fmt: skip
_TIME = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?\b")
# Two days that differ in every part: what differs between two answers was not in the text.
_DEFAULTS = (datetime(1804, 2, 3), datetime(1911, 8, 17))


@dataclass(frozen=True, slots=True)
class DateReading:
    """How a date was understood: EDTF and the ISO days that bound it, None where it is open."""

    edtf: str
    start: str | None
    end: str | None


def read_date(words: str, order: str = "dmy") -> DateReading | None:
    """What a date means, or None when the words are not understood.

    `order` (dmy, mdy, ymd) decides figures such as 05/06/2013.
    """
    text = unicodedata.normalize("NFKC", words).strip()
    for reader in (_moment, _plain, _chinese, lambda t: _figures(t, order), _in_words):
        candidate = reader(text)
        if candidate and (found := edtf.bounds(candidate)):
            return DateReading(candidate, _iso(found.start), _iso(found.end))
    return None


def _plain(text: str) -> str | None:
    return text if edtf.bounds(text) else None


def _moment(text: str) -> str | None:
    """An instant to the second; a fraction and the offset stay with the photograph's facts."""
    match = _MOMENT.fullmatch(text)
    return f"{match[1]}T{match[2]}{match[3] or ':00'}" if match else None


def _chinese(text: str) -> str | None:
    match = _CHINESE.fullmatch(text)
    if not match:
        return None
    year, month, day = match.groups()
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def _figures(text: str, order: str) -> str | None:
    match = _FIGURES.fullmatch(text)
    if not match:
        return None
    figures = (match[1], match[3], match[4])
    names = _ORDERS["ymd"] if len(match[1]) == 4 else _ORDERS[order]
    parts = dict(zip(names, figures, strict=True))
    if len(parts["y"]) != 4:
        return None
    return f"{parts['y']}-{parts['m'].zfill(2)}-{parts['d'].zfill(2)}"


def _in_words(text: str) -> str | None:
    """A complete date with a month's name, as "12 мая 2013" or "May 12, 2013"."""
    year = _only_year(text)
    if year is None or not re.search(r"[^\W\d_]{3}", text):
        return None
    try:
        first, second = (
            _parser().parse(text, default=default, ignoretz=True) for default in _DEFAULTS
        )
    except (ValueError, OverflowError, TypeError):  # ParserError is a ValueError
        return None
    if first.year != year or first.month != second.month:
        return None
    return f"{first:%Y-%m-%d}" if first.day == second.day else f"{first:%Y-%m}"


def _only_year(text: str) -> int | None:
    """The year, where nothing beside it but one day and a time could be taken for a year.

    dateutil reads "12-14 мая 2013" as 14 May 2012, at 20:13.
    """
    figures = re.findall(r"\d+", _TIME.sub("", text))
    years = [figure for figure in figures if len(figure) == 4]
    days = [figure for figure in figures if len(figure) <= 2]
    alone = len(years) == 1 and len(days) <= 1 and len(years) + len(days) == len(figures)
    return int(years[0]) if alone else None


@cache
def _parser() -> parser:
    """dateutil's parser, told the months of Russian as well; imported when first needed."""
    from dateutil import parser as dateutil_parser

    class Months(dateutil_parser.parserinfo):
        MONTHS = _MONTHS  # type: ignore[assignment]  # dateutil's stubs allow three names a month
        JUMP = [*dateutil_parser.parserinfo.JUMP, "г", "г.", "года"]  # noqa: RUF012

    return dateutil_parser.parser(Months(dayfirst=True))


def _iso(day: date | None) -> str | None:
    return None if day is None else str(day)
