"""The archive's own events and periods, found in a phrase by any of their names.

Chinese names are found as they stand. Names in letters are found whatever the order and the endings
of their words, so that «после открытия моста» and "the opening of the bridge" mean what
"the bridge opened" does; little words between them do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from fieldarchive.describe import edtf
from fieldarchive.describe.dates.lattice import Lattice
from fieldarchive.describe.dates.spelling import spelled
from fieldarchive.describe.dates.values import Calendar, Named
from fieldarchive.describe.dates.when import End, When

_WORD = re.compile(r"[^\W\d_]+")
_LITTLE = {
    "the", "a", "an", "of", "was", "were", "is", "been", "had", "has", "got", "being", "our",
    "they", "we",
    "в", "во", "на", "был", "была", "были",
}  # fmt: skip
_YEARS_OF = re.compile(r"^(?:the years of|years of|the period of|годы|период|время) ")
_LONGEST_ENDING, _SHORTEST_STEM = 4, 3


@dataclass(frozen=True, slots=True)
class _Name:
    written: str
    words: tuple[str, ...]  # without the little ones; none where it is written without spaces
    when: When


def add_events(found: Lattice, calendar: Calendar) -> None:
    """Add the events and periods that a phrase names, as EVENT; a period is PERIOD as well.

    The name that is nearest to the words comes first. «Закрытой границы» is as near to a period
    as to an event; after "in the years of" the period is meant, if it is hardly farther.
    """
    names = _names(calendar)
    if not names:
        return
    words = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(found.text)]
    places: list[tuple[int, _Name, int, int]] = [
        (far, name, first, last)
        for name in names
        for far, first, last in _places(name, found.text, words)
    ]
    nearest: dict[tuple[int, int], int] = {}
    for far, name, start, end in sorted(places, key=lambda place: place[0]):
        found.add(start, end, "EVENT", name.when)
        if name.when.unit != "event" and far <= nearest.get((start, end), far) + 1:
            found.add(start, end, "PERIOD", name.when)
        nearest.setdefault((start, end), far)
        covered = found.text[start:end]
        found.unknown = [word for word in found.unknown if word not in covered]


def _places(
    name: _Name, text: str, words: list[tuple[int, int, str]]
) -> Iterator[tuple[int, int, int]]:
    """Where a name stands: how far its endings are from those of the words, and both ends."""
    if not name.words:
        for match in re.finditer(re.escape(name.written), text):
            yield 0, match.start(), match.end()
        return
    for first in range(len(words)):
        for last in range(
            first + len(name.words), min(first + len(name.words) + 4, len(words) + 1)
        ):
            stretch = words[first:last]
            telling = [word for _, _, word in stretch if word not in _LITTLE]
            far = _distance(telling, name.words)
            if far is not None and _is_plain(text, stretch):
                yield far, stretch[0][0], stretch[-1][1]


def _is_plain(text: str, stretch: list[tuple[int, int, str]]) -> bool:
    """Whether nothing but spaces and hyphens stands between the words."""
    return all(not text[a[1] : b[0]].strip(" -") for a, b in pairwise(stretch))


def _distance(words: list[str], others: tuple[str, ...]) -> int | None:
    """How many letters of endings differ, the words in any order; None where words do."""
    left, far = list(others), 0
    for word in words:
        endings = [
            (ending, other) for other in left if (ending := _ending(word, other)) is not None
        ]
        if not endings:
            return None
        ending, match = min(endings)
        far += ending
        left.remove(match)
    return None if left else far


def _ending(word: str, other: str) -> int | None:
    """The letters by which two forms of a word differ; None where they are two words."""
    if word == other:
        return 0
    stem = 0
    while stem < min(len(word), len(other)) and word[stem] == other[stem]:
        stem += 1
    rest = max(len(word), len(other)) - stem
    return rest if stem >= _SHORTEST_STEM and rest <= min(stem, _LONGEST_ENDING) else None


@lru_cache(maxsize=8)
def _names(calendar: Calendar) -> tuple[_Name, ...]:
    """Every name with what it means, events first, longer names first."""
    found = [
        _Name(text, _telling(text), when)
        for named in calendar.named
        if (when := _when(named)) is not None
        for text in dict.fromkeys(_spellings(named))
        if text
    ]
    return tuple(sorted(found, key=lambda n: (n.when.unit != "event", -len(n.written))))


def _spellings(named: Named) -> Iterator[str]:
    """Its names, and those of a period without the years in them: "the years of fieldwork"."""
    for name in named.names:
        yield spelled(name)
        if not named.is_event:
            yield _YEARS_OF.sub("", spelled(name))


def _telling(name: str) -> tuple[str, ...]:
    if re.search("[\u3400-\u9fff]", name):
        return ()
    words = _WORD.findall(name)
    return tuple(word for word in words if word not in _LITTLE) or tuple(words)


def _when(named: Named) -> When | None:
    """An event or a period as a stretch; None where its dates are no EDTF."""
    start, _, until = named.start.partition("/")
    end = until or (start if named.is_event else named.end or "..")
    said = start if end == start else f"{start}/{end}"
    if edtf.bounds(said) is None or not start[:4].isdecimal():
        return None
    last = None if end in {"", ".."} else _end(end)
    remark = f"“{named.names[0]}” is {said} in fieldarchive.toml."
    return When("event" if named.is_event else "span", _end(start), last, remarks=(remark,))


def _end(date: str) -> End:
    sign = date[-1:]
    return End(date.rstrip("?~%"), sign in "~%" and bool(sign), sign in "?%" and bool(sign))
