"""The items that are set aside when an ingest begins, by the file by which each is known."""

from __future__ import annotations

from functools import cached_property

from fieldarchive.archive import Archive
from fieldarchive.catalogue import revisions
from fieldarchive.intake.making_items import main_file
from fieldarchive.model import FileEntry


class SetAside:
    """Read once a run: what comes back meanwhile is found among what is shown."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def owner(self, entry: FileEntry) -> str | None:
        """The item that a file, or a line of a table, belongs to as its main one."""
        return self._by_file.get((entry.sha256, entry.row))

    @cached_property
    def _by_file(self) -> dict[tuple[str, int | None], str]:
        records = revisions.set_aside(self._archive.record)
        standings = revisions.standings(self._archive.record, records, aside=True)
        mains = ((one.record, main_file(one.account.files)) for one in standings)
        return {(main.sha256, main.row): record for record, main in mains}
