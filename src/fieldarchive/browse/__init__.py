"""The pages: a Datasette plugin that shows what was published, and changes nothing.

This file is the list of hooks and holds no detail. Each hook says nothing about a database that
is no release of ours, because the plugin is loaded by every Datasette on the machine.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Generator
from functools import partial
from typing import Any

from jinja2 import Environment
from pluggy import HookimplMarker

from fieldarchive.browse import tongue
from fieldarchive.browse.compare.compare_page import compare_page
from fieldarchive.browse.data.description import described
from fieldarchive.browse.data.queries import SEARCHED
from fieldarchive.browse.data.release import only_releases, release_of, releases
from fieldarchive.browse.data.steady import keep_in_order
from fieldarchive.browse.door import guard, media
from fieldarchive.browse.door.refusals import page_for
from fieldarchive.browse.facets.classes import CLASSES
from fieldarchive.browse.facets.request import has
from fieldarchive.browse.finding.concordance_page import concordance_page
from fieldarchive.browse.finding.search_page import search_page
from fieldarchive.browse.finding.searching import words_alone
from fieldarchive.browse.gallery.gallery_page import gallery_page
from fieldarchive.browse.item.item_page import item_page
from fieldarchive.browse.map.map_page import map_page
from fieldarchive.browse.page.choosing import choose_language
from fieldarchive.browse.page.page_words import page_words
from fieldarchive.browse.people.people_page import people_page, person_page
from fieldarchive.browse.places.places_page import place_page, places_page
from fieldarchive.browse.table import cells
from fieldarchive.browse.table.filtering import filters_of
from fieldarchive.browse.themes.theme_page import theme_page
from fieldarchive.browse.themes.themes_page import themes_page
from fieldarchive.browse.timeline.filters import time_filters
from fieldarchive.browse.timeline.page import timeline_page
from fieldarchive.browse.versions import (
    IS_ONE,
    Datasette,
    Filters,
    Request,
    Response,
    describe,
    stop_counting_twice,
)

__all__ = ["Datasette"]

hookimpl = HookimplMarker("datasette")

Answers = list[Callable[[], Awaitable[Response]]]

_LONGEST_VALUE = 64 << 20


@hookimpl
def startup(datasette: Datasette) -> Callable[[], Awaitable[None]]:
    """Keep lists in order, and describe the releases to Datasette 1.0, which asks only once."""

    stop_counting_twice()

    async def prepare() -> None:
        for name, release in releases(datasette):
            keep_in_order(datasette.databases[name])
            if IS_ONE:
                await describe(datasette, name, described(release))

    return prepare


@hookimpl(optionalhook=True)
def get_metadata(datasette: Datasette) -> dict[str, Any]:
    """Describe the releases to Datasette 0.65."""
    return {"databases": {name: described(release) for name, release in releases(datasette)}}


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    """Let SQL that people write speak our query language, and keep queries small."""
    if release_of(datasette, database) is None:
        return
    escape = partial(words_alone, conn)
    conn.create_function("escape_fts", 1, lambda typed: escape(typed or ""), deterministic=True)
    conn.create_function("fa_has", 2, has, deterministic=True)
    conn.execute("PRAGMA trusted_schema = OFF")
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)


@hookimpl(trylast=True)
def filters_from_request(
    request: Request, database: str, table: str, datasette: Datasette
) -> Callable[[], Awaitable[Filters]] | None:
    """Let a list be filtered by our query language and by bitmaps; last, or Datasette's counts."""
    release = release_of(datasette, database)
    if release is None or table not in SEARCHED:
        return None
    return partial(filters_of, datasette, request, database, release, table)


@hookimpl
def register_facet_classes() -> list[type]:
    """Count the items by bitmaps."""
    return CLASSES


@hookimpl(specname="filters_from_request")
def times_from_request(
    request: Request, database: str, table: str, datasette: Datasette
) -> Callable[[], Awaitable[Filters]] | None:
    """Let the list of items be asked for what time it tells of, and for a person."""
    if table != "items" or release_of(datasette, database) is None:
        return None
    return partial(time_filters, request)


@hookimpl
def render_cell(
    row: cells.Row,
    value: cells.Value | None,
    column: str,
    table: str | None,
    database: str,
    datasette: Datasette,
) -> cells.Cell:
    """Show pictures, labels and chips instead of hashes and slugs."""
    release = release_of(datasette, database)
    if release is None or table is None:
        return None
    return cells.shown(release, database, table, column, value, row)


@hookimpl
def extra_template_vars(
    template: str,
    database: str | None,
    table: str | None,
    request: Request | None,
    datasette: Datasette,
) -> Callable[[], Awaitable[dict[str, Any]]]:
    """Give a page of ours its release and our words; any other page gets nothing."""

    async def words() -> dict[str, Any]:
        return await page_words(datasette, template, database, table, request)

    return words


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Let templates speak the language of the page."""
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(tongue.gettext, tongue.plural, newstyle=True)  # type: ignore[attr-defined]
    env.filters["number"] = tongue.number
    env.filters["rate"] = tongue.rate


@hookimpl
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """The pages that Datasette does not have."""
    return [
        (r"^/compare(?P<form>\.json|\.csv)?$", compare_page),
        (r"^/concordance(?P<form>\.json|\.csv)?$", concordance_page),
        (r"^/map(?P<form>\.geojson)?$", map_page),
        (r"^/people$", people_page),
        (r"^/people/(?P<handle>[^/]+)$", person_page),
        (r"^/search(?P<form>\.json|\.csv)?$", search_page),
        (r"^/gallery$", gallery_page),
        (r"^/places$", places_page),
        (r"^/places/(?P<slug>[^/]+)$", place_page),
        (r"^/themes$", themes_page),
        (r"^/themes/(?P<slug>[^/]+)$", theme_page),
        (r"^/item/(?P<key>[^/]+?)(?P<form>\.bib|\.csl\.json)?$", item_page),
        (r"^/timeline(?P<form>\.json|\.csv)?$", timeline_page),
        (r"^/-/language$", choose_language),
        (r"^/-/media/(?P<sha256>[^/]+)$", media.media),
        (r"^/-/thumbnail/(?P<sha256>[^/]+)$", media.thumbnail),
    ]


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[guard.App], guard.App]:
    """Put the door before the application."""
    return lambda app: guard.guarded(datasette, app)


@hookimpl(wrapper=True)
def handle_exception(
    datasette: Datasette, request: Request, exception: Exception
) -> Generator[None, Answers, Answers]:
    """Say a refusal in a sentence on our own page; Datasette would print it as a fault."""
    answers = yield
    ours = page_for(datasette, request, exception) if only_releases(datasette) else None
    return answers if ours is None else [ours]
