"""A note in one line, or through a pipe: what was understood is said back, and nothing is lost."""

import io
import os
import re
import signal
import sys
from datetime import UTC, datetime

import pytest

import stories
from fieldarchive import ingest, publish
from fieldarchive.archive import opened
from fieldarchive.catalogue import arrivals
from fieldarchive.cli import note as note_command
from fieldarchive.cli.boundary import run as run_command
from fieldarchive.noting import tonight as tonight_module
from fieldarchive.storage import drafts, keeping
from fieldarchive.storage.folders import Folders
from stories import record

CLOCKS = ("fieldarchive.archive.now", "fieldarchive.catalogue.arrivals.now")


@pytest.fixture
def clock(monkeypatch):
    """`clock("2024-06-11T22:40")` sets the machine's clock, in UTC."""

    def show(instant):
        at = datetime.fromisoformat(instant).replace(tzinfo=UTC)
        monkeypatch.setattr(tonight_module, "this_instant", lambda: at)
        for one in CLOCKS:
            monkeypatch.setattr(one, lambda: f"{at:%Y-%m-%dT%H:%M:%SZ}")

    show("2024-06-11T22:40")
    return show


@pytest.fixture
def piped(monkeypatch):
    """What comes through a pipe."""

    def pipe(content):
        stream = io.TextIOWrapper(io.BytesIO(content))
        monkeypatch.setattr(sys, "stdin", stream)

    pipe(b"")
    return pipe


def test_one_line_is_a_note_and_what_was_understood_is_said_back(run, clock, archive_root):
    ran = run("note", "Fish sellers switched to Russian when we came", "--city", "Хэйхэ",
              "--theme", "базар", "--narrator", "Лена", "--about", "1967~/1969~")  # fmt: skip
    assert ran.code == 0
    [key] = re.findall(r"saved (n-\w+)", ran.out)
    assert ran.out == (
        f"saved {key}   1 theme · 1 person · recorded 2024-06-12 06:40 in Heihe · "
        "about 1967~/1969~\n"
    )
    shown = run("show", key, "--json").json()["item"]
    assert shown["title"] == "Fish sellers switched to Russian when we came"
    assert (shown["city"], shown["date"]) == ("heihe", "2024-06-12T06:40:00")
    [content] = stories.originals(archive_root).values()
    assert content.decode() == (
        "---\ndate: 2024-06-12 06:40\nabout: 1967~/1969~\ncity: heihe\nthemes: market\n"
        "narrators: narrator-01\n---\nFish sellers switched to Russian when we came\n"
    )
    assert "Fish sellers" in run("find", "sellers").out


def test_words_without_quotes_and_text_through_a_pipe_are_notes_too(
    run, clock, piped, archive_root
):
    assert run("note", "Туман", "над", "рекой").code == 0
    piped("\ufeff雾。\n江上。\n".encode())
    assert run("note", "--city", "heihe").code == 0
    assert {t for (t,) in record(archive_root, "SELECT title FROM items")} == {
        "Туман над рекой",
        "雾。",
    }
    assert {t for (t,) in record(archive_root, "SELECT text FROM texts")} == {
        "Туман над рекой\n",
        "雾。\n江上。\n",
    }


@pytest.mark.parametrize(
    ("content", "told"), [(b"", "There is no text"), (b" \n", "There is no text"),
                          ("рынок".encode("cp1251"), "not UTF-8")]
)  # fmt: skip
def test_a_pipe_without_a_text_is_told(content, told, run, piped, archive_root):
    piped(content)
    ran = run("note")
    assert (ran.code, told in ran.err) == (1, True)
    assert not list((archive_root / "drafts").glob("*"))


@pytest.mark.parametrize(
    ("option", "word", "told"),
    [("--city", "Heihi", 'Did you mean "heihe"?'), ("--theme", "bazar", 'Did you mean "bazaar"?'),
     ("--narrator", "Елена Иванова", "no handle"), ("--date", "???", "no date"),
     ("--about", "???", "no date")],
)  # fmt: skip
def test_a_mistyped_word_is_refused_before_anything_is_written(
    option, word, told, run, archive_root
):
    ran = run("note", "Fog.", option, word)
    assert (ran.code, told in " ".join(ran.err.split())) == (2, True)
    assert record(archive_root, "SELECT * FROM operations") == []
    assert not (archive_root / "drafts").exists()


def test_the_city_of_the_last_note_holds_for_a_day_and_is_told(run, clock, archive_root):
    run("note", "Boats.", "--city", "heihe", "--place", "pier", "--narrator", "narrator-01")
    clock("2024-06-12T01:40")
    ran = run("note", "Fog.")
    assert re.search(r"city heihe, as in n-\w+, 3 h ago; --city says another", ran.err)
    assert "recorded 2024-06-12 09:40 in Heihe" in ran.out
    assert "person" not in ran.out  # nobody is named unseen
    run("note", "Bells.", "--city", "blagoveshchensk")
    assert "in Blagoveshchensk" in run("note", "Bells again.").out
    clock("2024-06-14T01:40")
    assert "no city" in run("note", "Ice.").out


def test_a_note_that_was_undone_gives_the_next_one_nothing(run, clock):
    run("note", "Boats.", "--city", "heihe")
    assert run("undo").code == 0
    assert "no city" in run("note", "Fog.").out


@pytest.mark.parametrize(
    ("said", "understood"),
    [(["--date", "вчера"], "recorded 2024-06-11"), (["--date", "昨天"], "recorded 2024-06-11"),
     (["--about", "конец 60-х"], "about 1967~/1969~ (конец 60-х)"),
     (["--about", "六十年代末"], "about 1967~/1969~ (六十年代末)"),
     (["--about", "after the bridge opened"], "about 2022/.. (after the bridge opened)")],
)  # fmt: skip
def test_dates_are_said_as_people_say_them(said, understood, run, clock):
    assert understood in run("note", "Fog.", "--city", "heihe", *said).out


def test_a_place_is_called_by_its_name_and_one_that_is_not_known_by_its_words(run, clock):
    ran = run("note", "Fog.", "--city", "heihe", "--place", "Где-то там")
    assert 'recorded 2024-06-12 06:40 in "Где-то там", Heihe' in ran.out
    ran = run("note", "Bells.", "--narrator", "Lenaa")
    assert (ran.code, 'Did you mean "Lena"?' in " ".join(ran.err.split())) == (2, True)


def test_the_same_words_in_the_same_minute_are_one_note(run, clock, archive_root):
    run("note", "Fog.")
    ran = run("note", "Fog.")
    assert ran.out.startswith("here already")
    assert record(archive_root, "SELECT count(*) FROM items") == [(1,)]
    assert not list((archive_root / "drafts").iterdir())


def test_words_that_yaml_would_take_otherwise_stay_themselves(run, archive_root):
    title = "- # “a: b” 'no' @ \\ \t ё"
    assert run("note", "Text.", "--title", title, "--place", "no").code == 0
    assert record(archive_root, "SELECT title, place FROM items") == [(title.strip(), "no")]


def test_a_dry_run_says_what_would_be_noted_and_writes_nothing(run, clock, archive_root):
    before = stories.files_of(archive_root)
    ran = run("note", "На рынке.", "--city", "heihe", "--dry-run")
    assert ran.out.splitlines() == [
        "would be noted   no theme · recorded 2024-06-12 06:40 in Heihe", "Nothing was written.",
    ]  # fmt: skip
    assert stories.files_of(archive_root) == before


def test_json_tells_it_to_programs(run, clock):
    told = run("note", "Fog.", "--city", "heihe", "--json").json()
    assert (told["result"], told["city"], told["date"]) == ("new", "heihe", "2024-06-12T06:40:00")
    assert run("note", "--drafts", "--json").json() == []


def test_where_the_disk_is_full_the_text_stays_in_its_draft(run, archive_root, monkeypatch):
    def refuse(parts, folders):
        raise keeping.StorageError(folders.originals, "the disk is full.")

    with monkeypatch.context() as full:
        full.setattr(keeping, "make_safe", refuse)
        ran = run("note", "Fog over the river.")
    assert ran.code == 1
    assert "the disk is full" in ran.err
    [draft] = drafts.waiting(Folders(archive_root))
    assert draft.name in ran.err
    assert "Fog over the river." in draft.path.read_text()
    assert record(archive_root, "SELECT * FROM items") == []
    assert run("note", "--draft", "last").code == 0
    assert record(archive_root, "SELECT title FROM items") == [("Fog over the river.",)]


def test_a_note_that_is_recorded_and_not_yet_on_the_pages_keeps_its_draft(
    run, archive_root, monkeypatch
):
    def refuse(archive):
        raise keeping.StorageError(archive.folders.browse, "the disk is full.")

    with monkeypatch.context() as full:
        full.setattr(publish, "follow", refuse)
        ran = run("note", "Fog.")
    assert (ran.code, "--draft" in ran.err) == (1, True)
    assert run("find", "Fog", "--json").json()["total"] == 0
    assert run("note", "--draft", "last").out.startswith("saved before")
    assert run("find", "Fog", "--json").json()["total"] == 1
    assert drafts.waiting(Folders(archive_root)) == []


def test_while_somebody_else_writes_the_text_waits_in_its_draft(run, archive_root, monkeypatch):
    monkeypatch.setattr("fieldarchive.cli.opening._PATIENCE", 0.2)
    with opened(archive_root):
        ran = run("note", "Fog.")
    assert (ran.code, "Another fieldarchive is writing" in ran.err) == (1, True)
    assert "--draft" in ran.err
    assert run("note", "--draft", "last").out.startswith("saved")


def test_a_draft_that_was_recorded_before_the_power_went_is_known_again(
    run, archive_root, monkeypatch
):
    with monkeypatch.context() as cut:
        cut.setattr(drafts, "drop", lambda path: [])
        run("note", "Fog.")
    assert len(list((archive_root / "drafts").iterdir())) == 1
    assert run("note", "--draft", "last").out.startswith("saved before n-")
    assert record(archive_root, "SELECT count(*) FROM items") == [(1,)]
    assert list((archive_root / "drafts").iterdir()) == []


def test_no_draft_is_called_so(run):
    ran = run("note", "--draft", "last")
    assert (ran.code, "--drafts" in ran.err) == (1, True)
    assert run("note", "text", "--draft", "last").code == 2
    assert run("note", "--drafts").out == "No draft waits.\n"


STEPS = [
    (note_command, "record"),
    (keeping, "copy_in"),
    (keeping, "make_safe"),
    (ingest, "record"),
    (arrivals, "remember_bundles"),
    (arrivals, "end_operation"),
    (publish, "follow"),
    (drafts, "drop"),
]


@pytest.mark.parametrize(("module", "step"), STEPS, ids=lambda one: getattr(one, "__name__", one))
def test_killed_at_a_step_the_text_is_in_a_draft_or_recorded(module, step, run, archive_root):
    child = os.fork()
    if not child:
        setattr(module, step, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
        run_command(["--archive", str(archive_root), "note", "Fog over the river."])
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    [draft] = drafts.waiting(Folders(archive_root))
    assert "Fog over the river." in draft.path.read_text()
    assert run("note", "--draft", "last").code == 0
    assert record(archive_root, "SELECT title FROM items") == [("Fog over the river.",)]
    assert drafts.waiting(Folders(archive_root)) == []
    assert run("verify").code == 0


def test_a_note_of_no_city_says_how_to_give_it_one(run):
    ran = run("note", "Fog.")
    assert "no city" in ran.out
    name = ran.out.split()[1]
    assert f"next     fieldarchive edit --set city=CITY {name}" in ran.err


def test_words_that_are_saved_while_the_note_is_recorded_wait(run, archive_root, monkeypatch):
    """A window of an editor may be open still."""
    was = note_command.record

    def save_meanwhile(archive, draft, *rest):
        noted = was(archive, draft, *rest)
        draft.write_text(draft.read_text("utf-8") + "And ice.\n", "utf-8")
        return noted

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(note_command, "record", save_meanwhile)
        ran = run("note", "Fish.")
    assert (ran.code, "what is new in it waits" in ran.err) == (1, True)
    assert run("note", "--draft", "last").code == 0
    assert record(archive_root, "SELECT text FROM texts") == [("Fish.\nAnd ice.\n",)]
    assert list((archive_root / "drafts").iterdir()) == []
