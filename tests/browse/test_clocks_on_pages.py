"""Clocks on the pages: what they showed on both banks, and a day in the order of its instants."""

from __future__ import annotations

import pytest

import stories
from lying_pictures import HEIHE, PHONE, SONY, photograph


@pytest.fixture
def served(run, inbox, archive_root, serving):
    """A day on both banks: noon in Heihe is earlier than half past twelve across the river."""
    photograph(
        inbox / "heihe" / "noon.jpg", "2024-06-12 12:00:00", gps="2024-06-12 04:00:00", at=HEIHE,
        camera=PHONE,
    )  # fmt: skip
    photograph(inbox / "blagoveshchensk" / "half-past-twelve.jpg", "2024-06-12 12:30:00")
    photograph(inbox / "heihe" / "one.jpg", "2024-06-12 13:00:00", camera=SONY)
    assert run("ingest", inbox).code == 0
    return serving(archive_root / "browse" / "team.db").client


def keys(archive_root):
    return dict(stories.browse(archive_root, "SELECT title, key FROM items ORDER BY id"))


async def test_a_page_tells_the_time_on_both_banks_and_by_which_clock(served, archive_root):
    page = (await served.get(f"/item/{keys(archive_root)['noon']}")).text
    assert "12:00 in Heihe; 13:00 in Blagoveshchensk</span>, by GPS" in page
    page = (await served.get(f"/item/{keys(archive_root)['half-past-twelve']}")).text
    assert "12:30 in Blagoveshchensk; 11:30 in Heihe" in page
    assert "taken to keep the time of the place" in page


async def test_a_day_follows_its_instants_and_not_its_local_times(served, archive_root):
    order = ["half-past-twelve", "noon", "one"]  # 03:30, 04:00 and 05:00 UTC
    page = (await served.get(f"/item/{keys(archive_root)['noon']}")).text
    earlier, later = page.index("half-past-twelve"), page.index(">one<")
    assert earlier < later
    rebuilt = stories.browse(archive_root, "SELECT title FROM items ORDER BY recorded_at")
    assert [title for (title,) in rebuilt] == order


async def test_a_release_that_is_built_numbers_a_day_by_its_instants(run, served, archive_root):
    assert run("rebuild").code == 0
    assert list(keys(archive_root)) == ["half-past-twelve", "noon", "one"]
