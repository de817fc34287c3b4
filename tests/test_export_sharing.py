"""A long table is written by several processes, and nobody can tell from the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from export_samples import TABLES, build, item
from fieldarchive.catalogue import exported
from fieldarchive.export import Filter
from fieldarchive.export.blocks import Source
from fieldarchive.export.sharing import SPAN, blocks

ALONE, SHARED = 10**9, 1


@pytest.fixture(scope="module")
def long_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five spans and a bit, every seventh row with a formula, a half of the rows in each city."""
    items = [
        item(f"n-{n}", title="=1+1" if n % 7 == 0 else f"рынок {n}", city=("heihe", None)[n % 2])
        for n in range(SPAN * 5 + 3)
    ]
    return build(tmp_path_factory.mktemp("long") / "team.db", items)


@pytest.mark.parametrize("wanted", [Filter(), Filter(cities=("heihe",))])
def test_shared_work_gives_the_same_blocks(long_table, wanted):
    source = Source(long_table, "items", TABLES["items"], wanted)
    with exported.reading(long_table, wanted) as database:
        alone = list(blocks(database, source, ALONE))
        assert list(blocks(database, source, SHARED)) == alone
    rows = SPAN * 5 + 3
    assert sum(block.rows for block in alone) == (rows if wanted == Filter() else rows // 2 + 1)


def test_what_the_others_cannot_read_is_read_here(long_table, tmp_path):
    """They are sent to a database that is not there; the one in hand still gives every row."""
    elsewhere = Source(tmp_path / "gone.db", "items", TABLES["items"], Filter())
    with exported.reading(long_table, Filter()) as database:
        found = sum(block.rows for block in blocks(database, elsewhere, SHARED))
    assert found == SPAN * 5 + 3


def test_work_that_is_broken_off_leaves_nobody_working(long_table):
    source = Source(long_table, "items", TABLES["items"], Filter())
    with exported.reading(long_table, Filter()) as database:
        begun = blocks(database, source, SHARED)
        next(begun)
        begun.close()  # waits for the others; a worker that stayed would hang here
