"""EDTF dates in the words of the interface: "about 1969", «лето 2013», "1960年代".

The terminal reads and writes dates elsewhere; here they are only said. What has no words here
stands as it is.
"""

from __future__ import annotations

import re
from datetime import date as Day

from fieldarchive.browse.tongue import _, spoken

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_LOCALES = {"en": "en_GB", "ru": "ru", "zh": "zh_Hans_CN"}
_OPEN = ("", "..")


def date(edtf: str | None) -> str | None:
    """An EDTF date in words; the date itself where there are no words for it here."""
    if not edtf:
        return None
    if "/" not in edtf:
        return _one_date(edtf)
    start, _slash, end = edtf.partition("/")
    if start in _OPEN and end in _OPEN:
        return edtf
    if start in _OPEN:
        return _("until %(date)s", date=_one_date(end))
    if end in _OPEN:
        return _("since %(date)s", date=_one_date(start))
    return f"{_one_date(start)} – {_one_date(end)}"


def month(number: int) -> str:
    """The name of a month from 1 to 12, as it stands alone."""
    from babel.dates import get_month_names

    return str(get_month_names("wide", context="stand-alone", locale=_LOCALES[spoken()])[number])


def season(number: int) -> str:
    """The name of a season by its EDTF number: 21 is spring, 24 winter."""
    return {21: _("spring"), 22: _("summer"), 23: _("autumn"), 24: _("winter")}[number]


def decade(name: str) -> str:
    """A decade as a release writes it ("1960s") in words."""
    return _("%(decade)ss", decade=name[:4]) if re.fullmatch(r"\d{4}s", name) else name


def _one_date(edtf: str) -> str:
    day, _letter, clock_time = edtf.rstrip("~?%").partition("T")
    said = _plain_date(day) + (f", {clock_time[:5]}" if clock_time else "")
    match edtf[-1:]:
        case "~":
            return _("about %(date)s", date=said)
        case "?":
            return _("perhaps %(date)s", date=said)
        case "%":
            return _("perhaps about %(date)s", date=said)
    return said


def _plain_date(plain: str) -> str:
    if re.fullmatch(r"\d{3}X", plain):
        return decade(f"{plain[:3]}0s")
    match = _DAY.fullmatch(plain)
    if match is None:
        return plain
    year, number, day = match.groups()
    if number is None:
        return _("%(year)s", year=year)
    if "21" <= number <= "24":
        return _season_of(year, int(number))
    return _in_calendar(plain, int(year), int(number), int(day) if day else None)


def _season_of(year: str, number: int) -> str:
    return {
        21: _("spring %(year)s", year=year),
        22: _("summer %(year)s", year=year),
        23: _("autumn %(year)s", year=year),
        24: _("winter %(year)s", year=year),
    }[number]


def _in_calendar(plain: str, year: int, number: int, day: int | None) -> str:
    from babel.dates import format_skeleton

    try:
        that_day = Day(year, number, day or 1)
    except ValueError:
        return plain
    said = format_skeleton("yMMMMd" if day else "yMMMM", that_day, locale=_LOCALES[spoken()])
    return re.sub(r"\s*г\.$", "", str(said))  # «12 мая 2013 г.» is for documents
