"""Browse databases to look at in tests: real files, real rows, built as `publish` builds them."""

from __future__ import annotations

import hashlib
import io
import json
import wave
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from fieldarchive import indexing
from fieldarchive.catalogue import browse_schema, published
from fieldarchive.catalogue.database import open_browse
from fieldarchive.catalogue.published import PublishedItem, Searchable
from fieldarchive.config import schema
from fieldarchive.search.spacing import spaced

TABLES = schema("tables.json")["tables"]
CITIES = (
    ("blagoveshchensk", "Blagoveshchensk", "Благовещенск", "布拉戈维申斯克"),
    ("heihe", "Heihe", "Хэйхэ", "黑河"),
)
THEMES = (
    ("trade", None, "trade", "торговля", "贸易"),
    ("market", "trade", "market", "рынок", "市场"),
    ("bridge", None, "bridge", "мост", "大桥"),
)
FACTS = {
    "layout": "1",
    "audience": "team",
    "archive_id": "x",
    "archive_name": "Two cities on the Amur",
    "archive_about": "Blagoveshchensk and Heihe face each other.",
    "source": "Composed for tests",
    "licence": "CC0",
}


@dataclass
class Root:
    """An archive's folder, as far as the pages see it."""

    path: Path
    items: list[PublishedItem] = field(default_factory=list)

    @property
    def originals(self) -> Path:
        return self.path / "files"

    def keep(self, content: bytes) -> str:
        """Put an original into the store, and give its hash."""
        sha256 = hashlib.sha256(content).hexdigest()
        folder = self.originals / sha256[:2]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / sha256).write_bytes(content)
        return sha256

    def add(self, item: PublishedItem) -> str:
        """Have an item in the next release; gives its key."""
        self.items.append(item)
        return str(item.item["key"])

    def release(
        self,
        name: str = "team",
        cities: Sequence[tuple[str, ...]] = CITIES,
        themes: Sequence[tuple[str | None, ...]] = THEMES,
        facts: Mapping[str, str] = FACTS,
        searches: Sequence[tuple[str, str]] = (),
        periods: Sequence[tuple[str | None, ...]] = (),
        without: Sequence[str] = (),
    ) -> Path:
        """Build a browse database of the items added so far, and put it in place."""
        path = self.path / "browse" / f"{name}.db"
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        database = open_browse(part)
        with database.atomic():
            browse_schema.create(database, TABLES)
            words = {"themes": [_theme(*t) for t in themes], "cities": [_city(*c) for c in cities]}
            saved = [_search(n, *one) for n, one in enumerate(searches, 1)]
            published.put_vocabulary(database, {**words, "saved_searches": saved})
            published.put_release(database, facts)
            published.put_vocabulary(database, {"periods": [_period(*one) for one in periods]})
            put(database, self.items)
            for table in without:  # as an older program left it
                database.conn.execute(f'DROP TABLE "{table}"')
        database.close()
        part.rename(path)
        return path


def _period(slug: str, start: str, end: str | None, en: str, ru: str, zh: str) -> dict[str, Any]:
    labels = {"en": en, "ru": ru, "zh": zh}
    return _row("periods", {"slug": slug, "date_start": start, "date_end": end, **labels})


def _search(number: int, name: str, query: str) -> dict[str, Any]:
    return {"id": number, "name": name, "query": query, "saved_on": "2013-06-01"}


def put(database: Any, items: Sequence[PublishedItem]) -> None:
    """Add items to an open release, as the publisher does in place."""
    if items:
        published.put_rows(database, items)
        indexing.complete(database)
    published.put_people(database, [])
    published.count(database)


def file(name: str, sha256: str, n: int = 1, **facts: Any) -> dict[str, Any]:
    """A row of `files`."""
    said = {"n": n, "name": name, "role": "text", "format": "text", "mime": "text/plain"}
    row = _row("files", {**said, "bytes": 10, "sha256": sha256, **facts})
    return _without(row, "id", "item")


def segment(n: int, text: str, start_ms: int | None = None, **facts: Any) -> dict[str, Any]:
    """A row of `segments`, three seconds long where it has a time."""
    end_ms = None if start_ms is None else start_ms + 3000
    row = _row("segments", {"n": n, "text": text, "start_ms": start_ms, "end_ms": end_ms, **facts})
    return _without(row, "id", "item")


def item(
    key: str,
    kind: str = "note",
    files: Sequence[dict[str, Any]] = (),
    segments: Sequence[dict[str, Any]] = (),
    themes: Sequence[str] = (),
    photographs: Sequence[dict[str, Any]] = (),
    thumbnails: Sequence[dict[str, Any]] = (),
    people: Sequence[dict[str, Any]] = (),
    **facts: Any,
) -> PublishedItem:
    """An item with its parts; a full date gives its bounds and year as well."""
    said = {
        "key": key, "kind": kind, "title": key, "access": "team", "files": len(files),
        "segments": len(segments), "themes": json.dumps(list(themes)), "keywords": "[]",
        "people": json.dumps([p["pseudonym"] for p in people]), "added_on": "2026-01-02",
    }  # fmt: skip
    if date := facts.get("date"):
        said |= {"date_start": date, "date_end": date, "year": int(date[:4])}
    row = _without(_row("items", {**said, **facts}), "id")
    return PublishedItem(
        item=row,
        searchable=Searchable(
            labels=" ".join(themes),
            title=spaced(row["title"]),
            description=spaced(row["description"] or ""),
            text=spaced(row["text"] or ""),
        ),
        files=files,
        photographs=photographs,
        segments=segments,
        spaced_segments=[spaced(s["text"]) for s in segments],
        themes=themes,
        people=people,
        thumbnails=thumbnails,
    )


def photograph(root: Root, key: str, colour: str = "navy", **facts: Any) -> PublishedItem:
    """A photograph with its original in the store, its thumbnail and its camera."""
    content = jpeg(640, 480, colour)
    sha256 = root.keep(content)
    picture = file(
        "DSC_1.JPG", sha256, role="image", format="jpeg", mime="image/jpeg", bytes=len(content),
        width=640, height=480,
    )  # fmt: skip
    camera = _without(
        _row("photographs", {"camera": "Zarya 12", "taken_local": "2013-05-12T11:37:03"}),
        "file",
        "item",
    )
    small = {"sha256": sha256, "width": 80, "height": 60, "jpeg": jpeg(80, 60, colour)}
    return item(
        key, "photograph", files=[picture], photographs=[{"n": 1, **camera}], thumbnails=[small],
        thumbnail=sha256, **facts,
    )  # fmt: skip


def interview(
    root: Root, key: str, segments: Sequence[dict[str, Any]], **facts: Any
) -> PublishedItem:
    """An interview with a recording of silence in the store; its text is the transcript."""
    facts.setdefault("text", "\n".join(one["text"] for one in segments) or None)
    sound = silence(20)
    recording = file(
        "r-012.wav", root.keep(sound), role="recording", format="wav", mime="audio/x-wav",
        bytes=len(sound), duration_ms=20_000,
    )  # fmt: skip
    return item(key, "interview", files=[recording], segments=segments, **facts)


def jpeg(width: int, height: int, colour: str) -> bytes:
    """A picture of one colour."""
    content = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(content, "JPEG")
    return content.getvalue()


def silence(seconds: int) -> bytes:
    """A WAV of nothing."""
    content = io.BytesIO()
    with wave.open(content, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 8000 * seconds)
    return content.getvalue()


def _theme(slug: str, broader: str | None, en: str, ru: str, zh: str) -> dict[str, Any]:
    return _row("themes", {"slug": slug, "broader": broader, "en": en, "ru": ru, "zh": zh})


def _city(slug: str, en: str, ru: str, zh: str) -> dict[str, Any]:
    return _row("cities", {"slug": slug, "en": en, "ru": ru, "zh": zh, "zone": "Asia/Yakutsk"})


def _row(table: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    return {**dict.fromkeys(TABLES[table]["columns"]), **facts}


def _without(row: dict[str, Any], *columns: str) -> dict[str, Any]:
    return {column: value for column, value in row.items() if column not in columns}
