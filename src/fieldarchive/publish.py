"""Publish: from the record to a browse database that holds what one audience may see.

Chosen first, written then: nothing that an audience may not see ever enters its file. The team's
file follows the archive in place; when something is narrowed, or the words changed, a new file
is built and renamed over the old one, because deleted text stays in the pages of a database.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from fieldarchive import indexing, saved, word_tables
from fieldarchive.archive import Archive
from fieldarchive.catalogue import (
    browse_schema,
    current,
    full_text,
    items,
    names,
    published,
    revisions,
    spellings,
)
from fieldarchive.catalogue.current import Current
from fieldarchive.catalogue.database import open_browse, open_to_read, told_in_words, why_not_served
from fieldarchive.catalogue.published import PublishedItem, Words
from fieldarchive.config import schema
from fieldarchive.describe.dates import calendars
from fieldarchive.errors import NoSuchItem, StorageError
from fieldarchive.groups import groups
from fieldarchive.item_rows import rows_of
from fieldarchive.journals import journal_of
from fieldarchive.model import Access
from fieldarchive.search.spacing import spaced
from fieldarchive.storage.syncing import sync_folder

TEAM = "team"
MAY_SEE = {TEAM: {Access.OPEN, Access.TEAM}}
LAYOUT = "5"
_AT_ONCE = 500


def follow(archive: Archive) -> None:
    """Bring the team's browse database up to date, at a cost of what changed."""
    path = archive.folders.published(TEAM)
    try:
        changed = _changed(archive, path)
        if changed is not None:
            _write_changes(archive, path, changed)
            return
    except StorageError:  # damaged, or held by a reader; a new file is as good
        pass
    build(archive, TEAM)


def build(archive: Archive, audience: str) -> Path:
    """Build the browse database of an audience anew, and put it in place of the old one."""
    path = archive.folders.published(audience)
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with told_in_words(part), closing(open_browse(part)) as database, database.atomic():
        browse_schema.create(database, schema("tables.json")["tables"])
        words = word_tables.tables(archive)
        published.put_vocabulary(database, words)
        spellings.put(database, word_tables.spellings(words))
        for group in groups(items.ids(archive.record), _AT_ONCE):
            published.put_rows(database, _to_publish(archive, group, audience))
        indexing.complete(database)
        _put_people(archive, database)
        published.count(database)
        if audience == TEAM:  # they are words of the team's own
            published.put_vocabulary(database, saved.tables(archive))
        published.put_release(database, _release(archive, audience))
    _put_in_place(part, path)
    return path


def is_to_be_built(archive: Archive) -> bool:
    """Whether the team's browse database shows other words, or is laid out otherwise, than now."""
    path = archive.folders.published(TEAM)
    if why_not_served(path) is not None:
        return False
    with told_in_words(path), closing(open_to_read(path)) as database:
        return _is_other(published.release(database), _release(archive, TEAM))


def published_item(archive: Archive, item_id: str) -> PublishedItem:
    """One item under the names of `schemas/tables.json`, whoever may see it; `NoSuchItem`."""
    for one in published_items(archive, [item_id]):
        return one
    raise NoSuchItem(item_id)


def published_items(archive: Archive, ids: Sequence[str]) -> Iterator[PublishedItem]:
    """The same of a handful of items, in the order of their ids; those gone are left out."""
    for one in current.read(archive.record, ids):
        yield rows_of(archive, one)


def _changed(archive: Archive, path: Path) -> list[str] | None:
    """Items to write again, or None when the whole file has to be built."""
    if why_not_served(path) is not None:
        return None
    with told_in_words(path), closing(open_browse(path)) as database:
        before, now = published.release(database), _release(archive, TEAM)
        if _is_other(before, now):
            return None
        changed = revisions.changed_since(archive.record, int(before["operation"]))
        if len(changed) > max(_AT_ONCE, published.count_of_items(database)):
            return None  # most of it is new, and a file that is built at once is built sooner
        return None if published.keys_present(database, _keys_gone(archive, changed)) else changed


def _is_other(before: dict[str, str], now: dict[str, str]) -> bool:
    return {**before, "operation": ""} != {**now, "operation": ""}


def _keys_gone(archive: Archive, changed: Sequence[str]) -> list[str]:
    """Keys under which items may not stand any more: all of them when an item was closed.

    An item that gained a transcript became an interview, and has another letter.
    """
    by_access = current.keys_by_access(archive.record, changed)
    seen = {key for access in MAY_SEE[TEAM] for key in by_access.get(access, [])}
    return [key for item_id in changed for key in names.keys_of(item_id) if key not in seen]


def _write_changes(archive: Archive, path: Path, changed: Sequence[str]) -> None:
    release = _release(archive, TEAM)
    with told_in_words(path), closing(open_browse(path)) as database:
        if published.release(database) == release:
            return
        with database.atomic():
            if changed:
                _write_items(archive, database, changed)
            published.put_vocabulary(database, saved.tables(archive))
            published.put_release(database, release)


def _write_items(archive: Archive, database: Database, changed: Sequence[str]) -> None:
    lost = False
    for group in groups(changed, _AT_ONCE):
        keys = [key for one in group for key in names.keys_of(one)]
        before = published.words_of(database, [] if lost else keys)
        indexing.put_items(database, list(_to_publish(archive, group, TEAM)))
        after = published.words_of(database, list(before[0]))
        lost = lost or _lose_words(archive, before, after)
    if lost:
        full_text.forget_replaced(database)
    _put_people(archive, database)
    published.count(database)


def _put_people(archive: Archive, database: Database) -> None:
    people = word_tables.people(archive)
    published.put_people(database, people)
    spellings.put_people(database, word_tables.spellings({"people": people}))


def _lose_words(archive: Archive, before: tuple[Words, Words], after: tuple[Words, Words]) -> bool:
    """Whether an item said a word before that it does not say now.

    A theme or place that is taken off an item takes its labels along, which are no secret.
    """
    said, labels = (
        {word for key, words in was.items() for word in words - now.get(key, set())}
        for was, now in zip(before, after, strict=True)
    )
    known = "\n".join(archive.vocabulary.all_words()) if labels else ""
    return bool(said) or not labels <= published.words_in(spaced(known))


def _put_in_place(part: Path, path: Path) -> None:
    """Let a new file take the place of an old one, and of the journal that the old one left.

    The next who opened the new file would roll the old one's pages back into it.
    """
    journal = journal_of(path)
    if journal.exists():
        path.unlink(missing_ok=True)  # without its journal it may be half written
        journal.unlink()
        sync_folder(path.parent)  # or a power cut could leave it beside the new file
    os.replace(part, path)
    sync_folder(path.parent)


def _may_see(one: Current, audience: str) -> bool:
    return Access(one.item["access"]) in MAY_SEE[audience]


def _to_publish(archive: Archive, ids: Sequence[str], audience: str) -> Iterator[PublishedItem]:
    order = {item_id: place for place, item_id in enumerate(ids)}
    found = current.read(archive.record, ids)
    for one in sorted(found, key=lambda one: order[one.item["id"]]):
        if _may_see(one, audience):
            yield rows_of(archive, one)


def _release(archive: Archive, audience: str) -> dict[str, str]:
    """What the file says of itself; a difference in anything but the operation means: build."""
    configuration = archive.configuration
    facts = {
        "layout": LAYOUT,
        "audience": audience,
        "archive_id": archive.id,
        "archive_name": configuration.name,
        "archive_about": configuration.about,
        "source": configuration.source,
        "source_url": configuration.source_url,
        "licence": configuration.licence,
        "licence_url": configuration.licence_url,
        "date_order": configuration.date_order,
        "calendar": calendars.written(calendars.calendar_of(configuration)),
        "words": archive.vocabulary.digest,
        "operation": str(revisions.last_operation(archive.record)),
    }
    return {name: value for name, value in facts.items() if value is not None}
