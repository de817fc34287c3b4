"""Checking a bag byte for byte, as BagIt asks and a little stricter.

Every file of the payload is in the manifest and the other way round, every byte is read, and the
tag files are exactly the ones that were written. It fails closed: what cannot be read or parsed
is a fault. Hashing runs on all cores: hashlib lets the other threads go on meanwhile.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import islice

from fieldarchive.model import Fault
from fieldarchive.storage.bags import tags
from fieldarchive.storage.bags.layout import Bag, files_below
from fieldarchive.storage.keeping import digest_of

_AT_ONCE = 64
_LARGEST_TAG_MANIFEST = 1 << 12
_Checked = tuple[int, Fault | None]


@dataclass(slots=True)
class Counted:
    """How much of the payload was read."""

    files: int = 0
    bytes: int = 0


def faults(bag: Bag, counted: Counted, progress: Callable[[int], None]) -> Iterator[Fault]:
    """Everything that is not as the bag's own tag files say. `progress` gets bytes read."""
    yield from _faults_of_tags(bag)
    named: dict[str, str] = {}
    yield from _read_manifest(bag, named)
    yield from _strangers(bag, named)
    yield from _faults_of_payload(bag, named, counted, progress)
    said = tags.info(bag).get(tags.OXUM)
    if said != f"{counted.bytes}.{counted.files}":
        message = f"{tags.OXUM} is {said}; there are {counted.bytes} octets in {counted.files}."
        yield Fault("oxum", tags.INFO, message)


def _faults_of_tags(bag: Bag) -> Iterator[Fault]:
    paths = {name: bag.root / name for name in tags.TAGS}
    absent = [name for name, path in paths.items() if not path.is_file() or path.is_symlink()]
    for name in absent:
        yield Fault("missing", name, "This tag file is missing, or is no regular file.")
    if absent:
        return
    with paths.pop(tags.TAG_MANIFEST).open("rb") as file:
        found = file.read(_LARGEST_TAG_MANIFEST)
    if found != "".join(tags.tag_lines(paths)).encode():
        message = "A tag file is not the one that was written, or this file is not."
        yield Fault("tag-changed", tags.TAG_MANIFEST, message)
    if tags.declared(bag) != tags.DECLARATION:
        yield Fault("tag-changed", tags.BAGIT, "It does not declare BagIt 1.0 as it should.")


def _read_manifest(bag: Bag, named: dict[str, str]) -> Iterator[Fault]:
    """Fill `named` with the digest of each path of the manifest."""
    path = bag.root / tags.MANIFEST
    if not path.is_file():
        return  # told with the tag files
    for entry in tags.entries(path):
        if entry is None or entry[1] in named or not _is_inside(entry[1]):
            message = "A line of the manifest is not one that the program writes."
            yield Fault("manifest", tags.MANIFEST, message)
        else:
            named[entry[1]] = entry[0]


def _is_inside(path: str) -> bool:
    """Whether a path of a manifest stays in the payload."""
    parts = path.split("/")
    return parts[0] == "data" and len(parts) > 1 and not {"", ".", ".."} & set(parts)


def _strangers(bag: Bag, named: Mapping[str, str]) -> Iterator[Fault]:
    for path in files_below(bag.payload):
        name = bag.path_in_bag(path)
        if name not in named:
            yield Fault("extra", name, "This file is not of the backup. Move it elsewhere.")
        elif path.is_symlink() or not path.is_file():
            yield Fault("not-a-file", name, "This is no regular file.")


def _faults_of_payload(
    bag: Bag, named: Mapping[str, str], counted: Counted, progress: Callable[[int], None]
) -> Iterator[Fault]:
    pairs = iter(named.items())
    handfuls = iter(lambda: list(islice(pairs, _AT_ONCE)), [])
    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        for checked in threads.map(partial(_check_all, bag), handfuls):
            for size, fault in checked:
                counted.files += 1
                counted.bytes += size
                progress(size)
                if fault:
                    yield fault


def _check_all(bag: Bag, named: Sequence[tuple[str, str]]) -> list[_Checked]:
    """Many at once: handing a thread one small file costs more than reading it."""
    return [_check(bag, path, sha256) for path, sha256 in named]


def _check(bag: Bag, name: str, sha256: str) -> _Checked:
    path = bag.root / name
    try:
        size = path.lstat().st_size
        if not path.is_file() or path.is_symlink():
            return 0, Fault("not-a-file", name, "This is no regular file.")
        if digest_of(path, from_disk=True) != sha256:
            return size, Fault("bytes-changed", name, "Its bytes are not what was written.")
    except FileNotFoundError:
        return 0, Fault("missing", name, "This file is not in the backup.")
    except OSError as error:
        return 0, Fault("unreadable", name, f"It cannot be read: {error.strerror}.")
    return size, None
