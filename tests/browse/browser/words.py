"""Words of the interface that were left in English on a page that speaks another language."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Names, formats and what is typed: the same in every language.
ALLOWED = frozenset(
    """fieldarchive datasette json csv srt vtt geojson bibtex csl edtf utc gps iso sha exif html pdf
    xml skos and or not near english amur market utf sig""".split()  # noqa: SIM905
)
LATIN = re.compile(r"[A-Za-z]{3,}")
PARTS = re.compile(r"[·:;“”«»,()\[\]]|[.!?](?: |$)")
# Texts and what is read aloud, each with the language it is marked with.
TEXTS = """() => {
    const found = []
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT)
    for (let one = document.body; one; one = walk.nextNode()) {
        if (one.closest("code, pre, kbd, samp, script, style, [translate=no]")) continue
        const language = one.closest("[lang]").lang
        const named = ["aria-label", "title", "placeholder", "alt"]
        const said = named.map(name => one.getAttribute(name))
        const own = [...one.childNodes].filter(node => node.nodeType === 3).map(node => node.data)
        for (const text of [...said, ...own]) if (text && text.trim()) found.push([language, text])
    }
    return found
}"""


def left_in_english(page: Page, language: str, release: Path) -> list[str]:
    """Words in Latin letters on a page of another language, neither marked nor held nor typed."""
    held, typed = _held(release), _words(unquote(page.url)) | ALLOWED
    said = {
        part.strip(" …\u200b()")
        for marked, text in page.evaluate(TEXTS)
        if marked == language
        for part in PARTS.split(" ".join(text.split()))
    }
    return sorted(part for part in said if _words(part) - typed and part.lower() not in held)


def _words(part: str) -> set[str]:
    return {word.lower() for word in LATIN.findall(part)}


@cache
def _held(release: Path) -> str:
    """All text of a release, in small letters."""
    with closing(sqlite3.connect(f"file:{release}?mode=ro", uri=True)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        texts = {
            " ".join(word.split()).lower()
            for (table,) in tables
            if "_fts" not in table
            for row in database.execute(f'SELECT * FROM "{table}"')
            for value in row
            if isinstance(value, str)
            for word in (value, *_listed(value))
        }
    return "\n".join(texts)


def _listed(value: str) -> list[str]:
    if not value.startswith("["):
        return []
    try:
        return [one for one in json.loads(value) if isinstance(one, str)]
    except ValueError:
        return []
