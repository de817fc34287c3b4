"""The tree of themes and the page of a theme: counts that add up, and nothing lost in a circle."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from releases_built import interview, item, photograph, segment

from fieldarchive.browse.themes.quotations import sentences, words_of

HOSTILE = ("<script>alert(1)</script>", '"><svg onload=alert(1)>', "‮مرحبا🏮", "Д" * 1000)


async def got(client, address: str, status: int = 200) -> str:
    answer = await client.get(address)
    assert answer.status_code == status
    return answer.text


def row_of(page: str, slug: str) -> str:
    """What the tree says of one theme."""
    start = page.index(f'href="/themes/{slug}"')
    return page[start : page.index("</div>", start)]


@pytest.fixture
def markets(filled):
    """Items of a theme and of the one below it; one has both, one is in no city."""
    filled.add(
        item("n-both", title="Both", city="heihe", date="2012-02-01", themes=["trade", "market"])
    )
    filled.add(item("n-boat", title="Boat", date="2012-03-01", themes=["market"]))
    filled.add(
        photograph(
            filled, "p-stall", title="Stall", city="heihe", date="2013-01-05", themes=["market"]
        )
    )
    return filled  # fmt: skip


async def test_a_theme_counts_its_own_items_and_those_below_it_once(markets, serving):
    page = await got(serving(markets.release()).client, "/themes")
    numbers = re.findall(r"city=heihe\"[^>]*>(\d+)</a>", row_of(page, "trade"))
    below = re.findall(r'with-narrower" title="[^"]+">(\d+)<', row_of(page, "trade"))
    assert (numbers, below) == (["1"], ["1", "3"])  # heihe has 3 in all: one of them has both


async def test_a_number_leads_to_so_many_rows(markets, serving):
    client = serving(markets.release()).client
    page = await got(client, "/themes")
    links = re.findall(r'<a href="(/team/items\?themes[^"]+)"[^>]*>(\d+)</a>', page)
    assert len(links) >= 4
    for address, number in links:
        rows = await client.get(
            html.unescape(address).replace("/items?", "/items.json?") + "&_shape=array"
        )
        assert len(rows.json()) == int(number), address


@pytest.mark.parametrize(
    ("typed", "themes"),
    [
        ("РЫНОК", ["trade", "market"]),
        ("桥", ["bridge"]),
        ("trade", ["trade", "market"]),
        ("zzz", []),
    ],
)
async def test_a_theme_is_found_by_any_of_its_names_with_the_way_to_it(
    filled, serving, typed, themes
):
    client = serving(filled.release()).client
    page = (await client.get("/themes", params={"find": typed})).text
    assert re.findall(r'<p class="theme-name"><a href="/themes/([^"?]+)"', page) == themes
    assert ("No theme is called so" in page) == (not themes)


async def test_no_theme_is_lost_where_the_vocabulary_runs_in_a_circle(root, serving):
    circle = (("a", "b", "a", "а", "甲"), ("b", "a", "b", "б", "乙"), ("c", "c", "c", "ц", "丙"))
    root.add(item("n-1", themes=["a", "b"]))
    client = serving(root.release(themes=circle)).client
    page = await got(client, "/themes")
    for slug in "abc":
        assert page.count(f'<p class="theme-name"><a href="/themes/{slug}"') == 1
        await got(client, f"/themes/{slug}")


async def test_a_large_tree_shows_the_topmost_and_leads_to_those_below(root, serving):
    themes = [
        (f"t{n}", None if n < 9 else f"t{n % 9}", f"a{n}", f"б{n}", "丙") for n in range(3000)
    ]
    root.add(item("n-1", themes=["t9"]))
    client = serving(root.release(themes=themes)).client
    page = await got(client, "/themes")
    assert page.count('<p class="theme-name">') == 9
    assert "3,000 themes" in page
    below = html.unescape(re.search(r'class="to-narrower"><a href="([^"]+)"', page)[1])
    assert (await got(client, below)).count('<p class="theme-name">') == 1 + 2991 // 9 + 1


@pytest.mark.parametrize("count", [0, 1, 2, 12])
async def test_any_number_of_cities_has_its_tree(root, serving, count):
    cities = [(f"c{n}", f"City {n}", f"Город {n}", f"城{n}") for n in range(count)]
    city = "c0" if count else None
    root.add(item("n-1", city=city, themes=["market"], date="2012-02-01"))
    client = serving(root.release(cities=cities)).client
    page = await got(client, "/themes")
    assert ("<select" in page) == (count == 12)
    assert ('class="theme-bars"' in page) == (count >= 2)
    await got(client, "/themes/market")
    if count == 12:
        assert "City 7</b>" in await got(client, "/themes?left=c7&right=c3")


async def test_the_page_of_a_theme_tells_where_when_and_with_what(markets, serving):
    page = await got(serving(markets.release()).client, "/themes/market")
    assert '<a href="/themes/trade" lang="en">trade</a>' in page
    assert '<span lang="ru">рынок</span> · <span lang="zh">市场</span>' in page
    assert re.search(r"in neither city</th>", page)
    for year in ("2011", "2012", "2013"):
        assert f">{year}</th>" in page
    assert "/item/p-stall" in page
    assert "themes__arraycontains=market&amp;themes__arraycontains=bridge" in page


async def test_a_broad_theme_is_told_of_with_those_below_it_or_alone(markets, serving):
    client = serving(markets.release()).client
    for address, total in (("/themes/trade", 5), ("/themes/trade?alone=1", 1)):
        page = await got(client, address)
        table = page[page.index("cities-kinds") : page.index("</table>")]
        numbers = re.findall(r'<a href="([^"]+)">(\d+)</a>', table)
        assert sum(int(number) for _, number in numbers) == total
        for link, number in numbers:
            rows = html.unescape(link).replace("/items?", "/items.json?") + "&_shape=array"
            assert len((await client.get(rows)).json()) == int(number), link


async def test_what_is_said_of_a_theme_leads_to_the_second(root, serving):
    lines = [
        segment(1, "Ничего.", 0),
        segment(2, "Мы стояли на рынке до ночи.", 754_000, speaker="Вера"),
    ]
    lines.append(segment(3, "Там, где рынок, было тепло <b>.", 760_000, speaker="Вера"))
    root.add(
        interview(
            root, "i-1", lines, title="Вера", language="ru", date="2012-02-01", themes=["market"]
        )
    )
    page = await got(serving(root.release()).client, "/themes/market")
    assert (
        '<blockquote lang="ru" dir="auto">Там, где <mark>рынок</mark>, было тепло &lt;b&gt;.'
        in page
    )
    assert 'href="/item/i-1#t=760"' in page


async def test_themes_without_items_and_unknown_ones_say_what_to_do(root, serving):
    client = serving(root.release()).client
    assert "fieldarchive tag +bridge" in await got(client, "/themes/bridge")
    assert "has no theme of this name" in await got(client, "/themes/nonsense", 404)
    assert "vocabularies/themes.csv" in await got(
        serving(root.release(themes=())).client, "/themes"
    )


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_stay_text(root, serving, name):
    root.add(
        item("n-1", title=name, text=f"{name} says the market here.", themes=["x"], city="heihe")
    )
    client = serving(root.release(themes=[("x", None, name, name, "市场")])).client
    for address in ("/themes", "/themes/x"):
        page = await got(client, address)
        assert "<script>alert" not in page
        assert "<svg onload" not in page


@pytest.mark.parametrize(
    ("word", "said", "found"),
    [
        ("свет", "Теперь у них светло.", False), ("свет", "Там был свет до утра.", True),
        ("market", "Both markets were closed.", True),
        ("市场", "大黑河岛的市场很热闹，人也多。", True),
        ("tea", "They steamed the dumplings.", False),
    ],
)  # fmt: skip
def test_a_word_is_met_with_its_ending_and_not_inside_another(word, said, found):
    assert bool(list(sentences(said, words_of([word])))) == found


@given(st.text(max_size=200), st.lists(st.text(max_size=8), max_size=5))
def test_whatever_is_said_its_sentences_are_escaped(text, words):
    pattern = words_of(words)
    for sentence in sentences(text, pattern) if pattern else ():
        plain = sentence.replace("<mark>", "").replace("</mark>", "")
        assert "<" not in plain
        assert html.unescape(plain) in text
