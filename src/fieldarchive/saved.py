"""Saved searches as they stand: what they are called, what they ask, and who may read them.

They are words as they were typed; nothing of what was found is kept with them. A name means the
same search however it is spelled: capitals, full width and ё make no other one. Two that laptops
saved apart under one name both hold until somebody saves it anew. Writing is for `saving`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import pairwise

from fieldarchive.archive import Archive
from fieldarchive.catalogue import searches
from fieldarchive.catalogue.published import Row
from fieldarchive.history.searches import Said, living, said_in
from fieldarchive.search import skeleton
from fieldarchive.search.folding import IS_CYRILLIC, IS_HAN, fold, words
from fieldarchive.search.query import parse

_ENDING = 2  # sounds of a name that are others in other forms
_SHORTEST_WORD, _SHORTEST_HAN = 3, 2  # letters and signs of a name; "И" and "О.П." are none


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query under a name, and who saved it when (UTC) on which device, where known.

    `records` are all that say the same: laptops may have saved it apart. `hidden` is a clause
    about why it is kept from the pages, None where the team finds it there.
    """

    name: str
    query: str
    saved_at: str
    saved_by: str | None
    device: str | None
    records: tuple[str, ...]
    hidden: str | None

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return key_of(self.name)


def saved(archive: Archive) -> list[SavedSearch]:
    """All of them, by name; those that say the same as one, the oldest."""
    labels = _labels(archive)
    found = [
        SavedSearch(
            said.name,
            said.query,
            one.made_at,
            one.made_by,
            one.device,
            (record,),
            _why_hidden(labels, said.name, said.query),
        )
        for record, history in searches.histories(archive.record).items()
        for one in living(revision for revision, _ in history)
        for said in [said_in(one)]
    ]
    first: dict[tuple[str, str], SavedSearch] = {}
    for one in sorted(found, key=lambda one: (one.key, one.saved_at, one.query, one.records)):
        known = first.get((one.key, one.query))
        same = replace(known, records=known.records + one.records) if known else one
        first[one.key, one.query] = same
    return list(first.values())


def called(found: Iterable[SavedSearch], name: str) -> list[SavedSearch]:
    """Those of a name: one, none, or several that laptops saved apart."""
    return [one for one in found if one.key == key_of(name)]


def apart(archive: Archive) -> list[list[SavedSearch]]:
    """Searches that are called alike and ask for something else, which laptops saved apart."""
    by_name: dict[str, list[SavedSearch]] = {}
    for one in saved(archive):
        by_name.setdefault(one.key, []).append(one)
    return [alike for alike in by_name.values() if len(alike) > 1]


def like(found: Sequence[SavedSearch], name: str) -> list[str]:
    """The names that look like one that nothing is called by, the nearest first."""
    names = {one.key: one.name for one in found}
    return [names[key] for key in get_close_matches(key_of(name), names, n=3)]


def said_by(archive: Archive, number: int) -> list[Said]:
    """What an operation said of searches, by name."""
    if not searches.written_by(archive.record, number):
        return []
    known = searches.histories(archive.record).values()
    return sorted(said_in(one) for history in known for one, by in history if by == number)


def key_of(name: str) -> str:
    """A name as it is compared with others."""
    return " ".join(fold(name).split())


def tables(archive: Archive) -> dict[str, list[Row]]:
    """The rows of the table `saved_searches`, by its name; none of them may name somebody."""
    shown = (one for one in saved(archive) if one.hidden is None)
    rows: list[Row] = [
        {"id": number, "name": one.name, "query": one.query, "saved_on": one.saved_at[:10]}
        for number, one in enumerate(shown, 1)
    ]
    return {"saved_searches": rows}


def why_hidden(archive: Archive, name: str, query: str) -> str | None:
    """A clause about why a search is kept from the pages, None where it is shown there.

    A label by which transcripts call somebody may be a real name.
    """
    return _why_hidden(_labels(archive), name, query)


def _why_hidden(labels: Iterable[tuple[str, list[str]]], name: str, query: str) -> str | None:
    if (label := _named_in(labels, name, query)) is not None:
        return f"transcripts call somebody “{label}”, and a real name has no place there"
    if any(term.field == "problem" for term in parse([query])):
        return "problems are told in the archive alone"
    return None


def _labels(archive: Archive) -> list[tuple[str, list[str]]]:
    """What transcripts call people, other than by pseudonym, each with its words."""
    vocabulary = archive.vocabulary
    labels = dict.fromkeys(label for person in vocabulary.people for label in person.speakers)
    found = ((one, _folded(one)) for one in labels if vocabulary.handle_of(one) is None)
    return [(label, parts) for label, parts in found if _may_be_a_name(parts)]


def _may_be_a_name(parts: Sequence[str]) -> bool:
    """Whether a label says so much that somebody could be meant by it."""
    han = sum(IS_HAN.match(one) is not None for one in parts)
    return han >= _SHORTEST_HAN or any(len(one) >= _SHORTEST_WORD for one in parts)


def _named_in(labels: Iterable[tuple[str, list[str]]], *texts: str) -> str | None:
    """The first label of which a word, or two Chinese signs side by side, stand in a text.

    In any form and in Russian or Latin letters: rather a word too many than a name.
    """
    said = [part for text in texts for part in _parts_of_names(_folded(text))]
    for label, words_of_label in labels:
        for part in _parts_of_names(words_of_label):
            if any(_are_alike(part, one) for one in said):
                return label
    return None


def _parts_of_names(folded: Sequence[str]) -> Iterator[str]:
    """The skeletons of words, and Chinese signs two by two."""
    for one in folded:
        if len(one) >= _SHORTEST_WORD:
            yield skeleton.of_cyrillic(one) if IS_CYRILLIC.search(one) else skeleton.of_latin(one)
    yield from ("".join(two) for two in pairwise(folded) if all(map(IS_HAN.match, two)))


def _are_alike(one: str, other: str) -> bool:
    """Whether two begin alike, but for an ending; Chinese ones are the same."""
    if IS_HAN.match(one):
        return one == other
    common = max(_SHORTEST_WORD, min(len(one), len(other)) - _ENDING)
    return one[:common] == other[:common]


def _folded(text: str) -> list[str]:
    return [fold(word) for word in words(text)]
