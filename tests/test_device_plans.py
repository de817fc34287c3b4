"""What a plan of `device` says becomes true, also where only a position tells the city."""

from __future__ import annotations

import stories
from lying_pictures import HEIHE, SONY, photograph


def dates(root):
    return dict(stories.record(root, "SELECT title, date FROM items"))


def test_a_plan_knows_the_city_by_the_position_of_a_picture(run, inbox, archive_root):
    photograph(inbox / "a.jpg", "2024-06-12 15:30:00", camera=SONY, at=HEIHE)
    assert run("ingest", inbox).code == 0
    words = ("device", "add", "sony", "--camera", "Sony A7", "--zone", "Asia/Yakutsk")
    planned = run(*words, "--dry-run")
    assert "2024-06-12T15:30:00 → 2024-06-12T14:30:00" in planned.out
    assert run(*words, "--yes").code == 0
    assert dates(archive_root) == {"a": "2024-06-12T14:30:00"}


def test_a_plan_does_not_move_what_an_offset_told_already(run, inbox, archive_root):
    photograph(inbox / "a.jpg", "2024-06-12 15:30:00", camera=SONY, offset="+09:00", at=HEIHE)
    assert run("ingest", inbox).code == 0
    before = dates(archive_root)
    words = ("device", "add", "sony", "--camera", "Sony A7", "--zone", "Asia/Yakutsk")
    planned = run(*words, "--dry-run")
    assert planned.out == ""
    assert "1 item of it, none with another time now; contradictions 1 → 0" in planned.err
    assert run(*words, "--yes").code == 0
    assert dates(archive_root) == before


def test_what_is_counted_together_is_no_rounder_than_it_says(run, inbox):
    photograph(inbox / "heihe" / "a.jpg", "2024-06-12 14:15:00", gps="2024-06-12 06:05:00")
    assert "1 item of Zeya Phone 3: about 15 min ahead of GPS" in run("ingest", inbox).out


def test_minutes_alone_cannot_be_read_as_metres(run, inbox):
    photograph(inbox / "heihe" / "a.jpg", "2024-06-12 14:20:00", gps="2024-06-12 06:05:00")
    ran = run("ingest", inbox)
    assert "1 item of Zeya Phone 3: 15 min ahead of GPS" in ran.out
    assert "GPS 14:05 in Heihe: 15 min ahead" in " ".join(run("check").out.split())


def test_a_city_says_its_zone(run, archive_root):
    assert run("device", "add", "zoom", "--zone", "Хэйхэ").code == 0
    assert run("device", "zone", "zoom", "blagoveshchensk", "--yes").code == 0
    words = (archive_root / "fieldarchive.toml").read_text("utf-8")
    assert 'slug = "zoom"\nzone = "Asia/Yakutsk"' in words
    ran = run("device", "zone", "zoom", "Atlantis")
    assert ran.code == 2
    assert "A city of fieldarchive.toml does as well." in ran.err


def test_what_a_dry_run_of_an_ingest_saw_is_set_right_after_the_ingest(run, inbox):
    photograph(inbox / "a.jpg", "2024-06-12 15:30:00", gps="2024-06-12 06:30:00", at=HEIHE)
    ran = run("ingest", inbox, "--city", "heihe", "--dry-run")
    assert "Nothing was written. The same without --dry-run takes it in." in ran.out
    assert "device fix" not in ran.out
    assert "next     fieldarchive device fix" in run("ingest", inbox, "--city", "heihe").out
