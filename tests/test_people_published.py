"""People are published by handle and pseudonym: those whom a published item or segment names."""

import pytest

from stories import PEOPLE, browse, note, write

TURNS = "Interviewer: And then?\nL.: We sold fish.\nЛена: На рынке.\nUncle Wang: Yes.\n"


@pytest.fixture
def people(archive_root):
    """Two people; transcripts call the first one L. as well."""
    table = archive_root / "vocabularies" / "people.csv"
    head, *rows = PEOPLE.splitlines()
    lines = [f"{head},speakers", f"{rows[0]},L.|Елена", f"{rows[1]},"]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return table


@pytest.fixture
def interview(run, inbox, people):
    """An interview with the first of them, and a note that names nobody."""
    write(inbox / "r-012.txt", TURNS * 2)
    write(inbox / "r-012.yaml", "kind: interview\nlanguage: zh\nnarrators: narrator-01\n")
    note(inbox / "a.md")
    assert run("ingest", inbox).code == 0
    return inbox


def test_those_who_are_named_stand_in_a_table_with_their_items(interview, archive_root):
    columns = "handle, role, en, ru, zh, languages, birth_decade, items"
    assert browse(archive_root, f"SELECT {columns} FROM people") == [
        ("narrator-01", "trader", "Lena", "Лена", "莲娜", '["ru"]', None, 1)
    ]
    assert browse(archive_root, "SELECT role, handle, pseudonym FROM item_people") == [
        ("narrator", "narrator-01", "莲娜")
    ]


def test_a_speaker_is_known_by_each_of_the_labels(interview, archive_root):
    named = browse(archive_root, "SELECT DISTINCT speaker, handle FROM segments ORDER BY 1")
    assert named == [("Interviewer", None), ("Uncle Wang", None), ("莲娜", "narrator-01")]


def test_nobody_of_a_closed_item_is_published(interview, archive_root, run):
    write(interview / "r-012.yaml", "kind: interview\nnarrators: narrator-01\naccess: closed\n")
    assert run("ingest", interview).code == 0
    assert browse(archive_root, "SELECT * FROM people") == []


def test_people_follow_one_new_item(interview, archive_root, run):
    write(interview / "b.md", "---\ninterviewers: fieldworker-01\nparticipants: Lena\n---\nTea.\n")
    assert run("ingest", interview).code == 0
    assert browse(archive_root, "SELECT handle, items FROM people ORDER BY handle") == [
        ("fieldworker-01", 1),
        ("narrator-01", 2),
    ]


def test_a_new_label_reaches_old_transcripts(interview, archive_root, run, people):
    text = people.read_text("utf-8")
    people.write_text(text + "narrator-02,,,,老王,zh,194X,,Uncle Wang\n", encoding="utf-8")
    assert run("ingest", interview).code == 0
    asked = "SELECT DISTINCT speaker FROM segments WHERE handle = 'narrator-02'"
    assert browse(archive_root, asked) == [("老王",)]


def test_a_label_of_two_people_is_the_one_who_is_there(interview, archive_root, run, people):
    text = people.read_text("utf-8")
    people.write_text(text + "narrator-02,,,,丽丽,zh,,,L.|Interviewer\n", encoding="utf-8")
    write(interview / "r-012.yaml", "kind: interview\nlanguage: zh\n")
    run("ingest", interview)
    assert ("L.", None) in browse(archive_root, "SELECT DISTINCT speaker, handle FROM segments")
    write(interview / "r-012.yaml", "kind: interview\nlanguage: zh\nnarrators: narrator-01\n")
    run("ingest", interview)
    assert ("莲娜", "narrator-01") in browse(archive_root, "SELECT speaker, handle FROM segments")


def test_a_label_stands_in_no_text_of_a_transcript_either(interview, archive_root, run):
    cue = "{0}\n00:00:0{0},000 --> 00:00:0{0},900\nЕлена: Это Елена: я.\n\n"
    write(interview / "s.srt", cue.format(1) + cue.format(2))
    turns = "[00:00:01] L.: We sold fish.\n[00:00:04] Interviewer: And then?\n"
    write(interview / "t.txt", turns * 3)
    assert run("ingest", interview).code == 0
    texts = {text for (text,) in browse(archive_root, "SELECT text FROM items WHERE segments > 0")}
    assert len(texts) == 3
    lines = {line for text in texts for line in text.splitlines()}
    assert not [line for line in lines if "L.:" in line or line.startswith("Елена:")], lines
    assert {"Лена: Это Елена: я.", "莲娜: We sold fish."} <= lines
    assert [line for line in lines if line.endswith("Interviewer: And then?")]
    assert "L.:" not in run("find", "fish").out
