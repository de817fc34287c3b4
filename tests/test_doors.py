"""Both doors, the terminal and the search box of the pages: what is typed means the same at both.

`STRINGS=20000 pytest tests/test_doors.py` types more of what means harm.
"""

from __future__ import annotations

import csv
import html
import io
import os
import random
import re
import sqlite3
from contextlib import closing
from urllib.parse import urlencode

import pytest
from datasette.app import Datasette

from fieldarchive.archive import opened
from fieldarchive.browse.data import queries
from fieldarchive.browse.finding import searching
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.cli.filters import asked
from fieldarchive.errors import NoSuchItem, NotUnderstood
from fieldarchive.finding import find
from stories import browse, note, write

TOLD = re.compile(
    r'<p class="understood[^>]*>(.*?</p>\s*(?:<ul class="beside".*?</ul>)?)', re.DOTALL
)
STRINGS = int(os.environ.get("STRINGS", "12"))
CONDITIONS = [
    "city:heihe", "city:黑河 рынок", "город:Сахалян", "city:heihe,布拉戈维申斯克", "-city:heihe",
    "NOT city:heihe", "рынок И НЕ city:heihe", "чай AND city:heihe", "city:none", "city:narva",
    "theme:trade", "theme:базар", "тема:запах, рынок", "主题：集市", "theme:smel", "-theme:market",
    "place:night market", "place:night market -чай", "place:ferry чай", "has:place", "city:",
    "date:2013", "date:1990..1992", "date:..1992", "date:12.05.2013", "дата:май 2013 чай",
    "since:2000", "until:2000", "date:after the bridge opened", "date:soon", "added:1999",
    "about:конец 60-х", "about:конец 60-х лёд", "-about:1967", "has:about", "есть:тема -чай",
    "kind:interview", "kind:заметка", "kind:field note чай", "kind:moon", "language:ru",
    "language:ru лёд", "person:Лена", "person:narrator-01 лёд", "person:莲娜", "person:nobody",
    "access:team", "keyword:smel", "keyword:two words", "has:transcript", "-有:文本", "has:moon",
    "-чай", "-чай -рынок", '-"рыба на рынке"', "чай", "city:heihe -чай", "НЕ чай", "-(чай OR лёд)",
    "(city:heihe чай) OR лёд", "city:heihe OR лёд", "-(city:heihe)", "( city:heihe",
    "citty:heihe", "(чай OR -citty:heihe)", '"citty:heihe"', "id:zzzz", "!!!", "", "city: ",
    "city:heihe,", "лёд city:heihe )",
]  # fmt: skip
PIECES = [
    *"ab\"'()*-=:^+{}[],.« »“”„и黑河\x00\u200b\u0301&?#%;", "NEAR(", "AND ", " OR ", "NOT ", "И ",
    "НЕ ", "city:", "heihe ", "date:", "2013 ", "..", "тема：", "рынок ", "-has:", "theme ",
    "id:", "n-0000 ", "чай ", "<b>", "place:night ",
]  # fmt: skip


@pytest.fixture
def evening(run, inbox, archive_root):
    """Notes of both banks, an interview with its lines, and one note that nobody described."""
    note(inbox / "fish.md", title="Fish", text="Рыба на рынке, и чай.")
    note(inbox / "ferry.md", title="Ferry", text="从黑河过江，早市很热闹。")
    river = "title: River\ncity: Благовещенск\ndate: 1991\nplace: night market\nkeywords: two words"
    write(inbox / "river.md", f"---\n{river}\n---\nЛёд и чай.\n")
    write(inbox / "odd.md", "---\ntitle: Odd\nthemes: smel\n---\nNothing else, citty:heihe.\n")
    write(inbox / "tape.srt", "1\n00:00:01,000 --> 00:00:09,000\nЛена: лёд и чай\n\n"
          "2\n00:00:10,000 --> 00:00:12,000\nНа рынке.\n")  # fmt: skip
    about = "about_at: ['00:00:04 конец 60-х']\nnarrators: [Лена]\nlanguage: ru\ncity: heihe\n"
    write(inbox / "tape.yaml", f"title: Ice\n{about}")
    ran = run("ingest", inbox)
    assert ran.code in (0, 3), ran.err
    return archive_root


@pytest.fixture
def pages(evening):
    datasette = Datasette([str(evening / "browse" / "team.db")])
    yield datasette
    for database in datasette.databases.values():
        database.close()
    datasette.executor.shutdown()


async def on_page(pages, typed, table="items", **more):
    query = urlencode({"_search": typed, "_shape": "objects", "_size": "max", **more})
    answer = await pages.client.get(f"/team/{table}.json?{query}")
    assert answer.status_code == 200, (typed, answer.text)
    return answer.json()


@pytest.fixture
def in_terminal(evening):
    """What `find` finds for a string, without printing it."""
    with opened(evening, for_writing=False) as archive:

        def found(typed):
            try:
                wanted = asked(archive, [typed])
                return {hit.row["key"] for hit in find(archive, wanted, 1000).hits}
            except (NotUnderstood, NoSuchItem):
                return set()

        yield found


async def differing(in_terminal, pages, typed):
    """Those of some strings for which the doors do not find the same items."""
    return [
        one
        for one in typed
        if {row["key"] for row in (await on_page(pages, one))["rows"]} != in_terminal(one)
    ]


async def told(pages, typed, table="items"):
    page = await pages.client.get(f"/team/{table}?{urlencode({'_search': typed})}")
    assert page.status_code == 200, typed
    found = TOLD.search(page.text)
    return html.unescape(re.sub("<[^>]+>", "", found[1])).strip() if found else None


@pytest.mark.parametrize("first", range(4))
async def test_conditions_find_the_same_at_both_doors(in_terminal, pages, first):
    assert await differing(in_terminal, pages, CONDITIONS[first::4]) == []


@pytest.mark.parametrize("forgotten", ["conditions", "without"])
async def test_the_comparison_sees_what_a_door_forgets(in_terminal, pages, monkeypatch, forgotten):
    forgetful = queries.asked_of

    def asked_of(table, wanted):
        return forgetful(table, Wanted(**{
            name: getattr(wanted, name) for name in ("conditions", "match", "without")
            if name != forgotten
        }))  # fmt: skip

    monkeypatch.setattr(searching.queries, "asked_of", asked_of)
    assert len(await differing(in_terminal, pages, ["city:heihe", "-чай", "city:heihe -чай"])) >= 2


async def test_what_means_harm_is_answered_alike_at_both_doors(in_terminal, pages):
    chance = random.Random(5)
    typed = ["".join(chance.choices(PIECES, k=chance.randint(1, 9))) for _ in range(STRINGS)]
    typed = [one for one in typed if "\x00" not in one]  # no shell can hand one over
    assert await differing(in_terminal, pages, typed) == []
    for one in typed[:10]:
        assert await told(pages, one) or not one.strip(), one
    assert await told(pages, "чай\x00city:heihe")


async def test_what_is_typed_without_end_is_refused_at_both_doors(in_terminal, pages):
    many = " ".join(f"keyword:a{n}" for n in range(250))
    typed = ["city:heihe " * 400, many, "рынок " * 300, '"' + "рынок " * 300, "(" * 400 + "чай"]
    assert await differing(in_terminal, pages, typed) == []
    for one, said in zip(
        typed, ["city heihe", "too many", "too long", "too long", "чай"], strict=True
    ):
        assert said in await told(pages, one)
        assert said in await told(pages, one, "segments")


async def test_segments_are_those_of_the_items_that_conditions_choose(pages):
    lines = {row["text"] for row in (await on_page(pages, "", "segments"))["rows"]}
    assert len(lines) == 2
    for typed, found in [
        ("city:heihe", lines),
        ("-city:heihe", set()),
        ("about:конец 60-х", lines),
        ("person:Лена рынки", {"На рынке."}),
        ("kind:interview -чаем", {"На рынке."}),
        ("-рынок", lines - {"На рынке."}),
        ("city:благовещенск чай", set()),
        ("citty:heihe", set()),
    ]:
        rows = (await on_page(pages, typed, "segments"))["rows"]
        assert {row["text"] for row in rows} == found, typed


@pytest.mark.parametrize("typed", ["city:heihe", "-рыба", "чай -city:благовещенск"])
async def test_lists_facets_pages_and_csv_follow_what_is_typed(in_terminal, pages, typed):
    expected = in_terminal(typed)
    counted = await on_page(pages, typed, _facet="kind", _extra="facet_results,count")
    facets = counted["facet_results"]
    facets = facets.get("results", facets)
    assert sum(one["count"] for one in facets["kind"]["results"]) == len(expected)
    query = urlencode({"_search": typed, "_size": "1"})
    found, address = [], f"/team/items.json?_shape=objects&{query}"
    while address:
        page = (await pages.client.get(address)).json()
        found += [row["key"] for row in page["rows"]]
        address = page["next_url"] and page["next_url"].removeprefix("http://localhost")
    assert sorted(found) == sorted(expected)
    answer = await pages.client.get(f"/team/items.csv?{query}&_stream=on&_size=max")
    assert {row["key"] for row in csv.DictReader(io.StringIO(answer.text))} == expected


async def test_the_page_tells_what_the_terminal_tells(run, pages):
    for typed in (
        "city:黑河 -чай",
        "date:конец 60-х лёд",
        "рынок AND",
        "kind:заметка (чай OR лёд)",
    ):
        said = run("find", "--json", "--", typed).json()["understood"]
        page = await told(pages, typed)
        assert page.startswith("understood ")
        assert all(one in page for one in said), (page, said)
    for typed in ("citty:heihe", "date:soon", "city:heihe OR чай", "has:moon"):
        assert await told(pages, typed) in run("find", "--", typed).err
    assert "cannot be judged here" in await told(pages, "problem:unknown-theme")
    assert "no item here" in await told(pages, "id:zzzz")


async def test_what_was_found_is_marked_in_lists_in_any_form_and_script(pages):
    for typed, table, found in [
        ("рынками", "items", "<mark>рынке</mark>"),
        ("早市 city:heihe", "items", "<mark>早市</mark>很热闹"),
        ("рынок", "segments", "На <mark>рынке</mark>."),
        ("чаем -рынок", "segments", "лёд и <mark>чай</mark>"),
    ]:
        page = (await pages.client.get(f"/team/{table}?{urlencode({'_search': typed})}")).text
        assert found in page, typed


async def test_the_data_says_what_was_understood_in_datasettes_own_words(pages):
    said = await on_page(pages, "city:黑河", _extra="human_description_en")
    assert 'search matches "city:黑河" (city 黑河 = heihe)' in said["human_description_en"]


async def test_an_item_is_chosen_and_left_out_by_its_key(in_terminal, pages):
    keys = in_terminal("")
    for key in keys:
        assert (
            await differing(in_terminal, pages, [key, key[:8], f"-{key[:8]}", f"id:{key[2:9]}"])
            == []
        )
    assert {row["key"] for row in (await on_page(pages, key[:8]))["rows"]} == {key}


async def test_one_column_is_searched_in_the_same_language(pages):
    for column, typed, found in [
        ("title", "рынок", set()),
        ("text", "рынки", {"Fish", "Ice"}),
        ("text", "рынки -рыба city:heihe", {"Ice"}),
        ("labels", "=базар", {"Fish", "Ferry"}),
    ]:
        rows = (await on_page(pages, "", **{f"_search_{column}": typed}))["rows"]
        assert {row["title"] for row in rows} == found, (column, typed)
    assert (await pages.client.get("/team/items.json?_search_nothing=x")).status_code == 400


async def test_sql_that_people_write_finds_words_in_all_their_forms(pages):
    sql = "SELECT title FROM items_fts WHERE items_fts MATCH escape_fts(:typed)"
    for typed, found in (("рыбой", ["Fish"]), ("рыба city:narva", ["Fish"]), ("(((", [])):
        rows = (await pages.get_database("team").execute(sql, {"typed": typed})).rows
        assert [row["title"] for row in rows] == found


async def test_an_older_release_is_searched_for_exact_words_and_says_so(pages, evening, tmp_path):
    path = tmp_path / "older.db"
    with closing(sqlite3.connect(evening / "browse" / "team.db")) as now:
        now.execute("VACUUM INTO ?", [str(path)])
    with closing(sqlite3.connect(path)) as older:
        for table in (
            "lexicon", "items_words", "segments_words", "spellings", "neighbours",
            "saved_searches", "told_about",
        ):  # fmt: skip
            older.execute(f"DROP TABLE {table}")
        for table in ("themes", "cities", "places"):
            older.execute(f"ALTER TABLE {table} DROP COLUMN alternatives")
        older.execute("DELETE FROM release WHERE name IN ('date_order', 'calendar')")
        older.commit()
    pages.add_database(Datasette([str(path)]).get_database("older"))
    for typed, found in [
        ("рыба", {"Fish"}), ("рыбой", set()), ("рыба city:黑河", {"Fish"}), ("早市", {"Ferry"}),
    ]:  # fmt: skip
        query = urlencode({"_search": typed, "_shape": "objects"})
        answer = await pages.client.get(f"/older/items.json?{query}")
        assert {row["title"] for row in answer.json()["rows"]} == found, typed
    for typed, said in (("tea", "published by an older"), ("about:1967", "Leave a condition out")):
        page = await pages.client.get(f"/older/items?_search={typed}")
        assert page.status_code == 200
        assert said in page.text


def test_a_release_carries_the_words_that_its_readers_may_use(evening):
    facts = dict(browse(evening, "SELECT name, value FROM release"))
    assert facts["date_order"] == "dmy"
    assert "the bridge opened" in facts["calendar"]
    assert ("market", '["bazaar", "базар", "集市"]') in browse(
        evening, "SELECT slug, alternatives FROM themes"
    )
