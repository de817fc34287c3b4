"""Erased, then met again: by merging stale laptops in all directions, and in the same folder.

    python tests/sweeps/erasures.py [--quick]

Four laptops have the same items and go apart. Three of them erase a share each; the fourth sleeps
through that and corrects some of those items instead. Then each merges its neighbour until all
know all, and the folder is ingested once more. Nothing that was erased may be found on any of
them, and all must have one archive hash.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from trying import Figure

import stories
from fieldarchive.archive import opened
from fieldarchive.catalogue.fingerprint import archive_hash
from fieldarchive.cli.boundary import run

ITEMS, ITEMS_QUICK = 1_250, 60
_LAPTOPS = 4
_KEPT_OF_FIVE = 4  # every fifth item stays
_AT_ONCE = 100
_Bug = Callable[[Path], None] | None
_MARK = re.compile(rb"zq(\d{5})(?:title|text|corrected)")


def figures(quick: bool) -> Iterator[Figure]:
    """The sweep; and again with tombstones, or marks, forgotten, which has to be noticed."""
    count = ITEMS_QUICK if quick else ITEMS
    yield _figure("erased, then merged with stale laptops and ingested again", count)
    yield _figure("merged without tombstones", ITEMS_QUICK, at_merge=_no_tombstones)
    yield _figure("ingested again without marks", ITEMS_QUICK, at_ingest=_no_marks)


def _figure(what: str, count: int, at_merge: _Bug = None, at_ingest: _Bug = None) -> Figure:
    must_break = bool(at_merge or at_ingest)
    with _folder() as folder:
        world = _World(folder, count)
        world.go_apart()
        for laptop in world.laptops if at_merge else ():
            at_merge(laptop)
        world.meet()
        traces = world.traces()
        if at_ingest:
            at_ingest(world.laptops[0])
        _command(world.laptops[0], "ingest", world.inbox, "--rehash")
        traces += world.traces_on(world.laptops[0])
        return Figure(what, len(world.erased), traces, must_break)


@dataclass
class _World:
    """The laptops, and the folder that all items came from."""

    folder: Path
    count: int

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def laptops(self) -> list[Path]:
        return [self.folder / f"laptop-{number}" for number in range(_LAPTOPS)]

    @property
    def erased(self) -> list[int]:
        """The numbers of the items that somebody erases."""
        return [number for number in range(self.count) if number % 5 != _KEPT_OF_FIVE]

    def go_apart(self) -> None:
        """All have all; three erase, some items twice; the last one writes on."""
        for number in range(self.count):
            self._note(number, "text")
        first, *others = self.laptops
        stories.write_words(first)
        _command(first, "ingest", self.inbox)
        for laptop in others:
            shutil.copytree(first, laptop)
        share = len(self.erased) // (_LAPTOPS - 1) + 1
        for place, laptop in enumerate(self.laptops[:-1]):
            self._erase(laptop, self.erased[place * share : (place + 1) * share + place * 10])
        for number in range(0, self.count, 7):
            self._note(number, "corrected")
        _command(self.laptops[-1], "ingest", self.inbox)

    def meet(self) -> None:
        """Everybody merges a neighbour until all know all."""
        for here, there in [*zip(self.laptops, self._neighbours, strict=True)] * (_LAPTOPS - 1):
            _command(here, "merge", there, "--yes")

    def traces(self) -> list[str]:
        """What is left of erased items anywhere, or lacks of the others."""
        traces = [trace for laptop in self.laptops for trace in self.traces_on(laptop)]
        if len({_hash_of(laptop) for laptop in self.laptops}) > 1:
            traces.append("the laptops do not agree")
        return traces

    def traces_on(self, laptop: Path) -> list[str]:
        """The same on one laptop."""
        found, erased = _numbers_in(laptop), {*self.erased}
        traces = [f"{laptop.name} has item {number} again" for number in sorted(found & erased)]
        if lost := set(range(self.count)) - erased - found:
            traces.append(f"{laptop.name} lost {len(lost)} items that nobody erased")
        if _command(laptop, "verify"):
            traces.append(f"{laptop.name} is not sound")
        return traces

    @property
    def _neighbours(self) -> list[Path]:
        return [*self.laptops[1:], self.laptops[0]]

    def _note(self, number: int, word: str) -> None:
        mark = f"zq{number:05}"
        path = self.inbox / f"{mark}title.md"
        stories.note(path, f"{mark}title", f"Words {mark}{word} of hers.")

    def _erase(self, laptop: Path, numbers: Sequence[int]) -> None:
        ids = dict(stories.record(laptop, "SELECT title, id FROM items"))
        names = [f"n-{ids[f'zq{number:05}title']}" for number in numbers]
        for start in range(0, len(names), _AT_ONCE):
            _command(laptop, "erase", *names[start : start + _AT_ONCE], "--yes")


def _numbers_in(root: Path) -> set[int]:
    """The items of which a word stands in any file, or in the index of the browse database."""
    everything = [*stories.files_of(root).values()]
    everything += [word.encode() for word in stories.indexed_words(root / "browse" / "team.db")]
    return {int(number) for bytes_ in everything for number in _MARK.findall(bytes_)}


def _hash_of(root: Path) -> str:
    with opened(root, for_writing=False) as archive:
        return archive_hash(archive.record)


def _command(root: Path, *words: object) -> int:
    """A command; a refusal is no failure here, because refusing is what is asked for."""
    told = StringIO()
    with redirect_stdout(told), redirect_stderr(told):
        code = run(["--archive", str(root), *map(str, words)])
    if code not in {0, 3, 4}:
        raise SystemExit(f"{words[0]} ended with {code}: {told.getvalue()}")
    return code


def _no_tombstones(root: Path) -> None:
    _no_marks(root)
    stories.change(root, "DELETE FROM erasures")


def _no_marks(root: Path) -> None:
    stories.change(root, "DELETE FROM erased_originals")


@contextmanager
def _folder() -> Iterator[Path]:
    memory = Path("/dev/shm")
    is_roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2 << 30
    with tempfile.TemporaryDirectory(dir=memory if is_roomy else None, prefix="sweep-") as name:
        yield Path(name)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a few items of each")
    all_well = True
    for figure in figures(parser.parse_args().quick):
        all_well &= figure.is_as_it_should
        verdict = "yes" if figure.is_as_it_should else "NO"
        print(f"| {figure.what} | {figure.tried:,} | {len(figure.broken):,} | {verdict} |")
        for wrong in figure.broken[:5] if not figure.must_break else ():
            print(f"  {wrong}", file=sys.stderr)
    return 0 if all_well else 1


if __name__ == "__main__":
    sys.exit(main())
