"""What a verify finds: faults as sentences, counts of what was checked, and files left over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from zlib import crc32

from fieldarchive.errors import UnusablePart
from fieldarchive.model import Fault

_WRITTEN = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})")


@dataclass(frozen=True, slots=True)
class Part:
    """One of `of` parts of the originals, counted from 1; together they are all originals."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def has(self, sha256: str) -> bool:
        """Whether an original belongs to this part: by its digest alone, so for ever."""
        return crc32(sha256.encode()) % self.of == self.number - 1

    def of_these(self, sizes: Mapping[str, int]) -> Mapping[str, int]:
        """Those of some originals, sizes by digest, that belong to this part."""
        if self.of == 1:
            return sizes
        return {sha256: size for sha256, size in sizes.items() if self.has(sha256)}


WHOLE = Part(1, 1)


def part_of(written: str) -> Part:
    """The part that "3/7" means; raises `UnusablePart`."""
    match = _WRITTEN.fullmatch(written)
    if match is None or int(match[1]) > int(match[2]):
        raise UnusablePart(written)
    return Part(int(match[1]), int(match[2]))


@dataclass(slots=True)
class Verified:
    """What was checked and what is broken. `leftovers` are files that nobody names; no fault.

    `chosen` says which part of the originals was asked for, where that was not all of them;
    `names` what originals that are broken or were repaired are called, by SHA-256.
    """

    files: int = 0
    bytes_read: int = 0
    revisions: int = 0
    chosen: str | None = None
    faults: list[Fault] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def is_sound(self) -> bool:
        """Whether something was checked and nothing is broken."""
        return self.files > 0 and not self.faults

    def add(self, more: Verified) -> None:
        """Count what another process found."""
        self.files += more.files
        self.bytes_read += more.bytes_read
        self.revisions += more.revisions
        self.faults += more.faults
        self.leftovers += more.leftovers
