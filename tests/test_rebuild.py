"""What is shown is made again from history and originals, row for row."""

import shutil

import pytest

import stories
from fieldarchive.catalogue.schema import PROJECTION
from stories import note, write
from test_ingest import picture, recording


@pytest.fixture
def filled(run, inbox, archive_root):
    """One of everything that rows are made of."""
    note(inbox / "a.md")
    note(inbox / "copy" / "a.md")
    write(inbox / "old.txt", "Рынок на набережной Амура.\n".encode("koi8-r"))
    write(inbox / "named.txt", "Чай.\n".encode("cp866"))
    write(inbox / "named.yaml", "encoding: cp866\nnarrators: Лена; nobody known\n")
    write(inbox / "guessed.txt", "Ωραία μέρα.\n".encode("cp1253"))
    write(inbox / "broken.md", "---\naccess: [\n---\nText.\n")
    write(inbox / "notes.csv", "id,text,city\n1,рынок,Heihi\n2,чай,黑河\n3,рис,黑河\n")
    write(inbox / "prices.csv", "fish,price\ncarp,12\n")
    write(inbox / "r-1.ru.srt", "1\n00:00:05,000 --> 00:00:09,000\nА\n\n1\n00:00:01,000 --> 00:0\n")
    write(inbox / "r-1.en.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Lena>How much?\n")
    recording(inbox / "r-1.wav")
    picture(inbox / "DSC_1.JPG")
    write(inbox / "DSC_1.yaml", "themes: bazar; smell\n")
    write(inbox / "map.pdf", b"%PDF-1.4 not read")
    write(inbox / "items.csv", "file,title,date\nDSC_1,Набережная,12.05.2013\n")
    run("ingest", inbox, "--place", "the quay")
    note(inbox / "a.md", text="Corrected.")
    write(inbox / "DSC_1.yaml", "themes: smell\n")
    run("ingest", inbox, "--place", "the quay")


def projection(root):
    whole = stories.dump(root / "archive.db")
    return {table: whole[table] for table in PROJECTION}


def published(root):
    """The browse database without the numbers that it gives its rows."""
    shown = stories.dump(root / "browse" / "team.db", without={"release"})
    return shown, stories.indexed_words(root / "browse" / "team.db")


def test_the_projection_is_the_same_after_a_rebuild(run, filled, archive_root):
    before = projection(archive_root)
    assert {table for table in before if not before[table]} == {"conflicts", "told_about"}
    assert run("rebuild").code == 0
    assert projection(archive_root) == before


def test_the_browse_database_is_the_same_after_a_rebuild(run, filled, archive_root):
    run("rebuild")
    before = published(archive_root)
    shutil.rmtree(archive_root / "browse")
    run("rebuild")
    assert published(archive_root) == before


def test_what_was_spoilt_by_hand_is_made_again(run, filled, archive_root):
    """The control: a row that says something else is put right, so the comparison would see it."""
    before = projection(archive_root)
    stories.change(archive_root, "UPDATE items SET title = 'spoilt'")
    stories.change(archive_root, "DELETE FROM texts")
    assert projection(archive_root) != before
    run("rebuild")
    assert projection(archive_root) == before


@pytest.mark.parametrize("lost", ["browse", "team.db", "half"])
def test_an_ingest_makes_a_browse_database_that_is_gone_or_damaged(
    lost, run, filled, inbox, archive_root
):
    run("rebuild")
    before = published(archive_root)
    team = archive_root / "browse" / "team.db"
    if lost == "browse":
        shutil.rmtree(team.parent)
    elif lost == "team.db":
        team.unlink()
    else:
        team.write_bytes(team.read_bytes()[:9000])
    assert "Traceback" not in run("ingest", inbox, "--place", "the quay").err
    assert published(archive_root) == before


def test_history_and_originals_are_not_touched_by_a_rebuild(run, filled, archive_root):
    untouched = {*PROJECTION}
    before = stories.dump(archive_root / "archive.db", without=untouched)
    originals = stories.stamps(archive_root / "files")
    run("rebuild")
    assert stories.dump(archive_root / "archive.db", without=untouched) == before
    assert stories.stamps(archive_root / "files") == originals


def test_an_item_whose_original_is_gone_stays_and_is_told(run, filled, archive_root):
    for original in (archive_root / "files").glob("??/*"):
        original.unlink()
    count = stories.record(archive_root, "SELECT count(*) FROM items")
    ran = run("rebuild")
    assert (ran.code, "damaged or missing" in ran.out) == (4, True)
    assert stories.record(archive_root, "SELECT count(*) FROM items") == count
    assert run("verify").code == 4
