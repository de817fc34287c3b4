"""Folders whose names are no UTF-8: a backup goes there, and everything comes back from there."""

import os

import pytest

from backups import fa, hash_of
from stories import originals, record


@pytest.fixture
def odd(tmp_path):
    """A folder on a stick that another system named in another code."""
    return tmp_path / os.fsdecode(b"\xc0\xf0\xf5\xe8\xe2")


def test_a_backup_in_a_folder_with_an_odd_name(run, backed_up, odd, back):
    assert run("backup", odd).code == 0
    said = run("status").out
    assert ("today, " in said, r"\xc0\xf0\xf5\xe8\xe2" in said) == (True, True)
    assert run("backup", "--verify", odd).code == 0
    assert run("restore", odd, back).code == 0
    assert hash_of(back) == hash_of(backed_up)
    assert fa(back, "status") == 0


def test_repair_from_a_folder_with_an_odd_name(run, backed_up, odd):
    run("backup", odd)
    name = next(iter(originals(backed_up)))
    (backed_up / "files" / name[:2] / name).unlink()
    assert run("verify", "--repair", odd).code == 0
    [(summary,)] = record(backed_up, "SELECT summary FROM operations WHERE command LIKE 'verify%'")
    assert summary.endswith(r"\xc0\xf0\xf5\xe8\xe2")
