"""Whatever happens to a byte of a backup, `backup --verify` says so."""

import os

from backups import bagit_says, damaged, every_damage, faults, files_in, flip, overwrite, seal_again
from fieldarchive.storage.bags import checking


def test_every_file_of_a_backup_counts(run, backed_up, bag):
    """Missing, empty, short, long and flipped, in turn: the sweep tries all of them on each."""
    for number, path in enumerate(files_in(bag)):
        kind, spoilt = every_damage(path.read_bytes())[number % 5]
        with damaged(path, spoilt):
            code, found = faults(run, bag)
            assert (code, bool(found)) == (4, True), (path, kind)
    assert faults(run, bag) == (0, [])


def test_two_originals_that_changed_places_are_seen(run, backed_up, bag):
    one, two, *_ = sorted((bag / "data" / "files").glob("??/*"))
    os.rename(one, bag / "x")
    os.rename(two, one)
    os.rename(bag / "x", two)
    code, found = faults(run, bag)
    assert (code, found[:2]) == (4, ["bytes-changed"] * 2)


def test_a_bag_that_was_forged_to_fit_its_manifest_is_seen(run, backed_up, bag):
    """Digests of digests: whoever corrects both manifests still has history against them."""
    path = next((bag / "data" / "record").glob("*/revisions.jsonl"))
    words = path.read_text(encoding="utf-8")
    assert "Morning market" in words
    overwrite(path, words.replace("Morning market", "Evening market").encode())
    seal_again(bag)
    assert bagit_says(bag) == 0
    assert faults(run, bag) == (4, ["history"])


def test_without_its_digests_the_check_would_see_nothing(run, backed_up, bag, monkeypatch):
    """The control: a check that believes names lets a flip in an original through."""
    path = next((bag / "data" / "files").glob("??/*"))
    real = checking.digest_of
    believe = lambda p, **options: p.name if "files" in p.parts else real(p, **options)  # noqa: E731
    flip(path, 5)
    assert faults(run, bag)[0] == 4
    monkeypatch.setattr(checking, "digest_of", believe)
    assert faults(run, bag) == (0, [])
