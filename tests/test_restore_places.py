"""Where an archive can be restored to, told before anything is copied."""

import stories
from backups import hash_of
from stories import write


def test_the_folder_that_one_is_in_is_told_first(run, backed_up, bag, tmp_path, monkeypatch):
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    for target in (".", here):
        ran = run("restore", bag, target)
        assert (ran.code, "Name a new folder in it" in ran.err) == (1, True)
    assert not here.with_name("here.part").exists()
    assert run("restore", bag, "new").code == 0
    assert hash_of(here / "new") == hash_of(backed_up)


def test_an_archive_is_not_restored_into_its_backup(run, backed_up, bag):
    before = stories.stamps(bag)
    ran = run("restore", bag, bag / "data" / "inner")
    assert (ran.code, "and the backup lie one inside the other" in ran.err) == (1, True)
    assert stories.stamps(bag) == before


def test_what_lies_in_the_way_of_a_restore_is_not_followed(run, backed_up, bag, back, tmp_path):
    theirs = write(tmp_path / "theirs" / "thesis.txt", "years of work").parent
    part = back.with_name("back.part")
    write(theirs / ".restoring", "")
    part.symlink_to(theirs)
    assert "something that is no folder" in run("restore", bag, back).err
    part.unlink()
    write(part / ".restoring", "")
    (part / "files").symlink_to(theirs)
    (part / "vocabularies").symlink_to(theirs)
    assert f"{part / 'files'}: this is a link" in run("restore", bag, back).err
    (part / "files").unlink()
    assert run("restore", bag, back).code == 0
    assert sorted(path.name for path in theirs.iterdir()) == [".restoring", "thesis.txt"]
