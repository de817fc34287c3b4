"""What was erased once is not taken in again, and nothing else is kept out by that."""

import pytest
from PIL import Image

from fieldarchive.intake.withholding import Withholding
from marks import named
from stories import files_of, holds, note, originals, record, write

SUBTITLES = "1\n00:00:01,000 --> 00:00:04,000\n{}\n"


def picture(path, colour):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (32, 24), (colour, 80, 70)).save(path)


@pytest.fixture
def erased_note(run, inbox, archive_root):
    """A note of Lena's that was erased, and one that stays."""
    note(inbox / "lena.md", "Lena at the market", "Her words.")
    note(inbox / "other.md", "Other", "Other words.")
    run("ingest", inbox)
    run("erase", *named(archive_root, "%lena.md"), "--yes")


@pytest.mark.usefixtures("erased_note")
def test_the_same_folder_is_told_of_and_nothing_of_it_is_kept(run, inbox, archive_root):
    before = files_of(archive_root / "files")
    for options in ([], ["--dry-run"], ["--rehash"]):
        again = run("ingest", inbox, *options)
        assert again.code == 3
        assert "lena.md: It was erased on 20" in again.err
        assert "is not taken in again" in again.err
        assert "2 found = 0" in again.out
        assert "1 same + 1 refused" in again.out
        assert files_of(archive_root / "files") == before
    assert not holds(archive_root, "Her words.")
    assert run("verify").code == 0


@pytest.mark.usefixtures("erased_note")
def test_it_is_known_under_another_name_in_another_folder(run, inbox, archive_root, tmp_path):
    write(tmp_path / "card" / "x.md", (inbox / "lena.md").read_bytes())
    assert run("ingest", tmp_path / "card").code == 3
    assert len(originals(archive_root)) == 1


@pytest.mark.usefixtures("erased_note")
def test_a_text_corrected_where_it_lay_is_still_that_text(run, inbox, archive_root):
    note(inbox / "lena.md", "Lena at the market", "Her words, corrected.")
    again = run("ingest", inbox)
    assert again.code == 3
    assert "It lies where a text lay that was erased" in again.err
    (inbox / "lena.md").rename(inbox / "another.md")
    assert run("ingest", inbox).code == 0
    assert len(named(archive_root)) == 2


def test_another_picture_under_its_name_is_another_picture(run, inbox, archive_root):
    picture(inbox / "DSC_1.jpg", 10)
    run("ingest", inbox)
    run("erase", *named(archive_root), "--yes")
    picture(inbox / "DSC_1.jpg", 200)
    assert run("ingest", inbox).code == 0
    assert len(named(archive_root)) == 1


def test_all_files_of_an_erased_interview_stay_out(run, inbox, archive_root):
    write(inbox / "r-1.ru.srt", SUBTITLES.format("Her words"))
    write(inbox / "r-1.yaml", "title: Lena\n")
    write(inbox / "_folder.yaml", "city: heihe\n")
    run("ingest", inbox)
    run("erase", *named(archive_root), "--yes")
    again = run("ingest", inbox)
    assert again.code == 3
    assert "r-1.ru.srt" in again.err
    assert "r-1.yaml" in again.err
    assert list(originals(archive_root).values()) == [b"city: heihe\n"]


def test_a_sidecar_that_says_the_same_keeps_nothing_out(run, inbox, archive_root):
    for name in ("a", "b"):
        write(inbox / name / f"{name}.md", f"Words of {name}.")
        write(inbox / name / f"{name}.yaml", "city: heihe\n")
    run("ingest", inbox / "a")
    run("erase", *named(archive_root), "--yes")
    assert run("ingest", inbox / "b").code == 0
    assert len(named(archive_root)) == 1


def test_a_transcript_that_another_interview_has_stays_with_it(run, inbox, archive_root):
    for name in ("a", "b"):
        write(inbox / f"{name}.en.srt", SUBTITLES.format(name))
        write(inbox / f"{name}.ru.srt", SUBTITLES.format("Рынок"))
    run("ingest", inbox)
    run("erase", *named(archive_root, "%a.en.srt"), "--yes")
    again = run("ingest", inbox, "--rehash")
    assert "2 same + 2 refused" in again.out
    assert len(named(archive_root)) == 1
    assert len(originals(archive_root)) == 2


def test_an_erased_row_stays_out_of_a_table_that_grows(run, inbox, archive_root):
    day = inbox / "day.csv"
    write(day, "date,text\n2013-05-12,Tea with Lena\n2013-05-13,Fish\n")
    run("ingest", inbox)
    [(erased,)] = record(archive_root, "SELECT item FROM texts WHERE text = 'Tea with Lena'")
    told = run("erase", f"n-{erased}", "--yes")
    assert "stays    inbox/day.csv" in told.out
    assert "stays in it, unless you erase that as well" in told.out

    again = run("ingest", inbox)
    assert again.code == 3
    assert "day.csv: Row 1 was erased" in again.err
    write(day, "date,text\n2013-05-14,Rain\n2013-05-12,Tea with Lena\n2013-05-13,Fish\n")
    assert run("ingest", inbox).code == 3
    assert record(archive_root, "SELECT text FROM texts ORDER BY text") == [("Fish",), ("Rain",)]


@pytest.mark.usefixtures("erased_note")
def test_without_the_marks_it_would_come_back(run, inbox, archive_root, monkeypatch):
    monkeypatch.setattr(Withholding, "why", lambda *_: None)
    assert run("ingest", inbox).code == 0
    assert holds(archive_root, "Her words.")
