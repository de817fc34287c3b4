"""A million rows to CSV, against the sqlite3 shell, which neither defuses nor describes."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from material import SENTENCES, TITLES
from measuring import PYTHON, Figure, bench_folder, compared, need, run

from fieldarchive import config
from fieldarchive.catalogue import browse_schema
from fieldarchive.catalogue.database import open_browse

_EXPORT = (
    "import sys; from pathlib import Path; from fieldarchive.export import Filter, export_csv; "
    "export_csv(Path(sys.argv[1]), Path(sys.argv[2]), Filter())"
)


def figures(quick: bool) -> Iterator[Figure]:
    sqlite3 = need("sqlite3", "sqlite3")
    number = 100_000 if quick else 1_000_000
    tables = config.schema("tables.json")["tables"]
    for name in ("items", "segments"):
        with tempfile.TemporaryDirectory(dir=bench_folder()) as folder:
            browse = Path(folder) / "team.db"
            _build(browse, tables, name, number)
            yield _figure(sqlite3, browse, name, tables[name]["columns"], number, 3)


def _figure(
    sqlite3: str, browse: Path, name: str, columns: dict[str, Any], number: int, repeats: int
) -> Figure:
    query = f"SELECT {', '.join(columns)} FROM {name}"

    def ours(folder: Path) -> float:
        return run([PYTHON, "-c", _EXPORT, browse, folder / "out"])

    def theirs(folder: Path) -> float:
        return run([sqlite3, "-csv", "-header", browse, query], output=folder / "out.csv")

    what = f"{number:,} {name}: export csv / sqlite3 -csv"
    return compared(what, ours, theirs, 1.3, repeats)


def _build(path: Path, tables: dict[str, Any], name: str, number: int) -> None:
    """A browse database with one long table; a twentieth of its texts has a list inside."""
    database = open_browse(path)
    browse_schema.create(database, tables)
    columns = list(tables[name]["columns"])
    rows = _items(number) if name == "items" else _segments(number)
    marks = ", ".join(f":{column}" for column in columns)
    blank = dict.fromkeys(columns)
    database.conn.execute("BEGIN")
    if name == "segments":
        database.conn.execute("INSERT INTO items (id, key) VALUES (1, 'i-1')")
    database.conn.executemany(
        f'INSERT INTO "{name}" VALUES ({marks})', (blank | row for row in rows)
    )
    database.conn.execute("COMMIT")
    database.conn.close()


def _items(number: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(13)
    for n in range(1, number + 1):
        language = ("en", "ru", "zh")[n % 3]
        text = " ".join(chance.choices(SENTENCES[language], k=4))
        day = f"{2004 + n % 14}-05-{1 + n % 28:02d}"
        yield {
            "id": n,
            "key": f"n-{chance.getrandbits(80):016x}",
            "kind": "note",
            "title": f"{TITLES[language]} {n}",
            "date": day,
            "date_start": day,
            "date_end": day,
            "year": 2004 + n % 14,
            "decade": "2010s",
            "language": language,
            "themes": json.dumps(["smell", "river"]),
            "keywords": "[]",
            "people": json.dumps(["Анна"], ensure_ascii=False),
            "text": text + ("\n- " + text) * (n % 20 == 0),
            "access": "team",
            "latitude": 50.2 + chance.random() / 10,
            "longitude": 127.5 + chance.random() / 10,
            "files": 1,
            "added_on": "2024-01-01",
        }


def _segments(number: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(14)
    for n in range(1, number + 1):
        language = ("en", "ru", "zh")[n % 3]
        yield {
            "id": n,
            "item": 1,
            "n": n,
            "start_ms": n * 4000,
            "end_ms": n * 4000 + 3500,
            "speaker": "А" if n % 2 else "B",
            "language": language,
            "text": ("- " if n % 20 == 0 else "") + chance.choice(SENTENCES[language]),
        }
