"""Devices from the terminal: calibrated by a clock, set right by GPS, taken back by undo."""

from __future__ import annotations

import json
import shutil
from difflib import ndiff

import pytest

import stories
from lying_pictures import HEIHE, SONY, photograph


@pytest.fixture
def card(inbox):
    """A card of June 2024 from Heihe: five pictures of a camera 2 m 40 s fast, Yakutsk time."""
    for n in range(5):
        name = f"DSC_{n:04}.JPG"
        photograph(inbox / "heihe" / name, f"2024-06-12 15:{7 + n:02}:40", camera=SONY, serial="7")
    return inbox


@pytest.fixture
def phone(inbox):
    """A telephone that kept Yakutsk time in Heihe until it was set right on the 14th."""
    for day in (10, 11, 14):
        hour = 15 if day < 14 else 14
        for n in range(3):
            photograph(
                inbox / "heihe" / f"IMG_{day}{n}.jpg",
                f"2024-06-{day} {hour}:{10 + n}:00",
                gps=f"2024-06-{day} 06:{10 + n}:00",
                at=HEIHE,
            )
    photograph(inbox / "heihe" / "IMG_12.jpg", "2024-06-12 15:30:00")  # no satellites
    return inbox


def items(root):
    """Date, instant and clock of each photograph, by title."""
    rows = stories.record(root, "SELECT title, date, recorded_at, clock FROM items")
    return {title: told for title, *told in rows}


def problems(root):
    return [code for (code,) in stories.record(root, "SELECT code FROM problems ORDER BY item")]


def toml(root):
    return (root / "fieldarchive.toml").read_text(encoding="utf-8")


def calibrate(run, card, *words, shows="14:05 heihe-station"):
    picture = card / "heihe" / "DSC_0000.JPG"
    return run("device", "calibrate", "sony", picture, "--shows", shows, *words)


def test_a_picture_of_a_clock_dates_all_pictures_of_its_camera(run, card, archive_root):
    assert run("ingest", card).code == 0
    assert items(archive_root)["DSC_0001"] == [
        "2024-06-12T15:08:40", "2024-06-12T07:08:40Z", "place",
    ]  # fmt: skip
    told = calibrate(run, card, "--yes")
    assert told.code == 0
    assert "15:07:40" in told.err
    assert "14:05:00 Asia/Shanghai = 15:05:00 Asia/Yakutsk" in told.err
    assert "drift 2 m 40 s fast" in told.err
    assert "5 items of it, 5 with another time" in told.err
    assert items(archive_root)["DSC_0001"] == [
        "2024-06-12T14:06:00", "2024-06-12T06:06:00Z", "device",
    ]  # fmt: skip


def test_the_camera_s_own_time_stays_as_it_was(run, card, archive_root):
    run("ingest", card)
    calibrate(run, card, "--yes")
    said = stories.record(archive_root, "SELECT taken_local FROM photographs ORDER BY 1")
    assert [local[11:] for (local,) in said] == [f"15:{7 + n:02}:40" for n in range(5)]
    shown = run("show", items_by_title(run)["DSC_0002"], "--why").out
    assert "clock of sony, 2 m 40 s fast, at Heihe" in shown
    assert "2024-06-12T15:09:40  EXIF DateTimeOriginal" in shown
    assert "14:07 in Heihe; 15:07 in Blagoveshchensk" in shown


def items_by_title(run):
    found = run("find", "kind:photograph", "--json", "--limit", "50").json()
    return {one["title"]: one["key"] for one in found["items"]}


def test_undo_of_a_calibration_gives_back_the_file_and_the_dates(run, card, archive_root):
    run("ingest", card)
    before = items(archive_root), toml(archive_root)
    calibrate(run, card, "--yes")
    after = items(archive_root), toml(archive_root)
    assert before != after
    assert run("undo").code == 0
    assert (items(archive_root), toml(archive_root)) == before
    assert run("redo").code == 0
    assert (items(archive_root), toml(archive_root)) == after


def test_later_pictures_of_a_calibrated_camera_are_right_at_once(run, card, archive_root):
    calibrate(run, card, "--yes")  # before anything was taken in
    run("ingest", card)
    assert items(archive_root)["DSC_0004"][0] == "2024-06-12T14:09:00"
    assert run("device", "list", "--json").json()[0]["items"] == 5


def test_a_dry_run_of_a_calibration_writes_nothing(run, card, archive_root):
    run("ingest", card)
    before = toml(archive_root)
    told = calibrate(run, card, "--dry-run")
    assert (told.code, toml(archive_root)) == (0, before)
    assert "2024-06-12T15:07:40 → 2024-06-12T14:05:00" in told.out
    assert "Nothing was written" in told.err


def test_comments_of_the_configuration_stay(run, card, archive_root):
    written = toml(archive_root).replace("[[city]]", "# a city\n[[city]]", 1) + "\n# the end\n"
    (archive_root / "fieldarchive.toml").write_text(written, encoding="utf-8")
    calibrate(run, card, "--yes")
    changes = list(ndiff(written.splitlines(), toml(archive_root).splitlines()))
    assert not [line for line in changes if line.startswith("- ")]
    assert "+ [[device.calibration]]" in changes


@pytest.mark.parametrize(
    ("shows", "said"),
    [
        ("25:05 heihe", "no clock shows that"),
        ("14:05 heiha", 'Did you mean "heihe"'),
        ("14:05 Asia/Amur", "no time zone"),
        ("at noon", "was not understood"),
    ],
)
def test_a_clock_that_cannot_be_read_is_told(run, card, archive_root, shows, said):
    before = toml(archive_root)
    told = calibrate(run, card, "--yes", shows=shows)
    assert (told.code, toml(archive_root)) == (1, before)
    assert said in told.err


def test_a_clock_is_named_by_a_city_in_any_language_or_by_a_zone(run, card):
    for shows in ("14:05 黑河", "14:05:00 Хэйхэ", "2024-06-12 14:05 Asia/Shanghai"):
        told = calibrate(run, card, "--dry-run", shows=shows)
        assert "drift 2 m 40 s fast" in told.err


def test_a_telephone_is_set_right_by_its_gps(run, phone, archive_root):
    told = run("ingest", phone)
    assert "6 items of Zeya Phone 3: 1 h ahead of GPS, as on Asia/Yakutsk time" in told.out
    assert told.err == ""
    assert problems(archive_root) == ["clock-contradicts-gps"] * 6
    assert items(archive_root)["IMG_12"][0] == "2024-06-12T15:30:00"
    fixed = run("device", "fix", "--yes")
    assert "zone Asia/Yakutsk" in fixed.out
    assert "zone Asia/Shanghai since 2024-06-14" in fixed.out
    assert "0 instead of 6 contradict; another time for 1 of 10 items" in fixed.out
    assert problems(archive_root) == []
    assert items(archive_root)["IMG_12"] == [
        "2024-06-12T14:30:00", "2024-06-12T06:30:00Z", "device",
    ]  # fmt: skip
    assert "No contradictions" in run("device", "fix").out
    run("undo")
    assert problems(archive_root) == ["clock-contradicts-gps"] * 6


def test_a_dry_run_and_json_of_a_fix_write_nothing(run, phone, archive_root):
    run("ingest", phone)
    before = toml(archive_root)
    assert run("device", "fix", "--dry-run").code == 0
    [found] = run("device", "fix", "--json").json()
    assert toml(archive_root) == before
    assert found["proposal"]["zone"] == "Asia/Yakutsk"
    assert found["then"]["contradictions"] == {"before": 6, "after": 0}
    assert len(found["contradictions"][0]["items"]) == 6


def test_a_fix_without_a_terminal_asks_for_yes(run, phone, archive_root):
    run("ingest", phone)
    before = toml(archive_root)
    told = run("device", "fix")
    assert (told.code, toml(archive_root)) == (2, before)
    assert "--yes" in told.err


def test_a_drift_is_measured_by_the_freshest_fix(run, inbox, archive_root):
    """Fixes are 0 to 4 minutes old; the clock is 5 minutes fast."""
    for n in range(5):
        photograph(
            inbox / "heihe" / f"IMG_{n}.jpg",
            f"2024-06-12 14:{30 + n}:00",
            gps=f"2024-06-12 06:{25 + n - n % 5}:00",
            at=HEIHE,
        )
    run("ingest", inbox)
    fixed = run("device", "fix", "--yes").out
    assert "5 min fast on 2024-06-12, by the GPS of p-" in fixed
    assert problems(archive_root) == []


def test_a_folder_of_another_day_is_listed_and_not_decided(run, inbox, archive_root):
    photograph(inbox / "heihe" / "2024-06-12" / "IMG_1.jpg", "2024-06-15 14:05:00")
    told = run("ingest", inbox)
    assert "3 days after the day in the name" in told.out
    fixed = run("device", "fix", "--yes")
    assert "nothing here tells which is right" in fixed.out
    assert "Nothing was changed" in fixed.err


def test_a_date_that_a_person_says_settles_it(run, inbox, archive_root):
    photograph(inbox / "heihe" / "2024-06-12" / "IMG_1.jpg", "2024-06-15 14:05:00")
    stories.write(inbox / "heihe" / "2024-06-12" / "IMG_1.yaml", "date: 2024-06-12\n")
    run("ingest", inbox)
    assert problems(archive_root) == []
    assert items(archive_root)["IMG_1"] == ["2024-06-12", None, None]


def test_a_time_that_a_person_says_is_the_time_at_the_place(run, inbox, archive_root):
    stories.write(inbox / "n.md", "---\ndate: 2024-06-12 06:40\ncity: heihe\n---\nЗавтрак.\n")
    run("ingest", inbox)
    assert items(archive_root)["n"] == ["2024-06-12T06:40:00", "2024-06-11T22:40:00Z", "said"]


def test_a_recorder_is_named_in_the_folder(run, inbox, archive_root):
    """A film tells UTC; the folder names whose clock that was, in Russian."""
    source = stories.OUR_MATERIAL[0] / "recordings"
    film = next(path for path in sorted(source.iterdir()) if path.suffix == ".mp4")
    shutil.copyfile(film, stories.write(inbox / "heihe" / film.name, b""))
    stories.write(inbox / "heihe" / "_folder.yaml", "устройство: zoom\n")
    told = run("ingest", inbox)
    assert 'device "zoom" is not in fieldarchive.toml' in told.err
    assert run("device", "add", "zoom", "--zone", "Asia/Yakutsk", "--yes").code == 0
    assert "unknown-device" not in problems(archive_root)
    [zoom] = run("device", "list", "--json").json()
    assert (zoom["device"], zoom["items"]) == ("zoom", 1)


def test_a_recorder_is_named_on_the_command_line(run, inbox):
    stories.note(inbox / "n.md")
    assert run("device", "add", "zoom", "--zone", "Asia/Yakutsk", "--yes").code == 0
    told = run("ingest", inbox, "--device", "zoon")
    assert told.code == 2
    assert 'Did you mean "zoom"?' in told.err
    assert run("ingest", inbox, "--device", "zoom").code == 0


def test_a_device_is_added_like_a_photograph(run, card, archive_root):
    run("ingest", card)
    key = items_by_title(run)["DSC_0000"]
    added = run("device", "add", "sony", "--like", key, "--zone", "Asia/Yakutsk", "--yes")
    assert added.code == 0
    [sony] = run("device", "list", "--json").json()
    assert (sony["camera"], sony["serial"], sony["items"]) == ("Sony A7", "7", 5)
    assert items(archive_root)["DSC_0000"][0] == "2024-06-12T14:07:40"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "Sony!"), "is no slug"),
        (("add", "sony", "--zone", "yakutsk"), 'Did you mean "Asia/Yakutsk"?'),
        (("add", "sony", "--zone", "UTC+9"), "no time zone"),
        (("zone", "sony", "Asia/Yakutsk"), "is no device of fieldarchive.toml"),
        (("calibrate", "p-zzzz", "--shows", "14:05 heihe"), "zzzz"),
        (("calibrate", "nothing.jpg", "--shows", "14:05 heihe"), "There is no file"),
    ],
)
def test_what_is_mistyped_is_told(run, archive_root, words, said):
    before = toml(archive_root)
    told = run("device", *words)
    assert told.code in {1, 2}
    assert said in told.err
    assert toml(archive_root) == before


def test_a_zone_since_a_day_dates_the_rest_anew(run, card, archive_root):
    run("ingest", card)
    run("device", "add", "sony", "--camera", "Sony A7", "--zone", "Asia/Shanghai", "--yes")
    told = run("device", "zone", "sony", "Asia/Yakutsk", "--since", "2024-06-12", "--yes")
    assert "5 items of it, 5 with another time" in told.err
    assert items(archive_root)["DSC_0000"][0] == "2024-06-12T14:07:40"
    assert json.loads(run("device", "list", "--json").out)[0]["zones"] == [
        {"since": "2024-06-12T00:00:00", "zone": "Asia/Yakutsk"}
    ]


def test_a_rebuild_tells_the_same_times(run, phone, archive_root):
    run("ingest", phone)
    run("device", "fix", "--yes")
    before = items(archive_root), problems(archive_root)
    assert run("rebuild").code == 0
    assert (items(archive_root), problems(archive_root)) == before
