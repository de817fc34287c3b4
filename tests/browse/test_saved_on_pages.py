"""Saved searches as links: on the first page, beside the items, and in a table of their own."""

from __future__ import annotations

import html
import re
import sqlite3
from contextlib import closing

import pytest

SEARCHES = (("рыбный рынок", "market -мост"), ("evil", '"><script>alert(1)</script>&city=heihe'))
LINK = re.compile(r'<a href="(/team/items\?_search=[^"]*)"')


@pytest.fixture
def client(filled, serving):
    return serving(filled.release(searches=SEARCHES)).client


def links(page):
    return [html.unescape(link) for link in LINK.findall(page)]


@pytest.mark.parametrize("path", ["/", "/team/items", "/team/saved_searches"])
async def test_each_search_is_a_link_that_runs_it(client, path):
    page = (await client.get(path)).text
    assert "рыбный рынок" in page
    assert "<script>alert" not in page
    first, second = links(page)
    found = await client.get(f"{first.replace('items?', 'items.json?')}&_shape=array")
    assert [row["key"] for row in found.json()] == ["i-vera"]
    assert (await client.get(second)).status_code == 200


async def test_the_search_that_runs_is_marked(client):
    page = (await client.get("/team/items", params={"_search": "market -мост"})).text
    assert page.count('aria-current="true">рыбный рынок</a>') == 1
    assert 'aria-current="true">evil' not in page


async def test_without_saved_searches_no_page_speaks_of_them(filled, serving):
    client = serving(filled.release()).client
    for path in ("/", "/team/items"):
        assert "Saved searches" not in (await client.get(path)).text


async def test_a_release_that_knew_no_saved_searches_is_shown_as_ever(filled, serving):
    path = filled.release()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE saved_searches")
    client = serving(path).client
    for address in ("/", "/team/items"):
        assert (await client.get(address)).status_code == 200
