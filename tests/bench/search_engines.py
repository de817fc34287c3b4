"""Other searches, set up as well as they let themselves be set up, for a comparison.

Each takes texts by `add` and `commit`, and tells by `ranked` which of them it finds, best first.
Whoosh and tantivy are used if they are installed: pip install fieldarchive[bench].
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any, Protocol

import search_adapter

_TANTIVY = {"ru": "russian", "en": "english"}
_EVERY = 100_000  # more hits than any query has


class Engine(Protocol):
    """A search in one index."""

    def add(self, doc_id: int, text: str) -> None:
        """Take in a text."""

    def commit(self) -> None:
        """No more texts will come."""

    def ranked(self, typed: str) -> Sequence[int]:
        """Every text that is found when a person types this, the best first."""


class Stock:
    """SQLite FTS5 as it comes."""

    def __init__(self) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE f USING fts5(t)")

    def add(self, doc_id: int, text: str) -> None:
        self._database.execute("INSERT INTO f (rowid, t) VALUES (?, ?)", (doc_id, text))

    def commit(self) -> None:
        self._database.commit()

    def ranked(self, typed: str) -> Sequence[int]:
        phrase = '"' + typed.replace('"', '""') + '"'
        rows = self._database.execute("SELECT rowid FROM f WHERE f MATCH ? ORDER BY rank", [phrase])
        return [number for (number,) in rows]


class Whoosh:
    """Whoosh with the analyser of a language; for Chinese with one and two characters."""

    def __init__(self, language: str) -> None:
        from whoosh import analysis, fields
        from whoosh.filedb.filestore import RamStorage

        chinese = language.startswith("zh")
        analyser = analysis.NgramAnalyzer(1, 2) if chinese else analysis.LanguageAnalyzer(language)
        schema = fields.Schema(n=fields.STORED, t=fields.TEXT(analyzer=analyser, phrase=True))
        self._index = RamStorage().create_index(schema)
        self._writer = self._index.writer()

    def add(self, doc_id: int, text: str) -> None:
        self._writer.add_document(n=doc_id, t=text)

    def commit(self) -> None:
        from whoosh.qparser import QueryParser

        self._writer.commit()
        self._searcher = self._index.searcher()
        self._parser = QueryParser("t", self._index.schema)

    def ranked(self, typed: str) -> Sequence[int]:
        found = self._searcher.search(self._parser.parse(typed), limit=None)
        return [hit["n"] for hit in found]


class Tantivy:
    """tantivy with the stemmer of a language; for Chinese with one and two characters."""

    def __init__(self, language: str) -> None:
        import tantivy

        chinese = language.startswith("zh")
        tokenizer = tantivy.Tokenizer
        builder = tantivy.TextAnalyzerBuilder(
            tokenizer.ngram(min_gram=1, max_gram=2, prefix_only=False)
            if chinese
            else tokenizer.simple()
        ).filter(tantivy.Filter.lowercase())
        if not chinese:
            builder = builder.filter(tantivy.Filter.stemmer(_TANTIVY[language]))
        schema = tantivy.SchemaBuilder()
        schema.add_integer_field("n", stored=True)
        schema.add_text_field("t", tokenizer_name="words")
        self._index = tantivy.Index(schema.build())
        self._index.register_tokenizer("words", builder.build())
        self._writer = self._index.writer(heap_size=50_000_000, num_threads=1)
        self._document = tantivy.Document

    def add(self, doc_id: int, text: str) -> None:
        self._writer.add_document(self._document(n=doc_id, t=[text]))

    def commit(self) -> None:
        self._writer.commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def ranked(self, typed: str) -> Sequence[int]:
        query = self._index.parse_query('"' + typed.replace('"', " ") + '"', ["t"])
        found: Any = self._searcher.search(query, limit=_EVERY, count=False)
        return [self._searcher.doc(address)["n"][0] for _, address in found.hits]


def engines() -> dict[str, Callable[[str], Engine]]:
    """Those that are here, by name; each is made for a language."""
    all_of_them: dict[str, tuple[str, Callable[[str], Engine]]] = {
        "fieldarchive": ("fieldarchive", lambda language: search_adapter.Search()),
        "FTS5": ("sqlite3", lambda language: Stock()),
        "Whoosh": ("whoosh", Whoosh),
        "tantivy": ("tantivy", Tantivy),
    }
    return {name: make for name, (module, make) in all_of_them.items() if find_spec(module)}
