"""Clocks when laptops meet: devices are noted in a file that no merge brings."""

from __future__ import annotations

import pytest

import stories
from desks import Desk
from lying_pictures import SONY, photograph


@pytest.fixture
def lena(archive_root, capsys, inbox):
    """A laptop with a picture of a camera that is a minute fast."""
    desk = Desk(archive_root.rename(archive_root.with_name("lena")), capsys)
    photograph(inbox / "heihe" / "a.jpg", "2024-06-12 14:06:00", camera=SONY)
    assert desk.run("ingest", inbox).code == 0
    return desk


def dates(desk):
    return [date for (date,) in desk.record("SELECT date FROM items ORDER BY date")]


def test_devices_that_are_noted_there_alone_are_told(lena, inbox):
    wei = lena.copied("wei")
    words = ("sony", inbox / "heihe" / "a.jpg", "--shows", "14:05 heihe", "--yes")
    assert wei.run("device", "calibrate", *words).code == 0
    stories.note(inbox / "n.md")
    wei.run("ingest", inbox)
    told = lena.merge(wei)
    assert "1 device is noted otherwise there (sony)" in told.err
    assert "fieldarchive.toml" in told.err
    assert "2024-06-12T14:06:00" in dates(lena)
    toml = "fieldarchive.toml"
    (lena.root / toml).write_bytes((wei.root / toml).read_bytes())
    assert "noted otherwise" not in lena.merge(wei).err
    lena.run("status")
    lena.run("ingest", inbox)
    assert dates(lena) == dates(wei)


def test_what_cannot_be_read_there_is_no_matter(lena, inbox):
    wei = lena.copied("wei")
    stories.note(inbox / "n.md")
    wei.run("ingest", inbox)
    (wei.root / "fieldarchive.toml").write_text("[[device", encoding="utf-8")
    told = lena.merge(wei)
    assert (told.code, told.err) == (0, "")
