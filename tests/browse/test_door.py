"""Who may ask, how, and what a browser may do with the answer."""

from __future__ import annotations

import re
import sqlite3

import pytest
from releases_built import CITIES

from fieldarchive import browse
from fieldarchive.browse.door import guard
from fieldarchive.browse.door.guard import POLICY, host_is_known
from fieldarchive.browse.versions import IS_ONE

PAGES = ["/", "/team", "/team/items", "/team/items?_search=market", "/team/items/1",
         "/team/segments", "/team/files", "/item/i-vera", "/item/n-market", "/item/p-quay",
         "/item/nothing", "/team/nothing", "/nothing/at/all", "/team/items?_sort=x", "/-/versions",
         "/-/metadata", "/-/plugins", "/team/items.json", "/team/items.csv"]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_has_its_policy_and_asks_nobody_else(filled, serving, path):
    answer = await serving(filled.release()).client.get(path)
    assert answer.status_code < 500
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers
    if "html" not in answer.headers["content-type"]:
        return
    asked = re.findall(r'(?:src|srcset|<link[^>]* href)="([^"]+)"', answer.text)
    assert not [address for address in asked if not address.startswith(("/", "http://localhost/"))]
    assert not re.findall(r"<script(?![^>]* src=)|<style| style=| on\w+=", answer.text)


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("localhost", True), ("localhost:8001", True), ("127.0.0.1:9", True), ("[::1]:8001", True),
        ("LocalHost", True), ("evil.example", False), ("localhost.evil.example", False),
        ("127.0.0.1.evil.example", False), ("192.168.0.7:8001", False), ("", False),
        ("evil.example:80@localhost", False), ("[::2]", False),
    ],
)  # fmt: skip
async def test_another_name_for_this_machine_is_refused(filled, serving, host, known):
    answer = await serving(filled.release()).client.get("/", headers={"host": host})
    assert answer.status_code == (200 if known else 421)
    assert ("Two cities" in answer.text) == known
    assert "content-security-policy" in answer.headers


def test_every_address_is_known_only_where_every_address_is_listened_at():
    assert host_is_known("192.168.0.7:8001", ["0.0.0.0"])
    assert not host_is_known("evil.example", ["0.0.0.0"])
    assert host_is_known("archive.example:8001", ["archive.example"])


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_the_pages_are_for_reading(filled, serving, method):
    client = serving(filled.release()).client
    for path in ("/", "/team/items", "/item/i-vera", "/-/messages", "/-/logout"):
        assert (await client.request(method, path)).status_code == 405


async def test_nobody_sends_sql_or_takes_the_file(filled, serving):
    client = serving(filled.release()).client
    for path in (
        "/team?sql=select+1",
        "/team/items?_where=1=1",
        "/team.db",
        "/team.json?sql=select+1",
    ):
        assert (await client.get(path, follow_redirects=True)).status_code == 403


async def test_another_database_beside_a_release_is_left_alone(filled, plain, tmp_path):
    other = tmp_path / "stock.db"
    with sqlite3.connect(other) as connection:
        connection.executescript(
            "CREATE TABLE items (id INTEGER PRIMARY KEY, title TEXT, thumbnail TEXT, city TEXT);"
            "INSERT INTO items VALUES (1, 'Shelf', 'abc', 'heihe');"
        )
    connection.close()
    alone, beside = plain(other).client, plain(other, filled.release()).client
    for path in (
        "/stock",
        "/stock/items",
        "/stock/items/1",
        "/stock/items.json",
        "/stock/items.csv",
    ):
        one, two = await alone.get(path), await beside.get(path)
        assert _without_figures(one.text) == _without_figures(two.text)
        assert one.headers.get("content-security-policy") is None
        assert two.headers.get("content-security-policy") is None
    elsewhere = {"host": "shop.example"}
    assert (await beside.get("/stock", headers=elsewhere)).status_code == 200
    assert (await beside.get("/team", headers=elsewhere)).status_code == 421
    home = await beside.get("/")
    assert 'href="/stock"' in home.text
    assert home.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize("name", ["stock", "search", "item"])
async def test_our_pages_are_guarded_whatever_is_attached_beside_them(
    filled, plain, tmp_path, name
):
    other = tmp_path / f"{name}.db"
    sqlite3.connect(other).close()
    client = plain(other, filled.release()).client
    for path in ("/search?q=рынок", "/search.csv?q=рынок", "/concordance.json?q=x", "/item/i-vera"):
        assert (await client.get(path, headers={"host": "shop.example"})).status_code == 421, path
        answer = await client.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-security-policy"] == POLICY


def test_every_route_of_ours_is_guarded_whatever_is_attached_beside_it():
    for route, _view in browse.register_routes():
        group = r"\(\?P<\w+>[^()]*\)"
        path = re.sub(group, "x", re.sub(rf"{group}\?", "", route.strip("^$")))
        assert guard._OUR_PAGES.match(path), route
    assert not guard._OUR_PAGES.match("/stock/items")


async def test_whoever_may_not_see_the_items_searches_nothing(filled, plain):
    hidden = {"databases": {"team": {"tables": {"items": {"allow": False}}}}}
    datasette = plain(filled.release())
    if IS_ONE:
        datasette.config |= hidden
    else:
        datasette._metadata_local = hidden
    for path in ("/search", "/search.json", "/search.csv", "/concordance", "/concordance.csv"):
        answer = await datasette.client.get(f"{path}?q=рынок")
        assert answer.status_code == 404, path
        assert "Вера" not in answer.text


async def test_a_datasette_without_a_release_is_as_if_we_were_not_there(plain, tmp_path):
    other = tmp_path / "stock.db"
    sqlite3.connect(other).close()
    client = plain(other).client
    home = await client.get("/", headers={"host": "shop.example"})
    assert (home.status_code, "content-security-policy" in home.headers) == (200, False)
    assert "Datasette" in home.text


async def test_a_release_opened_by_datasette_itself_has_the_same_pages(filled, plain):
    client = plain(filled.release()).client
    for path in ("/", "/team/items", "/item/i-vera"):
        answer = await client.get(path)
        assert answer.status_code == 200
        assert CITIES[0][1] in answer.text
    sound = filled.items[1].files[0]["sha256"]
    part = await client.get(f"/-/media/{sound}", headers={"range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, b"RIFF")


async def test_the_pages_of_datasette_itself_still_stand(filled, plain):
    client = plain(filled.release()).client
    names = "versions settings plugins databases threads actor allow-debug"
    paths = [f"/-/{name}" for name in names.split()]
    for path in ("/team?sql=select+1", "/team/items?_where=id=1", *paths):
        answer = await client.get(path, follow_redirects=True)
        assert answer.status_code in (200, 403), path
        assert "fieldarchive.css" in answer.text or "json" in answer.headers["content-type"], path


async def test_the_record_of_an_archive_gets_none_of_our_pages(root, plain, tmp_path):
    from fieldarchive.catalogue.database import open_record

    record = tmp_path / "archive.db"
    open_record(record).close()
    assert "fieldarchive.css" not in (await plain(record).client.get("/")).text


def _without_figures(page: str) -> str:
    return re.sub(r"[0-9.]+ ?ms|\"query_ms\": [0-9.e-]+", "", page)
