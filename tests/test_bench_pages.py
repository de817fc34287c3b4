"""The measuring of the pages: the release that is measured has what its pages are asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "bench"))
import release

from fieldarchive.browse.facets import index_of
from fieldarchive.browse.server import datasette_for

PAGES = ("", "compare", "timeline", "map", "gallery", "themes", "places", "search?q=market")


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "browse" / "team.db"
    path.parent.mkdir()
    return release.build(path, 1000)


async def test_the_release_that_is_measured_has_what_pages_show(made):
    datasette = datasette_for(made, made.parent.parent / "files", "127.0.0.1")
    index = await index_of(datasette, "team")
    assert len(index.every) == 1001
    assert 0.3 < len(index.items("city", "heihe")) / 1000 < 0.5
    for page in (*PAGES, f"item/{release.LONG}"):
        assert (await datasette.client.get(f"/{page}")).status_code == 200, page
    found = (await datasette.client.get("/team/items.json?_search=market&_size=0")).json()
    assert 300 < (found.get("count") or found["filtered_table_rows_count"]) < 460
    for database in datasette.databases.values():
        database.close()
    datasette.executor.shutdown()
