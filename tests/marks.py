"""Marked material, and a search that finds its marks however they are written.

Every place where words can lie has a mark of its own, so that a search which comes back empty
says where it looked, and one that does not says what leaked.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from stories import files_of, indexed_words, record, write

_PLACES = (
    "folder", "stem", "title", "description", "keyword", "place", "creator", "rights", "segment",
    "speaker", "sidecar", "note-file", "note-title", "note-keyword", "note-text", "older-text",
    "older-title", "exif", "artist", "comment", "xmp", "copy-folder", "beside", "damaged",
)  # fmt: skip


@dataclass(frozen=True)
class Material:
    """An interview, a note, a photograph and a copy of it, each word of which is a mark.

    `who` is a word of plain letters; two materials share no mark.
    """

    inbox: Path
    who: str

    @property
    def marks(self) -> list[str]:
        """Every mark, and the SHA-256 of every file."""
        digests = [hashlib.sha256(f).hexdigest() for f in files_of(self._folder).values()]
        return [*(self.mark(place) for place in _PLACES), self._russian, self._chinese, *digests]

    def mark(self, place: str) -> str:
        """The mark of a place: no program would write it by chance."""
        return f"zq{self.who}{place.replace('-', '')}"

    @property
    def _russian(self) -> str:
        return f"Тайный{self.who}ёйль"

    @property
    def _chinese(self) -> str:
        return f"隐{self.who}秘"

    @property
    def _folder(self) -> Path:
        return self.inbox / self.mark("folder")

    @property
    def copies(self) -> Path:
        """A folder with a copy of the photograph, and something beside it."""
        return self._folder / self.mark("copy-folder")

    def write_older(self) -> None:
        """The note as it was at first."""
        m = self.mark
        self._note(f"title: {m('older-title')}", m("older-text"))

    def write_all(self) -> None:
        """Everything, the note corrected."""
        m = self.mark
        stem = self._folder / m("stem")
        said = f"{m('speaker')}: {m('segment')} {self._russian} {self._chinese}"
        write(stem.with_suffix(".ru.srt"), f"1\n00:00:01,000 --> 00:00:04,000\n{said}\n")
        names = ("title", "description", "place", "creator", "rights")
        sidecar = "".join(f"{name}: {m(name)}\n" for name in names)
        write(
            stem.with_suffix(".yaml"),
            f"{sidecar}keywords: [{m('keyword')}]\nid: {m('sidecar')}\n",
        )
        self._note(
            f"title: {m('note-title')}\nkeywords: [{m('note-keyword')}]",
            f"{m('note-text')} {self._russian} {self._chinese}",
        )
        self._photograph(self._folder / "p.jpg")
        self._photograph(self.copies / "p.jpg")
        write(self.copies / "p.yaml", f"description: {m('beside')}\n")

    def damage(self, root: Path) -> None:
        """Spoil the photograph in the archive; the next ingest sets that copy aside."""
        sha256 = hashlib.sha256((self._folder / "p.jpg").read_bytes()).hexdigest()
        original = root / "files" / sha256[:2] / sha256
        original.chmod(0o600)
        original.write_bytes(original.read_bytes() + self.mark("damaged").encode())

    def _note(self, front: str, text: str) -> None:
        name = f"{self.mark('note-file')}.md"
        write(self._folder / name, f"---\n{front}\n---\n{text}\n")

    def _photograph(self, path: Path) -> None:
        exif = Image.Exif()
        exif[0x010E], exif[0x013B] = self.mark("exif"), self.mark("artist")
        xmp = (
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
            'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
            'rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
            f'photoshop:Headline="{self.mark("xmp")}"/></rdf:RDF></x:xmpmeta>'
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (32, 24), (len(self.who) * 9, 80, 70)).save(
            path, exif=exif, comment=self.mark("comment").encode(), xmp=xmp.encode()
        )


def named(root: Path, like: str = "%") -> list[str]:
    """The names of items with a file whose name is like this, as a person would type them."""
    sql = (
        "SELECT DISTINCT i.kind, i.id FROM items i JOIN item_files f ON f.item = i.id "
        "WHERE f.name LIKE ? ORDER BY i.id"
    )
    return [f"{kind[0]}-{item}" for kind, item in record(root, sql, like)]


def found(root: Path, marks: list[str]) -> set[str]:
    """The marks that stand in any file below `root`, or in the index of its browse database."""
    haystacks = [content.lower() for content in files_of(root).values()]
    browse = root / "browse" / "team.db"
    if browse.exists():
        words = indexed_words(browse) | indexed_words(browse, "segments_fts")
        haystacks.append("\n".join(words).encode())
    return {mark for mark in marks if any(_is_in(hay, mark) for hay in haystacks)}


def _is_in(haystack: bytes, mark: str) -> bool:
    return any(form in haystack for form in _forms(mark))


def _forms(mark: str) -> set[bytes]:
    """A mark as it may stand in bytes that were made lower case."""
    words = {mark, mark.casefold(), unicodedata.normalize("NFD", mark)}
    words |= {_without_accents(word) for word in words} | {mark[::-1]}
    forms = {word.encode(codec) for word in words for codec in ("utf-8", "utf-16-le", "utf-16-be")}
    for codec in ("cp1251", "gb18030"):
        forms |= {mark.encode(codec, "ignore")} if mark.isascii() is False else set()
    forms |= {mark.encode().hex().encode(), json.dumps(mark)[1:-1].encode()}
    for shift in range(3):
        spelled = base64.b64encode(b"\0" * shift + mark.encode())
        forms.add(spelled[(0, 2, 3)[shift] : -4])
    return {form.lower() for form in forms if len(form) > 5}


def _without_accents(text: str) -> str:
    """A word as the index spells it."""
    return re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", text.casefold()))
