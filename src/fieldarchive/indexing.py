"""Indexing: the indexes of words and of facets of a browse database follow its rows.

They do so at a cost of what is new. The catalogue knows which words stand in the index, `search`
how they sound. No dictionary is loaded here: in which forms a word may stand is asked by `hits`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlite_utils import Database

from fieldarchive.catalogue import facet_index, field_days, full_text, lexicon, published
from fieldarchive.catalogue.published import PublishedItem
from fieldarchive.groups import groups
from fieldarchive.search.sounds import pairs, rows_of
from fieldarchive.search.spacing import spaced, unspaced

_AT_ONCE = 100_000  # forms


def complete(database: Database) -> None:
    """Make the index and the lexicon of a database whose rows were put just now."""
    facet_index.fill(database)
    field_days.fill(database)
    full_text.fill(database)
    two: set[str] = set()
    for text in lexicon.spaced_texts(database):
        two |= pairs(unspaced(text))
    lexicon.put_pairs(database, two)
    for forms in groups(lexicon.all_forms(database), _AT_ONCE):
        # Nearly in the order of the table, which is then written page by page.
        lexicon.put(database, sorted(rows_of(forms)))


def put_items(database: Database, items: Sequence[PublishedItem]) -> None:
    """Add or replace items together with how their words sound."""
    texts = [text for one in items for text in _texts(one)]
    old_texts = lexicon.texts_of(database, [one.item["key"] for one in items])
    forms, old_forms = lexicon.forms_in(texts), lexicon.forms_in(old_texts)
    new = lexicon.missing(database, forms - old_forms)
    keys = [one.item["key"] for one in items]
    before, days = facet_index.said(database, keys), field_days.of_items(database, keys)
    published.put_items(database, items)
    facet_index.follow(database, before, facet_index.said(database, keys))
    field_days.follow(database, days | field_days.of_items(database, keys))
    lexicon.put(database, rows_of(new))
    lexicon.take_out(database, rows_of(lexicon.missing(database, old_forms - forms)))
    two, old = (pairs(unspaced("\n".join(some))) for some in (texts, old_texts))
    lexicon.put_pairs(database, two - old)
    gone = [one for one in old - two if not lexicon.says(database, f'"{spaced(one)}"')]
    lexicon.take_out_pairs(database, gone)


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
