"""The list of items: facets, search in three languages, and text that means harm."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from releases_built import item, segment

PATH = "/team/items"
ORDINARY = [
    "items",
    "cities",
    "files",
    "item_people",
    "item_themes",
    "people",
    "periods",
    "places",
    "segments",
    "themes",
]


async def keys(client, query: str) -> set[str]:
    answer = await client.get(f"{PATH}.json?_shape=array&{query}")
    assert answer.status_code == 200, answer.text
    return {row["key"] for row in answer.json()}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("market", {"n-market", "i-vera"}),
        ("рынок", {"i-vera"}),
        ("челночница", {"i-vera"}),
        ("чел*", {"i-vera"}),
        ("市场", {"n-market"}),
        ("早晨", {"p-quay"}),
        ("场市", set()),
        ("黑河岛", {"n-market"}),
        ('"in the morning"', {"n-market"}),
        ('"the in morning"', set()),
        ("мост morning", {"n-market"}),
        ("mornings", {"n-market"}),
        ("=mornings", set()),
        ("моста", {"n-market"}),
        ("熱鬧", {"n-market"}),
        ("market -bridge", {"i-vera"}),
        ("shichang OR челночницы", {"n-market", "i-vera"}),
        ("morn*", {"n-market"}),
        ("?!", set()),
        ("", {"n-market", "i-vera", "p-quay"}),
        ("   ", {"n-market", "i-vera", "p-quay"}),
    ],
)
async def test_the_search_box_finds_words_in_three_languages(filled, serving, typed, found):
    client = serving(filled.release()).client
    assert await keys(client, f"_search={quote(typed)}") == found


async def test_segments_are_found_by_a_word_of_two_signs(root, serving):
    lines = [segment(1, "以前我们看对岸。", 0, language="zh"), segment(2, "现在亮了。", 3000)]
    root.add(item("i-1", "interview", segments=lines, title="对岸"))
    client = serving(root.release()).client
    page = await client.get(f"/team/segments?_search={quote('对岸')}")
    assert page.status_code == 200
    assert "以前我们看<mark>对岸</mark>。" in page.text
    assert 'href="/item/i-1#t=0"' in page.text
    assert "现在亮了" not in page.text


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(typed=st.text(max_size=40))
async def test_nothing_that_is_typed_breaks_the_page(searched, typed):
    answer = await searched.get(f"{PATH}?_search={quote(typed, errors='replace')}")
    assert answer.status_code == 200


@pytest.fixture
def searched(filled, serving):
    return serving(filled.release()).client


@pytest.mark.parametrize(
    "typed", ['"', "(", "NEAR(", "a AND", "-", "*", "title:", "{x}:y", "'", "^"]
)
async def test_what_fts_would_take_for_syntax_is_looked_for_as_text(searched, typed):
    assert (await searched.get(f"{PATH}?_search={quote(typed)}")).status_code == 200


async def test_punctuation_alone_is_answered_with_a_sentence(searched):
    page = await searched.get(f"{PATH}?_search=%3F%21")
    assert "“?!” has no letter or figure to look for" in page.text


async def test_facets_count_by_every_value_that_is_asked_for(searched):
    page = (await searched.get(PATH)).text
    places = [page.index(f'id="facet-{name}"') for name in ("city", "kind", "themes", "year")]
    assert places == sorted(places)
    facets = (await searched.get(f"{PATH}.json?_extra=facet_results")).json()["facet_results"]
    facets = facets.get("results", facets)  # 1.0 puts them one floor deeper
    found = {name: {r["value"]: r["count"] for r in f["results"]} for name, f in facets.items()}
    assert found == {
        "city": {"heihe": 2, "blagoveshchensk": 1},
        "kind": {"photograph": 1, "interview": 1, "note": 1},
        "themes": {"market": 2, "bridge": 1},
        "year": {2013: 2, 2011: 1},
        "language": {"ru": 1, "en": 1},
        "place": {},
        "people": {"Вера": 1},
        "decade": {},
        "access": {"team": 3},
    }


async def test_the_newest_item_stands_first(searched):
    page = (await searched.get(PATH)).text
    places = [page.index(f'href="/item/{key}"') for key in ("i-vera", "p-quay", "n-market")]
    assert places == sorted(places)


async def test_slugs_are_shown_as_labels_and_stay_slugs_in_the_data(searched):
    page = (await searched.get(f"{PATH}?city=heihe")).text
    assert ">Heihe</a>" in page
    assert 'title="Хэйхэ · 黑河"' in page
    assert "12 May 2013" in page
    rows = (await searched.get(f"{PATH}.json?_shape=array&city=heihe")).json()
    assert {row["city"] for row in rows} == {"heihe"}
    assert "2013-05-12" in {row["date"] for row in rows}


async def test_the_vocabulary_leads_to_its_items(searched):
    page = (await searched.get("/team/themes")).text
    assert '<a href="/team/items?themes__arraycontains=market">2</a>' in page
    assert '<a href="/team/items?city=heihe">2</a>' in (await searched.get("/team/cities")).text


async def test_each_condition_can_be_left_out_again(searched):
    page = (await searched.get(f"{PATH}?city=heihe&themes__arraycontains=market")).text
    assert (
        'href="/team/items?themes__arraycontains=market" title="Leave this condition out"' in page
    )
    assert 'href="/team/items?city=heihe" title="Leave this condition out"' in page


async def test_only_tables_for_readers_are_listed(searched):
    page = (await searched.get("/team")).text
    listed = [name for name in ORDINARY if f"<code>{name}</code>" in page]
    assert listed == ORDINARY
    for hidden in ("items_fts", "items_spaced", "segments_searchable", "release", "thumbnails"):
        assert f'href="/team/{hidden}"' not in page
    tables = (await searched.get("/team.json")).json()["tables"]
    hidden = {table["name"] for table in tables if table["hidden"]}
    assert {"items_spaced", "segments_spaced", "release", "thumbnails"} <= hidden
    assert not hidden & set(ORDINARY)


async def test_columns_are_described_with_their_units(searched):
    page = (await searched.get("/team/segments?_columns=all")).text
    assert 'title="Start: From the beginning of the recording' in page
    assert "In milliseconds." in page


async def test_hostile_text_is_shown_and_not_run(root, serving):
    bad = "<script>alert(1)</script>"
    said = dict.fromkeys(("title", "text", "description", "place", "creator", "language"), bad)
    root.add(item("n-<b>", themes=[bad], city=bad, keywords=json.dumps([bad]), **said))
    root.add(item("n-js", title="javascript:alert(1)", text='"><img src=x onerror=alert(1)>'))
    words = (bad, bad, bad, bad)
    path = root.release(cities=[words], themes=[(bad, None, bad, bad, bad)])
    client = serving(path).client
    addresses = [PATH, f"{PATH}?_columns=all", f"{PATH}?_search=script", "/team/items/1", "/"]
    addresses += [f"/item/{quote('n-<b>')}", "/item/n-js", f"{PATH}?city={quote(bad)}"]
    for address in addresses:
        page = await client.get(address)
        assert page.status_code == 200, address
        assert "<script>alert" not in page.text, address
        assert "<img src=x" not in page.text, address
        assert 'href="javascript:' not in page.text, address


@pytest.fixture
def many_of_one_day(root, serving):
    """A list in which the date decides nothing: half of one day, half without a date."""
    for n in range(1205):
        root.add(item(f"n-{n}", title="Note", date="2013-05-12" if n % 2 else None))
    return serving(root.release()).client


async def test_no_row_of_one_day_is_shown_twice_or_never(many_of_one_day):
    found: list[str] = []
    place = ""
    while place is not None:
        address = f"{PATH}.json?_shape=objects&_size=100&_next={quote(place)}"
        page = (await many_of_one_day.get(address)).json()
        found += [row["key"] for row in page["rows"]]
        place = page["next"]
    assert sorted(found) == sorted(f"n-{n}" for n in range(1205))


async def test_the_whole_list_leaves_as_csv(many_of_one_day):
    page = (await many_of_one_day.get(PATH)).text
    address = page.split('This list as data: <a href="')[1].split('"')[0].replace("&amp;", "&")
    lines = (await many_of_one_day.get(address)).text.splitlines()
    assert len(lines) == len(set(lines)) == 1206


async def test_a_list_has_a_next_page(many_of_one_day):
    first = (await many_of_one_day.get(PATH)).text
    address = first.split('" rel="next"')[0].rsplit('href="http://localhost', 1)[1]
    second = (await many_of_one_day.get(address.replace("&amp;", "&"))).text
    assert first.count('<th scope="row"') == second.count('<th scope="row"') == 50


async def test_a_mistyped_condition_is_answered_with_a_page(searched):
    for query in ("_sort=nothing", "_size=abc", "_nocol=nothing"):
        page = await searched.get(f"{PATH}?{query}")
        assert page.status_code == 400
        assert "Two cities on the Amur" in page.text
