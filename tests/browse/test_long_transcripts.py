"""A transcript of any length: in parts, at a second, in one language, and where it says a word."""

from __future__ import annotations

import re
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from releases_built import interview, item, photograph, segment

from fieldarchive.browse.item.listening import milliseconds
from fieldarchive.browse.item.parts import LINES, part_at, part_from, saying
from fieldarchive.browse.item.transcripts import transcripts
from fieldarchive.catalogue.database import open_browse


def lines_of(many: int):
    return [
        {"n": n, "start_ms": n * 1000, "end_ms": n * 1000 + 900, "speaker": "A", "tier": None,
         "language": "ru", "text": f"line {n}"}
        for n in range(many)
    ]  # fmt: skip


def numbers(part) -> list[int]:
    return [s["n"] for t in part.transcripts for line in t.lines for c in line.cells for s in c]


@given(st.integers(0, 2400))
def test_parts_follow_one_another_and_leave_nothing_out(many):
    whole = transcripts(lines_of(many))
    first, seen = 1, []
    while first is not None:
        part = part_from(whole, first)
        seen += numbers(part)
        first = part.after
    assert seen == list(range(many))


@given(st.integers(1, 2400), st.data())
def test_any_second_stands_in_its_part(many, data):
    n = data.draw(st.integers(0, many - 1))
    assert n in numbers(part_at(transcripts(lines_of(many)), n * 1000 + 300))


def test_only_the_lines_that_say_it_are_chosen():
    assert numbers(saying(transcripts(lines_of(900)), {3, 700})) == [3, 700]


@pytest.mark.parametrize(
    ("clock", "found"),
    [("754", 754_000), ("754.5", 754_500), ("12:34", 754_000), ("1:12:34", 4_354_000),
     ("", None), ("12:3", None), ("-5", None), ("٧", None), ("1e5", None)],
)  # fmt: skip
def test_a_second_is_read_as_people_write_it(clock, found):
    assert milliseconds(clock) == found


@pytest.fixture
def long(root):
    lines = [segment(n, f"line {n}", n * 1000, language="en") for n in range(1, 1201)]
    lines[1100]["text"] = "Базары на острове"
    root.add(interview(root, "i-1", lines, title="Long"))
    return root


async def test_a_long_transcript_is_read_part_by_part(long, serving):
    client = serving(long.release()).client
    page = (await client.get("/item/i-1")).text
    assert page.count("<tr data-start") == LINES
    assert 'rel="next" href="?from=501"' in page
    assert "lines 1 to 500 of 1,200" in page
    last = (await client.get("/item/i-1?from=1001")).text
    assert "line 1200" in last
    assert 'rel="next" href="?' not in last
    assert 'id="t=754"' in (await client.get("/item/i-1?at=12:34")).text


async def test_a_word_is_looked_for_in_the_whole_of_it_in_every_form(long, serving):
    page = (await serving(long.release()).client.get("/item/i-1?within=базар")).text
    assert "1 line says this" in page
    assert "<mark>Базары</mark> на острове" in page
    assert re.search(r'href="\?at=1101#t=1101"', page)


async def test_odd_wishes_are_no_fault(long, serving):
    client = serving(long.release()).client
    for odd in ("from=-1", "from=99999999999", "at=x", "language=xx", "within=%22((*", "from=٣"):
        assert (await client.get(f"/item/i-1?{odd}")).status_code == 200


async def test_one_language_can_be_read_alone(root, serving):
    lines = [segment(1, "Раньше", 0, language="ru"), segment(2, "以前", 150, language="zh")]
    root.add(interview(root, "i-1", lines))
    client = serving(root.release()).client
    page = (await client.get("/item/i-1?language=zh")).text
    assert "以前" in page
    assert "Раньше" not in page.split('class="parts"')[1].split("</table>")[0]


async def test_a_release_of_an_older_program_still_has_its_items(filled, serving):
    path = filled.release()
    with closing(open_browse(path)) as database:
        database.conn.execute("DROP TABLE told_about")
        database.conn.commit()
    assert (await serving(path).client.get("/item/i-vera")).status_code == 200


async def test_an_item_can_be_cited(filled, serving):
    client = serving(filled.release()).client
    page = (await client.get("/item/i-vera")).text
    assert "Вера. “Вера, челночница”. Interview. Blagoveshchensk, 14 May 2013." in page
    bib = (await client.get("/item/i-vera.bib")).text
    assert bib.startswith("@misc{i-vera,\n  author = {{Вера}},\n  title = {{Вера, челночница}},")
    [csl] = (await client.get("/item/i-vera.csl.json")).json()
    assert csl["issued"] == {"date-parts": [[2013, 5, 14]]}
    assert csl["URL"].endswith("/item/i-vera")


async def test_what_has_to_do_with_it_is_told_with_the_reason(root, serving):
    for n in range(9):
        root.add(item(f"n-{n}", title=f"Note {n}", themes=["market"], city="heihe"))
    root.add(item("n-rare", title="Rare", themes=["bridge"], city="heihe", date="2013-05-13"))
    root.add(
        item("n-this", title="This", themes=["bridge", "market"], city="heihe", date="2013-05-12")
    )
    page = (await serving(root.release()).client.get("/item/n-this")).text
    related = page[page.index('class="related"') :]
    assert related.index("Rare") < related.index("Note ")
    assert "the same city and month; bridge" in related
    assert 'href="/item/n-this"' not in related.split("</ul>")[0]


async def test_a_photograph_stands_among_those_before_and_after(root, serving):
    for day in range(10, 20):
        root.add(photograph(root, f"p-{day}", colour=f"#0000{day}", date=f"2013-05-{day}"))
    page = (await serving(root.release()).client.get("/item/p-15")).text
    strip = page[page.index('class="around"') :].split("</nav>")[0]
    shown = re.findall(r'href="/item/p-(\d+)"', strip)
    assert shown == ["11", "12", "13", "14", "16", "17", "18", "19"]
