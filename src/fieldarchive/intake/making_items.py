"""Check: from described material to an item, as history will say it and as it will be shown.

The same function serves `rebuild`, so what is rebuilt is what was ingested.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldarchive.archive import Archive
from fieldarchive.catalogue import file_facts, items
from fieldarchive.catalogue.revisions import Standing
from fieldarchive.describe.checking import Checked, check, without_real_names
from fieldarchive.describe.clocks import Telling
from fieldarchive.describe.dates.calendars import calendar_of
from fieldarchive.describe.deriving import derive
from fieldarchive.describe.inferring import infer
from fieldarchive.describe.reckoning import Clues
from fieldarchive.facts import Derived
from fieldarchive.history.revision import Account
from fieldarchive.intake.material import FileRead, Material
from fieldarchive.intake.timing import claim_of, clues_of, device_problems, tell_time, with_time
from fieldarchive.model import (
    Description,
    FileEntry,
    Item,
    Problem,
    Reading,
    Role,
)
from fieldarchive.storage.drafts import is_draft

_TITLE_WIDTH = 60


@dataclass(frozen=True, slots=True)
class Described:
    """Material that has become an item: what history will say, and what will be shown of it."""

    material: Material
    account: Account
    item: Item
    derived: Derived
    problems: tuple[Problem, ...]


def describe_item(archive: Archive, material: Material, digests: Mapping[Path, str]) -> Described:
    """The item that material makes; `digests` are the SHA-256 of its files by path.

    Files that are not in `digests` could not be copied, and are left out.
    """
    files = [read for read in material.files if read.file.source.path in digests]
    entries = tuple(_entry(read, digests, material.row) for read in files)
    read = [(entry, f.reading) for entry, f in zip(entries, files, strict=True)]
    derived = derive_from([(e, r) for e, r in read if r is not None], material.row_text)
    description = Description(material.claims)
    item, problems = item_of(archive, Account(description, entries), derived)
    recorded = without_real_names(description, archive.vocabulary)
    return Described(
        material, Account(recorded, entries), item, derived, (*material.problems, *problems)
    )


def derive_from(files: Sequence[tuple[FileEntry, Reading]], row_text: str | None) -> Derived:
    """What the files of an item say; for a row of a table, what that row says."""
    return derive(files) if row_text is None else Derived(text=row_text)


def item_of(
    archive: Archive, account: Account, derived: Derived
) -> tuple[Item, tuple[Problem, ...]]:
    """The item that an account makes with today's vocabulary, and what is wrong with it."""
    described = _with_inferred(archive, account, derived)
    checked = _check(archive, account, described, derived)
    told = _told_by_clocks(archive, account, described, derived, checked.item.city)
    claim = claim_of(told)
    if claim is not None and claim.value != checked.item.date:
        checked = _check(archive, account, Description((claim, *described)), derived)
    item, problems = with_time(archive.configuration, described, checked.item, told)
    unknown = device_problems(archive.configuration, described)
    return item, (*checked.problems, *unknown, *problems)


def all_claims(archive: Archive, head: Standing) -> Description:
    """Everything anybody claims about an item, what is inferred and told by clocks included."""
    derived = derived_of(archive, head.record)
    described = _with_inferred(archive, head.account, derived)
    city = _check(archive, head.account, described, derived).item.city
    claim = claim_of(_told_by_clocks(archive, head.account, described, derived, city))
    return Description((claim, *described)) if claim else described


def clues_shown(archive: Archive, head: Standing, city: str | None) -> Clues | None:
    """What the clocks of an item that is shown in a city say; None without a clock."""
    derived = derived_of(archive, head.record)
    described = _with_inferred(archive, head.account, derived)
    return clues_of(archive.configuration, described, head.account.files, derived, city)


def derived_of(archive: Archive, record: str) -> Derived:
    """What the files of an item that is shown say, as far as its description depends on it."""
    return Derived(
        text=items.text_of(archive.record, record),
        photographs=file_facts.photographs_of(archive.record, record),
        recordings=file_facts.recordings_of(archive.record, record),
    )


def main_file(files: Sequence[FileEntry]) -> FileEntry:
    """The file that an item is about: its picture or recording, else its text."""
    order = [Role.IMAGE, Role.RECORDING, Role.TRANSCRIPT, Role.TEXT, Role.TABLE, Role.ATTACHMENT]
    return min(files, key=lambda entry: order.index(entry.role) if entry.role in order else 9)


def _with_inferred(archive: Archive, account: Account, derived: Derived) -> Description:
    return infer(
        account.description,
        account.files,
        derived.text,
        archive.vocabulary,
        archive.configuration.languages,
        derived.duration_ms(),
    )


def _check(archive: Archive, account: Account, described: Description, derived: Derived) -> Checked:
    return check(
        described,
        archive.vocabulary,
        archive.configuration.date_order,
        fallback_title=_title(account.files, derived),
        calendar=calendar_of(archive.configuration),
    )


def _told_by_clocks(
    archive: Archive,
    account: Account,
    described: Description,
    derived: Derived,
    city: str | None,
) -> Telling:
    return tell_time(archive.configuration, described, account.files, derived, city)


def _entry(read: FileRead, digests: Mapping[Path, str], row: int | None) -> FileEntry:
    source, reading = read.file.source, read.reading
    return FileEntry(
        sha256=digests[source.path],
        name=source.name,
        role=reading.role if reading else read.role,
        format=reading.format if reading else read.format_name,
        mime=reading.mime if reading else "application/octet-stream",
        size=source.size,
        language=read.file.language,
        encoding=reading.encoding if reading else None,
        row=row if read.role is Role.TABLE else None,
    )


def _title(files: Sequence[FileEntry], derived: Derived) -> str:
    """A title for an item that nobody gave one: its file's name, or where that has none its words.

    A row of a table has no name, and the name of a draft is only the moment it was begun.
    """
    main = main_file(files)
    if (main.row is not None or is_draft(main.name)) and (derived.text or "").strip():
        first_line = (derived.text or "").strip().splitlines()[0]
        return _beginning(first_line)
    return os.path.splitext(os.path.basename(main.name))[0]


def _beginning(line: str) -> str:
    """As much of a line as a title has room for; a Chinese sign takes the room of two letters."""
    width = 0
    for place, sign in enumerate(line):
        width += 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if width > _TITLE_WIDTH:
            return f"{line[:place].rstrip()}…"
    return line
