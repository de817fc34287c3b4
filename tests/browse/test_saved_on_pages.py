"""Saved searches as links: on the first page, beside the items, and in a table of their own."""

from __future__ import annotations

import html
import re
import sqlite3
from contextlib import closing
from urllib.parse import parse_qsl, urlsplit

import pytest

SEARCHES = (("рыбный рынок", "market -мост"), ("evil", '"><script>alert(1)</script>&city=heihe'))
LINK = re.compile(r'<a href="(/(?:team/items\?_search|search\?q)=[^"]*)"')


@pytest.fixture
def client(filled, serving):
    return serving(filled.release(searches=SEARCHES)).client


def links(page):
    """Addresses of searches, by what each asks."""
    found = [html.unescape(link) for link in LINK.findall(page)]
    return {parse_qsl(urlsplit(link).query)[0][1]: link for link in found}


@pytest.mark.parametrize("path", ["/", "/search", "/team/items", "/team/saved_searches"])
async def test_each_search_is_a_link_that_runs_it(client, path):
    page = (await client.get(path)).text
    assert "рыбный рынок" in page
    assert "<script>alert" not in page
    first, second = (links(page)[query] for _, query in SEARCHES)
    found = (await client.get(first)).text
    assert "Вера, челночница" in found
    assert "Market day" not in found
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
