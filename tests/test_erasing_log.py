"""What the log and the events say after an erasure: all that they said, but for the names."""

import json
import os

import pytest

import stories
from marks import named
from stories import note, record, write


def said(root):
    """All that the log and the events tell in words."""
    return record(root, "SELECT command, summary FROM operations ORDER BY number"), record(
        root, "SELECT kind, outcome, details FROM events ORDER BY number"
    )


@pytest.fixture
def told(run, inbox, archive_root, tmp_path):
    """Archives in which this and that was done, and an item with some title is erased."""

    def erase(title):
        note(inbox / "talk.md", json.dumps(title))
        note(inbox / "other.md", "Other")
        assert run("ingest", inbox).code == 0
        run("verify")
        assert run("backup", tmp_path / "review").code == 0
        before = said(archive_root)
        assert run("erase", *named(archive_root, "%talk.md"), "--yes").code == 0
        return before, said(archive_root)

    return erase


@pytest.mark.parametrize("title", ["sound", "review", "]", "2", "new", "["])
def test_a_title_that_is_a_common_word_leaves_the_log_alone(run, told, title):
    (log, events), (log_after, events_after) = told(title)
    assert log_after[:-1] == log
    assert events_after == events
    assert run("status").code == 0
    assert run("log").code == 0


def test_a_row_that_was_set_aside_and_is_erased_leaves_the_log_alone(run, inbox, archive_root):
    write(inbox / "day.csv", "date,text\n2013-05-12,Tea with Lena\n2013-05-13,Fish\n")
    run("ingest", inbox)
    first, _ = named(archive_root)
    run("undo")
    before = said(archive_root)[0]
    assert run("erase", first, "--yes").code == 0
    assert said(archive_root)[0][: len(before)] == before


def test_files_that_go_are_named_no_more_and_others_still_are(run, inbox, archive_root):
    for name in ("talk", "other"):
        note(inbox / f"{name}.md", name)
    run("ingest", inbox)
    for path in (archive_root / "files").glob("??/*"):
        path.chmod(0o600)
        path.write_bytes(b"damaged")
    assert run("verify").code == 4
    [(going,)] = record(archive_root, "SELECT sha256 FROM sources WHERE name LIKE '%talk.md'")
    [(staying,)] = record(archive_root, "SELECT sha256 FROM sources WHERE name LIKE '%other.md'")
    assert run("erase", *named(archive_root, "%talk.md"), "--yes").code == 0
    details = json.loads(stories.one(archive_root / "archive.db", "SELECT details FROM events"))
    assert not any(going in one for one in details)
    assert any(staying in one for one in details)
    assert any(one.endswith(" (erased)") for one in details)


def test_a_reason_that_names_an_item_does_so_no_more(run, inbox, archive_root):
    for name in ("talk", "other"):
        note(inbox / f"{name}.md", f"Lena, {name}")
    run("ingest", inbox)
    run("erase", *named(archive_root, "%other.md"), "--yes", "--reason", "as after Lena, talk: 1")
    assert run("erase", *named(archive_root, "%talk.md"), "--yes").code == 0
    reason = record(archive_root, "SELECT summary FROM operations WHERE number = 2")[0][0]
    assert reason == "1 erased, 1 originals removed: as after (erased): 1"


def test_an_original_that_goes_is_named_no_more_whatever_stands_beside(
    run, inbox, archive_root, bag, back
):
    note(inbox / "talk.md", "Talk")
    run("ingest", inbox)
    assert run("backup", bag).code == 0
    [(going,)] = record(archive_root, "SELECT sha256 FROM sources")
    (bag / "data" / "files" / going[:2] / going).unlink()
    assert run("--archive", back, "restore", "--partial", bag, back).code == 4
    old = write(back / "files" / "bad" / f"{going}.1a2b3c4d", "damaged")
    os.utime(old, (0, 0))
    assert run("--archive", back, "gc", "--yes").code == 0
    told = record(back, "SELECT details FROM events ORDER BY number")
    assert f"original {going}: " in told[-2][0]
    assert f"{going}.1a2b3c4d" in told[-1][0]
    assert run("--archive", back, "erase", *named(back), "--yes").code == 0
    told = record(back, "SELECT details FROM events ORDER BY number")
    assert "original (erased): " in told[-2][0]
    assert "(erased).1a2b3c4d" in told[-1][0]
    assert going not in str(told)


@pytest.mark.parametrize(
    ("title", "reason", "left"),
    [
        ("边境集市访谈", "因为边境集市访谈的讲述人撤回", "因为(erased)的讲述人撤回"),
        ("集市Lena", "撤回集市Lena的访谈", "撤回(erased)的访谈"),
        ("集市Lena", "as 集市Lenas said", "as 集市Lenas said"),
        ("集市", "因为集市的讲述人撤回", "因为集市的讲述人撤回"),
        ("集市", "因为 集市 的讲述人撤回", "因为 (erased) 的讲述人撤回"),
    ],
)
def test_a_chinese_title_in_a_sentence_is_named_no_more(
    title, reason, left, run, inbox, archive_root
):
    note(inbox / "talk.md", title)
    note(inbox / "other.md", "Other")
    run("ingest", inbox)
    run("erase", *named(archive_root, "%other.md"), "--yes", "--reason", reason)
    assert run("erase", *named(archive_root, "%talk.md"), "--yes").code == 0
    [(summary,)] = record(archive_root, "SELECT summary FROM operations WHERE number = 2")
    assert summary == f"1 erased, 1 originals removed: {left}"
