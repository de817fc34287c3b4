"""The formats that the archive knows, one line each, and how a file finds its reader."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import cast

from fieldarchive.errors import Unreadable
from fieldarchive.model import Hints, Reading, Role
from fieldarchive.readers.interface import Format, Read

FORMATS = (
    Format(
        "jpeg", (".jpg", ".jpeg", ".jpe", ".jfif", ".mpo"), Role.IMAGE, "photographs", apart=True
    ),
    Format("heic", (".heic", ".heif", ".hif"), Role.IMAGE, "photographs", apart=True),
    Format("avif", (".avif",), Role.IMAGE, "photographs", apart=True),
    Format("png", (".png",), Role.IMAGE, "photographs", apart=True),
    Format("tiff", (".tif", ".tiff"), Role.IMAGE, "photographs", apart=True),
    Format("webp", (".webp",), Role.IMAGE, "photographs", apart=True),
    Format("gif", (".gif",), Role.IMAGE, "photographs", apart=True),
    Format("bmp", (".bmp",), Role.IMAGE, "photographs", apart=True),
    Format(
        "raw",
        (
            ".arw",
            ".cr2",
            ".cr3",
            ".crw",
            ".dng",
            ".nef",
            ".nrw",
            ".orf",
            ".pef",
            ".raf",
            ".raw",
            ".rw2",
            ".sr2",
            ".srf",
            ".srw",
            ".x3f",
            ".3fr",
            ".iiq",
            ".kdc",
            ".dcr",
            ".erf",
            ".mrw",
        ),
        Role.IMAGE,
        "photographs",
        apart=True,
    ),
    Format("wav", (".wav", ".wave", ".bwf"), Role.RECORDING, "recordings", apart=True),
    Format("mp3", (".mp3",), Role.RECORDING, "recordings", apart=True),
    Format("m4a", (".m4a", ".aac", ".m4b"), Role.RECORDING, "recordings", apart=True),
    Format("ogg", (".ogg", ".oga", ".opus"), Role.RECORDING, "recordings", apart=True),
    Format("flac", (".flac",), Role.RECORDING, "recordings", apart=True),
    Format(
        "amr", (".amr", ".3ga", ".wma", ".aif", ".aiff"), Role.RECORDING, "recordings", apart=True
    ),
    Format(
        "video",
        (".mp4", ".m4v", ".mov", ".3gp", ".mkv", ".webm", ".avi", ".mts", ".m2ts", ".mpg"),
        Role.RECORDING,
        "recordings",
        apart=True,
    ),
    Format("srt", (".srt",), Role.TRANSCRIPT, "subtitles"),
    Format("vtt", (".vtt",), Role.TRANSCRIPT, "subtitles"),
    Format("eaf", (".eaf",), Role.TRANSCRIPT, "eaf"),
    Format("markdown", (".md", ".markdown"), Role.TEXT, "notes"),
    Format("text", (".txt", ".text"), Role.TEXT, "notes"),
    Format("docx", (".docx",), Role.TEXT, "documents", apart=True),
    Format("odt", (".odt",), Role.TEXT, "documents", apart=True),
    Format("table", (".csv", ".tsv"), Role.TABLE, "tables"),
    Format("yaml", (".yaml", ".yml"), Role.SIDECAR, "sidecars"),
    Format("xmp", (".xmp",), Role.SIDECAR, "xmp_sidecars"),
    Format(
        "attachment",
        (
            ".pdf",
            ".rtf",
            ".doc",
            ".textgrid",
            ".pfsx",
            ".etf",
            ".meta",
            ".gpx",
            ".kml",
            ".xls",
            ".xlsx",
            ".ods",
            ".json",
            ".xml",
            ".cha",
            ".trs",
        ),
        Role.ATTACHMENT,
        None,
    ),
)

_BY_SUFFIX = {suffix: entry for entry in FORMATS for suffix in entry.suffixes}


def format_of(path: Path) -> Format | None:
    """The format that a file's ending names, or None for an ending nobody here knows."""
    return _BY_SUFFIX.get(path.suffix.lower())


def read(path: Path, entry: Format, hints: Hints) -> Reading:
    """Read one file with the reader of its format; raises `Unreadable`."""
    if entry.reader is None:
        raise Unreadable(f"nothing here reads .{entry.name} files", code="no-reader")
    module = import_module(f"fieldarchive.readers.{entry.reader}")
    return cast(Read, module.read)(path, hints)
