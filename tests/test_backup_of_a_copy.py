"""Copies of one archive that share a backup: none takes back what another one put there."""

import hashlib
import shutil

import pytest

import stories
from backups import fa, forge, generation
from stories import note, record, write


@pytest.fixture
def stale(backed_up, tmp_path):
    """A copy of the archive as it is now; the archive goes on."""
    return shutil.copytree(backed_up, tmp_path / "stale")


def refuses(root, bag, words, capsys):
    """Whether an archive's backup ends with these words, and leaves the bag as it was."""
    before = stories.stamps(bag)
    capsys.readouterr()
    code = fa(root, "backup", bag)
    return code == 1 and words in capsys.readouterr().err and stories.stamps(bag) == before


def test_revisions_of_another_copy_stay(run, stale, bag, inbox, capsys):
    note(inbox / "c.md", text="Only in the newer one.")
    run("ingest", inbox)
    run("backup", bag)
    assert refuses(stale, bag, "(revisions: 1; originals: 1)", capsys)
    assert run("backup", bag).code == 0


def test_originals_of_another_copy_stay_though_nothing_was_said_of_them(
    run, stale, bag, inbox, capsys
):
    """A copy of a note, with a sidecar of its own, brings an original and no revision."""
    shutil.copytree(inbox, inbox.parent / "copies")
    write(inbox.parent / "copies" / "a.yaml", "rights: by the narrator\n")
    run("ingest", inbox.parent / "copies")
    assert run("backup", bag, "--json").json()["new"] == 1
    assert refuses(stale, bag, "(revisions: 0; originals: 1)", capsys)
    assert fa(stale, "merge", bag) == 0
    assert fa(stale, "backup", bag) == 0


def test_a_line_that_this_version_cannot_read_stays(run, backed_up, bag, capsys):
    good = (generation(bag) / "revisions.jsonl").read_bytes()
    forge(bag, "revisions.jsonl", good + good[:-2].replace(b"{", b'{"new":1,', 1) + b"}\n")
    assert refuses(backed_up, bag, "(revisions: 1; originals: 0)", capsys)
    (generation(bag) / "revisions.jsonl").write_bytes(good + good[:-9])
    assert run("backup", bag).code == 0


def test_what_was_given_up_here_is_known(run, backed_up, bag, inbox):
    """By erasing, with what came beside it, and by clearing away what was set aside."""
    write(inbox / "erased" / "e.md", "---\ntitle: Erased\n---\nWords.\n")
    shutil.copytree(inbox / "erased", inbox / "more")
    write(inbox / "more" / "e.yaml", "rights: by the narrator\n")
    run("ingest", inbox)
    note(inbox / "aside" / "d.md", title="Aside", text="Set aside.")
    run("ingest", inbox / "aside")
    assert run("backup", bag, "--json").json()["new"] == 3
    run("undo", "--yes")
    assert run("gc", "--older-than", "0d", "--yes").code == 0
    [(item,)] = record(backed_up, "SELECT id FROM items WHERE title = 'Erased'")
    assert run("erase", f"n-{item}", "--yes").code == 0
    ran = run("backup", bag, "--json")
    assert (ran.code, ran.json()["dropped"]) == (0, 3)


def test_an_original_that_nobody_here_knows_stays_and_is_told(run, backed_up, bag):
    """A backup that was cut off left it, and the archive was restored from the one before."""
    name = hashlib.sha256(b"Only here.").hexdigest()
    only = write(bag / "data" / "files" / name[:2] / name, b"Only here.")
    ran = run("backup", bag)
    assert (ran.code, f"data/files/{name[:2]}/{name} is not of this backup" in ran.err) == (3, True)
    assert only.read_bytes() == b"Only here."
