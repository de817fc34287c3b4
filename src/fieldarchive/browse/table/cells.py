"""How single values look inside a table: pictures, labels, chips, readable lengths.

Only the pages change; JSON and CSV keep every value as it is stored. Everything that comes from
the archive is escaped here, because what is returned goes into the page as it stands.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Protocol, TypeAlias
from urllib.parse import quote, urlencode

from markupsafe import Markup

from fieldarchive.browse.data.release import Release, Term
from fieldarchive.browse.page import wording

Value: TypeAlias = int | float | str | bytes
Cell: TypeAlias = Markup | str | None


class Row(Protocol):
    """A row as Datasette hands it over: of SQLite, or of Datasette's own with labels in it."""

    def keys(self) -> Iterable[str]: ...  # noqa: D102
    def __getitem__(self, column: str, /) -> Value | dict[str, Value] | None: ...


Show: TypeAlias = Callable[[Release, str, Value, Row], Cell]


def shown(
    release: Release,
    database: str,
    table: str,
    column: str,
    value: Value | dict[str, Value] | None,
    row: Row,
) -> Cell:
    """What a cell shows; None leaves it to Datasette."""
    plain = value["value"] if isinstance(value, dict) else value
    if plain is None:
        return None
    show = _COLUMNS.get((table, column)) or _COLUMNS.get(("*", column))
    if show is not None:
        return show(release, f"/{database}/items", plain, row)
    if isinstance(value, str) and not value.startswith(("http://", "https://")):
        return wording.shortened(value)
    return None


def term(found: Term, url: str, *, chip: bool = False) -> Markup:
    """A city or theme as a link to its items; the other languages stand in the tooltip."""
    others = " · ".join(label for _, label in found.others)
    kind = "chip" if chip else f"city bank-{found.bank}"
    return Markup('<a class="{}" href="{}" title="{}">{}</a>').format(
        kind, url, others or found.slug, found.label
    )


def item_url(key: str) -> str:
    """Where the page of an item is."""
    return f"/item/{quote(key, safe='')}"


def media_url(sha256: str) -> str:
    """Where an original is."""
    return f"/-/media/{quote(sha256, safe='')}"


def _city(release: Release, items: str, slug: Value, _row: Row) -> Cell:
    found = release.city(str(slug))
    return None if found is None else term(found, f"{items}?{urlencode({'city': slug})}")


def _place(release: Release, items: str, slug: Value, _row: Row) -> Cell:
    found = release.place(str(slug))
    return None if found is None else term(found, f"{items}?{urlencode({'place': slug})}")


def _theme(release: Release, items: str, slug: Value, _row: Row) -> Cell:
    url = f"{items}?{urlencode({'themes__arraycontains': slug})}"
    return term(release.theme(str(slug)), url, chip=True)


def _themes(release: Release, items: str, value: Value, row: Row) -> Cell:
    chips = [_theme(release, items, slug, row) or "" for slug in _list(value)]
    return Markup('<span class="chips">{}</span>').format(Markup(" ").join(chips))


def _words(_release: Release, _items: str, value: Value, _row: Row) -> Cell:
    return ", ".join(_list(value)) or None


def _kind(_release: Release, _items: str, value: Value, _row: Row) -> Cell:
    return wording.kind(str(value))


def _thumbnail(_release: Release, _items: str, sha256: Value, row: Row) -> Cell:
    picture = Markup(
        '<img class="thumbnail" src="/-/thumbnail/{}" alt="{}" loading="lazy">'
    ).format(quote(str(sha256), safe=""), _of(row, "title") or "Photograph")
    if not (key := _of(row, "key")):
        return picture
    return Markup('<a href="{}" tabindex="-1">{}</a>').format(item_url(key), picture)


def _title(_release: Release, _items: str, title: Value, row: Row) -> Cell:
    if not (key := _of(row, "key")):
        return str(title)
    return Markup('<a class="title" href="{}">{}</a>').format(item_url(key), title)


def _hash(_release: Release, _items: str, sha256: Value, _row: Row) -> Cell:
    return Markup('<a class="hash" href="{}" title="{}">{}…</a>').format(
        media_url(str(sha256)), sha256, str(sha256)[:12]
    )


def _picture(_release: Release, _items: str, _value: Value, row: Row) -> Cell:
    sha256 = _of(row, "sha256")
    return _thumbnail(_release, _items, sha256, row) if sha256 else None


def _its_items(question: str) -> Show:
    """A count of items as a link to them; `question` is the parameter that asks by slug."""

    def show(_release: Release, items: str, count: Value, row: Row) -> Cell:
        address = f"{items}?{urlencode({question: _of(row, 'slug')})}"
        return Markup('<a href="{}">{}</a>').format(address, count)

    return show


def _query(_release: Release, items: str, query: Value, _row: Row) -> Cell:
    """A saved search as a link to what it finds."""
    address = f"{items}?{urlencode({'_search': query})}"
    return Markup('<a href="{}">{}</a>').format(address, query)


def _said(word: Callable[..., str | None]) -> Show:
    return lambda _release, _items, value, _row: word(value)


def _of(row: Row, column: str) -> str:
    """The text in a column of a row; empty where the row was asked for without it."""
    return str(row[column] or "") if column in row.keys() else ""  # noqa: SIM118


def _list(value: Value) -> list[str]:
    """The texts of a JSON array; a value that is none is one text of its own."""
    try:
        found = json.loads(str(value))
    except ValueError:
        return [str(value)]
    return [str(one) for one in found] if isinstance(found, list) else [str(value)]


_COLUMNS: dict[tuple[str, str], Show] = {
    ("items", "thumbnail"): _thumbnail,
    ("items", "title"): _title,
    ("items", "city"): _city,
    ("items", "place"): _place,
    ("items", "kind"): _kind,
    ("items", "themes"): _themes,
    ("items", "keywords"): _words,
    ("items", "people"): _words,
    ("items", "date"): _said(wording.date),
    ("items", "about"): _said(wording.date),
    ("item_themes", "theme"): _theme,
    ("themes", "items"): _its_items("themes__arraycontains"),
    ("cities", "items"): _its_items("city"),
    ("places", "city"): _city,
    ("places", "items"): _its_items("place"),
    ("files", "sha256"): _hash,
    ("files", "bytes"): _said(wording.size),
    ("saved_searches", "query"): _query,
    ("thumbnails", "jpeg"): _picture,
    ("*", "alternatives"): _words,
    ("*", "language"): _said(wording.language),
    ("*", "duration_ms"): _said(wording.length),
    ("*", "start_ms"): _said(wording.clock),
    ("*", "end_ms"): _said(wording.clock),
}
