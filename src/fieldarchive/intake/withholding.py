"""Withholding: what was erased once is not taken in again, wherever it is brought from.

Known by the marks that an erasure left. Content tells by its bytes; a text also by its place,
because a corrected note would have been a revision of the one that was erased.
"""

from __future__ import annotations

from fieldarchive.archive import Archive
from fieldarchive.catalogue import arrivals, erasures, items
from fieldarchive.catalogue.erasures import place_message, row_message
from fieldarchive.intake.making_items import Described, main_file
from fieldarchive.intake.material import place_of
from fieldarchive.model import FileEntry, Problem, Role

_MEDIA = {Role.IMAGE, Role.RECORDING}


class Withholding:
    """The marks of an archive, as they were when a run began."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._erasures = erasures.all_erasures(archive.record)

    def why(self, one: Described) -> Problem | None:
        """Why an item is not taken in, or None when it may be."""
        if not self._erasures.erased_at:
            return None
        content = [entry for entry in one.account.files if entry.role is not Role.SIDECAR]
        instants = {entry: self._erasures.of(_message(entry)) for entry in content}
        here = self._erased_here(one)
        for entry, instant in instants.items():
            if instant and (here or not self._is_needed(entry)):
                return _was_erased(instant, entry.row)
        if here and main_file(content).role not in _MEDIA:
            return _lies_where(here)
        return None

    def _erased_here(self, one: Described) -> str | None:
        """When the item was erased that lay here; None where another one lies since."""
        place, part = place_of(one.material.bundle), one.material.part
        if arrivals.placed_at(self._archive.record, place, part) is not None:
            return None
        return self._erasures.of(place_message(place, part))

    def _is_needed(self, entry: FileEntry) -> bool:
        """Whether an item that is not erased has this file as well."""
        if entry.row is not None:
            return bool(items.owners(self._archive.record, entry.sha256, entry.row))
        return bool(erasures.needed_by(self._archive.record, [entry.sha256]))


def _message(entry: FileEntry) -> str:
    return entry.sha256 if entry.row is None else row_message(entry.sha256, entry.row)


def _was_erased(instant: str, row: int | None) -> Problem:
    what = "It" if row is None else f"Row {row}"
    return Problem(
        "was-erased",
        f"{what} was erased on {instant[:10]} and is not taken in again. "
        "Take it out of what you ingest.",
        serious=True,
    )


def _lies_where(instant: str) -> Problem:
    return Problem(
        "was-erased",
        f"It lies where a text lay that was erased on {instant[:10]}, and is not taken in. "
        "If it is another text, give it another name.",
        serious=True,
    )
