"""A disk that knows what is safe on it and what a power cut may take.

Files are inodes, folders are names of inodes. What was done since the last sync of a file or a
folder is pending, in its order; a tree is what is safe and whatever share of the pending.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from journal import Deed, is_in

# By path; a folder has None for its content.
Tree: TypeAlias = dict[str, bytes | None]
# How much of a pending deed is there: 0 nothing, 1 all, between them a torn write.
Share: TypeAlias = Callable[[Deed], float]
_SECTOR = 512


@dataclass(slots=True, eq=False)
class _Inode:
    """A file: its safe bytes and the deeds that are pending. A folder has no bytes."""

    content: bytes = b""
    is_folder: bool = False
    pending: list[Deed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Naming:
    """A change of names, whole or not at all: this goes, that comes."""

    deed: Deed
    goes: str | None
    comes: str | None
    inode: _Inode | None

    def folder(self) -> str:
        """The folder whose sync makes it safe."""
        return os.path.dirname(self.comes or self.goes or "")


class Disk:
    """Begins with all that lies in a folder, safe."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._safe: dict[str, _Inode] = {}
        for path in folder.rglob("*"):
            content = b"" if path.is_dir() else path.read_bytes()
            self._safe[str(path)] = _Inode(content, path.is_dir())
        self._now = dict(self._safe)
        self._namings: list[_Naming] = []

    def does(self, deed: Deed) -> bool:
        """Do something on this disk, and whether it made a difference."""
        is_here = deed.path == str(self._folder) or is_in(deed.path, self._folder)
        if not is_here or deed.name == "read":
            return False
        if deed.name in {"write", "ftruncate"}:
            self._now[deed.path].pending.append(deed)
        elif deed.name == "fsync":
            self._sync(deed.path)
        elif deed.name == "syncfs":
            self._sync_all()
        elif deed.name == "create" and deed.path in self._now:
            return False
        else:
            self._name(deed)
        return True

    def tree(self, share: Share) -> Tree:
        """What may lie here after a power cut now; `share` tells how much of a deed is there."""
        names = dict(self._safe)
        for naming in self._namings:
            if share(naming.deed) >= 0.5:
                _carry_out(naming, names)
        there = {path: inode for path, inode in names.items() if self._is_reachable(path, names)}
        contents = {
            inode: None if inode.is_folder else _content(inode, share) for inode in there.values()
        }
        return {path: contents[inode] for path, inode in there.items()}

    def _name(self, deed: Deed) -> None:
        if deed.name in {"create", "mkdir"}:
            naming = _Naming(deed, None, deed.path, _Inode(is_folder=deed.name == "mkdir"))
        elif deed.name == "rename":
            naming = _Naming(deed, deed.path, deed.onto, self._now[deed.path])
        elif deed.name == "link":
            naming = _Naming(deed, None, deed.onto, self._now[deed.path])
        else:
            naming = _Naming(deed, deed.path, None, None)
        self._namings.append(naming)
        _carry_out(naming, self._now)

    def _sync(self, path: str) -> None:
        inode = self._now.get(path)
        if inode is not None and not inode.is_folder:
            inode.content, inode.pending = _content(inode, lambda _: 1.0), []
            return
        kept = []
        for naming in self._namings:
            if naming.folder() == path:
                _carry_out(naming, self._safe)
                # a name that is gone for good does not come back with an earlier pending one
                kept = [one for one in kept if one.comes is None or one.comes != naming.goes]
            else:
                kept.append(naming)
        self._namings = kept

    def _sync_all(self) -> None:
        for inode in self._now.values():
            inode.content, inode.pending = _content(inode, lambda _: 1.0), []
        self._safe, self._namings = dict(self._now), []

    def _is_reachable(self, path: str, names: dict[str, _Inode]) -> bool:
        parent = os.path.dirname(path)
        if parent == str(self._folder):
            return True
        above = names.get(parent)
        return above is not None and above.is_folder and self._is_reachable(parent, names)


def _carry_out(naming: _Naming, names: dict[str, _Inode]) -> None:
    if naming.comes is not None and naming.inode is not None:
        if naming.inode.is_folder and naming.goes is not None:
            for path in [path for path in names if path.startswith(f"{naming.goes}/")]:
                names[naming.comes + path.removeprefix(naming.goes)] = names.pop(path)
        names[naming.comes] = naming.inode
    if naming.goes is not None:
        names.pop(naming.goes, None)


def _content(inode: _Inode, share: Share) -> bytes:
    content = bytearray(inode.content)
    for deed in inode.pending:
        there = share(deed)
        if deed.name == "ftruncate":
            if there >= 0.5:
                content[:] = content[: deed.at].ljust(deed.at, b"\0")
            continue
        sectors = round(there * len(deed.data)) // _SECTOR * _SECTOR
        data = deed.data if there == 1.0 else deed.data[:sectors]
        if data:
            if len(content) < deed.at:
                content.extend(bytes(deed.at - len(content)))
            content[deed.at : deed.at + len(data)] = data
    return bytes(content)
