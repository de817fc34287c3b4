"""A position as people write it: two numbers, degrees with minutes and seconds, in three languages.

"50.2547, 127.5312", "50°15′17″N 127°31′52″E", "50,2547° с. ш. 127,5312° в. д.",
"北纬50度15分17秒，东经127度31分52秒". Without letters the latitude is first.
"""

from __future__ import annotations

import re
import unicodedata

_NORTH, _SOUTH, _EAST, _WEST = "N", "S", "E", "W"
_ENDS = r"(?![^\W\d_])"
_LETTERS = (
    (_NORTH, rf"n(?:orth)?{_ENDS}|с\.?\s*ш{_ENDS}\.?|северн\w*\s+широт\w*|北[纬緯]|с{_ENDS}"),
    (_SOUTH, rf"s(?:outh)?{_ENDS}|ю\.?\s*ш{_ENDS}\.?|южн\w*\s+широт\w*|南[纬緯]|ю{_ENDS}"),
    (_EAST, rf"e(?:ast)?{_ENDS}|в\.?\s*д{_ENDS}\.?|восточн\w*\s+долгот\w*|[东東][经經経]|в{_ENDS}"),
    (_WEST, rf"w(?:est)?{_ENDS}|з\.?\s*д{_ENDS}\.?|западн\w*\s+долгот\w*|西[经經経]|з{_ENDS}"),
)
_SIGNS = (
    (r"''|[″”“\"秒]", '"'),
    (r"[′’‘`´'分]", "'"),
    (r"[°º˚度]", "°"),
    (r"[−–]", "-"),
)
_NUMBER = r"\d{1,3}(?:\.\d{1,15})?"
_ANGLE = re.compile(
    rf"(?P<before>[NSEW])?\s*(?P<sign>[-+])?\s*(?P<degrees>{_NUMBER})\s*°?"
    rf"(?:\s*(?P<minutes>{_NUMBER})\s*'(?:\s*(?P<seconds>{_NUMBER})\s*\")?)?"
    r"(?(before)|(?:\s*(?P<after>[NSEW]))?)"
)
_BETWEEN = re.compile(r"[\s,;]*")


def read_position(words: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, south and west negative; None for anything else.

    A comma inside a number is a decimal comma where no point stands anywhere: "50,25 127,5".
    """
    text = _plain(words)
    if "." not in text and (found := _pair(re.sub(r"(?<=\d),(?=\d)", ".", text))):
        return found
    return _pair(text)


def _plain(words: str) -> str:
    """The words with one sign for each meaning, and letters of the compass for names of it."""
    # NFKC would make two primes of a double one, and a space with a ring of the degree.
    text = "".join(
        sign if sign in "″°º˚´" else unicodedata.normalize("NFKC", sign) for sign in words
    )
    for pattern, sign in _SIGNS:
        text = re.sub(pattern, sign, text)
    text = text.casefold()
    for letter, pattern in _LETTERS:
        text = re.sub(rf"(?<![^\W\d_])(?:{pattern})", f" {letter} ", text)
    return text.replace("、", ",").removeprefix("geo:").strip()


def _pair(text: str) -> tuple[float, float] | None:
    first = _ANGLE.match(text)
    if first is None:
        return None
    second = _ANGLE.fullmatch(text, _skip(text, first.end()))
    if second is None:
        return None
    one, other = _degrees(first), _degrees(second)
    if one is None or other is None:
        return None
    letters = (_letter(first), _letter(second))
    if letters in {(None, None)} or _are(letters, "NS", "EW"):
        latitude, longitude = one, other
    elif _are(letters, "EW", "NS"):
        latitude, longitude = other, one
    else:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _skip(text: str, place: int) -> int:
    found = _BETWEEN.match(text, place)
    return place if found is None else found.end()


def _letter(angle: re.Match[str]) -> str | None:
    return angle["before"] or angle["after"]


def _are(letters: tuple[str | None, str | None], first: str, second: str) -> bool:
    one, other = letters
    return one is not None and other is not None and one in first and other in second


def _degrees(angle: re.Match[str]) -> float | None:
    parts = [float(angle[name] or 0) for name in ("degrees", "minutes", "seconds")]
    if parts[1] >= 60 or parts[2] >= 60:
        return None
    letter = _letter(angle)
    if letter and angle["sign"]:
        return None  # "-50 S" says it twice or takes it back
    size = parts[0] + parts[1] / 60 + parts[2] / 3600
    return round(-size if angle["sign"] == "-" or letter in ("S", "W") else size, 7)
