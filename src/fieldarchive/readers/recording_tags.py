"""What the tags of a recording claim: title, creator, description, date, language, place.

FFmpeg gives the tags of all containers the same names, mostly. A tag that a program wrote about
itself ("Processed by SoX", "Unknown artist") claims nothing; neither does a genre.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from fieldarchive.model import JSON, Authority, Claim
from fieldarchive.readers.iso_6709 import point_of
from fieldarchive.readers.language_codes import language_tag

_APPLE = "com.apple.quicktime."
_TITLES = ("title", f"{_APPLE}title")
_CREATORS = ("artist", "author", "album_artist", "performer", "creator", f"{_APPLE}author")
_DESCRIPTIONS = ("description", "comment", "synopsis", f"{_APPLE}description", f"{_APPLE}comment")
_KEYWORDS = ("keywords", "keyword", f"{_APPLE}keywords")
# A telephone's own clock with its offset comes first; creation_time is UTC, if it was set at all.
_DATES = (f"{_APPLE}creationdate", "creation_time", "date", "date_recorded", "year")
_PLACES = (f"{_APPLE}location.iso6709", "location", "location-eng")
_ACCURACY = f"{_APPLE}location.accuracy.horizontal"

_BOILERPLATE = re.compile(
    r"(?:Lav[fc]\d|LAME\b|Processed by SoX|(?:Re)?encoded (?:by|with|using)\b|Created (?:with|by)\b"
    r"|Made with\b|Converted (?:by|with)\b|Ripped\b|Exact Audio Copy|fre:ac\b|Audacity\b|GoldWave\b"
    r"|Sound Forge\b|www\.|https?://\S*$|[0-9A-F]{8}(?: [0-9A-F]{8})+|[sz][A-Z]{3,}=)",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"[<(]?(?:unknown|untitled|no (?:title|artist)|track ?\d*|неизвест\w*(?: исполнитель)?|"
    r"без названия|дорожка ?\d*|未知(?:艺术家|歌手)?|无标题)(?: artist| author)?[>)]?",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?P<year>\d{4})(?:[-:./]?(?P<month>\d{2})(?:[-:./]?(?P<day>\d{2})"
    r"(?:[T ]+(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?"
    r" ?(?P<zone>Z|[+-]\d{2}:?\d{2})?)?)?)?",
    re.ASCII,
)
_TIME_ALONE = re.compile(r"\d{2}:\d{2}:\d{2}")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Where clocks begin that nobody has set: QuickTime in 1904, Unix in 1970, MS-DOS in 1980.
_EPOCHS = ("1904-01-01", "1970-01-01", "1980-01-01T00:00:00")
_FIRST_RECORDING = 1877


def claims_of(tags: Mapping[str, str], language: str | None) -> tuple[Claim, ...]:
    """The claims of a recording's tags; `language` is the code of its sound (ISO 639)."""
    tags = {name.lower(): _CONTROLS.sub("", text).strip() for name, text in tags.items()}
    return (
        *_texts(tags, "title", _TITLES),
        *_texts(tags, "description", _DESCRIPTIONS),
        *_texts(tags, "creator", _CREATORS),
        *_dates(tags),
        *_language(language or tags.get("language") or ""),
        *_keywords(tags),
        *_place(tags),
    )


def moment_of(claims: Sequence[Claim]) -> str | None:
    """The day or instant of recording that claims tell; a year alone is none."""
    dates = (str(claim.value) for claim in claims if claim.field == "date")
    return next((date for date in dates if len(date) >= len("2010-09-04")), None)


def date_of(written: str) -> str | None:
    """A date as a tag writes it, as ISO 8601; None for what no clock could have meant.

    "2010-09-04T11:37:03+0900" keeps its offset, "2010:09:04 11:37:03" has none, "2010" stays.
    """
    match = _DATE.fullmatch(written.strip())
    if not match:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        day_parts = (int(year), int(month or 1), int(day or 1))
        datetime(*day_parts, int(hour or 0), int(minute or 0), int(second or 0))
    except ValueError:
        return None
    date = "-".join(part for part in (year, month, day) if part)
    if hour:
        date += f"T{hour}:{minute}:{second or '00'}{_offset(zone)}"
    return None if int(year) < _FIRST_RECORDING or date.startswith(_EPOCHS) else date


def _offset(zone: str | None) -> str:
    if zone is None or zone == "Z" or ":" in zone:
        return zone or ""
    return f"{zone[:3]}:{zone[3:]}"


def _claim(field: str, value: JSON, tag: str) -> Claim:
    return Claim(field, value, Authority.EMBEDDED, f"tag {tag.removeprefix(_APPLE)}")


def _texts(tags: Mapping[str, str], field: str, names: Sequence[str]) -> Iterator[Claim]:
    said = set()
    for name in names:
        text = tags.get(name, "")
        if text and text not in said and not _says_nothing(text):
            said.add(text)
            yield _claim(field, text, name)


def _says_nothing(text: str) -> bool:
    return bool(_BOILERPLATE.match(text) or _PLACEHOLDER.fullmatch(text))


def _dates(tags: Mapping[str, str]) -> Iterator[Claim]:
    """Broadcast Wave has the day in one tag and the time of day in another."""
    time = tags.get("creation_time", "")
    if _TIME_ALONE.fullmatch(time):
        tags = {**tags, "date": f"{tags.get('date', '')}T{time}"}
    said = set()
    for name in _DATES:
        date = date_of(tags.get(name, ""))
        if date and date not in said:
            said.add(date)
            yield _claim("date", date, name)


def _language(written: str) -> Iterator[Claim]:
    tag = language_tag(written)
    if tag:
        yield _claim("language", tag, "language")


def _keywords(tags: Mapping[str, str]) -> Iterator[Claim]:
    for name in _KEYWORDS:
        words = [word.strip() for word in re.split(r"[;,；，、]", tags.get(name, ""))]
        if any(words):
            yield _claim("keywords", [word for word in words if word], name)


def _place(tags: Mapping[str, str]) -> Iterator[Claim]:
    for name in _PLACES:
        point = point_of(tags.get(name, ""))
        if point:
            yield _claim("latitude", point[0], name)
            yield _claim("longitude", point[1], name)
            yield from _accuracy(tags)
            return


def _accuracy(tags: Mapping[str, str]) -> Iterator[Claim]:
    written = tags.get(_ACCURACY, "")
    if re.fullmatch(r"\d{1,7}(?:\.\d{1,9})?", written):
        yield _claim("accuracy_m", float(written), _ACCURACY)
