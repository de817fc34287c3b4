"""What the stories share: words of a small archive, files to bring, and looking at what became."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
# What the suite takes in where it lies.
OUR_MATERIAL = (Path(__file__).parent / "files", Path(__file__).parents[1] / "archive" / "inbox")
TOOLS = CORPORA.parent / "tools"

TOML = """
[archive]
name = "Two cities on the Amur"
languages = ["ru", "zh", "en"]
date_order = "dmy"

[[city]]
slug = "blagoveshchensk"
zone = "Asia/Yakutsk"
country = "RU"
en = "Blagoveshchensk"
ru = "Благовещенск"
zh = "布拉戈维申斯克"
centre = [50.2759, 127.5264]

[[city]]
slug = "heihe"
zone = "Asia/Shanghai"
country = "CN"
en = "Heihe"
ru = "Хэйхэ"
zh = "黑河"
alt = ["Сахалян"]
centre = [50.2441, 127.4902]

[[event]]
slug = "bridge-opened"
date = "2022"
en = "the bridge opened"
"""
THEMES = """slug,broader,en,ru,zh,alt_en,alt_ru,alt_zh,note,match
trade,,trade,торговля,贸易,,,,,
market,trade,market,рынок,市场,bazaar,базар,集市,Stalls and halls.,
smell,,smell,запах,气味,,,,,
"""
PEOPLE = """handle,role,en,ru,zh,languages,birth_decade,note
narrator-01,trader,Lena,Лена,莲娜,ru,,
fieldworker-01,fieldworker,First fieldworker,Первая исследовательница,田野员甲,en,,
"""
# Heihe as a square around its centre; nothing else has a boundary.
PLACES = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"slug": "heihe", "type": "city"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[127.4, 50.2], [127.55, 50.2], [127.55, 50.25], [127.4, 50.25], [127.4, 50.2]]
                ],
            },
        }
    ],
}
NOTE = "---\ntitle: {title}\ndate: 2013-05-12\ncity: heihe\nthemes: market\n---\n{text}\n"


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


def write_words(root: Path) -> None:
    """The configuration and vocabularies of a small archive of two cities."""
    words = root / "vocabularies"
    words.mkdir(parents=True)
    (root / "fieldarchive.toml").write_text(TOML, encoding="utf-8")
    (words / "themes.csv").write_text(THEMES, encoding="utf-8")
    (words / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (words / "places.geojson").write_text(json.dumps(PLACES), encoding="utf-8")


def write(path: Path, text: str | bytes) -> Path:
    """A file with its folders, as a fieldworker's programs leave it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def note(path: Path, title: str = "Morning market", text: str = "Fish and tea.") -> Path:
    """A field note of Heihe with front matter."""
    return write(path, NOTE.format(title=title, text=text))


def rows(database: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """What a query finds, on a connection of its own."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(sql, values).fetchall()


def one(database: Path, sql: str, *values: object) -> Any:
    """The single value that a query finds."""
    [(value,)] = rows(database, sql, *values)
    return value


def record(root: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """What a query finds in `archive.db`."""
    return rows(root / "archive.db", sql, *values)


def browse(root: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """What a query finds in the team's browse database."""
    return rows(root / "browse" / "team.db", sql, *values)


def dump(database: Path, without: Iterable[str] = ()) -> dict[str, list[str]]:
    """Every table's rows, ordered; FTS5's own tables are left to `vocabulary_of`."""
    left_out = set(without)
    with closing(sqlite3.connect(database)) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {
            name: sorted(repr(row) for row in connection.execute(f'SELECT * FROM "{name}"'))
            for (name,) in names
            if name not in left_out and "_fts" not in name
        }


def indexed_words(browse_database: Path, table: str = "items_fts") -> set[str]:
    """The words in a full-text index, which no search of bytes would find (prefix compression)."""
    with closing(sqlite3.connect(browse_database)) as connection:
        connection.execute(
            f"CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', '{table}', 'row')"
        )
        return {word for (word,) in connection.execute("SELECT term FROM temp.words")}


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, links and special files left out."""
    return {
        os.path.relpath(path, folder): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def stamps(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file with its bytes and its mtime: what must not change where the person has it."""
    return {
        os.path.relpath(path, folder): (path.read_bytes(), path.lstat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def sources_among(words: Sequence[object], own: Path) -> dict[str, tuple[bytes, int]]:
    """What an ingest is given to read, with bytes and times; what lies in the archive is not."""
    if "ingest" not in words:
        return {}
    after = words[words.index("ingest") + 1 :]
    paths = [Path(str(word)).absolute() for word in after if os.sep in str(word)]
    folders = {path if path.is_dir() else path.parent for path in paths if path.exists()}
    return {
        str(folder / name): stamp
        for folder in folders
        for name, stamp in stamps(folder).items()
        if not (folder / name).is_relative_to(own)
    }


def originals(root: Path) -> dict[str, bytes]:
    """What lies in the store, by its name there."""
    kept = files_of(root / "files")
    return {os.path.basename(name): content for name, content in kept.items()}


def holds(folder: Path, words: str) -> list[str]:
    """The files below a folder in whose bytes the words stand."""
    return [name for name, content in files_of(folder).items() if words.encode() in content]


def add_line(path: Path, line: str) -> None:
    """One more line at the end of a table that a person edits."""
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")


def change(root: Path, sql: str, *values: object) -> None:
    """An edit behind the program's back, without the foreign keys that would forbid it."""
    with closing(sqlite3.connect(root / "archive.db", isolation_level=None)) as connection:
        connection.execute(sql, values)


def killed_while_writing(database: Path, sql: str) -> None:
    """Leave a database as a process leaves it that is killed in the middle of a change of it."""
    script = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.executescript('PRAGMA cache_size = 1; BEGIN'); c.execute(sys.argv[2]);"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, database, sql], check=False)
    assert database.with_name(f"{database.name}-journal").stat().st_size
