"""One name finds all its spellings: themes, cities, places and people, in three languages.

The same at both doors, told to the reader, and switched off by `=`.
"""

from __future__ import annotations

import json
from contextlib import closing
from urllib.parse import quote

import pytest
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive import hits, word_tables
from fieldarchive.catalogue import browse_schema, published, search, spellings
from fieldarchive.catalogue.database import open_in_memory, open_to_read
from fieldarchive.catalogue.lexicon import Lexicon
from fieldarchive.catalogue.spellings import Spellings
from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.config import schema
from fieldarchive.search.expression import expression
from stories import browse, write
from test_search_language import PIECES, search_all

# No theme, no city: only what a text says can find it.
TEXTS = {
    "ru": "Мы стояли на рынке до вечера.",
    "zh": "早市上人很多。",
    "zht": "市場很大。",
    "en": "She sold tea in the markets.",
    "h1": "Поехали в Хэйхэ.",
    "h2": "从黑河回来。",
    "h3": "Старики говорят Сахалян.",
    "p1": "莲娜没有来。",
    "smell": "Пахло рыбой.",
    "ice": "Пошёл лёд, много льда.",
    "all": "Базар в Хэйхэ.",
}
MARKET = {"ru", "zht", "en", "all"}
HEIHE = {"h1", "h2", "h3", "all"}
FOUND = [
    ("market", MARKET),
    ("MARKETS", MARKET),
    ("рынках", MARKET),
    ("市場", MARKET),
    ("集市", MARKET),
    ("早市", {"zh"}),
    ("базаром", MARKET),
    ("trade", MARKET - {"all"}),  # narrower themes by their labels
    ('"market"', MARKET),
    ("=market", set()),
    ("=рынке", {"ru"}),
    ("market*", {"en"}),
    ("market -рынок", MARKET - {"ru"}),
    ("NEAR(sold market, 5)", {"en"}),
    ("sold market", {"en"}),
    ("market OR Heihe", MARKET | HEIHE),
    ("(market вечер) OR Лена", {"ru", "p1"}),
    ("Heihe", HEIHE),
    ("ХЭЙХЭ", HEIHE),
    ("в Хэйхэ", HEIHE),  # a preposition belongs to what was typed
    ("in the market", MARKET),
    ('"в Хэйхэ"', {"h1", "all"}),
    ("黑河", HEIHE),
    ("Сахаляном", HEIHE),
    ("Лены", {"p1"}),
    ("Lena", {"p1"}),
    ("утренний рынок", {"zh"}),  # the longest name counts: the place, not any market
    ('"утреннем рынке"', {"zh"}),
    ("Morning market", {"zh"}),
    ("рынок утренний", set()),
    ("黑河市場", {"all"}),  # names in a row, without spaces
    ("市場黑河早市", set()),
    ("黑河很", set()),
]
MORNING_MARKET = {
    "type": "Feature",
    "properties": {
        "slug": "zaoshi", "type": "market", "in": "heihe", "en": "Morning market",
        "ru": "Утренний рынок", "zh": "早市",
    },
    "geometry": {"type": "Point", "coordinates": [127.5, 50.24]},
}  # fmt: skip


@pytest.fixture
def told_of(run, inbox, archive_root):
    """The stories of TEXTS, in an archive that knows a morning market."""
    places = archive_root / "vocabularies" / "places.geojson"
    collection = json.loads(places.read_text("utf-8"))
    collection["features"].append(MORNING_MARKET)
    places.write_text(json.dumps(collection), "utf-8")
    for name, text in TEXTS.items():
        write(inbox / f"{name}.md", f"---\ntitle: {name}\n---\n{text}\n")
    write(inbox / "lena.md", "---\ntitle: told\nnarrators: narrator-01\n---\n…\n")
    assert run("ingest", inbox).code == 0
    return archive_root / "browse" / "team.db"


def titles(run, *words):
    return {item["title"] for item in run("find", "--json", "--", *words).json()["items"]}


def test_one_name_finds_all_its_spellings(told_of):
    with closing(open_to_read(told_of)) as database:
        keys = dict(database.conn.execute("SELECT key, title FROM items"))
        for typed, found in FOUND:
            asked = hits.asked(database, Wanted(words=typed))
            assert {keys[key] for key in search.keys(database, asked)} - {"told"} == found, typed


async def test_both_doors_find_the_same_by_names(run, told_of):
    pages = Datasette([str(told_of)])
    for typed in ("market", '"утреннем рынке"', "=рынке", "market -рынок"):
        answer = await pages.client.get(f"/team/items.json?_shape=objects&_search={quote(typed)}")
        assert {row["title"] for row in answer.json()["rows"]} == titles(run, typed) != set()
    for database in pages.databases.values():
        database.close()
    pages.executor.shutdown()


def test_a_closed_item_is_found_by_the_names_of_the_team(run, inbox, told_of):
    write(inbox / "closed.md", "---\ntitle: closed\naccess: closed\n---\nНа базаре в Сахаляне.\n")
    assert run("ingest", inbox).code == 0
    assert titles(run, "market", "Heihe") == {"closed", "all"}
    assert titles(run, "=market") == set()


def test_one_chinese_sign_stands_for_a_theme_as_its_label_alone(run, inbox, archive_root, told_of):
    themes = archive_root / "vocabularies" / "themes.csv"
    write(themes, themes.read_text("utf-8") + "river,,river,река,江,,,河|大江,,\n")
    write(inbox / "jiang.md", "---\ntitle: jiang\n---\n江上有雾。\n")
    assert run("ingest", inbox).code == 0
    assert titles(run, "река") == {"jiang"}
    assert titles(run, "河") == {"h2", "jiang"}


def test_the_reader_is_told_which_names_and_forms_were_looked_for(run, told_of):
    said = run("find", "рынок").err
    assert "“рынок” as theme market: market, 市场, bazaar, базар, 集市" in said
    assert "“рынок” in other forms: рынке" in said
    assert "“лёд” in other forms: льда" in run("find", "лёд").err  # not the form as typed
    assert "“hei he” in other forms: 黑河" in run("find", "hei", "he").err
    assert run("find", "рынок", "--json").json()["understood"][1].startswith("“рынок” as theme")
    assert (
        "as theme trade and narrower: торговля, 贸易, market, рынок, 市场"
        in run("find", "trade").err
    )
    assert "as place zaoshi" in run("find", "早市").err
    said = run("find", "Heihe").err
    assert "as city heihe: Хэйхэ, 黑河, Сахалян" in said
    assert "in other forms" not in said  # which the names told already
    for typed in ("=рынок", "рын*", "-рынок", "NEAR(рынок чай, 3)"):
        assert "theme market" not in run("find", "--", typed).err


def test_whoever_changes_or_lines_up_items_by_a_name_is_told_too(run, told_of):
    told = "“market” as theme market: рынок, 市场, bazaar, базар, 集市"
    assert told in run("tag", "--dry-run", "+smell", "--", "market").err
    assert told in run("concordance", "market").err
    assert told in run("concordance", "market", "--json").json()["understood"]
    assert "as theme" not in run("tag", "--dry-run", "+smell", "--", "has:text").err


def test_what_says_it_as_typed_comes_before_other_names(run, inbox):
    for name, text in (
        ("a", "Market, market, market, market."),
        ("b", "Долгий рассказ обо всём на свете, и о рынке тоже."),
        ("c", "Базары, базары, базары."),
    ):
        write(inbox / f"{name}.md", f"---\ntitle: {name}\n---\n{text}\n")
    assert run("ingest", inbox).code == 0
    found = run("find", "рынок", "--json").json()["items"]
    assert found[0]["title"] == "b"


def test_an_alternative_does_not_stand_for_narrower_themes(run, archive_root, inbox):
    themes = archive_root / "vocabularies" / "themes.csv"
    themes.write_text(themes.read_text("utf-8").replace("贸易,,,", "贸易,commerce,,"), "utf-8")
    write(inbox / "a.md", "---\ntitle: a\n---\nНа рынке.\n")
    write(inbox / "b.md", "---\ntitle: b\n---\nТорговля идёт.\n")
    assert run("ingest", inbox).code == 0
    assert titles(run, "trade") == {"a", "b"}
    assert titles(run, "commerce") == {"b"}


def test_whoever_is_in_closed_items_alone_is_spelled_nowhere(run, inbox, archive_root):
    spelled = "SELECT spelling FROM spellings WHERE kind = 'person' ORDER BY n"
    note = "---\ntitle: a\nnarrators: narrator-01\naccess: {}\n---\nHm.\n"
    write(inbox / "a.md", note.format("closed"))
    assert run("ingest", inbox).code == 0
    assert browse(archive_root, spelled) == []
    write(inbox / "b.md", note.format("team"))
    assert run("ingest", inbox).code == 0
    assert browse(archive_root, spelled) == [("narrator-01",), ("Lena",), ("Лена",), ("莲娜",)]


def test_a_name_is_found_among_ten_thousand_places_by_few_rows(run, archive_root, inbox):
    rows = [_place(n) for n in range(10_000)]
    with closing(_words_of(places=rows).conn) as connection:
        read = []
        connection.set_trace_callback(read.append)
        found = expression("улица Ленина 4321", Lexicon(connection), Spellings(connection))
        assert found.names[0].spellings == ("Lenin street 4321",)
        assert len([sql for sql in read if "spellings" in sql]) < 20
        like = Spellings(connection).like("ули лен 432", 200)
        assert len(like) == 11


def _place(n):
    labels = {"en": f"Lenin street {n}", "ru": f"улица Ленина {n}", "zh": None}
    empty = dict.fromkeys(schema("tables.json")["tables"]["places"]["columns"])
    return {**empty, "slug": f"place-{n}", **labels, "alternatives": "[]", "items": 0}


def _words_of(**tables):
    """A browse database without items that knows these words."""
    database = open_in_memory()
    browse_schema.create(database, schema("tables.json")["tables"])
    published.put_vocabulary(database, tables)
    spellings.put(database, word_tables.spellings(tables))
    return database


NAMES = [
    "market",
    "рынке",
    "市場",
    "Heihe",
    "утренний",
    "рынок",
    "早市",
    "Лена",
    "trade",
    "mei",
    "li",
]


@pytest.fixture(scope="module")
def words_and_texts():
    """An index of our own with names in it, and the words of a small vocabulary."""
    empty = dict.fromkeys(schema("tables.json")["tables"]["themes"]["columns"])
    labels = [("market", None, "market", "рынок", "市场", ["bazaar", "早市"]),
              ("trade", None, "trade", "торговля", "贸易", []),
              ("mei", None, "Mei", "Мэй", "小梅", ["Лена"])]  # fmt: skip
    rows = [
        {**empty, "slug": slug, "broader": broader, "en": en, "ru": ru, "zh": zh, "items": 0,
         "alternatives": json.dumps(others)}
        for slug, broader, en, ru, zh, others in labels
    ]  # fmt: skip
    database = _words_of(themes=rows)
    texts = [*TEXTS.values(), "美丽的早市", "mei li", "утренний рынок в Хэйхэ"]
    yield search_all(texts), Spellings(database.conn)
    database.conn.close()


@given(st.lists(st.sampled_from([*PIECES, *NAMES, *(f"{name} " for name in NAMES)]), max_size=12))
def test_no_name_loses_what_is_found_without_it(words_and_texts, pieces):
    searched, names = words_and_texts
    typed = "".join(pieces)
    alone = expression(typed, searched.lexicon)
    wider = expression(typed, searched.lexicon, names)
    assert wider.without == alone.without
    assert searched.find_by_expression(alone.whole) <= searched.find_by_expression(wider.whole)


@pytest.mark.parametrize(
    "typed",
    ["market " * 3000, "market OR " * 2000 + "market", "(trade OR " * 300 + "b" + ")" * 300,
     "(market -trade " * 60, '"' + "market " * 100 + '"', "市場" * 500, "(рынок И " * 12 + "早市"],
)  # fmt: skip
def test_nothing_long_or_deep_raises(words_and_texts, typed):
    searched, names = words_and_texts
    asked = expression(typed, searched.lexicon, names)
    searched.find_by_expression(asked.match, asked.without)


def test_the_check_would_see_a_loss(words_and_texts):
    """Syllables in a row are a Chinese word; a name in place of one of them would lose it."""
    searched, _ = words_and_texts
    typed = searched.find_by_expression(expression("mei li", searched.lexicon).whole)
    assert len(typed) == 2
    only_names = searched.find_by_expression('("mei" OR "小 梅") AND "li"')
    assert not typed <= only_names
