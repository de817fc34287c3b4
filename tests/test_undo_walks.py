"""Whatever happened, undoing it step by step gives every evening back, and redoing gives it all."""

import random
import shutil

import pytest

import stories
from fieldarchive import unsaying
from fieldarchive.catalogue.schema import PROJECTION
from fieldarchive.history.taking_back import Undone
from stories import note, record, write
from test_publish import change_something, check_follows

SHOWN = {
    "items": "id, kind, title, access, city, place, date, language, keywords, added_at",
    "item_files": "item, n, sha256, name, role, language, encoding, row",
    "item_themes": "item, n, theme",
    "item_people": "item, role, n, handle",
    "texts": "item, text",
    "segments": "item, n, start_ms, end_ms, speaker, language, text",
}


def shown(root):
    """Everything that is shown of items, without what names revisions."""
    return {t: sorted(record(root, f"SELECT {names} FROM {t}")) for t, names in SHOWN.items()}


def last_that_changed(root):
    return stories.one(root / "archive.db", "SELECT coalesce(max(operation), 0) FROM revisions")


def evenings(fieldwork, run, inbox, root):
    """What was shown after each operation that changed an item, by its number."""
    seen = {0: shown(root)}
    while len(seen) < 6:
        for _ in range(fieldwork.randrange(1, 4)):
            change_something(fieldwork, inbox)
        options = ["--place", "the quay"] if fieldwork.random() < 0.3 else []
        assert run("ingest", inbox, *options).code in {0, 3}
        seen[last_that_changed(root)] = shown(root)
    return seen


@pytest.mark.parametrize("seed", range(2))
def test_every_evening_comes_back(seed, run, inbox, archive_root):
    fieldwork = random.Random(seed)
    seen = evenings(fieldwork, run, inbox, archive_root)
    numbers = sorted(seen)
    for number, before in zip(reversed(numbers[1:]), reversed(numbers[:-1]), strict=True):
        assert run("undo", "--yes", "--json").json()["operation"] == number
        assert shown(archive_root) == seen[before], (number, before)
    assert "nothing to undo" in run("undo").err
    check_follows(run, archive_root)
    for number in numbers[1:]:
        assert run("redo", "--yes", "--json").json()["operation"] == number
        assert shown(archive_root) == seen[number], number
    assert run("verify").code == 0
    check_follows(run, archive_root)


def four_evenings(run, inbox):
    """Notes, an interview, a table and what is said of them, each evening a little more."""
    note(inbox / "a.md", "First", "Fish.")
    write(inbox / "r.ru.srt", "1\n00:00:01,000 --> 00:00:02,000\nРынок\n")
    run("ingest", inbox)
    write(inbox / "a.yaml", "themes: market; smell\nplace: the quay\n")
    write(inbox / "day.csv", "id,text\n1,Tea\n2,Rice\n")
    run("ingest", inbox)
    note(inbox / "a.md", "Second", "Fish and tea.")
    write(inbox / "r.en.srt", "1\n00:00:01,000 --> 00:00:02,000\nMarket\n")
    write(inbox / "day.csv", "id,text\n1,Tea!\n2,Rice\n3,Ice\n")
    run("ingest", inbox)
    write(inbox / "a.yaml", "themes: smell; trade\nplace: the bridge\naccess: closed\n")
    write(inbox / "_folder.yaml", "city: heihe\n")
    run("ingest", inbox)


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_an_ingest_after_undoing_shows_what_lies_there(steps, run, inbox, archive_root):
    """Undone or not, the folder is believed when it is taken in again."""
    four_evenings(run, inbox)
    after = shown(archive_root)
    for _ in range(steps):
        assert run("undo", "--yes").code == 0
    assert shown(archive_root) != after
    run("ingest", inbox)
    assert shown(archive_root) == after
    assert "updated" not in run("ingest", inbox).out
    assert run("verify").code == 0


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_one_evening_taken_out_of_the_middle_comes_back_alone(number, run, inbox, archive_root):
    four_evenings(run, inbox)
    after = shown(archive_root)
    assert run("undo", number, "--yes").code == 0
    assert shown(archive_root) != after
    run("redo", "--yes")
    assert shown(archive_root) == after
    run("undo", number, "--yes")
    run("ingest", inbox)
    assert shown(archive_root) == after


def test_an_undoing_that_takes_nothing_back_is_seen(run, inbox, archive_root, monkeypatch):
    """The control: were the account of today written again, the evening would not come back."""

    def takes_nothing_back(history, before, by):
        now = unsaying.join(history).account
        return Undone(now, {}, ())

    four_evenings(run, inbox)
    after = shown(archive_root)
    monkeypatch.setattr(unsaying, "take_back", takes_nothing_back)
    run("undo", 4, "--yes")
    assert shown(archive_root) == after


def projection(root):
    whole = stories.dump(root / "archive.db")
    return {table: whole[table] for table in PROJECTION}


def does_something(fieldwork, run, inbox, other):
    """One of the things that a person types, after whatever happened to the folder."""
    happening = fieldwork.randrange(8)
    if happening < 3:
        change_something(fieldwork, inbox)
        return run("ingest", inbox)
    if happening < 5:
        return run("undo", "--yes")
    if happening == 5:
        return run("undo", fieldwork.randrange(1, 6), "--yes")
    return run("merge", other) if happening == 6 else run("redo", "--yes")


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_done_and_undone_history_and_what_is_shown_agree(
    seed, run, inbox, archive_root, tmp_path
):
    fieldwork = random.Random(seed)
    for number in range(6):
        note(inbox / f"{number}.md", text=f"Note {number}.")
    run("ingest", inbox)
    other = tmp_path / "other"
    shutil.copytree(archive_root, other)
    write(inbox / "1.yaml", "title: Theirs\n")
    run("--archive", other, "ingest", inbox)
    write(inbox / "1.yaml", "title: Mine\n")
    for _ in range(14):
        assert does_something(fieldwork, run, inbox, other).code in {0, 1, 3}
        assert run("verify").code == 0
    before = projection(archive_root)
    run("rebuild")
    assert projection(archive_root) == before
    check_follows(run, archive_root)
