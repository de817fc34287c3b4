"""What an ingest takes in, what it recognises, and what it says of the rest."""

import io
import os
import wave

import pytest
from PIL import Image

import stories
from stories import note, record, write


def picture(path, colour="red"):
    """A small photograph of nothing but one colour."""
    jpeg = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(jpeg, "JPEG")
    return write(path, jpeg.getvalue())


def recording(path, seconds=1):
    """Silence, as a recorder writes it."""
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(16_000 * seconds))
    return write(path, sound.getvalue())


def files(report):
    return report.json()["files"]


def results(report):
    return {name: count for name, count in report.json()["items"].items() if count}


def touch(path):
    os.utime(path, ns=(1, 1))


def everything(root):
    """The whole record, but for when and by which operation it was written."""
    return stories.dump(root / "archive.db", without={"operations"})


def test_a_second_ingest_of_the_same_folder_changes_nothing_and_says_so(run, inbox, archive_root):
    note(inbox / "a.md")
    write(inbox / "b.txt", "Чай.\n")
    write(inbox / "_folder.yaml", "place: the quay")
    assert run("ingest", inbox).code == 0
    before, published = everything(archive_root), stories.files_of(archive_root / "browse")
    again = run("ingest", inbox)
    assert (again.code, again.err) == (0, "")
    assert "all 3 files were kept before" in again.out
    assert everything(archive_root) == before
    assert stories.files_of(archive_root / "browse") == published


def test_a_changed_note_is_seen_by_the_same_comparison(run, inbox, archive_root):
    """The control of the test above: its comparison does find a change."""
    note(inbox / "a.md")
    run("ingest", inbox)
    before = everything(archive_root)
    note(inbox / "a.md", text="Fish and no tea.")
    run("ingest", inbox)
    assert everything(archive_root) != before


def test_the_sources_are_never_touched(run, inbox):
    note(inbox / "a.md")
    picture(inbox / "DSC_1.JPG")
    write(inbox / "odd.xyz", "?")
    before = stories.stamps(inbox)
    for words in (["ingest", inbox], ["ingest", "--rehash", inbox], ["rebuild"], ["verify"]):
        run(*words)
    assert stories.stamps(inbox) == before


def test_a_touched_file_is_the_same_file(run, inbox):
    touch(note(inbox / "a.md"))
    run("ingest", inbox)
    os.utime(inbox / "a.md")
    again = run("ingest", "--json", inbox)
    assert files(again) == {"found": 1, "new": 0, "same": 1, "refused": 0}
    assert results(again) == {"unchanged": 1}


def test_a_corrected_note_is_a_revision_of_itself(run, inbox, archive_root):
    note(inbox / "a.md", text="Fish and tee.")
    run("ingest", inbox)
    note(inbox / "a.md", text="Fish and tea, at dawn.")
    assert results(run("ingest", "--json", inbox)) == {"updated": 1}
    assert record(archive_root, "SELECT count(*) FROM items") == [(1,)]
    assert record(archive_root, "SELECT count(*) FROM revisions") == [(2,)]
    assert run("find", "dawn", "--json").json()["total"] == 1
    assert run("find", "tee", "--json").json()["total"] == 0
    assert any(b"tee." in content for content in stories.originals(archive_root).values())


def describe_in_sidecar(inbox):
    write(inbox / "a.yaml", "place: the ferry")


def describe_in_folder(inbox):
    write(inbox / "_folder.yaml", "place: the ferry")


def describe_in_table(inbox):
    write(inbox / "items.csv", "file,place\na.md,the ferry")


@pytest.mark.parametrize("describe", [describe_in_sidecar, describe_in_folder, describe_in_table])
def test_an_edited_description_is_a_revision(describe, run, inbox, archive_root):
    note(inbox / "a.md")
    run("ingest", inbox)
    describe(inbox)
    assert results(run("ingest", "--json", inbox)) == {"updated": 1}
    assert record(archive_root, "SELECT place FROM items") == [("the ferry",)]


def test_an_option_of_the_command_is_a_revision_too(run, inbox, archive_root):
    note(inbox / "a.md")
    run("ingest", inbox)
    again = run("ingest", "--json", inbox, "--place", "the ferry", "--theme", "smell")
    assert results(again) == {"updated": 1}
    assert record(archive_root, "SELECT place FROM items") == [("the ferry",)]
    assert record(archive_root, "SELECT theme FROM item_themes") == [("market",)]


def test_another_picture_under_an_old_name_is_another_item(run, inbox, archive_root):
    picture(inbox / "DSC_1.JPG", "red")
    run("ingest", inbox)
    picture(inbox / "DSC_1.JPG", "blue")
    assert results(run("ingest", "--json", inbox)) == {"new": 1}
    assert record(archive_root, "SELECT count(*) FROM items") == [(2,)]


def test_an_item_that_gains_a_recording_is_the_same_item(run, inbox, archive_root):
    write(inbox / "r-1.srt", "1\n00:00:01,000 --> 00:00:02,000\nРека\n")
    run("ingest", inbox)
    recording(inbox / "r-1.wav")
    assert results(run("ingest", "--json", inbox)) == {"updated": 1}
    roles = record(archive_root, "SELECT role FROM item_files ORDER BY n")
    assert roles == [("transcript",), ("recording",)]


def test_a_picture_that_gains_its_raw_file_is_the_same_item(run, inbox, archive_root):
    picture(inbox / "DSC_1.JPG")
    run("ingest", inbox)
    write(inbox / "DSC_1.ARW", b"II*\0 not much of a raw file")
    assert results(run("ingest", "--json", inbox)) == {"updated": 1}


def test_a_renamed_folder_is_recognised(run, inbox, archive_root):
    note(inbox / "heihe" / "a.md")
    run("ingest", inbox)
    before = everything(archive_root)["items"]
    (inbox / "heihe").rename(inbox / "day one")
    again = run("ingest", "--json", inbox)
    assert files(again)["new"] == 0
    assert results(again).get("new", 0) == 0
    assert everything(archive_root)["items"] == before


def test_a_note_in_a_renamed_folder_can_be_corrected(run, inbox, archive_root):
    note(inbox / "one" / "a.md")
    write(inbox / "one" / "a.yaml", "place: the quay")
    run("ingest", inbox)
    (inbox / "one").rename(inbox / "two")
    run("ingest", inbox)
    note(inbox / "two" / "a.md", text="Corrected.")
    write(inbox / "two" / "a.yaml", "place: the ferry\naccess: closed")
    assert results(run("ingest", "--json", inbox)) == {"updated": 1}
    assert record(archive_root, "SELECT place, access FROM items") == [("the ferry", "closed")]


def test_a_bare_copy_does_not_speak_when_the_first_is_away(run, inbox, archive_root):
    """A card whose folder said `closed`, and later a copy of the notes alone without the card."""
    note(inbox / "card" / "a.md")
    write(inbox / "card" / "_folder.yaml", "access: closed")
    run("ingest", inbox)
    (inbox / "copy").mkdir()
    (inbox / "card" / "a.md").rename(inbox / "copy" / "a.md")
    (inbox / "card" / "_folder.yaml").unlink()
    for words in (["ingest"], ["ingest", "--rehash"]):
        assert results(run(*words, "--json", inbox)) == {"duplicate": 1}
    assert record(archive_root, "SELECT access FROM items") == [("closed",)]


def test_the_same_bytes_twice_in_one_run_are_one_item(run, inbox, archive_root):
    note(inbox / "a" / "one.md")
    note(inbox / "b" / "two.md")
    ran = run("ingest", "--json", inbox)
    assert files(ran) == {"found": 2, "new": 1, "same": 1, "refused": 0}
    assert results(ran) == {"new": 1, "duplicate": 1}
    assert "here before under another name" in run("ingest", inbox, "--rehash").out


def test_a_copy_that_was_changed_becomes_an_item_of_its_own(run, inbox, archive_root):
    note(inbox / "a" / "one.md")
    note(inbox / "b" / "one.md")
    run("ingest", inbox)
    note(inbox / "b" / "one.md", text="Zebras on the embankment.")
    assert results(run("ingest", "--json", inbox)) == {"unchanged": 1, "new": 1}
    assert run("find", "zebras", "--json").json()["total"] == 1


def test_a_copy_stays_a_copy_when_the_first_was_corrected(run, inbox, archive_root):
    note(inbox / "a" / "one.md")
    touch(note(inbox / "b" / "one.md"))
    run("ingest", inbox)
    note(inbox / "a" / "one.md", text="Corrected.")
    run("ingest", inbox)
    os.utime(inbox / "b" / "one.md")
    assert results(run("ingest", "--json", inbox)) == {"unchanged": 1, "duplicate": 1}


def test_files_of_one_stem_are_one_interview(run, inbox, archive_root):
    recording(inbox / "r-012.wav", seconds=2)
    write(inbox / "r-012.ru.srt", "1\n00:00:00,000 --> 00:00:01,000\nПочём рыба?\n")
    write(inbox / "r-012.en.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nHow much is the fish?\n")
    write(inbox / "r-012.yaml", "city: Сахалян\nnarrators: Лена\n")
    ran = run("ingest", inbox)
    assert ran.code == 0, ran.err
    [item] = record(archive_root, "SELECT kind, city, title FROM items")
    assert item == ("interview", "heihe", "r-012")
    languages = record(archive_root, "SELECT language, text FROM segments ORDER BY n")
    assert languages == [("en", "How much is the fish?"), ("ru", "Почём рыба?")]
    assert record(archive_root, "SELECT handle FROM item_people") == [("narrator-01",)]
    assert record(archive_root, "SELECT duration_ms FROM recordings") == [(2000,)]


@pytest.mark.parametrize("sidecar", ["DSC_1.yaml", "DSC_1.JPG.yaml", "dsc_1.yml"])
def test_a_sidecar_beside_a_photograph_describes_it(sidecar, run, inbox, archive_root):
    picture(inbox / "DSC_1.JPG")
    write(inbox / sidecar, "title: Набережная")
    run("ingest", inbox)
    [item] = record(archive_root, "SELECT kind, title FROM items")
    assert item == ("photograph", "Набережная")


def test_an_xmp_beside_a_photograph_describes_it(run, inbox, archive_root):
    picture(inbox / "DSC_1.JPG")
    write(
        inbox / "DSC_1.JPG.xmp",
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>'
        '<rdf:li xml:lang="x-default">两岸</rdf:li></rdf:Alt></dc:title>'
        "</rdf:Description></rdf:RDF></x:xmpmeta>",
    )
    run("ingest", inbox)
    assert record(archive_root, "SELECT title FROM items") == [("两岸",)]


def test_rows_of_a_table_are_notes_and_known_again_by_their_id(run, inbox, archive_root):
    write(inbox / "notes.csv", "id,date,text\n1,2013-05-12,рынок\n2,2013-05-13,чай\n")
    assert results(run("ingest", "--json", inbox)) == {"new": 2}
    write(inbox / "notes.csv", "id,date,text\n2,2013-05-13,крепкий чай\n1,2013-05-12,рынок\n")
    ran = run("ingest", "--json", inbox)
    assert results(ran) == {"updated": 2}
    texts = record(archive_root, "SELECT text FROM texts ORDER BY text")
    assert texts == [("крепкий чай",), ("рынок",)]


def test_rows_without_an_id_are_known_by_what_they_say(run, inbox, archive_root):
    write(inbox / "notes.csv", "дата;текст\n12.05.2013;рынок\n13.05.2013;чай\n")
    run("ingest", inbox)
    write(inbox / "notes.csv", "дата;текст\n11.05.2013;дождь\n12.05.2013;рынок\n13.05.2013;чай\n")
    ran = run("ingest", "--json", inbox)
    assert results(ran)["new"] == 1
    assert record(archive_root, "SELECT count(*) FROM items") == [(3,)]


def test_a_copy_of_a_table_adds_only_what_was_changed_in_it(run, inbox, archive_root):
    write(inbox / "a" / "notes.csv", "id,text\n1,рынок\n2,чай\n")
    write(inbox / "b" / "notes.csv", "id,text\n1,рынок\n2,чай\n")
    assert results(run("ingest", "--json", inbox)) == {"new": 2, "duplicate": 2}
    write(inbox / "b" / "notes.csv", "id,text\n1,рынок\n2,рис\n")
    assert results(run("ingest", "--json", inbox)) == {"unchanged": 2, "duplicate": 1, "new": 1}


def test_a_table_without_a_column_of_text_is_kept_whole(run, inbox, archive_root):
    write(inbox / "prices.csv", "fish,price\ncarp,12\n")
    ran = run("ingest", inbox)
    assert (ran.code, "its rows are no notes" in ran.err) == (0, True)
    assert record(archive_root, "SELECT count(*) FROM item_files") == [(1,)]


def test_what_is_refused_is_refused_again_and_never_called_kept(run, inbox):
    note(inbox / "a.md")
    write(inbox / "a.xyz", "?")
    write(inbox / "b.md", "")
    first, second = run("ingest", "--json", inbox), run("ingest", "--json", inbox)
    assert (first.code, second.code) == (3, 3)
    assert files(first) == {"found": 3, "new": 1, "same": 0, "refused": 2}
    assert files(second) == {"found": 3, "new": 0, "same": 1, "refused": 2}
    codes = {problem["code"] for problem in second.json()["problems"]}
    assert codes == {"unknown-format", "empty"}
    assert run("ingest", inbox, inbox / "nowhere").code == 3


def test_a_description_of_nothing_is_told(run, inbox):
    write(inbox / "r-012.yaml", "title: who am I?")
    ran = run("ingest", "--json", inbox)
    assert ran.code == 3
    assert [problem["code"] for problem in ran.json()["problems"]] == ["describes-nothing"]


def test_nothing_is_written_by_a_dry_run_which_foresees_what_will_be(run, inbox, archive_root):
    note(inbox / "a.md")
    write(inbox / "a.xyz", "?")
    before = stories.files_of(archive_root)
    foreseen = run("ingest", "--json", "--dry-run", inbox)
    assert stories.files_of(archive_root) == before
    done = run("ingest", "--json", inbox)
    assert foreseen.code == done.code == 3
    for fact in ("files", "items", "problems"):
        assert foreseen.json()[fact] == done.json()[fact]


def test_a_report_has_a_line_for_every_outcome_and_problem(run, inbox, tmp_path):
    note(inbox / "a.md", title="=cmd|' /C calc'!A0")
    write(inbox / "=1+1.xyz", "?")
    run("ingest", inbox, "--report", tmp_path / "report.csv")
    lines = (tmp_path / "report.csv").read_text("utf-8").splitlines()
    assert len(lines) == 1 + 3
    assert not any(cell.startswith("=") for line in lines for cell in line.split(","))
