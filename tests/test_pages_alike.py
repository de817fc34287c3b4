"""Terminal and search page: the same items in the same order, with the same words shown."""

from __future__ import annotations

import re
import sys
from urllib.parse import quote

import pytest
from datasette.app import Datasette

from fieldarchive.browse.finding.searching import asked
from stories import note, write
from test_search_doors import TEXTS, TYPED

CONDITIONS = [
    "city:heihe",
    "kind:note рынок",
    "-рынок",
    "kind:interview",
    "date:none",
    "heihe -kind:note",
]
SPOKEN = (
    "1\n00:00:01,000 --> 00:00:04,000\nПро рынок.\n\n"
    "2\n00:12:34,000 --> 00:12:40,000\nНа рынке в Хэйхэ тесно.\n"
)


@pytest.fixture
def ingested(run, inbox, archive_root):
    for name, text in TEXTS.items():
        note(inbox / f"{name}.md", title=name.title(), text=text)
    write(inbox / "r-01.ru.srt", SPOKEN.encode())
    assert run("ingest", inbox).code == 0
    return archive_root / "browse" / "team.db"


@pytest.fixture
def client(ingested):
    pages = Datasette([str(ingested)])
    yield pages.client
    for database in pages.databases.values():
        database.close()
    pages.executor.shutdown()


async def test_the_page_shows_what_the_terminal_finds_in_the_same_order(run, client):
    for typed in (*TYPED, *CONDITIONS):
        found = run("find", "--json", "--", typed).json()
        answer = await client.get(f"/search?q={quote(typed)}")
        assert answer.status_code == 200
        on_page = re.findall(r'<h2><a href="/item/([^"]+)"', answer.text)
        assert on_page == [item["key"] for item in found["items"]], typed
        data = (await client.get(f"/search.json?q={quote(typed)}")).json()
        assert (data["total"], data["by_city"]) == (found["total"], found["by_city"]), typed


async def test_a_recording_is_led_to_at_the_time_the_terminal_tells(run, client):
    [item] = [one for one in run("find", "рынке", "--json").json()["items"] if one["passages"]]
    page = (await client.get("/search?q=рынке")).text
    for passage in item["passages"]:
        assert f'href="/item/{item["key"]}#t={passage["start_ms"] / 1000:g}"' in page
    assert ">12:34</a>" in page


async def test_both_concordances_have_the_same_lines(run, client):
    for typed in (*TYPED, "heihe -kind:note"):
        for order in ("date", "left", "right"):
            ran = run("concordance", "--sort", order, "--json", "--", typed)
            answer = await client.get(f"/concordance.json?sort={order}&q={quote(typed)}")
            assert answer.status_code == 200
            page = answer.json()
            assert page["lines"] == (ran.json()["lines"] if ran.code == 0 else []), (typed, order)
            if ran.code == 0:
                assert page["understood"] == ran.json()["understood"], typed


async def test_a_page_that_looked_for_less_would_be_noticed(run, client, monkeypatch):
    def exactly(release, typed, connection):
        return asked(release, f'="{typed}"', connection)

    monkeypatch.setattr(sys.modules["fieldarchive.browse.finding.search_page"], "asked", exactly)
    with pytest.raises(AssertionError, match="рынок"):
        await test_the_page_shows_what_the_terminal_finds_in_the_same_order(run, client)
