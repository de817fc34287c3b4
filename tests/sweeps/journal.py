"""What a command did to its disk, call by call with all bytes, as strace saw it.

`order` asks in which order things were done, and `replay` does a part of them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trying import Lane

# Every call that changes a file or a folder, makes a change safe, or reads a file back.
_CALLS = (
    "openat,close,read,pread64,write,pwrite64,lseek,ftruncate,fsync,fdatasync,syncfs,rename,renameat,"
    "renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,symlink,copy_file_range,sendfile,"
    "mmap"
)
_NOT_FOLLOWED = {"copy_file_range", "sendfile", "symlink"}
_SHARES = re.compile(r"PROT_WRITE.*MAP_SHARED")
_LINE = re.compile(r"(?P<process>\d+) +(?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+)")
_DESCRIPTOR = re.compile(r"(?P<number>\d+)<(?P<path>[^>]*)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_NAMES = {"renameat": "rename", "renameat2": "rename", "unlinkat": "unlink", "mkdirat": "mkdir",
          "linkat": "link", "fdatasync": "fsync"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deed:
    """One call that did what was asked. `path` is what it was done to, `onto` another name."""

    name: str
    path: str
    onto: str = ""
    data: bytes = b""
    at: int = 0


class NotUnderstood(Exception):
    """A call whose effect this module cannot tell, so that nothing is passed over in silence."""


def deeds(lane: Lane) -> tuple[list[Deed], str]:
    """What an undisturbed command does in its lane, and what it says."""
    lane.fresh()
    options = ["-y", "-xx", "-s", "100000000", "-e", f"trace={_CALLS}"]
    ended, log = lane.starter.traced(lane.words, options)
    if ended.code:
        raise SystemExit(f"{lane.scenario.name} ended with {ended.code}: {ended.err}")
    place = str(lane.stage.parent)
    return [one for one in _read(log.splitlines()) if one.path.startswith(place)], ended.out


def _read(lines: list[str]) -> Iterator[Deed]:
    places: dict[tuple[str, str], int] = {}
    for line in lines:
        if (match := _LINE.match(line)) is None or match["result"].startswith("-"):
            continue
        name = _NAMES.get(match["name"], match["name"])
        arguments, result = match["arguments"], int(match["result"])
        texts = [_bytes(text) for text in _TEXT.findall(arguments)]
        opened = _DESCRIPTOR.search(line if name == "openat" else arguments)
        if name == "openat":
            opened = _DESCRIPTOR.search(line, match.end("result") - len(match["result"]))
        number = opened["number"] if opened else ""
        path = _bytes(opened["path"]).decode(errors="surrogateescape") if opened else ""
        key = match["process"], number
        if name == "openat":
            places[key] = 0
            if "O_CREAT" in arguments:
                yield Deed("create", path)
            if "O_TRUNC" in arguments:
                yield Deed("ftruncate", path, at=0)
        elif name == "lseek":
            places[key] = result
        elif name == "write":
            yield Deed("write", path, data=texts[0][:result], at=places.get(key, 0))
            places[key] = places.get(key, 0) + result
        elif name == "pwrite64":
            yield Deed("write", path, data=texts[0][:result], at=_last_number(arguments))
        elif name == "ftruncate":
            yield Deed("ftruncate", path, at=_last_number(arguments))
        elif name in {"read", "pread64"}:
            yield Deed("read", path)
        elif name in {"fsync", "syncfs"}:
            yield Deed(name, path)
        elif name in {"rename", "link"}:
            yield Deed(name, *(text.decode(errors="surrogateescape") for text in texts))
        elif name in {"unlink", "mkdir", "rmdir"}:
            is_folder = "AT_REMOVEDIR" in arguments
            yield Deed("rmdir" if is_folder else name, texts[0].decode(errors="surrogateescape"))
        elif name in _NOT_FOLLOWED or (name == "mmap" and _SHARES.search(arguments)):
            raise NotUnderstood(line[:200])


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", "")) if escaped.startswith("\\x") else b""


def _last_number(arguments: str) -> int:
    return int(arguments.rpartition(", ")[2])


def is_in(path: str, folder: Path) -> bool:
    """Whether a path lies below a folder."""
    return path.startswith(f"{folder}/")
