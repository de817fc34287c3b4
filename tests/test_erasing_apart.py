"""What one laptop erased and another needs: it stays there, it travels, and all end alike."""

from contextlib import closing
from hashlib import sha256

import pytest

import stories
from desks import Desk
from fieldarchive.catalogue import erasures
from fieldarchive.catalogue.database import open_record
from marks import named

SHARED = b"city: heihe\n"
MARKED = sha256(SHARED).hexdigest()


@pytest.fixture
def tom(archive_root, capsys, tmp_path):
    """A laptop with nothing on it."""
    return Desk(archive_root.rename(tmp_path / "tom"), capsys)


@pytest.fixture
def lena(tom, inbox):
    """Lena's day has a folder file with the bytes of somebody's sidecar."""
    stories.note(inbox / "market.md")
    stories.write(inbox / "_folder.yaml", SHARED)
    desk = tom.copied("lena")
    assert desk.run("ingest", inbox).code == 0
    return desk


@pytest.fixture
def wei(tom, tmp_path):
    """Wei erased a talk that came with such a sidecar."""
    stories.note(tmp_path / "talks" / "talk.md", "Talk", "Her words.")
    stories.write(tmp_path / "talks" / "talk.yaml", SHARED)
    desk = tom.copied("wei")
    assert desk.run("ingest", tmp_path / "talks").code == 0
    assert desk.run("erase", *named(desk.root), "--yes").code == 0
    return desk


def keeps(desk):
    """Whether it has the bytes and their row."""
    rows = desk.record("SELECT 1 FROM originals WHERE sha256 = ?", MARKED)
    return SHARED in stories.originals(desk.root).values() and bool(rows)


def test_a_folder_file_stays_whoever_erased_the_same_bytes(lena, wei):
    told = lena.merge(wei)
    assert (told.code, "nothing that was here is concerned" in told.out) == (0, True)
    assert keeps(lena)
    assert "2 originals" in wei.merge(lena).out
    assert keeps(wei)
    assert wei.run("verify").code == 0
    assert "Nothing new" in lena.merge(wei).out
    assert "Nothing new" in wei.merge(lena).out
    assert lena.hash() == wei.hash()


def test_what_erasing_spares_a_later_merge_spares_too(lena, tom, inbox):
    stories.write(inbox / "other" / "talk.yaml", SHARED)
    stories.note(inbox / "other" / "talk.md", "Talk", "Her words.")
    assert lena.run("ingest", inbox).code == 0
    talk = named(lena.root, "%talk.md")
    assert "it describes its folder" in lena.run("erase", *talk, "--yes").out
    assert keeps(lena)
    stories.note(inbox / "bridge.md", "Bridge")
    assert tom.run("ingest", inbox / "bridge.md").code == 0
    assert "1 new item" in lena.merge(tom).out
    assert keeps(lena)


def test_what_no_item_here_names_goes_by_a_merge_when_somebody_agreed(lena, wei, tom):
    tom.merge(lena)
    before = stories.files_of(tom.root)
    refused = tom.merge(wei)
    assert (refused.code, "1 original of no item" in refused.err) == (1, True)
    assert stories.files_of(tom.root) == before
    assert "would be removed 1 original" in tom.merge(wei, "--dry-run").out
    assert keeps(tom)

    assert "removed  1 original that nothing else here needs" in tom.merge(wei, "--yes").out
    assert not keeps(tom)
    assert "1 originals removed" in tom.run("log", "--limit", "1").out
    assert "Nothing new" in tom.merge(lena).out  # as long as she does not know of it
    lena.merge(wei)
    assert "1 original" in tom.merge(lena).out
    wei.merge(lena)
    assert keeps(tom)
    for here, there in ((lena, tom), (lena, wei), (wei, tom), (tom, wei)):
        assert "Nothing new" in here.merge(there).out
    assert len({desk.hash() for desk in (lena, wei, tom)}) == 1


def test_an_invented_erasure_takes_nothing_that_is_needed(lena, tom):
    invented = "0123456789abcdef"
    with closing(open_record(tom.root / "archive.db")) as database, database.atomic():
        number = erasures.arrivals.begin_operation(database, "erase", None, "forged")
        erasures.put_tombstones(database, [(invented, "2026-01-01T00:00:00Z")], number)
        erasures.put_marks(database, [(invented, erasures.mark_of(invented, MARKED))])
    assert lena.merge(tom).code == 0
    assert keeps(lena)
    assert lena.record("SELECT count(*) FROM items") == [(1,)]


def test_what_came_beside_a_copy_stays_too(tom, wei, inbox):
    stories.note(inbox / "market.md")
    stories.note(inbox / "copy" / "market.md")
    stories.write(inbox / "copy" / "market.yaml", SHARED)
    assert "belongs to no item yet" in tom.run("ingest", inbox).err
    assert tom.merge(wei).code == 0
    assert keeps(tom)
