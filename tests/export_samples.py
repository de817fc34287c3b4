"""Browse databases to export: a small one with every trouble in it, built as publish builds it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from fieldarchive import config
from fieldarchive.catalogue import browse_schema, published
from fieldarchive.catalogue.database import open_browse
from fieldarchive.catalogue.published import PublishedItem, Searchable

TABLES = config.schema("tables.json")["tables"]
SHA = "ab" * 32
RELEASE = {
    "archive_name": "Two cities on the Amur",
    "audience": "team",
    "licence": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "source": "Fieldwork 2013 to 2018",
}


def row(table: str, **values: Any) -> dict[str, Any]:
    """A row with every column of the table but the numbers that `put_items` gives."""
    given_later = {"id", "item", "file"}
    return {c: values.get(c) for c in TABLES[table]["columns"] if c not in given_later}


def item(key: str, themes: tuple[str, ...] = (), **values: Any) -> PublishedItem:
    facts = {"kind": "note", "title": key, "access": "team", "themes": json.dumps(themes)}
    return PublishedItem(row("items", key=key, **facts | values), Searchable(""), themes=themes)


def interview() -> PublishedItem:
    files = [
        row("files", n=1, name="r-012.wav", role="recording", bytes=7, sha256=SHA),
        row("files", n=2, name="стол.jpg", role="image", bytes=9, sha256=SHA[::-1]),
    ]
    item = row(
        "items",
        key="i-1",
        kind="interview",
        title="Разговор на рынке 市场里的谈话",
        city="heihe",
        date="2013-05-12",
        date_start="2013-05-12",
        date_end="2013-05-12",
        year=2013,
        language="ru",
        themes='["bazaar"]',
        people='["Анна"]',
        text='Он сказал: "Почём рыба?"\n- Десять.\n多少钱？\nHow much, then;\tor not?',
        latitude=50.243333333333336,
        longitude=-127.5,
        duration_ms=61_000,
        thumbnail=SHA,
    )
    return PublishedItem(
        item,
        Searchable("market рынок 市场"),
        files=files,
        photographs=[{"n": 2, **row("photographs", width=40, height=30, latitude=-0.1 - 0.2)}],
        segments=[
            row("segments", n=1, start_ms=0, end_ms=900, speaker="А", text="-50 градусов"),
            row("segments", n=2, start_ms=900, end_ms=None, text="=cmd|'/C calc'!A0"),
            row("segments", n=3, text="до\0после"),
        ],
        spaced_segments=[None, None, None],
        themes=["bazaar"],
        people=[row("item_people", role="narrator", handle="p-anna", pseudonym="Анна")],
        thumbnails=[row("thumbnails", sha256=SHA, width=4, height=3, jpeg=b"\xff\xd8")],
    )


ITEMS = [
    interview(),
    item("n-summer", city="heihe", date_start="2013-06-01", date_end="2013-08-31"),
    item("n-since", ("smell",), city="blagoveshchensk", date_start="2015-01-01"),
    item("n-before", ("market",), city="blagoveshchensk", date_end="1991-12-31"),
    item("n-undated", title="\u200b@SUM(1)", text="  "),
]


def build(path: Path, items: list[PublishedItem]) -> Path:
    database = open_browse(path)
    browse_schema.create(database, TABLES)
    database.conn.execute("BEGIN")
    published.put_vocabulary(
        database,
        {
            "themes": [
                row("themes", slug="market", en="market", ru="рынок", zh="市场"),
                row("themes", slug="bazaar", broader="market", en="bazaar"),
                row("themes", slug="smell", en="smell", note="=not a formula"),
                row("themes", slug="round", broader="about", en="a theme in a circle"),
                row("themes", slug="about", broader="round", en="the other half"),
            ],
            "cities": [
                row("cities", slug=s, zone="Asia/Shanghai") for s in ("heihe", "blagoveshchensk")
            ],
            "places": [
                row("places", slug="heihe-market", type="market", city="heihe", en="Market")
            ],
            "periods": [
                row("periods", slug="bridge", date_start="2022-06-10", en="The bridge opens")
            ],
        },
    )
    published.put_items(database, items)
    anna = row("people", handle="p-anna", ru="Анна", languages='["ru"]', birth_decade="194X")
    published.put_people(database, [anna])
    published.count(database)
    published.put_release(database, RELEASE)
    database.conn.execute("COMMIT")
    database.conn.close()
    return path


def table_rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def dictionary(folder: Path) -> dict[str, Any]:
    described: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return described
