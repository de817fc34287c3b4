"""The first stop: which files there are, and which of them belong together.

Folders are walked one at a time, in the order of their names, without following links; only
the listing of one folder is held in memory. Nothing is opened here.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from fieldarchive.config import CONFIGURATION
from fieldarchive.model import (
    FOLDER_FILE,
    ITEMS_TABLE,
    Bundle,
    BundledFile,
    Problem,
    SourceFile,
)

_FOR_A_FOLDER = {FOLDER_FILE, ITEMS_TABLE}
_LEFT_ALONE = {
    "thumbs.db",
    "desktop.ini",
    "ehthumbs.db",
    "$recycle.bin",
    "__macosx",
    "node_modules",
}
# Programs name what belongs to a file after the whole of it: DSC_1.JPG.xmp, talk.mp3.srt.
_MEDIA = re.compile(
    r"\.(jpe?g|jpe|jfif|mpo|hei[cf]|hif|avif|png|tiff?|webp|gif|bmp"
    r"|arw|cr[23]|crw|dng|nef|nrw|orf|pef|raf|raw|rw2|sr2|srf|srw|x3f|3fr|iiq|kdc|dcr|erf|mrw"
    r"|wave?|bwf|mp3|m4[abv]|aac|og[ag]|opus|flac|amr|3ga|wma|aiff?"
    r"|mp4|mov|3gp|mkv|webm|avi|m2ts|mts|mpg)$",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"\.([a-z]{2,3}(?:-[A-Za-z]{2,4})?)$", re.I)
_TAKES_LANGUAGE = {".srt", ".vtt", ".txt", ".md", ".docx", ".odt", ".eaf"}
_BY_CODE = {
    "ru": "ru", "rus": "ru", "zh": "zh", "chi": "zh", "zho": "zh", "cmn": "zh", "en": "en",
    "eng": "en", "uk": "uk", "de": "de", "fr": "fr", "es": "es", "ja": "ja", "ko": "ko",
    "mn": "mn", "evn": "evn", "mnc": "mnc", "sah": "sah", "yue": "yue", "fin": "fi", "fi": "fi",
    "zh-cn": "zh-CN", "zh-tw": "zh-TW", "zh-hans": "zh-Hans", "zh-hant": "zh-Hant",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PassedBy:
    """Something met on the way that is not taken in, and why."""

    problem: Problem


Found = Bundle | PassedBy


def scan(paths: Iterable[Path], passing_by: Collection[Path] = ()) -> Iterator[Found]:
    """Bundles of every file and folder named, lazily; links and special files as `PassedBy`.

    Folders and files in `passing_by` are left out without a word. A `_folder.yaml` holds for all
    that lies below it, also when only a part of that is named.
    """
    for folder, together in groupby(paths, key=_folder_of_file):
        if folder is not None:
            yield from _named_files(folder, list(together))
            continue
        for path in together:
            if path.is_dir():
                yield from _walk(path, frozenset(passing_by))
            else:
                yield _passed(
                    display(str(path)),
                    "not-found",
                    "There is no such file or folder.",
                    serious=True,
                )


def stem_of(name: str) -> tuple[str, str | None]:
    """What a file shares with the others of its item, and the language that its name tells.

    "r-012.ru.srt" is ("r-012", "ru"); "DSC_1.JPG.xmp" and "talk.mp3.srt" belong to "DSC_1" and
    "talk". The stem keeps its spelling; compare it by `key_of`.
    """
    stem, suffix = os.path.splitext(name)
    language = None
    if suffix.lower() in _TAKES_LANGUAGE and (match := _LANGUAGE.search(stem)):
        language = _BY_CODE.get(match.group(1).lower())
        stem = stem[: match.start()] if language else stem
    return _MEDIA.sub("", stem), language


def key_of(stem: str) -> str:
    """The form in which two stems are compared: NFC, without case."""
    return unicodedata.normalize("NFC", stem).casefold()


def display(path: str) -> str:
    """A path as text: NFC, with the bytes that are no UTF-8 written as \\xNN."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text)


def _walk(top: Path, passing_by: frozenset[Path]) -> Iterator[Found]:
    """Every folder below `top`, in the order of their names, without recursion."""
    waiting: list[tuple[Path, tuple[SourceFile, ...]]] = [(top, _folder_files_above(top))]
    while waiting:
        folder, above = waiting.pop()
        listing = _Listing(top, folder, passing_by)
        if (ours := _of_ours(folder, listing)) is not None:
            yield _passed(display(_below(top, str(folder))), *ours, serious=True)
            continue
        yield from listing.passed
        here, own = _folder_files(listing.files)
        in_force = (*here, *above)
        yield from _bundles(own, in_force)
        inherited = tuple(f for f in in_force if f.path.name == FOLDER_FILE)
        waiting += [(below, inherited) for below in reversed(listing.folders)]


class _Listing:
    """One folder: its files, its folders, and what is passed by in it, in the order of names."""

    def __init__(self, top: Path, folder: Path, passing_by: frozenset[Path]) -> None:
        self.files: list[SourceFile] = []
        self.folders: list[Path] = []
        self.passed: list[PassedBy] = []
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.passed.append(_unopened(display(_below(top, str(folder))), error))
            return
        for entry in found:
            is_ours = entry.name.startswith(".") or entry.name.casefold() in _LEFT_ALONE
            if not is_ours and Path(entry.path).absolute() not in passing_by:
                self._sort(top, entry)

    def _sort(self, top: Path, entry: os.DirEntry[str]) -> None:
        name = display(_below(top, entry.path))
        try:
            if entry.is_symlink():
                self.passed.append(_link(name))
            elif entry.is_dir(follow_symlinks=False):
                self.folders.append(Path(entry.path))
            elif not entry.is_file(follow_symlinks=False):
                self.passed.append(_special(name))
            else:
                self.files.append(
                    _source(Path(entry.path), name, entry.stat(follow_symlinks=False))
                )
        except OSError as error:
            self.passed.append(_unopened(name, error))


def _of_ours(folder: Path, listing: _Listing) -> tuple[str, str] | None:
    """Code and message where a folder is an archive or a backup, whose files are not sources."""
    names = {file.path.name for file in listing.files}
    if CONFIGURATION in names:
        kind = "an archive"
    elif "bagit.txt" in names and (folder / "data" / "record").is_dir():
        kind = "a backup"
    else:
        return None
    return (
        "of-ours",
        f"It is {kind}, and nothing of it was taken in. `fieldarchive merge` brings in what "
        "another archive or a backup holds.",
    )


def _folder_files_above(folder: Path) -> tuple[SourceFile, ...]:
    """The `_folder.yaml` of the folders above, nearest first: they hold here as well."""
    found = []
    for parent in folder.absolute().parents:
        path = parent / FOLDER_FILE
        if path.is_file() and not path.is_symlink():
            found.append(_source(path, display(str(path)), path.lstat()))
    return tuple(found)


def _folder_of_file(path: Path) -> Path | None:
    """Where a file lies that was named by itself; None for a folder, or for nothing at all."""
    is_file = os.path.lexists(path) and (path.is_symlink() or not path.is_dir())
    return path.parent if is_file else None


def _named_files(folder: Path, paths: Sequence[Path]) -> Iterator[Found]:
    """Files of one folder named by themselves, each with what lies beside it under its stem."""
    wanted = set()
    for path in paths:
        if path.is_symlink():
            yield _link(display(str(path)))
        elif not path.is_file():
            yield _special(display(str(path)))
        elif path.name in _FOR_A_FOLDER:
            yield _passed(
                display(str(path)),
                "describes-folder",
                "It describes a folder. Name the folder instead.",
            )
        else:
            wanted.add(key_of(stem_of(path.name)[0]))
    listing = _Listing(folder, folder, frozenset())
    here, own = _folder_files(listing.files)
    belonging = [file for file in own if key_of(stem_of(file.path.name)[0]) in wanted]
    yield from _bundles(belonging, (*here, *_folder_files_above(folder)))


def _folder_files(files: Sequence[SourceFile]) -> tuple[tuple[SourceFile, ...], list[SourceFile]]:
    """Split what describes a whole folder from what belongs to items."""
    here = tuple(file for file in files if file.path.name in _FOR_A_FOLDER)
    return here, [file for file in files if file.path.name not in _FOR_A_FOLDER]


def _bundles(files: Sequence[SourceFile], folder_files: tuple[SourceFile, ...]) -> Iterator[Bundle]:
    groups: dict[str, list[BundledFile]] = {}
    stems: dict[str, str] = {}
    for file in files:
        stem, language = stem_of(file.path.name)
        key = key_of(stem)
        groups.setdefault(key, []).append(BundledFile(file, language))
        stems.setdefault(key, stem)
    for key, group in groups.items():
        folder = os.path.dirname(group[0].source.name)
        yield Bundle(os.path.join(folder, display(stems[key])), tuple(group), folder_files)


def _source(path: Path, name: str, status: os.stat_result) -> SourceFile:
    return SourceFile(
        path=path,
        name=name,
        size=status.st_size,
        mtime_ns=status.st_mtime_ns,
        device=status.st_dev,
        inode=status.st_ino,
    )


def _below(top: Path, path: str) -> str:
    return os.path.normpath(os.path.join(top.name, os.path.relpath(path, top)))


def _link(name: str) -> PassedBy:
    return _passed(
        name, "link", "It is a link and was not followed. Name its target if you want it kept."
    )


def _special(name: str) -> PassedBy:
    return _passed(name, "not-a-file", "It is not a regular file and was left alone.", serious=True)


def _unopened(name: str, error: OSError) -> PassedBy:
    return _passed(name, "not-opened", f"It cannot be opened: {error.strerror}.", serious=True)


def _passed(name: str, code: str, message: str, *, serious: bool = False) -> PassedBy:
    return PassedBy(Problem(code, message, serious=serious, path=name))
