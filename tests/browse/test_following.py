"""The pages follow the archive: new items show up at once, and a withdrawn one is gone."""

from __future__ import annotations

import csv
import io

import pytest
from releases_built import item, put

from fieldarchive.browse.data.release import follow
from fieldarchive.browse.finding.downloads import Download
from fieldarchive.catalogue.database import open_browse
from stories import killed_while_writing


async def test_a_new_item_shows_up_without_a_restart(filled, serving):
    path = filled.release()
    client = serving(path).client
    assert (await client.get("/item/n-tonight")).status_code == 404
    database = open_browse(path)
    with database.atomic():
        put(database, [item("n-tonight", title="Tonight", city="heihe", date="2026-01-02")])
    database.close()
    assert "Tonight" in (await client.get("/item/n-tonight")).text
    for page in ("/", "/team/items"):
        answer = await client.get(page)
        assert "Tonight" in answer.text
        assert answer.headers.get("cache-control", "no-cache") == "no-cache"


async def test_a_withdrawn_item_is_gone_once_the_release_is_built_anew(filled, serving):
    client = serving(filled.release()).client
    sound = filled.items[1].files[0]["sha256"]
    for address in ("/item/i-vera", f"/-/media/{sound}"):
        assert (await client.get(address)).status_code == 200
    filled.items = [one for one in filled.items if one.item["key"] != "i-vera"]
    filled.release()
    for address in ("/item/i-vera", f"/-/media/{sound}"):
        assert (await client.get(address)).status_code == 404
    for page in ("/", "/team/items", "/team/segments", "/team/people"):
        assert "Вера" not in (await client.get(page)).text


async def test_a_new_name_of_the_archive_is_shown_at_once(filled, serving):
    client = serving(filled.release()).client
    await client.get("/")
    filled.release(facts={"archive_name": "Two banks"})
    assert "<h1>Two banks</h1>" in (await client.get("/")).text


async def test_two_releases_side_by_side_do_not_mix(root, plain):
    root.add(item("n-open", title="For anybody"))
    public = root.release("public", facts={"archive_name": "Public", "audience": "public"})
    root.add(item("n-team", title="Only among us"))
    client = plain(public, root.release("team")).client
    assert "Only among us" not in (await client.get("/public/items")).text
    assert "Only among us" in (await client.get("/team/items")).text
    assert (await client.get("/item/n-team")).status_code == 200


async def test_a_change_that_was_killed_half_way_is_not_seen_and_the_pages_stay(filled, serving):
    path = filled.release()
    client = serving(path).client
    assert (await client.get("/")).status_code == 200
    killed_while_writing(path, "UPDATE items SET title = hex(zeroblob(100000))")
    for address in ("/item/n-market", "/team/items"):
        answer = await client.get(address)
        assert answer.status_code == 200
        assert "Market day" in answer.text


@pytest.mark.parametrize("name", ["search", "concordance"])
async def test_a_download_stays_with_its_items_while_the_release_is_built_anew(
    root, serving, monkeypatch, name
):
    """What is taken out meanwhile is left out, and no other item stands in its place."""
    for n in range(4):
        root.add(item(f"n-{n}", title="-", text="Про рынок", date=f"2013-05-1{n}"))
    datasette = serving(root.release())
    settled = Download._settled

    def then_built_anew(*asked):
        found = settled(*asked)
        root.items = [*(item(f"n-new-{n}", title="Other") for n in range(2)), *root.items[1:]]
        root.release()
        follow(datasette)
        return found

    await datasette.client.get("/")
    monkeypatch.setattr(Download, "_settled", then_built_anew)
    answer = await datasette.client.get(f"/{name}.csv?q=рынок")
    keys = [row["key"] for row in csv.DictReader(io.StringIO(answer.text, newline=""))]
    assert sorted(keys) == ["n-1", "n-2", "n-3"]
