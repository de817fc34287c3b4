"""A browse database of as many items as wanted, as a team that worked for decades would have it.

Two cities and three towns, three kinds, three languages, some 13,000 days, 40 themes of which an
item has one to four, 300 places, 200 people, a position for every third item, told-about times,
a picture for every other photograph, and one interview of 10,000 lines. "market" is said by about
38 in 100. Rows are written in bulk into the tables of `browse_schema`; what follows from them
(`indexing.complete`, counts) is the project's own work. Nothing here means anything.
"""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import random
import sys
import wave
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PIL import Image
from sqlite_utils import Database

from fieldarchive import indexing
from fieldarchive.catalogue import browse_schema, published, timeline
from fieldarchive.catalogue.database import open_browse
from fieldarchive.config import schema
from fieldarchive.publish import LAYOUT
from fieldarchive.search.spacing import spaced

TABLES = schema("tables.json")["tables"]
LINES = 10_000
LONG = "i-10000000000000lines"
CITIES = {
    "blagoveshchensk": (50.2759, 127.5264, "Asia/Yakutsk"),
    "heihe": (50.2441, 127.4902, "Asia/Shanghai"),
    "zeya": (53.7400, 127.2700, "Asia/Yakutsk"),
    "aihui": (49.9800, 127.4900, "Asia/Shanghai"),
    "svobodny": (51.3750, 128.1340, "Asia/Yakutsk"),
}
_SHARES = (42, 40, 7, 6, 5)
_KINDS = ("photograph", "note", "interview")
_LANGUAGES = ("ru", "zh", "en")
_THEMES = [f"theme-{n}" for n in range(39)]
_MARKET = "market"
_FIRST_DAY, _DAYS = date(1989, 1, 1), 13_000
_SYLLABLES = {
    language: signs.split()
    for language, signs in {
        "ru": "ба ве го да жи за ка ло ми но пе ру со ту фа хо ца ше щи ю",
        "en": "ba ce do fi gu ha jo ka le mi no pu ra se ti vo wa xe yo zu",
        "zh": "江 河 市 场 桥 船 冬 夏 街 楼 人 声 光 味 茶 饭 钱 门 窗 雪 冰 风 雨 山 路",
    }.items()
}
_WORDS = 9000  # of each language
_AT_ONCE = 5000
Row = dict[str, Any]


def build(path: Path, count: int, seed: int = 7) -> Path:
    """Write the database of `count` items to `path`, in place of what was there."""
    path.unlink(missing_ok=True)
    chance = random.Random(seed)
    pictures = [_picture(n) for n in range(40)]
    with closing(open_browse(path)) as database, database.atomic():
        browse_schema.create(database, TABLES)
        published.put_vocabulary(database, _vocabulary())
        _insert(database, "thumbnails", pictures)
        texts = {language: _lexicon(chance, language) for language in _LANGUAGES}
        rows = (_item(chance, n, texts, pictures) for n in range(1, count + 1))
        for group in _groups(rows):
            _put(database, group)
        _put_long(database, count)
        indexing.complete(database)
        published.count(database)
        published.put_release(database, _release())
    return path


def long_recording(folder: Path) -> None:
    """Put the sound of the long interview into a store of originals: a second of silence a line."""
    sound = _sound()
    sha256 = hashlib.sha256(sound).hexdigest()
    (folder / sha256[:2]).mkdir(parents=True, exist_ok=True)
    (folder / sha256[:2] / sha256).write_bytes(sound)


def _item(
    chance: random.Random, n: int, texts: dict[str, list[str]], pictures: Sequence[Row]
) -> Row:
    kind = chance.choices(_KINDS, (60, 34, 6))[0]
    [city] = chance.choices(list(CITIES), _SHARES) if chance.random() < 0.97 else [None]
    language = chance.choices(_LANGUAGES, (45, 40, 15))[0]
    day = _FIRST_DAY + timedelta(int(chance.triangular(0, _DAYS - 1, _DAYS * 0.7)))
    end = day if chance.random() < 0.9 else day + timedelta(30)
    words = chance.choices(texts[language], k=18)
    if chance.random() < 0.378:
        words.insert(chance.randrange(18), _MARKET)
    text = ("" if language == "zh" else " ").join(words)
    themes = chance.sample(_THEMES, chance.randint(1, 3))
    people = [f"Voice {chance.randrange(200)}"] if chance.random() < 0.4 else []
    about = chance.randrange(1955, 2000) if kind == "interview" and chance.random() < 0.6 else None
    picture = pictures[n % len(pictures)] if kind == "photograph" and n % 2 else None
    row = dict.fromkeys(TABLES["items"]["columns"])
    return row | _position(chance, city) | {
        "id": n, "key": f"{kind[0]}-{n:016x}", "kind": kind, "title": " ".join(words[:4]),
        "city": city, "place": f"place-{chance.randrange(300)}" if chance.random() < 0.5 else None,
        "date": day.isoformat() if end == day else day.isoformat()[:7],
        "date_start": day.isoformat(), "date_end": end.isoformat(), "year": day.year,
        "decade": f"{day.year // 10}0s", "language": language, "themes": json.dumps(themes),
        "keywords": "[]", "people": json.dumps(people), "text": text, "access": "team",
        "about": str(about) if about else None,
        "about_start": f"{about}-01-01" if about else None,
        "about_end": f"{about}-12-31" if about else None,
        "files": 1, "segments": 0, "thumbnail": picture and picture["sha256"],
        "added_on": "2026-01-02",
    }  # fmt: skip


def _position(chance: random.Random, city: str | None) -> Row:
    if city is None or chance.random() > 0.33:
        return {}
    latitude, longitude, _zone = CITIES[city]
    return {
        "latitude": latitude + chance.gauss(0, 0.02),
        "longitude": longitude + chance.gauss(0, 0.03),
        "accuracy_m": 12.0,
    }


def _put(database: Database, items: list[Row]) -> None:
    _insert(database, "items", items)
    pairs = [{"item": i["id"], "theme": t} for i in items for t in json.loads(i["themes"])]
    _insert(database, "item_themes", pairs)
    people = [
        {"item": i["id"], "role": "narrator", "handle": f"v-{name[6:]}", "pseudonym": name}
        for i in items
        for name in json.loads(i["people"])
    ]
    _insert(database, "item_people", people)
    timeline.put(database.conn, [i["id"] for i in items])
    database.conn.executemany(
        "INSERT INTO items_spaced VALUES (?, NULL, NULL, NULL, ?)",
        [(i["id"], spaced(i["text"])) for i in items if i["language"] == "zh"],
    )


def _put_long(database: Database, count: int) -> None:
    sound = _sound()
    row = dict.fromkeys(TABLES["items"]["columns"])
    row |= {
        "id": count + 1, "key": LONG, "kind": "interview", "title": "Ten thousand lines",
        "city": "heihe", "date": "2013-05-12", "date_start": "2013-05-12",
        "date_end": "2013-05-12", "year": 2013, "decade": "2010s", "language": "en",
        "themes": '["theme-1"]', "keywords": "[]", "people": '["Voice 1"]', "access": "team",
        "files": 1, "segments": LINES, "duration_ms": LINES * 1000, "added_on": "2026-01-02",
    }  # fmt: skip
    _insert(database, "items", [row])
    file = {"id": 1, "item": count + 1, "n": 1, "name": "long.wav", "role": "recording"}
    facts = {"format": "wav", "mime": "audio/wav", "bytes": len(sound)}
    blank = dict.fromkeys(TABLES["files"]["columns"])
    sha256 = hashlib.sha256(sound).hexdigest()
    _insert(database, "files", [blank | file | facts | {"sha256": sha256}])
    empty = dict.fromkeys(TABLES["segments"]["columns"])
    lines = (
        {"id": n, "item": count + 1, "n": n, "start_ms": (n - 1) * 1000, "end_ms": n * 1000 - 50,
         "speaker": f"Voice {n % 3}", "language": "en", "text": f"This is line {n} of many."}
        for n in range(1, LINES + 1)
    )  # fmt: skip
    for group in _groups(lines):
        _insert(database, "segments", [empty | line for line in group])


def _vocabulary() -> dict[str, list[Row]]:
    themes = [_MARKET, *_THEMES]
    blank = {name: dict.fromkeys(TABLES[name]["columns"]) for name in TABLES}
    return {
        "themes": [
            blank["themes"] | {"slug": slug, "broader": "theme-0" if n % 5 else None,
                               "en": slug, "ru": f"тема {n}", "zh": f"主题{n}"}
            for n, slug in enumerate(themes) if slug != "theme-0" or n == 1
        ],
        "cities": [
            blank["cities"] | {"slug": slug, "en": slug.title(), "ru": slug, "zone": at[2]}
            for slug, at in CITIES.items()
        ],
        "places": [
            blank["places"] | {"slug": f"place-{n}", "type": "street", "city": "heihe",
                               "en": f"Street {n}"}
            for n in range(300)
        ],
        "people": [
            blank["people"] | {"handle": f"v-{n}", "en": f"Voice {n}", "languages": "[]"}
            for n in range(200)
        ],
    }  # fmt: skip


def _release() -> dict[str, str]:
    return {
        "layout": LAYOUT, "audience": "team", "archive_id": "bench",
        "archive_name": "Made to be measured", "operation": "1",
    }  # fmt: skip


def _lexicon(chance: random.Random, language: str) -> list[str]:
    syllables = _SYLLABLES[language]
    return ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(_WORDS)]


def _picture(n: int) -> Row:
    buffer = io.BytesIO()
    Image.new("RGB", (320, 240), (n * 6 % 256, 90, 255 - n * 6 % 256)).save(buffer, "JPEG")
    jpeg = buffer.getvalue()
    sha256 = hashlib.sha256(jpeg).hexdigest()
    return {"sha256": sha256, "width": 320, "height": 240, "jpeg": jpeg}


def _sound() -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(100)
        sound.writeframes(bytes([128]) * 100 * LINES)
    return buffer.getvalue()


def _insert(database: Database, table: str, rows: Sequence[Row]) -> None:
    if rows:
        columns = list(rows[0])
        marks = ", ".join("?" * len(columns))
        names = ", ".join(f'"{name}"' for name in columns)
        database.conn.executemany(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks})',
            [list(row.values()) for row in rows],
        )


def _groups(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while group := list(itertools.islice(rows, _AT_ONCE)):
        yield group


if __name__ == "__main__":
    build(Path(sys.argv[1]), int(sys.argv[2]))
