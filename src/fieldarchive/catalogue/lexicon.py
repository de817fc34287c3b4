"""The words of a browse database: which stand in its index, and how they sound.

SQLite tells the words of an index itself; the table `lexicon` notes their sounds, keyed as
`search.sounds` says, and `neighbours` by Han character all that stand right after it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing

from sqlite_utils import Database

from fieldarchive.catalogue.browse_schema import TOKENIZER

_WORDS = ("items_words", "segments_words")
_SPACED = (
    "SELECT title, labels, description, text FROM items_spaced",
    "SELECT text FROM segments_spaced",
)
_OF_ITEM = (
    "SELECT title, labels, description, text FROM items_searchable "
    "WHERE id IN (SELECT id FROM items WHERE key IN (SELECT value FROM json_each(?)))",
    "SELECT text FROM segments_searchable WHERE id IN (SELECT g.id FROM segments g "
    "JOIN items i ON i.id = g.item WHERE i.key IN (SELECT value FROM json_each(?)))",
)
_BETWEEN = " UNION ".join(
    f"SELECT term FROM {one} WHERE term >= :first AND term <= :last" for one in _WORDS
)
# The table of words would count a word in every text before it told that it stands in one.
_STANDS = " OR ".join(
    f"EXISTS (SELECT 1 FROM {one} WHERE term = value)"
    for one in ("items_instances", "segments_instances")
)
_PRESENT = f"SELECT value FROM json_each(?) WHERE {_STANDS}"
_MISSING = f"SELECT value FROM json_each(?) WHERE NOT ({_STANDS})"
_NOTED = (
    "SELECT form FROM json_each(?) w CROSS JOIN lexicon l ON l.key = w.value AND l.form = w.key"
)
_NEIGHBOURS = (
    "SELECT sign, followers FROM neighbours WHERE sign IN (SELECT value FROM json_each(?))"
)
_LIKE = (
    "SELECT form FROM lexicon "
    "WHERE key >= :first AND key <= :last AND length(key) <= :longest "
    "ORDER BY length(key) LIMIT :most"
)
_COMMONEST = """
SELECT term FROM (
  SELECT term, doc FROM items_words WHERE term IN (SELECT value FROM json_each(:forms))
  UNION ALL
  SELECT term, doc FROM segments_words WHERE term IN (SELECT value FROM json_each(:forms)))
GROUP BY term ORDER BY sum(doc) DESC, term LIMIT :most
"""
_MOST_ALIKE = 300
_LAST = "\U0010ffff"  # comes after every letter


class Lexicon:
    """The words of an open browse database, as a search asks for them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def present(self, words: Sequence[str]) -> list[str]:
        """Those of some words that stand in the index."""
        rows = self._connection.execute(_PRESENT, [json.dumps(words)]) if words else ()
        return [word for (word,) in rows]

    def noted(self, keys: Mapping[str, str]) -> list[str]:
        """The same of words of which the keys are known, in much less time."""
        rows = self._connection.execute(_NOTED, [json.dumps(keys)]) if keys else ()
        return [form for (form,) in rows]

    def beginning_with(self, letters: str) -> list[str]:
        """At most 300 words that begin so."""
        return self._between(letters, letters + _LAST, _MOST_ALIKE)

    def sounding(self, key: str) -> list[str]:
        """The words with a key."""
        rows = self._connection.execute("SELECT form FROM lexicon WHERE key = ?", [key])
        return [form for (form,) in rows]

    def sounding_like(self, beginning: str, longest: int) -> list[str]:
        """At most 300 words with keys that begin so and are at most so long."""
        last = beginning + _LAST
        values = {"first": beginning, "last": last, "longest": longest, "most": _MOST_ALIKE}
        return [form for (form,) in self._connection.execute(_LIKE, values)]

    def pairs(self, first: Sequence[str], second: Sequence[str]) -> list[str]:
        """The pairs of characters side by side that are one of `first` and one of `second`."""
        there = self._connection.execute(_NEIGHBOURS, [json.dumps(first)])
        wanted = set(second)
        return [sign + one for sign, all_of in there for one in all_of if one in wanted]

    def commonest(self, words: Sequence[str], most: int) -> list[str]:
        """Those of some words that stand in the most texts, the commonest first."""
        values = {"forms": json.dumps(words), "most": most}
        return [row[0] for row in self._connection.execute(_COMMONEST, values)]

    def _between(self, first: str, last: str, most: int = -1) -> list[str]:
        values = {"first": first, "last": last, "most": most}
        rows = self._connection.execute(f"{_BETWEEN} LIMIT :most", values)
        return [word for (word,) in rows]


def all_forms(database: Database) -> Iterator[str]:
    """Every form that stands in the index; twice where items and segments both say it."""
    for words in _WORDS:
        yield from (form for (form,) in database.conn.execute(f"SELECT term FROM {words}"))


def forms_in(texts: Iterable[str]) -> set[str]:
    """The forms that texts bring to an index, as SQLite itself divides them."""
    with closing(sqlite3.connect(":memory:")) as scratch:
        scratch.execute(
            f"CREATE VIRTUAL TABLE f USING fts5(t, content='', tokenize=\"{TOKENIZER}\")"
        )
        scratch.execute("CREATE VIRTUAL TABLE words USING fts5vocab('f', 'row')")
        scratch.executemany("INSERT INTO f (t) VALUES (?)", ([text] for text in texts))
        return {form for (form,) in scratch.execute("SELECT term FROM words")}


def missing(database: Database, forms: Iterable[str]) -> set[str]:
    """Those of some forms that stand nowhere in the index."""
    rows = database.conn.execute(_MISSING, [json.dumps(sorted(forms))])
    return {form for (form,) in rows}


def says(database: Database, phrase: str) -> bool:
    """Whether an FTS5 expression finds anything."""
    for index in ("items_fts", "segments_fts"):
        sql = f"SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT 1"
        if database.conn.execute(sql, [phrase]).fetchone():
            return True
    return False


def spaced_texts(database: Database) -> Iterator[str]:
    """Every text of the index that is not indexed as it stands: among them all that hold Han."""
    for sql in _SPACED:
        for row in database.conn.execute(sql):
            yield from filter(None, row)


def texts_of(database: Database, keys: Sequence[str]) -> list[str]:
    """What the index holds of the items with these keys."""
    found = [database.conn.execute(sql, [json.dumps(keys)]).fetchall() for sql in _OF_ITEM]
    return [text for rows in found for row in rows for text in row if text]


def put(database: Database, rows: Iterable[tuple[str, str]]) -> None:
    """Note forms under their keys; what is noted already stays."""
    database.conn.executemany("INSERT OR IGNORE INTO lexicon VALUES (?, ?)", rows)


def take_out(database: Database, rows: Iterable[tuple[str, str]]) -> None:
    """Forget forms under their keys."""
    database.conn.executemany("DELETE FROM lexicon WHERE key = ? AND form = ?", rows)


def put_pairs(database: Database, pairs: Iterable[str]) -> None:
    """Note pairs of characters that stand side by side; what is noted already stays."""
    _change_pairs(database, pairs, set.union)


def take_out_pairs(database: Database, pairs: Iterable[str]) -> None:
    """Forget pairs of characters."""
    _change_pairs(database, pairs, set.difference)


def _change_pairs(
    database: Database, pairs: Iterable[str], changed: Callable[[set[str], set[str]], set[str]]
) -> None:
    followers: dict[str, list[str]] = {}
    for pair in pairs:
        followers.setdefault(pair[0], []).append(pair[1])
    before = dict(database.conn.execute(_NEIGHBOURS, [json.dumps(list(followers))]))
    rows = []
    for sign, some in sorted(followers.items()):
        old = set(before.get(sign, ""))
        if (new := changed(old, set(some))) != old:
            rows.append((sign, "".join(sorted(new))))
    database.conn.executemany("INSERT OR REPLACE INTO neighbours VALUES (?, ?)", rows)
    alone = [[sign] for sign, some in rows if not some]
    database.conn.executemany("DELETE FROM neighbours WHERE sign = ?", alone)
