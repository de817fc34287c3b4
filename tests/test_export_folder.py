"""An export replaces an earlier one as a whole or not at all, and nothing of anybody else."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from export_samples import ITEMS, build, item, table_rows
from fieldarchive.catalogue.database import open_record
from fieldarchive.catalogue.wanted import Condition, Wanted
from fieldarchive.errors import (
    NotOurExport,
    NotServable,
    StorageError,
)
from fieldarchive.export import export_csv


@pytest.fixture
def browse(tmp_path: Path) -> Path:
    return build(tmp_path / "team.db", ITEMS)


def test_an_earlier_export_is_replaced_and_a_stranger_is_not(browse, tmp_path):
    export_csv(browse, tmp_path / "out", Wanted())
    export_csv(browse, tmp_path / "out", Wanted((Condition("kind", ("interview",)),)))
    assert [row["key"] for row in table_rows(tmp_path / "out", "items")] == ["i-1"]
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes/items.csv").write_text("mine")
    with pytest.raises(NotOurExport, match=r"items\.csv"):
        export_csv(browse, tmp_path / "notes", Wanted())
    assert (tmp_path / "notes/items.csv").read_text() == "mine"


def test_what_cannot_be_a_folder_is_refused_in_words(browse, tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(StorageError, match="cannot be written to"):
        export_csv(browse, tmp_path / "out", Wanted())


def test_the_record_itself_is_never_exported(tmp_path):
    open_record(tmp_path / "archive.db").conn.executescript(
        "CREATE TABLE items (id); PRAGMA application_id = 0x46416172"
    )
    with pytest.raises(NotServable):
        export_csv(tmp_path / "archive.db", tmp_path / "out", Wanted())


def test_a_damaged_database_leaves_the_earlier_export_alone(browse, tmp_path):
    export_csv(browse, tmp_path / "out", Wanted())
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    with browse.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (browse.stat().st_size - 4096))
    with pytest.raises(StorageError, match="Nothing is lost"):
        export_csv(browse, tmp_path / "out", Wanted())
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_a_killed_export_leaves_no_half_file_under_its_name(tmp_path):
    items = [item(f"n-{n}", text="рынок у моста " * 400) for n in range(1500)]
    browse, out = build(tmp_path / "team.db", items), tmp_path / "out"
    command = (
        "import sys; from pathlib import Path; from fieldarchive.export import *\n"
        "from fieldarchive.catalogue.wanted import Wanted\n"
        "export_csv(Path(sys.argv[1]), Path(sys.argv[2]), Wanted())"
    )
    with subprocess.Popen([sys.executable, "-c", command, str(browse), str(out)]) as export:
        while not (out / "items.csv.part").exists() and export.poll() is None:
            pass
        export.send_signal(signal.SIGKILL)
    assert export.returncode == -signal.SIGKILL
    assert not list(out.glob("*.csv"))
    assert export_csv(browse, out, Wanted()).rows["items"] == 1500
    assert not list(out.glob("*.part"))
