"""The concordance in the browser: lines that lead to where they are said, and whatever is typed."""

from __future__ import annotations

import csv
import io
import re

from releases_built import interview, item, segment
from test_search_page import HOSTILE, TYPED, answer_to

from fieldarchive.browse.finding import line_results

PATH = "/concordance"


def hits_on(page: str) -> list[str]:
    return re.findall(r"<bdi>([^<]*)</bdi></span><mark>([^<]*)</mark>", page)


async def test_a_line_has_its_words_in_the_middle_and_plays(filled, serving):
    client = serving(filled.release()).client
    page = (await answer_to(client, "рынок", PATH)).text
    assert '<p class="at"><a class="time" href="/item/i-vera#t=4">0:04</a></p>' in page
    assert (
        '<p class="kwic" lang="ru"><span class="before"><bdi></bdi></span><mark>Рынок</mark>'
        '<span class="after"><bdi> на острове, там всё было.</bdi></span></p>'
    ) in page
    assert '<a href="/item/i-vera" title="Вера, челночница">' in page


async def test_lines_stand_in_the_order_that_was_asked_for(root, serving):
    for n, text in enumerate(["б рыба я", "а рыба в", "в рыба а"]):
        root.add(item(f"n-{n}", title="-", text=text, date=f"2013-05-1{n}"))
    client = serving(root.release()).client
    for order, wanted in {"date": "бав", "left": "абв", "right": "ваб", "nonsense": "бав"}.items():
        page = (await answer_to(client, "рыба", PATH, sort=order)).text
        assert "".join(left[0] for left, _ in hits_on(page)) == wanted, order
    assert (
        '<input type="hidden" name="sort" value="right">'
        in (await answer_to(client, "рыба", PATH, sort="right")).text
    )


async def test_pages_and_csv_hold_each_line_once(root, serving):
    text = " ".join(f"рыба {n}." for n in range(250))
    root.add(item("n-1", title="-", text=text, date="2013-05-12"))
    client = serving(root.release()).client
    seen: list[str] = []
    for page in ("1", "2", "3"):
        data = (await answer_to(client, "рыба", PATH + ".json", page=page)).json()
        seen += [line["right"].split(".")[0].strip() for line in data["lines"]]
    assert data["next"] is None
    assert seen == [str(n) for n in range(250)]
    rows = csv.DictReader(io.StringIO((await answer_to(client, "рыба", PATH + ".csv")).text))
    assert [row["right"].split(".")[0].strip() for row in rows] == seen


async def test_very_many_lines_are_cut_and_it_says_so(root, serving, monkeypatch):
    monkeypatch.setattr(line_results, "MOST", 20)
    root.add(item("n-1", title="-", text="рыба. " * 21))
    client = serving(root.release()).client
    page = (await answer_to(client, "рыба", PATH)).text
    assert "There are more" in page
    assert len(hits_on(page)) == 20
    assert (await answer_to(client, "рыба", PATH + ".csv")).text.count("\r\n") == 22


async def test_no_page_makes_more_lines_than_it_can_in_time(root, serving):
    root.add(item("n-1", title="-", text="рыба. " * 2001))
    data = (await answer_to(serving(root.release()).client, "рыба", PATH + ".json")).json()
    assert (data["total"], data["is_cut"]) == (2000, True)


async def test_conditions_alone_line_nothing_up_and_it_says_why(filled, serving):
    client = serving(filled.release()).client
    for typed in ("city:heihe", "-рынок"):
        page = (await answer_to(client, typed, PATH)).text
        assert "Type a word as well" in page, typed
        assert (await answer_to(client, typed, PATH + ".json")).json()["lines"] == []
    assert "Did you mean city:heihe?" in (await answer_to(client, "citty:heihe x", PATH)).text


async def test_whatever_is_typed_is_answered_and_never_runs(filled, serving):
    filled.add(item("n-bad", title=HOSTILE, text=f"=1+1 {HOSTILE}", city="heihe"))
    filled.add(interview(filled, "i-bad", [segment(1, HOSTILE, 5, speaker=HOSTILE)], title="x"))
    client = serving(filled.release()).client
    for typed in [*TYPED, HOSTILE]:
        for form in ("", ".json", ".csv"):
            answer = await answer_to(client, typed, PATH + form)
            assert form or "<script>" not in answer.text, typed
    assert "&lt;script&gt;" in (await answer_to(client, "рынок", PATH)).text
    assert "\"'=1+1" in (await answer_to(client, "quotes", PATH + ".csv")).text


async def test_what_fits_by_a_label_alone_is_said_to_stand_in_the_list(root, serving):
    root.add(item("n-1", title="-", text="Про рыбу.", themes=["bridge"]))
    client = serving(root.release()).client
    page = (await answer_to(client, "bridge", PATH)).text
    assert '<a href="/search?q=bridge">To the list of items</a>' in page
    assert 'href="/item/n-1"' in (await answer_to(client, "bridge")).text
