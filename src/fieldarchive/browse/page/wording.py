"""Numbers, dates and codes as a reader wants to see them.

Nothing here is stored or searched; the tables, CSV and JSON keep the values as they are.
"""

from __future__ import annotations

import re

KINDS = {"interview": "Interview", "photograph": "Photograph", "note": "Field note"}
KINDS_PLURAL = {"interview": "Interviews", "photograph": "Photographs", "note": "Field notes"}
_LANGUAGES = {
    "en": "English",
    "ru": "Russian",
    "zh": "Chinese",
    "mn": "Mongolian",
    "bua": "Buryat",
    "evn": "Evenki",
    "dta": "Daur",
    "mnc": "Manchu",
    "orh": "Oroqen",
    "ko": "Korean",
    "ja": "Japanese",
    "uk": "Ukrainian",
    "kk": "Kazakh",
    "de": "German",
    "fr": "French",
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_SIZES = ("bytes", "kB", "MB", "GB", "TB")
_LONGEST = 200


def language(code: str | None) -> str | None:
    """The English name of a language; the code itself where it is not known here."""
    if not code:
        return None
    return _LANGUAGES.get(code.split("-")[0].lower(), code)


def clock(milliseconds: int | None) -> str:
    """A place in a recording: 1:07, or 1:02:07 beyond an hour."""
    if milliseconds is None:
        return ""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def length(milliseconds: int | None) -> str | None:
    """How long a recording is: "48 s", "12 min", "1 h 20 min"."""
    if milliseconds is None:
        return None
    seconds = round(milliseconds / 1000)
    if seconds < 60:
        return f"{seconds} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def size(count: int | None) -> str | None:
    """A number of bytes, in the decimal units that shops and file managers use."""
    if count is None:
        return None
    amount, step = float(count), 0
    while amount >= 1000 and step < len(_SIZES) - 1:
        amount, step = amount / 1000, step + 1
    return f"{count} bytes" if step == 0 else f"{amount:.1f} {_SIZES[step]}"


def date(edtf: str | None) -> str | None:
    """An EDTF date in words; the date itself where there are no words for it here."""
    if not edtf:
        return None
    if "/" not in edtf:
        return _one_date(edtf)
    start, _, end = edtf.partition("/")
    if start in ("", ".."):
        return f"until {_one_date(end)}"
    if end in ("", ".."):
        return f"since {_one_date(start)}"
    return f"{_one_date(start)} – {_one_date(end)}"


def shortened(text: str) -> str:
    """The beginning of a long text, about 200 characters, on one line."""
    line = " ".join(text[: 4 * _LONGEST].split())
    if len(line) <= _LONGEST:
        return line
    head, _, tail = line[:_LONGEST].rpartition(" ")
    return (head if head and len(tail) < 40 else line[:_LONGEST]) + "…"


def position(latitude: float | None, longitude: float | None) -> str | None:
    """A place on earth: "50.2759° N, 127.5264° E"."""
    if latitude is None or longitude is None:
        return None
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{abs(latitude):.4f}° {north}, {abs(longitude):.4f}° {east}"


def _one_date(edtf: str) -> str:
    said = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}.get(edtf[-1:], "")
    day, _, clock_time = edtf.rstrip("~?%").partition("T")
    hour = f", {clock_time[:5]}" if clock_time else ""
    return said + _plain_date(day) + hour


def _plain_date(plain: str) -> str:
    if re.fullmatch(r"\d{3}X", plain):
        return f"{plain[:3]}0s"
    match = _DAY.fullmatch(plain)
    if match is None:
        return plain
    year, month, day = match.groups()
    if month is None:
        return year
    if month in _SEASONS:
        return f"{_SEASONS[month]} {year}"
    if not 1 <= int(month) <= 12:
        return plain
    name = _MONTHS[int(month) - 1]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"
