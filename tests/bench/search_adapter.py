"""The real search, for a program that measures searches: add texts, then search as a person types.

Every text is a note in a browse database, built and asked as the archive builds and asks it.
"""

from __future__ import annotations

from collections.abc import Iterable

from fieldarchive import hits, indexing
from fieldarchive.catalogue import browse_schema, published, search
from fieldarchive.catalogue.database import open_in_memory
from fieldarchive.catalogue.lexicon import Lexicon
from fieldarchive.catalogue.published import PublishedItem, Searchable
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.config import schema
from fieldarchive.search.expression import expression
from fieldarchive.search.spacing import spaced

TABLES = schema("tables.json")["tables"]
_EVERY = 100_000  # more than any query finds
_NO_FACTS = dict.fromkeys(name for name in TABLES["items"]["columns"] if name != "id")


class Search:
    """One index; the texts are put into it by `commit`."""

    def __init__(self) -> None:
        self._database = open_in_memory()
        self._waiting: list[PublishedItem] = []

    @property
    def lexicon(self) -> Lexicon:
        """The words of the index."""
        return Lexicon(self._database.conn)

    def add(self, doc_id: int, text: str) -> None:
        self._waiting.append(note(doc_id, text))

    def commit(self) -> None:
        with self._database.atomic():
            browse_schema.create(self._database, TABLES)
            published.put_rows(self._database, self._waiting)
            indexing.complete(self._database)

    def search(self, typed: str) -> set[int]:
        asked = expression(typed, self.lexicon)
        if not (asked.match or asked.without):
            return set()
        return self.find_by_expression(asked.match, asked.without)

    def ranked(self, typed: str) -> list[int]:
        """Every text that is found, the best first."""
        wanted = hits.asked(self._database, Wanted(words=typed))
        if not (wanted.match or wanted.without):
            return []
        numbers = hits.in_order(self._database, wanted, _EVERY)
        return [_number(row["key"]) for row in search.rows(self._database, numbers)]

    def find_by_expression(self, match: str, without: str = "") -> set[int]:
        wanted = Wanted(match=match, without=without)
        return {_number(key) for key in search.keys(self._database, wanted)}


def _number(key: str) -> int:
    return int(key.removeprefix("n-"))


def note(number: int, text: str) -> PublishedItem:
    """A note that says a text and nothing else."""
    row = {
        **_NO_FACTS, "key": f"n-{number}", "kind": "note", "text": text, "access": "team",
        "themes": "[]", "people": "[]", "keywords": "[]", "files": 0, "segments": 0,
    }  # fmt: skip
    with_borders = spaced(text)
    return PublishedItem(row, Searchable("", text=None if with_borders == text else with_borders))


def adapter() -> Search:
    """What the measuring program asks for."""
    return Search()


def search_all(texts: Iterable[str]) -> Search:
    """A search over texts, numbered from 0."""
    found = Search()
    for number, text in enumerate(texts):
        found.add(number, text)
    found.commit()
    return found
