"""The people of an archive: by pseudonym, with what they took part in and what they said."""

from __future__ import annotations

import pytest
from releases_built import interview, segment


@pytest.fixture
def spoken(root):
    lines = [segment(1, "Раньше <b> там ничего не было.", 4000, language="ru", handle="n-01")]
    root.add(
        interview(
            root, "i-vera", lines, title="Вера, челночница", city="heihe", date="2013-05-14",
            themes=["market"], people=[{"role": "narrator", "handle": "n-01", "pseudonym": "Вера"}],
        )
    )  # fmt: skip
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


async def test_an_archive_without_people_says_how_they_come_in(root, serving):
    assert "narrators: p07" in (await serving(root.release()).client.get("/people")).text
