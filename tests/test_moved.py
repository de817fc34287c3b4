"""What lies somewhere else than before is known again, and so is what was set aside."""

import pytest

import stories
from stories import note, record, write


def results(ran):
    return {name: count for name, count in ran.json()["items"].items() if count}


def test_one_place_has_one_name_however_it_is_typed(run, inbox, archive_root, monkeypatch):
    note(inbox / "a.md")
    run("ingest", inbox)
    write(inbox / "a.yaml", "place: the quay")
    monkeypatch.chdir(archive_root)
    assert results(run("ingest", "../inbox", "--json")) == {"updated": 1}
    monkeypatch.chdir(inbox)
    assert results(run("ingest", "../inbox/../inbox", "--json")) == {"unchanged": 1}


def test_a_name_behind_a_link_is_the_one_that_the_system_means(
    run, inbox, archive_root, tmp_path, monkeypatch
):
    note(inbox / "deep" / "a.md", title="Deep")
    note(tmp_path / "a.md", title="Not this one")
    (tmp_path / "short").symlink_to(inbox / "deep")
    run("ingest", f"{tmp_path}/short/../deep")
    assert record(archive_root, "SELECT title FROM items") == [("Deep",)]


def test_what_moved_and_says_more_by_now_speaks_for_its_item(run, inbox, archive_root):
    note(inbox / "day" / "a.md", title="Market")
    run("ingest", inbox)
    (inbox / "day").rename(inbox / "market day")
    write(inbox / "market day" / "a.yaml", "place: the quay")
    assert results(run("ingest", inbox, "--json")) == {"updated": 1}
    assert record(archive_root, "SELECT title, place FROM items") == [("Market", "the quay")]
    write(inbox / "market day" / "a.yaml", "place: the bridge")
    assert results(run("ingest", inbox, "--json")) == {"updated": 1}
    assert run("verify").code == 0


def test_a_copy_that_brings_more_is_told_again_until_it_is_settled(run, inbox, archive_root):
    note(inbox / "a.md", title="Market")
    note(inbox / "copy" / "a.md", title="Market")
    run("ingest", inbox)
    write(inbox / "copy" / "a.yaml", "place: the quay")
    for _ in range(2):
        ran = run("ingest", inbox)
        assert ran.code == 3
        assert f"taken in from {inbox / 'a.md'}, and inbox/copy/a.yaml" in ran.err
    (inbox / "copy" / "a.yaml").rename(inbox / "a.yaml")
    assert results(run("ingest", inbox, "--json")) == {"updated": 1, "duplicate": 1}
    assert run("ingest", inbox).code == 0


def test_what_was_undone_comes_back_from_any_place_and_only_once(run, inbox, archive_root):
    note(inbox / "a.md", title="Market")
    write(inbox / "day.csv", "id,text\n1,Tea\n2,Rice\n")
    run("ingest", inbox)
    ids = record(archive_root, "SELECT id FROM items ORDER BY id")
    run("undo")
    inbox.rename(inbox.with_name("renamed"))
    assert results(run("ingest", inbox.with_name("renamed"), "--json")) == {"back": 3}
    assert run("redo").code in {0, 1}
    assert record(archive_root, "SELECT id FROM items ORDER BY id") == ids
    assert run("conflicts").code == 0
    assert run("verify").code == 0


@pytest.mark.parametrize("kind", ["an archive", "a backup"])
def test_an_archive_is_no_source(kind, run, inbox, archive_root, bag):
    note(inbox / "a.md")
    run("ingest", inbox)
    run("backup", bag)
    stories.write_words(inbox / "other")
    source = inbox / "other" if kind == "an archive" else bag
    for named in (source, source.parent):
        ran = run("ingest", named)
        assert ran.code == 3
        said = f"{source.name}: It is {kind}, and nothing of it was taken in. `fieldarchive merge`"
        assert said in ran.err
    assert record(archive_root, "SELECT count(*) FROM items") == [(1,)]


def test_of_two_copies_that_were_undone_one_speaks_again(run, inbox, archive_root):
    note(inbox / "a.md", title="Market")
    note(inbox / "b.md", title="Market")
    run("ingest", inbox)
    run("undo")
    assert results(run("ingest", inbox, "--json")) == {"back": 1, "duplicate": 1}
    write(inbox / "a.yaml", "place: the quay")
    write(inbox / "b.yaml", "place: the quay")
    run("ingest", inbox)
    assert record(archive_root, "SELECT title, place FROM items") == [("Market", "the quay")]
    assert run("verify").code == 0


def test_a_stricter_word_beside_a_copy_holds_when_the_first_is_corrected_too(
    run, inbox, archive_root
):
    note(inbox / "z" / "a.md", title="Market")
    run("ingest", inbox)
    note(inbox / "a" / "a.md", title="Market")
    write(inbox / "a" / "a.yaml", "access: closed")
    write(inbox / "z" / "a.yaml", "place: the quay")
    run("ingest", inbox)
    assert record(archive_root, "SELECT access, place FROM items") == [("closed", "the quay")]
    assert stories.browse(archive_root, "SELECT count(*) FROM items") == [(0,)]
    assert run("verify").code == 0


def test_a_browse_database_that_is_a_link_is_refused(run, inbox, archive_root, tmp_path):
    note(inbox / "a.md", title="Market")
    run("ingest", inbox)
    team, elsewhere = archive_root / "browse" / "team.db", tmp_path / "elsewhere.db"
    team.rename(elsewhere)
    team.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    note(inbox / "b.md", title="Tea")
    ran = run("ingest", inbox)
    assert (ran.code, "this is a link" in ran.err) == (1, True)
    assert elsewhere.read_bytes() == before
