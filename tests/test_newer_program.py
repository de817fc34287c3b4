"""A newer version of the program opens an archive, and shows it as it reads it now."""

import pytest

import stories
from fieldarchive import publish, redescribe
from stories import note


@pytest.fixture
def of_before(run, inbox, archive_root, monkeypatch):
    """An archive of an older version, which read no date and published other columns."""
    with monkeypatch.context() as then:
        then.setattr(redescribe, "READING", "1")
        then.setattr(publish, "LAYOUT", "1")
        note(inbox / "a.md", title="Fish")
        assert run("ingest", inbox).code == 0
    stories.change(archive_root, "UPDATE items SET date_start = NULL, date_end = NULL")
    team = archive_root / "browse" / "team.db"
    stories.rows(team, "ALTER TABLE items RENAME COLUMN recorded_at TO taken_at")
    return archive_root


def read(root):
    return stories.record(root, "SELECT date_start FROM items")


@pytest.mark.parametrize("words", [["status"], ["find", "date:2013"], ["tag", "+smell", "fish"]])
def test_all_is_described_and_published_as_the_new_one_does(words, run, of_before):
    assert read(of_before) == [(None,)]
    ran = run(*words)
    assert ran.code == 0, ran.err
    assert read(of_before) == [("2013-05-12",)]
    layout = stories.browse(of_before, "SELECT value FROM release WHERE name = 'layout'")
    assert layout == [(publish.LAYOUT,)]
    assert "Fish" in run("find", "date:2013").out


def test_what_was_described_by_this_version_is_not_described_again(run, inbox, archive_root):
    """The control: the first test would pass as well if every command did all anew."""
    note(inbox / "a.md", title="Fish")
    run("ingest", inbox)
    stories.change(archive_root, "UPDATE items SET date_start = NULL, date_end = NULL")
    run("status")
    assert read(archive_root) == [(None,)]
