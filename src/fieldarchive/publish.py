"""Publish: from the record to a browse database that holds what one audience may see.

Chosen first, written then: nothing that an audience may not see ever enters its file. The team's
file follows the archive in place; when something is narrowed, or the words changed, a new file
is built and renamed over the old one, because deleted text stays in the pages of a database.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from fieldarchive import word_tables
from fieldarchive.archive import Archive
from fieldarchive.catalogue import browse_schema, current, items, names, published, revisions
from fieldarchive.catalogue.current import Current
from fieldarchive.catalogue.database import open_browse, open_to_read, told_in_words, why_not_served
from fieldarchive.catalogue.published import PublishedItem, Searchable, Words
from fieldarchive.config import schema
from fieldarchive.describe.told_about import read_stretch
from fieldarchive.errors import NoSuchItem, StorageError
from fieldarchive.groups import groups
from fieldarchive.journals import journal_of
from fieldarchive.model import Access, Role
from fieldarchive.search.spacing import spaced
from fieldarchive.storage.syncing import sync_folder

TEAM = "team"
MAY_SEE = {TEAM: {Access.OPEN, Access.TEAM}}
LAYOUT = "3"
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
        published.put_vocabulary(database, word_tables.tables(archive))
        for group in groups(items.ids(archive.record), _AT_ONCE):
            published.put_items(database, _to_publish(archive, group, audience))
        published.put_people(database, word_tables.people(archive))
        published.count(database)
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
        yield _published(archive, one)


def _changed(archive: Archive, path: Path) -> list[str] | None:
    """Items to write again, or None when the whole file has to be built."""
    if why_not_served(path) is not None:
        return None
    with told_in_words(path), closing(open_browse(path)) as database:
        before, now = published.release(database), _release(archive, TEAM)
        if _is_other(before, now):
            return None
        changed = revisions.changed_since(archive.record, int(before["operation"]))
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
    if not changed:
        return
    with told_in_words(path), closing(open_browse(path)) as database, database.atomic():
        lost = False
        for group in groups(changed, _AT_ONCE):
            keys = [key for one in group for key in names.keys_of(one)]
            before = published.words_of(database, [] if lost else keys)
            published.put_items(database, _to_publish(archive, group, TEAM))
            after = published.words_of(database, list(before[0]))
            lost = lost or _lose_words(archive, before, after)
        if lost:
            published.forget_replaced(database)
        published.put_people(database, word_tables.people(archive))
        published.count(database)
        published.put_release(database, _release(archive, TEAM))


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
            yield _published(archive, one)


def _published(archive: Archive, one: Current) -> PublishedItem:
    segments = _segments(archive, one)
    row = _item_row(archive, one, segments)
    return PublishedItem(
        item=row,
        searchable=_searchable(archive, one, row),
        files=[_file_row(file, one) for file in one.files if not _may_name(one, file)],
        photographs=[
            {"n": file["n"], **one.photographs[file["sha256"]]}
            for file in one.files
            if file["sha256"] in one.photographs
        ],
        segments=segments,
        spaced_segments=[_spaced_or_none(segment["text"]) for segment in one.segments],
        themes=one.themes,
        people=[{**p, "pseudonym": _pseudonym(archive, one, p["handle"])} for p in one.people],
        told_about=[_told_about_row(row) for row in one.told_about],
        thumbnails=list(one.thumbnails.values()),
    )


def _told_about_row(row: published.Row) -> dict[str, Any]:
    """A stretch with the numbers of its segments, where its words name it by those."""
    stretch = read_stretch(row["about_words"])
    return {
        "n": row["n"],
        "start_ms": row["start_ms"],
        "end_ms": row["end_ms"],
        "first_segment": stretch.first if stretch else None,
        "last_segment": stretch.last if stretch else None,
        "about": row["about"],
        "about_start": row["about_start"],
        "about_end": row["about_end"],
        "words": row["about_words"],
    }


def _segments(archive: Archive, one: Current) -> Sequence[published.Row]:
    present = [person["handle"] for person in one.people]
    return word_tables.named_segments(archive, one.segments, present, one.item["language"])


def _may_name(one: Current, file: dict[str, Any]) -> bool:
    """Whether a file holds a description with a name in it that is nobody's handle.

    It may be a real name, so the original stays in the record and is not handed out.
    """
    describes = {Role.SIDECAR, Role.TEXT, Role.TABLE}
    return "unknown-person" in one.problems and Role(file["role"]) in describes


def _item_row(archive: Archive, one: Current, segments: Sequence[published.Row]) -> dict[str, Any]:
    item = one.item
    year = item["date_start"] or item["date_end"]
    lengths = [r["duration_ms"] for r in one.recordings.values() if r["duration_ms"]]
    copied = (
        "kind", "title", "city", "place", "date", "date_start", "date_end", "recorded_at", "clock",
        "about", "about_start", "about_end", "language",
        "description", "creator", "rights", "access", "latitude", "longitude", "accuracy_m",
        "keywords",
    )  # fmt: skip
    return {
        "key": one.key,
        **{name: item[name] for name in copied},
        "year": int(year[:4]) if year else None,
        "decade": f"{year[:3]}0s" if year else None,
        "themes": _json(one.themes),
        "people": _json(dict.fromkeys(_pseudonym(archive, one, p["handle"]) for p in one.people)),
        "text": one.text and word_tables.named_text(one.text, one.segments, segments),
        "duration_ms": sum(lengths) if lengths else None,
        "files": sum(not _may_name(one, file) for file in one.files),
        "segments": len(one.segments),
        "thumbnail": next(iter(one.thumbnails), None),
        "added_on": item["added_at"][:10],
    }


def _file_row(file: dict[str, Any], one: Current) -> dict[str, Any]:
    sha256 = file["sha256"]
    facts = one.photographs.get(sha256) or one.recordings.get(sha256) or {}
    return {
        "n": file["n"],
        "name": os.path.basename(file["name"]),
        **{
            name: file[name]
            for name in ("role", "format", "mime", "sha256", "language", "encoding")
        },
        "bytes": file["size"],
        **{name: facts.get(name) for name in ("duration_ms", "codec", "width", "height")},
    }


def _searchable(archive: Archive, one: Current, row: dict[str, Any]) -> Searchable:
    """What the index needs beside the row: labels in every language, and text with borders."""
    words = [
        *archive.vocabulary.labels(one.themes, one.item["city"], one.item["place"]),
        *json.loads(one.item["keywords"]),
        *json.loads(row["people"]),
    ]
    return Searchable(
        labels=spaced("\n".join(word for word in words if word)),
        title=_spaced_or_none(row["title"]),
        description=_spaced_or_none(row["description"]),
        text=_spaced_or_none(row["text"]),
    )


def _spaced_or_none(text: str | None) -> str | None:
    """The text with borders between Han characters; None where it would be the same text."""
    if text is None:
        return None
    with_borders = spaced(text)
    return None if with_borders == text else with_borders


def _pseudonym(archive: Archive, one: Current, handle: str) -> str:
    return archive.vocabulary.pseudonym(handle, one.item["language"])


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
        "words": archive.vocabulary.digest,
        "operation": str(revisions.last_operation(archive.record)),
    }
    return {name: value for name, value in facts.items() if value is not None}


def _json(values: Iterable[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
