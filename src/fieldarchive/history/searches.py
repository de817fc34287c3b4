"""Saved searches in history: a name and a query, each a record of its own with revisions.

A search is never changed in part: whoever saves under its name anew replaces it. Laptops that
did so apart leave several heads, and all of those hold. What a query means is not known here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from fieldarchive.history.revision import Revision

SEARCH = "search"
LONGEST_NAME = 100  # signs
LONGEST_QUERY = 2_000  # signs: it becomes part of an address
_BREAKS = "\u2028\u2029"


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """What a revision says: this query is called so, or, set aside, no longer is."""

    name: str
    query: str
    aside: bool = False

    def body(self) -> dict[str, object]:
        """It as the JSON of a revision."""
        aside = {"aside": True} if self.aside else {}
        return {**aside, "name": self.name, "query": self.query}


def said_in(revision: Revision) -> Said:
    """What a revision of a search says."""
    body = revision.body
    return Said(body["name"], body["query"], body.get("aside") is True)


def heads_of(history: Iterable[Revision]) -> list[Revision]:
    """The revisions of one search that no other one follows, by digest."""
    past = {one.digest: one for one in history}
    followed = {parent for one in past.values() for parent in one.parents}
    return [past[digest] for digest in sorted(past.keys() - followed)]


def living(history: Iterable[Revision]) -> list[Revision]:
    """The heads that hold: to save beats a removal that did not know of it."""
    return [one for one in heads_of(history) if not said_in(one).aside]


def taken_back(
    history: Sequence[Revision], before: Collection[str], by: Collection[str]
) -> list[Said] | None:
    """What a search is to say once revisions `by` are taken out, `before` being older ones.

    Both are digests. Nothing is to be written for an empty list; None: it was changed since.
    """
    was = _holding(one for one in history if one.digest in before)
    then = _holding(one for one in history if one.digest in {*before, *by})
    now = _holding(history)
    if now == was:
        return []
    if now != then:
        return None
    return sorted(was) or [Said(one.name, one.query, aside=True) for one in sorted(now)[:1]]


def why_no_name(name: str) -> str | None:
    """A clause about what cannot be the name of a search: "is empty"; None when it can be one.

    A name is NFC and has one space between words; `tidy` makes it so.
    """
    if not name:
        return "is empty"
    if len(name) > LONGEST_NAME:
        return f"has {len(name):,} signs; {LONGEST_NAME} are the most"
    return _why_not_to_be_read(name) or (None if tidy(name) == name else "is not spelled tidily")


def why_no_query(query: str) -> str | None:
    """The same about a query."""
    if not query.strip():
        return "is empty"
    if len(query) > LONGEST_QUERY:
        return f"has {len(query):,} signs; {LONGEST_QUERY:,} are the most"
    return _why_not_to_be_read(query)


def why_no_search(body: object) -> str | None:
    """A clause about the JSON of a revision from outside that is of no search, else None."""
    if not isinstance(body, dict) or body.keys() - {"aside"} != {"name", "query"}:
        return "it is no saved search"
    if body.get("aside", True) is not True:
        return "it says what this version of fieldarchive does not know"
    for part, why_not in (("name", why_no_name), ("query", why_no_query)):
        if not isinstance(body[part], str):
            return f"the {part} of a saved search is no text"
        if (why := why_not(body[part])) is not None:
            return f"the {part} of a saved search {why}"
    return None


def tidy(name: str) -> str:
    """A name as it is kept: NFC, without spaces around it, one between words."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def _holding(history: Iterable[Revision]) -> set[Said]:
    return {said_in(one) for one in living(history)}


def _why_not_to_be_read(text: str) -> str | None:
    """Signs that steer a terminal or that nobody sees would be typed by nobody who calls it."""
    for sign in text:
        if unicodedata.category(sign)[0] == "C" or sign in _BREAKS:
            return f"holds a sign that cannot be seen (U+{ord(sign):04X})"
    return None
