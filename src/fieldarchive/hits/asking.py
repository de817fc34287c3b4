"""Asking: a query in the words of one database, which alone knows the forms that stand there."""

from __future__ import annotations

from dataclasses import replace

from sqlite_utils import Database

from fieldarchive.catalogue.lexicon import Lexicon
from fieldarchive.catalogue.spellings import Spellings
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.search import phrases
from fieldarchive.search.boundaries import words_asked

_MOST_TOGETHER = 64  # ways in which the forms of words stand side by side; each costs a search


def asked(database: Database, query: Wanted, names: Database | None = None) -> Wanted:
    """A query in the words of this database: what is looked for, and what ranks before the rest.

    The names that stand for each other are its own, or those of the database `names`.
    """
    known = _in_forms(database, query, names or database) if query.words else query
    side_by_side = _together(database, known) if phrases.are_plain(query.words) else ""
    return replace(known, together=side_by_side, chinese=words_asked(query.words))


def _in_forms(database: Database, query: Wanted, names: Database) -> Wanted:
    from fieldarchive.search.expression import expression  # brings the dictionaries along

    found = expression(query.words, Lexicon(database.conn), Spellings(names.conn))
    return replace(
        query,
        words="",
        match=found.match,
        without=found.without,
        as_typed=found.as_typed,
        beside=found.told,
    )


def _together(database: Database, wanted: Wanted) -> str:
    """The expression that the words as typed stand side by side, in their commonest forms."""
    words = [phrases.forms(part) for part in phrases.parts(wanted.as_typed or wanted.match)]
    most = int(_MOST_TOGETHER ** (1 / len(words)))
    lexicon = Lexicon(database.conn)
    return phrases.together(
        [
            forms if len(forms) <= most else lexicon.commonest(forms, most) or forms[:most]
            for forms in words
        ]
    )
