"""The search box: what was typed as conditions on a list, read as the terminal reads it.

Datasette is told nothing of the full-text index, so that it adds no search of its own: conditions
and exclusions alone would find nothing there. Its parameters `_search` and `_search_COLUMN` stay,
and with them paging, facets, JSON and CSV.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlite_utils import Database

from fieldarchive import hits
from fieldarchive.browse.data import queries
from fieldarchive.browse.data.queries import opened
from fieldarchive.browse.data.release import Release
from fieldarchive.browse.data.release_words import ReleaseWords
from fieldarchive.browse.versions import (
    Base400,
    Datasette,
    Request,
    quoted_for_search,
)
from fieldarchive.catalogue.wanted import Condition, Wanted
from fieldarchive.errors import NoSuchItem, NotUnderstood
from fieldarchive.search.expression import Expression
from fieldarchive.search.phrases import any_phrase
from fieldarchive.search.query import parse
from fieldarchive.search.spacing import spaced
from fieldarchive.understanding import understood

ASKED = "fieldarchive.asked"  # the key in a request's scope under which its page finds it
_ANYWHERE = "_search"
_OLDER = "exactly these words, because this was published by an older fieldarchive"
_NOTED_LESS = (
    "An older fieldarchive published this and noted less than is asked for. Leave a condition out."
)
_NO_ITEM = '"{}" is the key of no item here, or several keys begin so.'
_NOTHING = Wanted((Condition("id", ()),))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list was asked for: as it was understood, or why it was not.

    `told` is a term each, `beside` a sentence each on what was looked for beside the words typed.
    Any of the words that were looked for meets `phrases`, an FTS5 expression.
    """

    typed: str
    told: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    refusal: str | None = None
    phrases: str = ""

    @property
    def understood(self) -> tuple[str, ...]:
        """All that was understood, as `find --json` tells it."""
        return (*self.told, *self.beside)

    @property
    def in_words(self) -> str:
        """All of it in one line."""
        return self.refusal or " · ".join(self.understood)


async def searched(
    datasette: Datasette, request: Request, database: str, release: Release, table: str
) -> tuple[Wanted, Asked] | None:
    """What the search box of a list asks for; None where nothing was typed."""
    typed = {
        name: [text for text in request.args.getlist(name) if text.strip()]
        for name in request.args
        if name == _ANYWHERE or name.startswith(f"{_ANYWHERE}_")
    }
    if not any(typed.values()):
        return None
    for name in typed.keys() - {_ANYWHERE}:
        if _column(name) not in queries.SEARCHED[table]:
            raise Base400("Cannot search by that column")
    ask = partial(_in_columns, release, {name: " ".join(one) for name, one in typed.items()})
    found: tuple[Wanted, Asked] = await datasette.databases[database].execute_fn(ask)
    request.scope[ASKED] = found[1]  # Datasette 1.0 hands its page no variables of ours
    return found


def asked(release: Release, typed: str, connection: sqlite3.Connection) -> tuple[Wanted, Asked]:
    """What was typed, in the words of a release, and what to tell of it; never raises.

    What was not understood finds nothing.
    """
    database = opened(connection)
    try:
        wanted = understood(ReleaseWords(release, database), parse([typed]))
    except NotUnderstood as error:
        return _NOTHING, Asked(typed, refusal=str(error))
    except NoSuchItem as error:
        return _NOTHING, Asked(typed, refusal=_NO_ITEM.format(error.prefix))
    if not queries.can_judge(database, wanted):
        return _NOTHING, Asked(typed, refusal=_NOTED_LESS)
    found = _in_words_of(database, wanted)
    return found, Asked(typed, found.told, found.beside, phrases=any_phrase(found.match))


def words_alone(connection: sqlite3.Connection, typed: str) -> str:
    """What FTS5 has to look for when this was typed, conditions left out; it never raises.

    The function `escape_fts` of Datasette, for whoever writes SQL.
    """
    words = " ".join(term.as_typed for term in parse([typed]) if term.field is None)
    wanted = _in_words_of(opened(connection), Wanted(words=words))
    return Expression(wanted.match, wanted.without).whole


def _in_columns(
    release: Release, typed: Mapping[str, str], connection: sqlite3.Connection
) -> tuple[Wanted, Asked]:
    """The same of what was typed for several columns, by parameter: all of it has to hold."""
    each = {name: asked(release, text, connection) for name, text in typed.items()}
    search = " ".join(typed.values())
    refusals = [one.refusal for _, one in each.values() if one.refusal]
    if refusals:
        return _NOTHING, Asked(search, refusal=" ".join(refusals))
    found = [_in_column(name, wanted) for name, (wanted, _) in each.items()]
    return _together(found), Asked(
        search,
        told=tuple(told for one in found for told in one.told),
        beside=tuple(told for one in found for told in one.beside),
        phrases=" OR ".join(filter(None, (one.phrases for _, one in each.values()))),
    )


def _in_words_of(database: Database, wanted: Wanted) -> Wanted:
    """The words as the release has them; those of an older one, which knows no forms, as typed."""
    if queries.knows_forms(database):
        return hits.asked(database, wanted)
    match = quoted_for_search(spaced(wanted.words))
    return replace(wanted, words="", match=match, told=(*wanted.told, _OLDER))


def _in_column(name: str, wanted: Wanted) -> Wanted:
    if name == _ANYWHERE:
        return wanted
    column = _column(name)
    match = wanted.match and f"{{{column}}} : ({wanted.match})"
    without = wanted.without and f"{{{column}}} : ({wanted.without})"
    told = tuple(f"in the {column}: {one}" for one in wanted.told)
    return replace(wanted, match=match, without=without, told=told)


def _together(found: Sequence[Wanted]) -> Wanted:
    return Wanted(
        conditions=tuple(condition for one in found for condition in one.conditions),
        match=" AND ".join(f"({one.match})" for one in found if one.match),
        without=" OR ".join(f"({one.without})" for one in found if one.without),
    )


def _column(name: str) -> str:
    return name.removeprefix(f"{_ANYWHERE}_")
