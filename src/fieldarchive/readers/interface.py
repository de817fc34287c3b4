"""What a reader is: a function from one file to a `Reading`.

A reader opens its file read-only, believes nothing in it, and never writes. What it cannot read
at all it raises as `Unreadable`; what it can read in part it returns with `problems`. It may
be run in a worker process with limits on memory and time, so it takes and returns plain values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from fieldarchive.model import Hints, Reading, Role

Read: TypeAlias = Callable[[Path, Hints], Reading]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file by its ending: what it usually is to an item, and the module that reads it.

    `reader` is a module of this package with a function `read` (a `Read`); None means the file
    is kept beside the others of its item without being read. `apart` says that reading it needs
    a worker process: native decoders and zip archives are not trusted to come back.
    """

    name: str
    suffixes: tuple[str, ...]
    role: Role
    reader: str | None
    apart: bool = False
