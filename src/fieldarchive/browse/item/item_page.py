"""The page of one item: what it is, what can be seen, heard and read, and where its files are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from urllib.parse import unquote

from markupsafe import Markup

from fieldarchive.browse.data import queries
from fieldarchive.browse.data.release import Release
from fieldarchive.browse.door.media import FILMS, PICTURES, SOUNDS
from fieldarchive.browse.facets import index_of
from fieldarchive.browse.finding.excerpts import marked
from fieldarchive.browse.item import citing, notes
from fieldarchive.browse.item.listening import listening, wish
from fieldarchive.browse.item.related import Kin, related
from fieldarchive.browse.page import wording
from fieldarchive.browse.page.rendering import nothing_to_see, open_to, page
from fieldarchive.browse.table import cells
from fieldarchive.browse.tongue import _
from fieldarchive.browse.versions import Database, Datasette, Request, Response

LARGEST_PICTURE = 40_000_000


async def item_page(request: Request, datasette: Datasette) -> Response:
    """`/item/KEY`, from the first release that has it; `.bib` and `.csl.json` are its reference."""
    key, form = unquote(request.url_vars["key"]), request.url_vars["form"]
    async for name, release in open_to(datasette, request):
        database = datasette.databases[name]
        item = await queries.item(database, key)
        if item is None:
            continue
        if form is not None:
            return await _reference(request, database, release, item, form)
        context = await _context(request, datasette, name, release, item)
        return await page(datasette, request, "item.html", context, 200)
    sentence = _(
        "No item has this key in what is published here. It may have been withdrawn, "
        "or the address was copied in part."
    )
    return await nothing_to_see(datasette, request, _("No such item"), sentence)


async def _reference(
    request: Request, database: Database, release: Release, item: queries.Row, form: str
) -> Response:
    who = citing.authors(await queries.people(database, item["id"]))
    cited = item, who, _city(release, item), release.name, _address(request, item)
    if form == ".bib":
        return Response(citing.bibtex(*cited), content_type="application/x-bibtex; charset=utf-8")
    return Response.json([citing.csl(*cited)])


async def _context(
    request: Request, datasette: Datasette, name: str, release: Release, item: queries.Row
) -> dict[str, Any]:
    database = datasette.databases[name]
    files = await queries.files(database, item["id"])
    people = await queries.people(database, item["id"])
    earlier, later = await queries.neighbours(database, item)
    hear = partial(listening, release, item, wish(request))
    city, who = _city(release, item), citing.authors(people)
    return {
        "database": name,
        "item": item,
        "times": release.times(item),
        "by": wording.clock_source(item["clock"]),
        "themes": [release.theme(slug) for slug in _texts(item["themes"])],
        "keywords": _texts(item["keywords"]),
        "people": people,
        "position": wording.position(item["latitude"], item["longitude"]),
        "files": files,
        "pictures": await _pictures(database, item, files),
        "around": await queries.pictures_around(database, item) if item["thumbnail"] else None,
        "recordings": _recordings(files),
        "heard": await database.execute_fn(hear),
        "marked": marked,
        "note": _note(item, files),
        "earlier": earlier,
        "later": later,
        "related": await _related(datasette, name, item),
        "cited": citing.sentence(item, who, city, release.name, _address(request, item)),
    }


async def _related(
    datasette: Datasette, name: str, item: queries.Row
) -> list[tuple[queries.Row, Kin]]:
    index = await index_of(datasette, name)
    found = related(index, item, _texts(item["themes"]), _texts(item["people"]))
    rows = await queries.cards(datasette.databases[name], list(found))
    return [(rows[number], kin) for number, kin in found.items() if number in rows]


def _city(release: Release, item: queries.Row) -> str:
    city = release.city(item["city"])
    return city.label if city else ""


def _address(request: Request, item: queries.Row) -> str:
    return f"{request.scheme}://{request.host}{cells.item_url(item['key'])}"


def _note(item: queries.Row, files: Sequence[queries.Row]) -> Markup | None:
    """The text, unless the segments say it already."""
    if not item["text"] or item["segments"]:
        return None
    return notes.as_html(item["text"], notes.form_of(files), item["title"])


async def _pictures(
    database: Database, item: queries.Row, files: Sequence[queries.Row]
) -> list[Mapping[str, Any]]:
    """Each picture with what its camera says, and the file to show: itself, or its thumbnail."""
    facts = {row["sha256"]: row for row in await queries.photographs(database, item["id"])}
    pictures: list[Mapping[str, Any]] = []
    for file in files:
        if file["role"] != "image":
            continue
        itself = file["mime"] in PICTURES and (file["bytes"] or 0) <= LARGEST_PICTURE
        small = None if itself else await queries.thumbnail_size(database, file["sha256"])
        pictures.append(
            {
                "file": file,
                "camera": _camera(facts.get(file["sha256"], {})),
                "itself": itself,
                "thumbnail": small,
                "width": file["width"] if itself else small and small["width"],
                "height": file["height"] if itself else small and small["height"],
            }
        )
    return pictures


def _camera(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the picture says of itself, as names and values for a person."""
    taken = facts.get("taken_local")
    offset = facts.get("taken_offset")
    direction, altitude = facts.get("direction"), facts.get("altitude_m")
    said = {
        _("Taken"): taken and " ".join(filter(None, (taken.replace("T", " "), offset))),
        _("Satellite time"): facts.get("gps_at"),
        _("Camera"): facts.get("camera"),
        _("Lens"): facts.get("lens"),
        _("Position"): wording.position(facts.get("latitude"), facts.get("longitude")),
        _("Altitude"): None if altitude is None else _("%(metres)s m", metres=f"{altitude:.0f}"),
        _("Looking"): None if direction is None else f"{direction:.0f}°",
        _("Size"): facts.get("width")
        and _("%(width)s × %(height)s pixels", width=facts["width"], height=facts["height"]),
    }
    return [(name, value) for name, value in said.items() if value]


def _recordings(files: Sequence[queries.Row]) -> list[Mapping[str, Any]]:
    """Each recording, with the element that plays it; none where no browser can."""
    players = {**dict.fromkeys(SOUNDS, "audio"), **dict.fromkeys(FILMS, "video")}
    return [
        {"file": file, "player": players.get(file["mime"])}
        for file in files
        if file["role"] == "recording"
    ]


def _texts(value: str | None) -> list[str]:
    return [str(text) for text in json.loads(value)] if value else []
