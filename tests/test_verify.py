"""`verify` reads every byte again and fails closed: whatever is wrong is a fault and a 4."""

import os

import pytest

import stories
from stories import note, record, write


@pytest.fixture
def filled(run, inbox, archive_root):
    """Three notes, kept; the originals as paths."""
    for title in ("one", "two", "three"):
        note(inbox / f"{title}.md", title=title, text=f"The {title} market.")
    assert run("ingest", inbox).code == 0
    paths = [path for path in sorted((archive_root / "files").glob("??/*")) if path.is_file()]
    assert len(paths) == 3
    return paths


def faults(run):
    ran = run("verify", "--json")
    return ran.code, [fault["code"] for fault in ran.json()["faults"]]


def overwrite(path, content):
    path.chmod(0o600)
    path.write_bytes(content)


def test_what_was_kept_is_sound_and_the_check_is_noted(run, filled, archive_root):
    ran = run("verify", "--json")
    assert ran.code == 0
    found = ran.json()
    assert (found["files"], found["revisions"], found["is_sound"]) == (3, 3, True)
    assert record(archive_root, "SELECT kind, outcome, files FROM events") == [
        ("fixity check", "sound", 3)
    ]
    assert "sound, 3 originals" in run("status").out


def test_an_empty_archive_is_not_called_sound(run):
    ran = run("verify")
    assert (ran.code, "Nothing was checked" in ran.out) == (1, True)


def test_one_bit_in_any_byte_is_seen(run, filled, archive_root):
    good = filled[0].read_bytes()
    for place in range(0, len(good), 7):
        spoilt = bytearray(good)
        spoilt[place] ^= 1 << place % 8
        overwrite(filled[0], bytes(spoilt))
        assert faults(run) == (4, ["bytes-changed"])
    overwrite(filled[0], good)
    assert faults(run) == (0, [])
    outcomes = {outcome for (outcome,) in record(archive_root, "SELECT outcome FROM events")}
    assert outcomes == {"broken", "sound"}


def truncate(path):
    overwrite(path, path.read_bytes()[:-1])


def lengthen(path):
    overwrite(path, path.read_bytes() + b"\n")


def empty(path):
    overwrite(path, b"")


def replace_by_a_folder(path):
    path.unlink()
    path.mkdir()


def replace_by_a_link(path):
    target = path.with_suffix(".elsewhere")
    path.rename(target)
    path.symlink_to(target)


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (truncate, "size-changed"),
        (lengthen, "size-changed"),
        (empty, "size-changed"),
        (os.unlink, "missing"),
        (replace_by_a_folder, "unreadable"),
        (replace_by_a_link, "unreadable"),
    ],
)
def test_every_kind_of_damage_is_a_fault(damage, code, run, filled):
    damage(filled[1])
    assert faults(run) == (4, [code])


def test_two_originals_that_changed_places_are_two_faults(run, filled):
    one, two = filled[0].read_bytes(), filled[1].read_bytes()
    overwrite(filled[0], two)
    overwrite(filled[1], one)
    code, found = faults(run)
    assert (code, len(found)) == (4, 2)


def test_a_file_that_nobody_names_is_a_remark(run, filled, archive_root):
    write(archive_root / "files" / "ab" / "stranger", "?")
    ran = run("verify", "--json")
    assert (ran.code, ran.json()["leftovers"]) == (0, ["files/ab/stranger"])


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE revisions SET body = replace(body, 'one', 'uno')", "revision-changed"),
        ("UPDATE revisions SET body = '{'", "revision-changed"),
        ("UPDATE revisions SET made_at = '1969-01-01T00:00:00Z'", "revision-changed"),
        ("UPDATE revisions SET parents = '[\"ab\"]'", "database"),
        ("DELETE FROM revisions", "database"),
        ("DELETE FROM heads", "database"),
        ("DELETE FROM originals", "database"),
        ("DELETE FROM items", "shown-changed"),
    ],
)
def test_a_record_edited_behind_our_back_is_a_fault(sql, code, run, filled, archive_root):
    stories.change(archive_root, sql)
    ended, found = faults(run)
    assert ended == 4
    assert code in found


def test_a_record_with_spoilt_pages_is_never_called_sound(run, filled, archive_root):
    database = archive_root / "archive.db"
    good = database.read_bytes()
    for start in range(0, len(good), 4096):
        spoilt = bytearray(good)
        spoilt[start : start + 4096] = bytes([0xA5]) * 4096
        database.write_bytes(spoilt)
        assert run("verify").code == 4, start
    database.write_bytes(good)
    assert run("verify").code == 0


def test_a_record_cut_short_is_never_called_sound(run, filled, archive_root):
    database = archive_root / "archive.db"
    database.write_bytes(database.read_bytes()[: 3 * 4096])
    ran = run("verify")
    assert (ran.code, "Traceback" in ran.err) == (4, False)


@pytest.mark.parametrize("damage", [truncate, empty, os.unlink])
def test_the_same_ingest_again_heals_an_original_that_is_short_or_gone(damage, run, filled, inbox):
    damage(filled[1])
    run("ingest", inbox)
    assert faults(run) == (0, [])


def test_an_original_with_other_bytes_is_set_aside_and_healed(run, filled, inbox, archive_root):
    good = filled[0].read_bytes()
    overwrite(filled[0], b"x" * len(good))
    assert "--rehash" in run("verify").out
    run("ingest", "--rehash", inbox)
    assert filled[0].read_bytes() == good
    [aside] = (archive_root / "files" / "bad").iterdir()
    assert aside.read_bytes() == b"x" * len(good)
    assert run("verify").code == 0


def test_verifying_leaves_the_originals_as_they_are(run, filled, archive_root):
    before = stories.stamps(archive_root / "files")
    run("verify")
    assert stories.stamps(archive_root / "files") == before


def test_a_broken_original_is_called_by_its_name(run, filled, archive_root):
    os.unlink(filled[1])
    [(item, name)] = record(
        archive_root, "SELECT item, name FROM item_files WHERE sha256 = ?", filled[1].name
    )
    said = f"missing           {name} of n-{item[:4]} ({filled[1].name[:12]})"
    assert said in run("verify").out


def test_an_archive_on_a_disk_that_became_read_only_is_checked(run, filled, archive_root, mounted):
    os.unlink(filled[1])
    before = stories.stamps(archive_root)
    mounted(archive_root, archive_root, "ro")
    ran = run("verify")
    assert (ran.code, "missing" in ran.out, "read-only" in ran.err) == (4, True, True)
    assert stories.stamps(archive_root) == before
