"""Word forms: the lexicon of a browse database follows its index, at a cost of what is new in it.

The catalogue knows which forms stand in the index, `search` knows what they are forms of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sqlite_utils import Database

from fieldarchive.catalogue import lexicon, published
from fieldarchive.catalogue.lexicon import Forms
from fieldarchive.catalogue.published import PublishedItem
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.search.expression import expression
from fieldarchive.search.folding import fold
from fieldarchive.search.keys import lemmas, rows_of, rows_of_pair
from fieldarchive.search.pinyin import pairs
from fieldarchive.search.spacing import spaced, unspaced


def complete(database: Database) -> None:
    """Fill the lexicon of a database that was built just now."""
    lexicon.put(database, _of_forms(lexicon.all_forms(database)))
    neighbours: set[str] = set()
    for text in lexicon.spaced_texts(database):
        neighbours |= pairs(unspaced(text))
    lexicon.put(database, _of_pairs(sorted(neighbours)))


def put_items(database: Database, items: Sequence[PublishedItem]) -> None:
    """Add or replace items together with what their words are forms of."""
    texts = [text for one in items for text in _texts(one)]
    old_texts = lexicon.texts_of(database, [one.item["key"] for one in items])
    forms, old_forms = lexicon.forms_in(texts), lexicon.forms_in(old_texts)
    new = lexicon.missing(database, forms - old_forms)
    published.put_items(database, items)
    lexicon.put(database, _of_forms(sorted(new)))
    _take_out(database, lexicon.missing(database, old_forms - forms))
    neighbours, old = _pairs_in(texts), _pairs_in(old_texts)
    lexicon.put(database, _of_pairs(sorted(neighbours - old)))
    gone = [
        two for two in sorted(old - neighbours) if not lexicon.says(database, f'"{spaced(two)}"')
    ]
    lexicon.take_out(database, _of_pairs(gone))


def _take_out(database: Database, gone: set[str]) -> None:
    """Forget forms that stand nowhere any more, and lemmas of which no form is left."""
    forms = sorted(gone)
    lexicon.take_out(database, ((key, form) for key, form in _of_forms(forms) if form in gone))
    bare = lexicon.missing(database, {lemma for form in forms for lemma in lemmas(fold(form))})
    left = {lemma for lemma in bare if not Forms(database.conn).forms(lemma, 1)}
    lexicon.take_out(database, ((key, word) for key, word in _of_forms(forms) if word in left))


def in_words_of(database: Database, wanted: Wanted) -> Wanted:
    """A query with its words as this database has them: it alone knows its forms."""
    if not wanted.words:
        return wanted
    asked = expression(wanted.words, Forms(database.conn))
    return replace(wanted, words="", match=asked.match, without=asked.without)


def _texts(one: PublishedItem) -> Iterator[str]:
    words, row = one.searchable, one.item
    yield words.labels
    for text in (
        words.title or row["title"],
        words.description or row["description"],
        words.text or row["text"],
        *(
            indexed or segment["text"]
            for indexed, segment in zip(one.spaced_segments, one.segments, strict=True)
        ),
    ):
        if text:
            yield text


def _pairs_in(texts: Iterable[str]) -> set[str]:
    return set().union(*(pairs(unspaced(text)) for text in texts))


def _of_forms(forms: Iterable[str]) -> Iterator[tuple[str, str]]:
    return (row for form in forms for row in rows_of(form))


def _of_pairs(two: Iterable[str]) -> Iterator[tuple[str, str]]:
    return (row for pair in two for row in rows_of_pair(pair))
