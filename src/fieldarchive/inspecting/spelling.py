"""Signs in words that nobody meant: stray spaces, invisible signs, letters of another script.

A sound word stays as it is, whatever its language; only what cannot be meant is a slip. Most slips
have one right spelling. A word whose scripts cannot be told apart is told and left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# Codes of the slips, in the order in which they are put right.
INVISIBLE, STRAY, FULL_WIDTH = "invisible-sign", "stray-space", "full-width-sign"
LOOK_ALIKE, MIXED = "look-alike-letter", "mixed-scripts"

_LATIN = "AaBCcEeHIiJjKMOoPpSsTXxYy"
_CYRILLIC = "АаВСсЕеНІіЈјКМОоРрЅѕТХхУу"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_A_LATIN, _A_CYRILLIC = "A-Za-z\u00c0-\u024f", "\u0400-\u04ff"
# Joiners stay: some scripts and emoji need them.
_NEVER_SEEN = "\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_OTHER_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f"
_INVISIBLE_SIGNS = re.compile(f"[{_NEVER_SEEN}]")
_SPACES = re.compile(f"[ {_OTHER_SPACES}]+")
_WIDE_SIGNS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
_BOTH_SCRIPTS = re.compile(
    f"[{_A_LATIN}{_A_CYRILLIC}]*(?:[{_A_LATIN}][{_A_CYRILLIC}]|[{_A_CYRILLIC}][{_A_LATIN}])"
    f"[{_A_LATIN}{_A_CYRILLIC}]*"
)
_RARE = re.compile(f"[{_NEVER_SEEN}{_OTHER_SPACES}\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
# Begins with the rarer of the two, for speed; the Latin letter of an escape is none.
_SIDE_BY_SIDE = re.compile(
    rf"[{_A_CYRILLIC}](?:[{_A_LATIN}]|(?<=[{_A_LATIN}].)(?<!\\..))", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Slip:
    """One kind of slip in a text: `right` is the text without it, None where that is not clear."""

    code: str
    told: str
    right: str | None


def slips(text: str, *, is_prose: bool = False) -> Iterator[Slip]:
    """The slips of a text. In prose, unbroken spaces and full-width signs may be meant."""
    if found := _INVISIBLE_SIGNS.findall(text):
        signs = ", ".join(dict.fromkeys(_name(sign) for sign in found))
        yield Slip(INVISIBLE, f"has an invisible sign ({signs})", _INVISIBLE_SIGNS.sub("", text))
    if not is_prose:
        yield from _of_words(text)
    for word in dict.fromkeys(_BOTH_SCRIPTS.findall(text)):
        yield _of_scripts(text, word)


def is_suspect(claims: str) -> bool:
    """Whether the canonical JSON of claims may have a value with a slip: quick, and too wide."""
    if "  " in claims or ' "' in claims or '" ' in claims:
        return True
    if claims.isascii():
        return False
    return bool(_RARE.search(claims) or _SIDE_BY_SIDE.search(claims))


def put_right(text: str, *, is_prose: bool = False) -> str:
    """The text without those slips that have one right spelling."""
    for _ in range(len(text)):  # each turn takes one away
        found = next((one for one in slips(text, is_prose=is_prose) if one.right is not None), None)
        if found is None or found.right is None:
            break
        text = found.right
    return text


def _of_words(text: str) -> Iterator[Slip]:
    spaced = _SPACES.sub(" ", text)
    tidy = spaced.strip(" ")
    if tidy != text:
        where = "at its end" if spaced.endswith(" ") else "before it"
        yield Slip(STRAY, f"has a {f'space {where}' if tidy != spaced else 'stray space'}", tidy)
    if found := _WIDE_SIGNS.search(text):
        narrow = _WIDE_SIGNS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
        yield Slip(FULL_WIDTH, f"has full-width signs ({found[0]})", narrow)


def _of_scripts(text: str, word: str) -> Slip:
    """A word of two scripts: the rarer letters are slips if all of them look like the others."""
    right = _in_one_script(word)
    if right is None:
        return Slip(MIXED, f"has Latin and Cyrillic letters in one word ({word})", None)
    script = "Latin" if right.translate(_TO_CYRILLIC) != right else "Cyrillic"
    wrong = "".join(dict.fromkeys(a for a, b in zip(word, right, strict=True) if a != b))
    other = "Cyrillic" if script == "Latin" else "Latin"
    return Slip(LOOK_ALIKE, f"has {other} {wrong} in a {script} word", text.replace(word, right))


def _in_one_script(word: str) -> str | None:
    """The word in the script that all its letters can be of; None where both are possible, or none.

    "мoр" can only be Cyrillic, because no Latin letter looks like м.
    """
    cyrillic, latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
    is_cyrillic = re.fullmatch(f"[{_A_CYRILLIC}]+", cyrillic) is not None
    is_latin = re.fullmatch(f"[{_A_LATIN}]+", latin) is not None
    if is_cyrillic is is_latin:
        return None
    return cyrillic if is_cyrillic else latin


def _name(sign: str) -> str:
    return unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
