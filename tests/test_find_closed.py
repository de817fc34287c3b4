"""Closed items are found at the terminal, at a cost of what is shown of them where that can be."""

import pytest

from fieldarchive import finding
from stories import write


@pytest.fixture
def closed(run, inbox):
    """Five closed notes, one a year from 2009 on, and one that the team sees."""
    for year in range(2009, 2014):
        head = f"---\ntitle: In {year}\ndate: {year}\ncity: heihe\naccess: closed\n---\n"
        write(inbox / f"{year}.md", f"{head}Tea in {year}.\n")
    write(inbox / "seen.md", "---\ntitle: Seen\ndate: 1991\ncity: heihe\n---\nTea.\n")
    assert run("ingest", inbox).code == 0


def asked(run, *words):
    found = run("find", *words, "--json").json()
    return found["total"], [item["title"] for item in found["items"]]


def test_all_are_counted_and_the_newest_are_shown(run, closed):
    assert asked(run, "access:closed", "--limit", "2") == (5, ["In 2013", "In 2012"])
    assert asked(run, "city:heihe", "--limit", "3") == (6, ["Seen", "In 2013", "In 2012"])
    assert asked(run, "tea", "since:2010", "--limit", "3")[0] == 4
    assert asked(run, "access:closed", "-2013", "--limit", "1")[0] == 4


def test_without_words_no_more_of_them_is_read_than_is_shown(run, closed, monkeypatch):
    """An archive may have thousands, and each that is looked into costs half a millisecond."""
    read = []
    was = finding.published_items
    monkeypatch.setattr(
        finding, "published_items", lambda archive, ids: read.extend(ids) or was(archive, ids)
    )
    asked(run, "city:heihe", "--limit", "2")
    assert len(read) == 2
    asked(run, "tea", "--limit", "2")
    assert len(read) == 2 + 5
