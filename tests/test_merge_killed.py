"""A merge that dies in the middle leaves the archive as it was, or whole; the next one finishes."""

from __future__ import annotations

import os
from contextlib import nullcontext

import pytest
from sqlite_utils import Database

import stories
from desks import Desk, same
from fieldarchive import erase, publish
from fieldarchive.catalogue import arrivals, erasing, items, merging
from fieldarchive.cli.boundary import run
from fieldarchive.merge import fetching, rows, union
from fieldarchive.storage import keeping

STEPS = [
    (keeping, "make_safe"),
    (keeping, "_rename"),
    (fetching, "fetch"),
    (merging, "add_incoming"),
    (merging, "stray_revision"),
    (erasing, "erase"),
    (merging, "find_heads"),
    (arrivals, "note_originals"),
    (union, "show"),
    (items, "put_items"),
    (rows.erasing, "let_go"),
    (arrivals, "end_operation"),
    (erase, "remove_published"),
    (erase, "finish_removals"),
    (erasing, "write_anew"),
    (publish, "build"),
    (publish, "follow"),
]


@pytest.fixture
def lena(archive_root, capsys, inbox):
    """An archive with two notes, of which the other laptop erases one and changes one."""
    desk = Desk(archive_root.rename(archive_root.with_name("lena")), capsys)
    stories.note(inbox / "market.md", title="Market")
    stories.note(inbox / "secret.md", title="Secret", text="Withdrawn words.")
    assert desk.run("ingest", inbox).code == 0
    return desk


@pytest.fixture
def wei(lena, inbox):
    desk = lena.copied("wei")
    [(secret,)] = desk.record("SELECT id FROM items WHERE title = 'Secret'")
    assert desk.run("erase", secret, "--yes").code == 0
    (inbox / "secret.md").unlink()
    stories.note(inbox / "bridge.md", title="Bridge")
    stories.write(inbox / "market.yaml", "title: Evening market\n")
    assert desk.run("ingest", inbox).code == 0
    return desk


def killed(desk, other, module, step):
    """Whether the process died at this step of its merge."""
    child = os.fork()
    if not child:
        setattr(module, step, lambda *_, **__: os._exit(9))
        os._exit(run(["--archive", str(desk.root), "merge", str(other.root), "--yes"]))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.parametrize(("module", "step"), STEPS, ids=lambda one: getattr(one, "__name__", one))
def test_killed_at_a_step(module, step, lena, wei):
    before, after = lena.hash(), wei.hash()
    assert killed(lena, wei, module, step)
    assert lena.hash() in {before, after}
    assert lena.run("status").code == 0
    assert lena.merge(wei, "--yes").code == 0
    assert lena.run("verify").code == 0
    assert wei.merge(lena, "--yes").code == 0
    assert same(lena, wei)
    assert not stories.holds(lena.root, "Withdrawn words.")
    assert not list((lena.root / "files" / "tmp").iterdir())


def test_a_merge_in_several_transactions_would_be_noticed(lena, wei, monkeypatch):
    """The control: each statement for itself leaves half of a merge when it is killed."""
    before, after = lena.hash(), wei.hash()
    monkeypatch.setattr(Database, "atomic", lambda database: nullcontext(database))
    assert killed(lena, wei, merging, "find_heads")
    assert lena.hash() not in {before, after}
    assert lena.run("verify").code != 0
