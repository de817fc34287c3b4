"""What nobody said but the material shows: the weakest claims, made anew whenever they are asked.

They are never written into history, so a better boundary or rule reaches every old item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from fieldarchive.describe.placing import claims_of_place, claims_of_position
from fieldarchive.describe.terms import Terms
from fieldarchive.history.claims import words_of
from fieldarchive.model import Authority, Claim, Description, FileEntry, Kind, Role

SHORT_CLIP_MS = 6_000
_DAY_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(\d\d)\2(\d\d)(?!\d)")
_SCRIPTS = {
    "cyrillic": re.compile("[а-яё]", re.IGNORECASE),
    "han": re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"),
    "latin": re.compile("[a-z]", re.IGNORECASE),
}
_SCRIPT_OF_LANGUAGE = {"ru": "cyrillic", "uk": "cyrillic", "mn": "cyrillic", "zh": "han"}
_LETTERS_TO_JUDGE, _SIGNS_TO_JUDGE = 20, 1_000


def infer(
    description: Description,
    files: Sequence[FileEntry],
    text: str | None,
    terms: Terms,
    languages: Sequence[str],
    duration_ms: int | None = None,
) -> Description:
    """The description with what path, position, files and script add to it."""
    return description.plus(
        [
            *_from_path(files, terms),
            *claims_of_place(description, terms),
            *claims_of_position(description, terms),
            *_from_keywords(description, terms),
            *_from_creator(description, files, terms),
            Claim("kind", kind_of(files, duration_ms).value, Authority.INFERENCE, "its files"),
            *_from_script(files, text, languages),
        ]
    )


def kind_of(files: Sequence[FileEntry], duration_ms: int | None) -> Kind:
    """What files together make: a picture with a clip of seconds is still a photograph."""
    roles = {entry.role for entry in files}
    clip = duration_ms is not None and duration_ms <= SHORT_CLIP_MS
    if Role.IMAGE in roles and clip and Role.TRANSCRIPT not in roles:
        return Kind.PHOTOGRAPH
    if roles & {Role.RECORDING, Role.TRANSCRIPT}:
        return Kind.INTERVIEW
    return Kind.PHOTOGRAPH if Role.IMAGE in roles else Kind.NOTE


def _from_path(files: Sequence[FileEntry], terms: Terms) -> Iterator[Claim]:
    """A folder named like a city, and a day written in a file's or folder's name."""
    if not files:
        return
    name = files[0].name
    for part in reversed(name.split("/")[:-1]):
        if city := terms.city_of(part):
            yield Claim("city", city, Authority.PATH, f'folder "{part}"')
            break
    for part in reversed(name.split("/")):
        if day := _day_in(part):
            yield Claim("date", day, Authority.PATH, f'the name "{part}"')
            break


def _day_in(name: str) -> str | None:
    match = _DAY_IN_NAME.search(name)
    if not match:
        return None
    try:
        return date(int(match[1]), int(match[3]), int(match[4])).isoformat()
    except ValueError:
        return None


def _from_keywords(description: Description, terms: Terms) -> Iterator[Claim]:
    """Keywords that name a theme; free words stay keywords."""
    for claim in description.ranked("keywords"):
        named = [slug for word in words_of(claim) if (slug := terms.theme_of(word))]
        if named:
            themes = list(dict.fromkeys(named))
            yield Claim("themes", [*themes], claim.authority, f"keywords of {claim.origin}")


def _from_creator(
    description: Description, files: Sequence[FileEntry], terms: Terms
) -> Iterator[Claim]:
    """Whoever is credited by handle took the picture, or wrote what is no picture.

    A pseudonym is not enough: somebody else may really be called so.
    """
    field = "photographers" if any(e.role is Role.IMAGE for e in files) else "authors"
    for claim in description.ranked("creator"):
        words = words_of(claim)
        if words and all(terms.handle_of(word) == word for word in words):
            yield Claim(field, [*words], Authority.INFERENCE, f"creator of {claim.origin}")


def _from_script(
    files: Sequence[FileEntry], text: str | None, languages: Sequence[str]
) -> Iterator[Claim]:
    """The language a transcript's name tells, else the archive's only language in its script."""
    named = {entry.language for entry in files if entry.language}
    if len(named) == 1:
        yield Claim("language", named.pop(), Authority.PATH, "the name of the transcript")
    script = _script_of(text[:_SIGNS_TO_JUDGE]) if text else None
    speakers = [code for code in languages if _SCRIPT_OF_LANGUAGE.get(code, "latin") == script]
    if len(speakers) == 1:
        yield Claim("language", speakers[0], Authority.INFERENCE, f"its {script} letters")


def _script_of(text: str) -> str | None:
    if text.isascii():
        return "latin" if sum(map(str.isalpha, text)) >= _LETTERS_TO_JUDGE else None
    counts = Counter({name: len(letters.findall(text)) for name, letters in _SCRIPTS.items()})
    (name, most), total = counts.most_common(1)[0], counts.total()
    # A Chinese sign says about as much as three letters.
    enough = most * (3 if name == "han" else 1) >= _LETTERS_TO_JUDGE
    return name if enough and most >= 0.6 * total else None
