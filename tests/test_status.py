"""`status` fits one screen, sums what is to do, and every command that it names works."""

import re
import shlex

import pytest

import stories
from stories import note, write

MESS = {
    "a.md": "---\ndate: one day\ncity: Harbin\nthemes: [markett]\nkind: painting\n---\nText.\n",
    "b.md": "---\nnarrators: Somebody\naccess: friends\naccuracy_m: near\ncity: heihe\n---\nB.\n",
    "c.md": "---\ndate: 2013\ncity: heihe\nthemes: smell\nlatitude: 95\nlongitude: 1\n---\nC.\n",
    "d.md": "---\ndate: 2013\ncity: blagoveshchensk\nthemes: market\ncolour: red\n---\nD.\n",
    "r.mp3": "cut off",
}


@pytest.fixture
def messy(run, inbox):
    """Notes with everything wrong, and a recording."""
    for name, text in MESS.items():
        write(inbox / name, text)
    assert run("ingest", inbox).code == 3


def commands_in(text):
    return [shlex.split(words) for words in re.findall("`fieldarchive ([^`]+)`", text)]


def test_a_screen_of_80_by_24_is_enough_for_a_mess(run, messy, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    lines = run("status").out.splitlines()
    assert len(lines) < 24
    assert max(map(len, lines)) <= 80
    assert any("more code" in line for line in lines)  # the control: not all of them are listed


def test_problems_are_summed_by_code_and_not_listed(run, messy):
    out = run("status").out
    assert '"one day"' not in out
    assert re.search(r"no city +2 items +`fieldarchive fix place`", out)
    assert re.search(r"no transcript +1 of 1 interviews", out)
    assert re.search(r"wrong +1 item +`fieldarchive check --only unknown-", out)
    found = run("status", "--json").json()
    assert found["problems"]["unread-date"] == found["problems"]["unknown-theme"] == 1
    assert found["missing"]["no-city"] == 2


def test_every_command_that_is_named_works_as_it_stands(run, messy, inbox, bag, answering):
    named = commands_in(run("status").out)
    assert len(named) > 8
    answering("q" * 20)
    for words in named:
        words = [str(bag) if word == "DEST" else word for word in words]
        assert run(*words).code in (0, 3), words


def test_every_command_that_check_names_works_as_it_stands(run, messy, answering):
    answering("q" * 20)
    lines = run("check").out.splitlines()
    named = commands_in("\n".join(line for line in lines if not line.startswith("    ")))
    assert len(named) > 8
    needing_names = {("person", "add"), ("theme", "merge"), ("theme", "rename")}
    for words in named:
        ran = run(*words)
        if tuple(words) in needing_names:
            assert (ran.code, "Missing argument" in ran.err) == (2, True), words
        elif "Nothing was changed." not in ran.err:  # because the answer was no
            assert ran.code in (0, 3), words


def test_themes_of_one_bank_only_are_named_where_there_are_two(run, messy, inbox):
    out = run("status").out
    assert re.search(r"one-sided +heihe: smell ", out)
    assert re.search(r"one-sided +blagoveshchensk: market ", out)
    write(inbox / "e.md", "---\ncity: heihe\nthemes: market\n---\nE.\n")
    run("ingest", inbox)
    assert run("status", "--json").json()["one_sided"] == {"heihe": ["smell"]}


def test_with_one_city_nothing_is_one_sided(run, inbox):
    note(inbox / "a.md")
    run("ingest", inbox)
    assert "one-sided" not in run("status").out


def test_drafts_that_wait_are_counted(run, inbox, archive_root):
    note(inbox / "a.md")
    run("ingest", inbox)
    assert "drafts" not in run("status").out
    write(archive_root / "drafts" / "2024-06-12-0640-abcdef.md", "Fish.\n")
    assert re.search("drafts +1 note not recorded +`fieldarchive note --drafts`", run("status").out)


def test_days_since_the_last_check_and_backup_are_told(run, inbox, archive_root, bag):
    note(inbox / "a.md")
    run("ingest", inbox)
    run("verify")
    run("backup", bag)
    assert "checked  today, sound, 1 original" in run("status").out
    stories.change(archive_root, "UPDATE events SET happened_at = '2013-05-12T00:00:00Z'")
    out = run("status").out
    assert re.search(r"checked  \d,\d{3} days ago, sound", out)
    assert f"`fieldarchive backup {bag}` adds what is new" in out


def test_a_folder_with_a_space_is_named_as_it_is_typed(run, inbox, archive_root, tmp_path):
    note(inbox / "a.md")
    run("ingest", inbox)
    bag = tmp_path / "my stick" / "amur"
    bag.parent.mkdir()
    assert f"restore  fieldarchive restore '{bag}' NEW-FOLDER" in run("backup", bag).out
    stories.change(archive_root, "UPDATE events SET happened_at = '2013-05-12T00:00:00Z'")
    [words] = [words for words in commands_in(run("status").out) if words[0] == "backup"]
    assert words == ["backup", str(bag)]
