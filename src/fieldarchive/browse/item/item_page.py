"""The page of one item: what it is, what can be seen, heard and read, and where its files are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from markupsafe import Markup

from fieldarchive.browse.data import queries
from fieldarchive.browse.data.release import Release
from fieldarchive.browse.door.media import FILMS, PICTURES, SOUNDS
from fieldarchive.browse.item import notes, told
from fieldarchive.browse.item.transcripts import transcripts
from fieldarchive.browse.page import wording
from fieldarchive.browse.page.rendering import nothing_to_see, open_to, page
from fieldarchive.browse.versions import Database, Datasette, Request, Response
from fieldarchive.describe import clock_words

LARGEST_PICTURE = 40_000_000


async def item_page(request: Request, datasette: Datasette) -> Response:
    """`/item/KEY`, from the first release that has it."""
    key = unquote(request.url_vars["key"])
    async for name, release in open_to(datasette, request):
        item = await queries.item(datasette.databases[name], key)
        if item is not None:
            context = await _context(datasette, name, release, item)
            return await page(datasette, request, "item.html", context, 200)
    sentence = (
        "No item has this key in what is published here. It may have been withdrawn, "
        "or the address was copied in part."
    )
    return await nothing_to_see(datasette, request, "No such item", sentence)


async def _context(
    datasette: Datasette, name: str, release: Release, item: queries.Row
) -> dict[str, Any]:
    database = datasette.databases[name]
    files = await queries.files(database, item["id"])
    segments = await queries.segments(database, item["id"])
    told_about = await queries.told_about(database, item["id"])
    earlier, later = await queries.neighbours(database, item)
    return {
        "database": name,
        "item": item,
        "times": release.times(item),
        "by": clock_words.BY.get(item["clock"] or ""),
        "themes": [release.theme(slug) for slug in _texts(item["themes"])],
        "keywords": _texts(item["keywords"]),
        "people": await queries.people(database, item["id"]),
        "position": wording.position(item["latitude"], item["longitude"]),
        "files": files,
        "pictures": await _pictures(database, item, files),
        "recordings": _recordings(files),
        "transcripts": transcripts(segments, item["language"]),
        "told_beside": told.beside_segments(told_about, segments),
        "told_elsewhere": told.without_segment(told_about, segments),
        "segments_left": max(0, (item["segments"] or 0) - len(segments)),
        "note": _note(item, files),
        "earlier": earlier,
        "later": later,
    }


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
        "Taken": taken and " ".join(filter(None, (taken.replace("T", " "), offset))),
        "Satellite time": facts.get("gps_at"),
        "Camera": facts.get("camera"),
        "Lens": facts.get("lens"),
        "Position": wording.position(facts.get("latitude"), facts.get("longitude")),
        "Altitude": None if altitude is None else f"{altitude:.0f} m",
        "Looking": None if direction is None else f"{direction:.0f}°",
        "Size": facts.get("width") and f"{facts['width']} × {facts['height']} pixels",
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
