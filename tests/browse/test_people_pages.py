"""The people of an archive: by pseudonym, with what they took part in and what they said."""

from __future__ import annotations

import pytest
from releases_built import interview, segment
from timeline_built import times


@pytest.fixture
def spoken(root):
    lines = [segment(1, "Раньше <b> там ничего не было.", 4000, language="ru", handle="n-01")]
    vera = interview(
        root, "i-vera", lines, title="Вера, челночница", city="heihe", date="2013-05-14",
        themes=["market"], people=[{"role": "narrator", "handle": "n-01", "pseudonym": "Вера"}],
    )  # fmt: skip
    root.add(times(vera, about="1967~/1989~"))
    return root


async def test_everybody_is_listed_with_their_cities(spoken, serving):
    page = (await serving(spoken.release()).client.get("/people")).text
    assert 'href="/people/n-01"' in page
    assert "1 item" in page


async def test_a_person_has_their_items_and_their_words(spoken, serving):
    client = serving(spoken.release()).client
    page = (await client.get("/people/n-01")).text
    assert "Раньше &lt;b&gt; там ничего не было." in page
    assert 'href="/item/i-vera#t=4"' in page
    assert "Narrator" in page
    assert (await client.get("/people/nobody")).status_code == 404
    assert (await client.get("/people/%3Cscript%3E")).status_code == 404


async def test_a_person_has_the_times_that_they_tell_of(spoken, serving):
    client = serving(spoken.release()).client
    page = (await client.get("/people/n-01")).text
    assert 'href="/timeline?person=n-01"' in page
    assert "about 1967 – about 1989" in page
    address = "/team/items.json?_told=1967~/1989~&_person=n-01"
    assert len((await client.get(address)).json()["rows"]) == 1
    older = spoken.release("older", without=("timeline", "told_times"))
    assert (await serving(older).client.get("/people/n-01")).status_code == 200


async def test_an_archive_without_people_says_how_they_come_in(root, serving):
    assert "narrators: p07" in (await serving(root.release()).client.get("/people")).text
