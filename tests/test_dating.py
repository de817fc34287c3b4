"""Dates in descriptions: the words of an archive's people, and the day from which they count."""

from __future__ import annotations

import stories

NOTE = "---\ntitle: {title}\ndate: {date}\nabout: {about}\n---\nFish and tea.\n"


def described(inbox, name, **said):
    stories.write(inbox / name, NOTE.format(title=name, **said))


def told(root, name):
    [row] = stories.record(
        root,
        "SELECT date, date_start, date_end, about, about_words FROM items WHERE title = ?",
        name,
    )
    return row


def test_a_note_is_dated_as_people_speak(run, inbox, archive_root):
    described(inbox, "a.md", date="воскресенье, 12 мая 2013 г.", about="конец шестидесятых")
    described(inbox, "b.md", date="2013年夏天", about="after the bridge opened")
    assert run("ingest", inbox).code == 0
    assert told(archive_root, "a.md") == (
        "2013-05-12", "2013-05-12", "2013-05-12", "1967~/1969~", "конец шестидесятых",
    )  # fmt: skip
    assert told(archive_root, "b.md") == (
        "2013-22", "2013-06-01", "2013-08-31", "2022/..", "after the bridge opened",
    )  # fmt: skip


def test_what_is_talked_about_counts_from_the_day_of_recording(run, inbox, archive_root):
    described(inbox, "a.md", date="2013-05-12", about="прошлым летом")
    described(inbox, "b.md", date="2013-05", about="two years ago")
    ran = run("ingest", inbox)
    assert told(archive_root, "a.md")[3] == "2012-22"
    assert told(archive_root, "b.md")[3:] == (None, "two years ago")
    assert "counts from the day of recording" in ran.err


def test_yesterday_counts_from_the_day_in_the_name_of_the_file(run, inbox, archive_root):
    described(inbox, "2013-05-12-market.md", date="yesterday", about="1969")
    described(inbox, "fish.md", date="вчера", about="1969")
    ran = run("ingest", inbox)
    assert told(archive_root, "2013-05-12-market.md")[0] == "2013-05-11"
    assert told(archive_root, "fish.md")[0] is None
    assert 'date "вчера" was not understood and is kept as words.' in ran.err


def test_an_option_may_be_said_in_words(run, inbox, archive_root):
    stories.write(inbox / "a.md", "Fish and tea, and nothing else.")
    assert run("ingest", inbox, "--date", "лето 2013").code == 0
    assert stories.record(archive_root, "SELECT date FROM items") == [("2013-22",)]
    refused = run("ingest", inbox, "--date", "30 февраля 2013")
    assert refused.code == 2
    assert "February 2013 has no day 30" in refused.err
