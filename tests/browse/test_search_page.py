"""The page of a search: its hits, the very lines, what narrows it down, and whatever is typed."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from contextlib import closing
from urllib.parse import parse_qs, unquote_plus, urlsplit

import pytest
from releases_built import interview, item, segment

from fieldarchive.browse.data.release import releases
from fieldarchive.browse.finding import examples as module

HOSTILE = "<script>alert(1)</script> & \"quotes\" 'x' \x02\x03 рынок"
TYPED = [
    '"', ")(", "рынок AND", "citty:heihe", "city:", "date:yesterday", "-рынок", "problem:x", "*",
    "=", "NEAR(", "n-zzzz", "\x00", "\x02рынок\x03", "'; DROP TABLE items; --", "<b>рынок</b>",
    "(" * 200, "а" * 5000, "%F0%9F", "{title} : x", "city:heihe OR рынок", "市", "🙂",
]  # fmt: skip


async def answer_to(client, typed: str, path: str = "/search", **more: str):
    answer = await client.get(path, params={"q": typed, **more})
    assert answer.status_code == 200, (path, typed)
    return answer


async def test_a_hit_shows_why_and_leads_to_the_very_line(filled, serving):
    client = serving(filled.release()).client
    page = (await answer_to(client, "рынком")).text
    hit = page[page.index('href="/item/i-vera"') :]
    assert '<a class="time" href="/item/i-vera#t=4">0:04</a> <b>Вера</b>' in hit
    assert '<span class="said" lang="ru"><mark>Рынок</mark> на острове' in hit
    assert 'id="t=4"' in (await client.get("/item/i-vera")).text


async def test_a_short_note_is_no_label(root, serving):
    root.add(item("n-1", title="-", text="Окуньки тут."))
    root.add(item("n-2", title="-", text="x", themes=["bridge"]))
    client = serving(root.release()).client
    note = (await answer_to(client, "окуньки")).text
    assert '<p class="says"><mark>Окуньки</mark> тут.</p>' in note
    label = (await answer_to(client, "bridge")).text
    assert " · <mark>bridge</mark></p>" in label
    assert 'class="says"' not in label


async def test_a_line_without_a_time_is_led_to_as_well(root, serving):
    root.add(interview(root, "i-1", [segment(7, "Про рынок", speaker="В.")]))
    client = serving(root.release()).client
    assert 'href="/item/i-1#s7"' in (await answer_to(client, "рынок")).text
    assert '<span id="s7"></span>Про рынок' in (await client.get("/item/i-1")).text


async def test_counts_lead_to_what_they_count(filled, serving):
    client = serving(filled.release()).client
    page = (await answer_to(client, "market OR рынок OR 渡口")).text
    beside = page[page.index('id="filters"') :]
    for href, label, count in re.findall(
        r'<a href="([^"]+)"[^>]*>([^<]+)</a> <span class="count">(\d+)', beside
    ):
        narrowed = (await client.get(href.replace("&amp;", "&"))).text
        assert f'<span class="total">{count} item' in narrowed, label
    assert "Heihe" in beside


async def test_a_quote_left_open_does_not_swallow_what_narrows(filled, serving):
    client = serving(filled.release()).client
    page = (await answer_to(client, 'market OR "рынок')).text
    href = re.search(r'href="(/search\?q=city[^"]+)"', page)[1]
    typed = parse_qs(urlsplit(href).query)["q"][0]
    assert typed.startswith("city:")
    assert "city heihe" in (await answer_to(client, typed)).text.replace("blagoveshchensk", "heihe")


async def test_the_box_keeps_what_was_typed_and_says_what_was_understood(filled, serving):
    client = serving(filled.release()).client
    page = (await answer_to(client, "city:Хэйхэ market")).text
    assert 'name="q" value="city:Хэйхэ market"' in page
    assert "city Хэйхэ = heihe" in page
    assert "/team/items?_search=city%3A%D0%A5%D1%8D%D0%B9%D1%85%D1%8D+market" in page
    refused = (await answer_to(client, "citty:heihe")).text
    assert "Did you mean city:heihe?" in refused
    assert "Nothing was looked for" in refused


async def test_nothing_typed_gives_examples_that_find_something(filled, serving):
    client = serving(filled.release()).client
    page = (await client.get("/search")).text
    links = re.findall(r'<dt><a href="([^"]+)"', page)
    assert len(links) > 4
    for link in links:
        assert "<li class=" in (await client.get(link.replace("&amp;", "&"))).text, link


async def test_examples_look_no_further_than_the_first_item_that_fits(root, serving):
    typed = "date:1960..1999"
    possible = [(typed, "what may be of these years")]
    steps: list[int] = []
    for many in (20, 2000):
        for n in range(len(root.items), many):
            root.add(item(f"n-{n:04}", title="Рынок", text="Про рынок", date="1965-05-12"))
        datasette = serving(root.release())
        [(name, release)] = releases(datasette)
        taken = [0]

        def shown(connection: sqlite3.Connection, release=release, taken=taken) -> None:
            def count() -> None:
                taken[0] += 1

            assert module.examples(release, possible, connection)
            connection.set_progress_handler(count, 20)
            module.examples(release, possible, connection)
            connection.set_progress_handler(None, 0)

        await datasette.databases[name].execute_fn(shown)
        steps.append(taken[0])
    assert steps[1] < 2 * steps[0] + 10


async def test_an_archive_with_nothing_in_it_still_tells_how_to_search(root, serving):
    client = serving(root.release()).client
    assert "Type words" in (await client.get("/search")).text
    assert "Nothing here fits" in (await answer_to(client, "рынок")).text


async def test_whatever_is_typed_is_answered_and_never_runs(filled, serving):
    filled.add(item("n-bad", title=HOSTILE, text=HOSTILE, place=HOSTILE, city="heihe"))
    filled.add(interview(filled, "i-bad", [segment(1, HOSTILE, 5, speaker=HOSTILE)], title="x"))
    client = serving(filled.release()).client
    for typed in [*TYPED, HOSTILE]:
        for path in ("/search", "/search.json", "/search.csv"):
            answer = await answer_to(client, typed, path)
            if path == "/search":
                assert "<script>" not in answer.text, typed
                assert answer.text.count("<mark>") == answer.text.count("</mark>"), typed
    page = (await answer_to(client, "рынок")).text
    assert "&lt;script&gt;" in page
    assert "script-src 'self'" in (await client.get("/search")).headers["content-security-policy"]


@pytest.mark.parametrize("page", ["0", "-1", "x", "٣", "1e9", "99999999", "2"])
async def test_any_number_of_a_page_is_answered(filled, serving, page):
    client = serving(filled.release()).client
    answer = (await answer_to(client, "market", page=page)).text
    assert ("ends before this page" in answer) == (page in ("99999999", "2"))


async def test_pages_show_each_item_once(root, serving):
    for n in range(120):
        root.add(item(f"n-{n:03}", title=f"Рынок {n}", date="2013-05-12"))
    client = serving(root.release()).client
    seen: list[str] = []
    link: str | None = "/search?q=рынок"
    while link:
        page = (await client.get(link)).text
        seen += re.findall(r'<h2><a href="/item/([^"]+)"', page)
        found = re.search(r'href="([^"]+)" rel="next"', page)
        link = found and found[1].replace("&amp;", "&")
    assert sorted(seen) == [f"n-{n:03}" for n in range(120)]
    data = (await answer_to(client, "рынок", "/search.json")).json()
    assert [one["key"] for one in data["items"]] == seen[:50]
    assert data["next"] == "/search.json?q=%D1%80%D1%8B%D0%BD%D0%BE%D0%BA&page=2"
    assert [row["key"] for row in await lines_of(client, "рынок")] == seen


async def lines_of(client, typed: str) -> list[dict[str, str]]:
    answer = await answer_to(client, typed, "/search.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


async def test_csv_runs_nothing_in_a_spreadsheet(root, serving):
    root.add(item("n-1", title="=cmd|' /C calc'!A0 рынок", text="-2+3 рынок"))
    client = serving(root.release()).client
    [line] = await lines_of(client, "рынок")
    assert line["title"] == "'=cmd|' /C calc'!A0 рынок"


async def test_two_releases_are_searched_each_by_its_own_pages(root, plain):
    root.add(item("n-1", title="Рынок в команде"))
    first = root.release("team")
    root.items.clear()
    root.add(item("n-2", title="Рынок для всех"))
    client = plain(first, root.release("public")).client
    assert "в команде" in (await answer_to(client, "рынок")).text
    page = (await answer_to(client, "рынок", release="public")).text
    assert "для всех" in page
    assert "в команде" not in page
    assert 'name="release" value="public"' in (await client.get("/public")).text
    assert 'name="release"' not in (await client.get("/team")).text
    assert "в команде" in (await answer_to(client, "рынок", release="other")).text


async def test_a_release_of_an_older_program_is_searched_for_exact_words(filled, serving):
    path = filled.release()
    with closing(sqlite3.connect(path)) as older:
        for table in ("lexicon", "spellings", "saved_searches", "items_words", "segments_words"):
            older.execute(f"DROP TABLE IF EXISTS {table}")
        older.commit()
    client = serving(path).client
    for path in ("/search", "/concordance"):
        page = (await answer_to(client, "рынок", path)).text
        assert "published by an older fieldarchive" in page
        assert "i-vera" in page
        assert (await client.get(path)).status_code == 200


async def test_a_fault_does_not_pass_for_an_older_release(filled, serving):
    path = filled.release()
    with closing(sqlite3.connect(path)) as broken:
        broken.execute("DROP TABLE spellings")
        broken.execute("CREATE TABLE spellings (other)")
        broken.commit()
    answer = await serving(path).client.get("/search?q=рынок")
    assert answer.status_code == 500
    assert "older" not in answer.text


async def test_a_question_that_takes_too_long_is_answered_with_a_sentence(root, plain):
    for n in range(50):
        root.add(item(f"n-{n}", title="Рынок", text="рынок " * 50))
    datasette = plain(root.release())
    datasette._settings["sql_time_limit_ms"] = 0
    for path in ("/search", "/search.csv", "/concordance", "/concordance.json"):
        answer = await datasette.client.get(path + "?q=рынок city:heihe")
        assert answer.status_code == 400, path
        assert "took too long" in answer.text


async def test_list_lines_and_table_lead_to_one_another(filled, serving):
    client = serving(filled.release()).client
    paths = ["/search?q=рынок", "/concordance?q=рынок", "/team/items?_search=рынок"]
    for place, path in enumerate(paths):
        page = (await client.get(path)).text
        tabs = re.findall(
            r'<a href="([^"]+)"( aria-current="page")?>', page.split('class="tabs"')[1]
        )
        assert [unquote_plus(url) for url, _ in tabs[:3]] == paths
        assert [bool(current) for _, current in tabs[:3]].index(True) == place
    narrowed = (await client.get("/team/items?_search=рынок&city=heihe")).text
    assert 'class="tabs"' not in narrowed  # the other two could not show the same
