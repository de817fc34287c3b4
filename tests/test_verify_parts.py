"""A large archive is read a part each night, and nobody is told that a part was all of it."""

import pytest

import stories
from stories import note


@pytest.fixture
def filled(run, inbox, archive_root):
    """Nine notes, kept."""
    for number in range(9):
        note(inbox / f"{number}.md", title=f"Morning {number}", text=f"Fish {number}.")
    assert run("ingest", inbox).code == 0
    return archive_root


def test_the_parts_together_are_every_original_once(run, filled):
    read = [run("verify", "--subset", f"{n}/3", "--json").json() for n in (1, 2, 3)]
    assert sum(part["files"] for part in read) == 9
    assert all(part["files"] < 9 and part["revisions"] == 9 for part in read)


def test_damage_is_found_by_one_part_and_by_no_other(run, filled):
    (filled / "files").joinpath(*damaged(filled)).unlink()
    assert sorted(run("verify", "--subset", f"{n}/3").code for n in (1, 2, 3)) == [0, 0, 4]


def damaged(root):
    sha256 = next(iter(stories.originals(root)))
    return sha256[:2], sha256


def test_damage_of_the_record_is_found_by_every_part(run, filled):
    stories.change(filled, "UPDATE sources SET name = 'other.md'")
    assert {run("verify", "--subset", f"{n}/3").code for n in (1, 2, 3)} == {4}


def test_status_never_calls_a_part_the_whole(run, filled):
    run("verify", "--subset", "1/3")
    said = run("status").out
    assert "never as a whole" in said
    assert "only 1/3" in said
    run("verify", "--subset", "2/3")
    assert "only 1/3, 2/3" in run("status").out
    run("verify", "--subset", "3/3")
    assert "every part" in run("status").out
    run("verify")
    said = run("status").out
    assert "sound, 9 originals" in said
    assert "in parts" not in said


def test_parts_of_different_sizes_do_not_add_up(run, filled):
    for part in ("1/3", "2/4", "3/4"):
        run("verify", "--subset", part)
    assert "only 1/3, 2/4, 3/4" in run("status").out


def test_a_broken_part_stays_broken_until_it_is_read_again(run, filled, inbox):
    (filled / "files").joinpath(*damaged(filled)).unlink()
    for n in (1, 2, 3):
        run("verify", "--subset", f"{n}/3")
    assert "broken" in run("status").out
    run("ingest", inbox)
    for n in (1, 2, 3):
        run("verify", "--subset", f"{n}/3")
    assert "broken" not in run("status").out


@pytest.mark.parametrize("written", ["0/7", "8/7", "3", "3/0", "a/b", "-1/7", "3/7/9", "1/9999999"])
def test_a_part_that_cannot_be_meant_is_a_sentence(written, run, filled):
    ran = run("verify", f"--subset={written}")
    assert ran.code != 0
    assert f'"{written}" names no part' in ran.err


def test_a_part_with_none_of_the_few_originals_is_not_called_sound(run, inbox):
    note(inbox / "one.md")
    run("ingest", inbox)
    codes = [run("verify", "--subset", f"{n}/5") for n in range(1, 6)]
    assert sorted(ran.code for ran in codes) == [0, 1, 1, 1, 1]
    assert sum("none of the few originals" in ran.out for ran in codes) == 4
