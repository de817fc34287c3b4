"""Lines about devices in fieldarchive.toml: whatever was there stays, and means the same."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stories
from fieldarchive.devices import Calibration, ZoneSince
from fieldarchive.devices.lines import (
    with_calibration,
    with_device,
    with_fields,
    with_zone_since,
)
from fieldarchive.devices.tables import device_in
from fieldarchive.errors import ConfigurationError
from lying_pictures import HEIHE, SONY, photograph

MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)
ZONES = st.sampled_from(["Asia/Yakutsk", "Asia/Shanghai"])
CALIBRATIONS = st.builds(
    Calibration, MOMENTS, MOMENTS, ZONES, st.none() | WORDS, st.none() | MOMENTS
)


def devices(content: bytes):
    return {row["slug"]: device_in(row) for row in tomllib.loads(content.decode())["device"]}


@given(
    name=WORDS,
    zones=st.lists(st.builds(ZoneSince, MOMENTS, ZONES), max_size=3, unique_by=lambda z: z.since),
    calibrations=st.lists(CALIBRATIONS, max_size=3, unique_by=lambda c: c.photograph or c.said),
)
def test_what_is_written_is_read_again(name, zones, calibrations):
    before = stories.TOML.encode()
    after = with_device(before, {"slug": "new", "name": name, "zone": "Asia/Yakutsk"})
    for zone in zones:
        after = with_zone_since(after, "new", zone)
    for calibration in calibrations:
        after = with_calibration(after, "new", calibration)
    found = devices(after)["new"]
    assert (found.name, found.zone) == (name, "Asia/Yakutsk")
    assert found.zones == tuple(sorted(zones, key=lambda zone: zone.since))
    assert found.calibrations == tuple(calibrations)
    known = tomllib.loads(before.decode())
    assert {key: tomllib.loads(after.decode())[key] for key in known} == known


def test_the_same_picture_measured_again_replaces_what_it_said():
    content = with_device(b"", {"slug": "a", "zone": "Asia/Yakutsk"})
    said = datetime(2024, 6, 12, 15, 7)
    for minutes in (1, 2):
        shows = said - timedelta(minutes=minutes)
        content = with_calibration(content, "a", Calibration(said, shows, "Asia/Yakutsk", "p-1"))
    [only] = devices(content)["a"].calibrations
    assert only.shows == said - timedelta(minutes=2)
    other = Calibration(said + timedelta(days=9), said, "Asia/Yakutsk", "p-1")  # of one name only
    assert len(devices(with_calibration(content, "a", other))["a"].calibrations) == 2


def test_the_ends_of_lines_and_a_remark_behind_a_value_stay():
    content = b'[[device]] # mine\r\nslug = "a"\r\nzone = "Asia/Tokyo" # for now\r\n# end\r\n'
    after = with_fields(content, "a", {"zone": "Asia/Yakutsk"})
    assert after == content.replace(b"Asia/Tokyo", b"Asia/Yakutsk")


def test_devices_on_one_line_are_left_to_their_writer():
    with pytest.raises(ConfigurationError, match=r"a line \[\[device\]\]"):
        with_device(b'device = [{slug = "a"}]\n', {"slug": "b"})


def test_two_pictures_of_clocks_share_a_drift_among_the_days_between(run, inbox, archive_root):
    """Right on the 2nd, two minutes fast on the 12th: one minute on the 7th."""
    for day, minute in ((2, 0), (7, 0), (12, 2)):
        name = f"DSC_{day:04}.JPG"
        photograph(inbox / "heihe" / name, f"2024-06-{day:02} 14:{minute:02}:00", camera=SONY)
    run("ingest", inbox)
    run("device", "add", "sony", "--camera", "Sony A7", "--zone", "Asia/Shanghai", "--yes")
    for day in (2, 12):
        picture = inbox / "heihe" / f"DSC_{day:04}.JPG"
        told = run("device", "calibrate", picture, "--shows", "14:00 heihe", "--yes")
        assert told.code == 0
    [date] = stories.record(archive_root, "SELECT date FROM items WHERE title = 'DSC_0007'")
    assert date == ("2024-06-07T13:59:00",)
    [sony] = run("device", "list", "--json").json()
    assert [one["drift_s"] for one in sony["calibrations"]] == [0, 120]


def test_a_drift_of_an_hour_is_more_likely_another_zone(run, inbox):
    photograph(inbox / "heihe" / "a.jpg", "2024-06-12 15:07:40", camera=SONY)
    run("device", "add", "sony", "--camera", "Sony A7", "--zone", "Asia/Shanghai", "--yes")
    picture = inbox / "heihe" / "a.jpg"
    told = run("device", "calibrate", picture, "--shows", "14:05 heihe", "--dry-run")
    assert "drift 1 h 2 m 40 s fast" in told.err
    assert "fieldarchive device zone sony Asia/Yakutsk --since DAY" in told.err


def test_a_clock_that_was_reset_is_dated_by_a_picture_with_its_day(run, inbox, archive_root):
    for minute in (5, 20):
        photograph(inbox / "heihe" / f"A{minute}.jpg", f"2000-01-01 00:{minute:02}:00")
    run("ingest", inbox)
    picture = inbox / "heihe" / "A5.jpg"
    told = run("device", "calibrate", picture, "--shows", "14:05 heihe", "--yes")
    assert told.code == 1
    assert "the day is not known" in told.err
    told = run("device", "calibrate", picture, "--shows", "2013-05-12 14:05 heihe", "--yes")
    assert told.code == 0
    dates = stories.record(archive_root, "SELECT date, recorded_at FROM items ORDER BY date")
    assert dates == [
        ("2013-05-12T14:05:00", "2013-05-12T06:05:00Z"),
        ("2013-05-12T14:20:00", "2013-05-12T06:20:00Z"),
    ]


def test_a_device_that_cannot_be_read_is_a_sentence(run, archive_root):
    for lines, said in (
        ('zone = "Amur"', "is no time zone"),
        ('zone = "Asia/Yakutzk"', 'Did you mean "Asia/Yakutsk"?'),
        ('calibration = [{said = "noon", shows = "x", zone = "UTC"}]', "is no moment"),
        ('calibration = [{said = 2013-05-12, shows = 2013-05-12, zone = "UTC"}]', "no zone then"),
        ("colour = 3", "colour"),
        ('zones = [{since = "0001-01-01", zone = "Asia/Yakutsk"}]', "Look at its year"),
    ):
        toml = stories.TOML + f'\n[[device]]\nslug = "sony"\n{lines}\n'
        (archive_root / "fieldarchive.toml").write_text(toml, encoding="utf-8")
        told = run("status")
        assert told.code == 1
        assert said in told.err


def test_impossible_years_break_nothing(run, inbox, archive_root):
    for year in ("0001", "1583", "9999"):
        name = f"{year}.jpg"
        photograph(inbox / "heihe" / name, f"{year}-01-02 03:04:05", offset="+14:00", at=HEIHE)
    photograph(inbox / "heihe" / "gps.jpg", None, gps="9999-12-31 23:59:59", at=HEIHE)
    told = run("ingest", inbox)
    assert (told.code, "clock" in told.out) == (0, False)
    rows = stories.record(archive_root, "SELECT title, recorded_at FROM items ORDER BY title")
    assert [title for title, at in rows if at is None] == ["0001", "1583", "9999", "gps"]
    assert run("device", "list").code == 0


def test_an_offset_of_the_other_bank_is_settled_by_the_zone_of_its_device(run, inbox):
    photograph(inbox / "heihe" / "a.jpg", "2024-06-12 15:05:00", offset="+09:00", at=HEIHE)
    told = run("ingest", inbox)
    assert "kept +09:00, as on Asia/Yakutsk time in Heihe" in told.out
    assert "zone Asia/Yakutsk" in run("device", "fix", "--yes").out
    assert "No contradictions" in run("device", "fix").out


def test_one_camera_is_not_noted_twice(run):
    assert run("device", "add", "sony", "--camera", "Sony A7", "--yes").code == 0
    again = run("device", "add", "other", "--camera", "Sony A7", "--yes")
    assert again.code == 2
    assert "sony is this camera already" in again.err


def test_every_device_that_is_added_stands_apart(run, archive_root):
    for slug in ("sony", "phone", "recorder"):
        run("device", "add", slug, "--zone", "Asia/Yakutsk", "--yes")
    run("device", "zone", "recorder", "Asia/Shanghai", "--since", "2013-05-14", "--yes")
    toml = (archive_root / "fieldarchive.toml").read_text(encoding="utf-8")
    assert toml.count("\n\n[[device]]\n") == 3
    assert toml.count("\n\n[[device.zones]]\n") == 1
