"""The rows of one item as a browse database shows them, from the rows of the record.

Nobody is named by anything but a pseudonym, and a file that may hold a real name is left out. Who
may see an item, and where its rows go, is decided by `publish`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from typing import Any

from fieldarchive import word_tables
from fieldarchive.archive import Archive
from fieldarchive.catalogue import published
from fieldarchive.catalogue.current import Current
from fieldarchive.catalogue.published import PublishedItem, Searchable
from fieldarchive.describe.told_about import read_stretch
from fieldarchive.model import Role
from fieldarchive.search.spacing import spaced


def rows_of(archive: Archive, one: Current) -> PublishedItem:
    """One item under the names of `schemas/tables.json`; who may see it is asked elsewhere."""
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


def _json(values: Iterable[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
