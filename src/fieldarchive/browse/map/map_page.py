"""`/map`: where the material comes from, as a page that needs no script, and as GeoJSON."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import Any, Protocol

from fieldarchive.browse.data.release import Release, releases
from fieldarchive.browse.facets import index_of
from fieldarchive.browse.map import queries
from fieldarchive.browse.map.asking import PATH, Asking, asking
from fieldarchive.browse.map.clusters import Cluster
from fieldarchive.browse.map.drawn import Drawn, drawn, geojson, with_position
from fieldarchive.browse.map.view import HEIGHT, WIDTH, View
from fieldarchive.browse.page.rendering import nothing_to_see, open_to, page
from fieldarchive.browse.tongue import _
from fieldarchive.browse.versions import Database, Datasette, Request, Response, Stream

_STEP = 0.4  # of the window


class _Writer(Protocol):
    async def write(self, chunk: str) -> None: ...


async def map_page(request: Request, datasette: Datasette) -> Response | Stream:
    """`/map?at=LATITUDE,LONGITUDE&zoom=N` with filters; `/map.geojson` is every item of them."""
    async for name, release in open_to(datasette, request, request.args.get("release") or ""):
        first = next((first for first, _release in releases(datasette)), name)
        wanted = asking(request, release, "" if name == first else name)
        index = await index_of(datasette, name)
        database = datasette.databases[name]
        if request.url_vars["form"]:
            choose = partial(with_position, release, index, wanted)
            return _data(database, await database.execute_fn(choose))
        found = await database.execute_fn(partial(drawn, release, index, wanted))
        shown = _shown(name, release, wanted, found)
        return await page(datasette, request, "map.html", shown, 200)
    return await nothing_to_see(datasette, request, _("No map"), _("No items are shown here."))


def _data(database: Database, numbers: Sequence[int]) -> Stream:
    async def write(writer: _Writer) -> None:
        await writer.write('{"type": "FeatureCollection", "features": [\n')
        before = ""
        async for line in _features(database, numbers):
            await writer.write(before + line)
            before = ",\n"
        await writer.write("\n]}\n")

    headers = {"content-disposition": 'attachment; filename="map.geojson"'}
    return Stream(write, headers=headers, content_type="application/geo+json; charset=utf-8")


async def _features(database: Database, numbers: Sequence[int]) -> AsyncIterator[str]:
    for group in queries.in_groups(numbers):
        for row in await database.execute_fn(partial(queries.points, numbers=group)):
            yield geojson(row)


def _shown(name: str, release: Release, wanted: Asking, found: Drawn) -> dict[str, Any]:
    view = found.view
    return {
        "database": name,
        "asking": wanted,
        "found": found,
        "asked": found.told,
        "view": view,
        "steps": _steps(wanted, view) if view else [],
        "near": partial(_near, wanted, view) if view else None,
        "path": PATH,
        "width": WIDTH,
        "height": HEIGHT,
    }


def _steps(wanted: Asking, view: View) -> list[tuple[str, str, str, str]]:
    """Ways to move the window: a sign, words, the address, and the key that goes there."""
    return [
        ("+", _("Nearer"), wanted.seen(view.nearer(1)), "+"),
        ("−", _("Farther"), wanted.seen(view.nearer(-1)), "-"),
        ("←", _("West"), wanted.seen(view.moved(-_STEP, 0)), "ArrowLeft"),
        ("→", _("East"), wanted.seen(view.moved(_STEP, 0)), "ArrowRight"),
        ("↑", _("North"), wanted.seen(view.moved(0, -_STEP)), "ArrowUp"),
        ("↓", _("South"), wanted.seen(view.moved(0, _STEP)), "ArrowDown"),
        ("⤢", _("Show all"), wanted.seen(None), "0"),
    ]


def _near(wanted: Asking, view: View, cluster: Cluster) -> str:
    return wanted.seen(View(cluster.latitude, cluster.longitude, view.zoom).nearer(2))
