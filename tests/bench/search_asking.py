"""Asking our file and the stock file the same words: the first hits as shown, and all of them.

Words are Russian and English ones as they stand in the texts, from the commonest to those that
stand there once, so that stock FTS5 finds them; it finds nothing else, we find all their forms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from search_files import seconds
from sqlite_utils import Database

from fieldarchive import hits
from fieldarchive.catalogue.database import open_to_read
from fieldarchive.catalogue.wanted import Wanted

SHOWN = 20
_SNIPPET = 70  # columns
_TURNS = 3
_EACH = 32  # words of a language
_FIRST = (
    "SELECT n.id, n.text, snippet(notes_fts, 0, char(2), char(3), '…', 14) FROM notes_fts "
    f"JOIN notes n ON n.id = notes_fts.rowid WHERE notes_fts MATCH ? ORDER BY rank LIMIT {SHOWN}"
)
_FREQUENCIES = (
    "SELECT term FROM temp.words WHERE term GLOB ? AND length(term) > 2 ORDER BY doc DESC, term"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Seconds of one word, ours and those of stock FTS5, and how many texts each finds.

    `read` is how long we take from the word to what FTS5 looks for; `first` and `all` hold it too.
    Where stock FTS5 finds as many, it gets the same forms, ready made.
    """

    read: float
    first: float
    all: float
    stock_first: float
    stock_first_of_as_many: float
    stock_all: float
    hits: int
    stock_hits: int


def asked(ours: Path, stock: Path, words: Sequence[str]) -> list[Asked]:
    """The words one after another, over connections that a word has been asked on."""
    mine, theirs = open_to_read(ours), Database(stock)
    theirs.conn.executescript("PRAGMA cache_size = -32000; PRAGMA query_only = ON;")
    hits.find(mine, hits.asked(mine, Wanted(words="reading рынка")), SHOWN, _SNIPPET)
    return [_asked(mine, theirs, word) for word in words]


def mixed_words(stock: Path) -> list[str]:
    """Words of both languages; of as many frequencies, each half as high as the one before."""
    database = Database(stock)
    database.conn.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, notes_fts, row)")
    found: list[str] = []
    for letters in ("[а-я]*", "[a-z]*"):
        words = [word for (word,) in database.conn.execute(_FREQUENCIES, [letters])]
        step = len(words) ** (1 / _EACH)
        found += dict.fromkeys(words[int(step**n) - 1] for n in range(1, _EACH + 1))
    return found


def _asked(mine: Database, theirs: Database, word: str) -> Asked:
    query = Wanted(words=word)
    read = seconds(lambda: hits.asked(mine, query))
    wanted = hits.asked(mine, query)
    typed = f'"{word}"'
    turns = [
        (
            seconds(lambda: hits.find(mine, wanted, SHOWN, _SNIPPET)),
            seconds(lambda: theirs.conn.execute(_FIRST, [typed]).fetchall()),
            seconds(lambda: theirs.conn.execute(_FIRST, [wanted.match]).fetchall()),
            seconds(lambda: _all(mine, "items", wanted.match)),
            seconds(lambda: _all(theirs, "notes", wanted.match)),
        )
        for _ in range(_TURNS)
    ]
    first, stock_first, of_as_many, every, stock_every = (
        sorted(one)[_TURNS // 2] for one in zip(*turns, strict=True)
    )
    return Asked(
        read, read + first, read + every, stock_first, of_as_many, stock_every,
        len(_all(mine, "items", wanted.match)), len(_all(theirs, "notes", typed)),
    )  # fmt: skip


def _all(database: Database, name: str, match: str) -> list[int]:
    sql = f"SELECT rowid FROM {name}_fts WHERE {name}_fts MATCH ?"
    return [number for (number,) in database.conn.execute(sql, [match])]
