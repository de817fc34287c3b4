"""Journals that SQLite would follow to other files, and delete those.

A rollback journal may end with the name of another one, the journal of several databases at once.
SQLite opens that file and deletes it when it is no journal. The program never writes such a
name; a stranger could put any file of this machine into it. The format: sqlite.org/fileformat2,
1.4. It reads the end of a journal itself, because `storage` and `catalogue` both have to know.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fieldarchive.errors import StorageError
from fieldarchive.naming import naming

NAMES_ANOTHER = "names other files of this machine, as ours never do"
_MAGIC = bytes.fromhex("d9d505f920a163d7")  # how a journal that names another one ends


def journal_of(database: Path) -> Path:
    """Where SQLite keeps the journal of a database."""
    return database.with_name(f"{database.name}-journal")


def names_another(journal: Path) -> bool:
    """Whether a journal names another one; raises `OSError` when it cannot be read."""
    with naming(journal), journal.open("rb") as file:
        file.seek(max(0, journal.stat().st_size - len(_MAGIC)))
        return file.read() == _MAGIC


def refuse_strange(databases: Iterable[Path]) -> None:
    """Raise `StorageError` when one of these databases lies beside such a journal."""
    for journal in map(journal_of, databases):
        if journal.is_file() and names_another(journal):
            raise StorageError(
                journal,
                f"this journal {NAMES_ANOTHER}. Nothing was opened. Do you know where this archive "
                "comes from? `fieldarchive restore` makes one from a backup.",
            )
