"""What the search costs at 1,000 to 1,000,000 sentences, beside stock FTS5 over the same texts.

Each sentence is the text of a note in a browse database of ours, and a row of a table with the
index that sqlite-utils' `enable_fts` makes. Seconds are of the processor. The targets hold for the
full size; before it one sees how the figures grow.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median

import archives
import search_asking
import search_files
import sentences
from measuring import PYTHON, Figure, bench_folder, peak_mb, run
from search_adapter import note
from search_asking import Asked

from fieldarchive import indexing
from fieldarchive.catalogue.database import open_browse

BUILD, SIZE, FIRST, ALL, MORE = 2.5, 1.8, 3, 2, 1.5
_MB = 1_000_000
_FULL = 1_000_000  # sentences
_TYPED = {
    "": "kind:note",  # no word, no dictionary
    ", and to read the first Russian word": "рынками",
    ", and to read the first English word": "markets",
    ", and to read the first Chinese word": "市场",
    ", and to read the first one in pinyin": "shichang",
}
_FIRST_WORD = """
import sys, time
from pathlib import Path
from fieldarchive import hits
from fieldarchive.catalogue.database import open_to_read
from fieldarchive.catalogue.wanted import Wanted
database = open_to_read(Path(sys.argv[1]))
begun = time.process_time()
hits.asked(database, Wanted(words=sys.argv[2]))
print(time.process_time() - begun)
"""


def figures(quick: bool) -> Iterator[Figure]:
    sizes = (1_000, 10_000, 100_000) if quick else (1_000, 30_000, _FULL)
    texts = sentences.kept(sizes[-1])
    with tempfile.TemporaryDirectory(dir=bench_folder()) as name:
        folder = Path(name)
        for size in sizes:
            ours, stock = folder / f"{size}.db", folder / f"{size}-stock.db"
            is_last = size == _FULL
            yield from _built(ours, stock, texts[:size], is_last)
            asked = search_asking.asked(ours, stock, search_asking.mixed_words(stock))
            yield from _asked(asked, f"{size:,} sentences", is_last)
        yield _one_more(folder, texts[: 7 if quick else 21], sizes)
        yield from _dictionaries(folder, folder / f"{sizes[0]}.db")


def _built(ours: Path, stock: Path, texts: Sequence[str], is_last: bool) -> Iterator[Figure]:
    """Over the same rows of text; the other columns of items and their facets are no search."""
    theirs, mine = search_files.stock(stock, texts), search_files.ours(ours, texts)
    told = f"{len(texts):,} sentences"
    build, other = theirs.rows + mine.search, theirs.rows + theirs.search
    yield _figure(f"build, {told}", build, other, "s", BUILD * is_last)
    size, other = (theirs.part + mine.part) / _MB, theirs.whole / _MB
    yield _figure(f"size, {told}", size, other, "MB", SIZE * is_last)
    whole = f"{mine.rows + mine.search:.1f} s, {mine.whole / _MB:.0f} MB"
    yield Figure(f"whole items with their facets, {told}", whole, "", None, "", 1)


def _asked(found: Sequence[Asked], told: str, is_last: bool) -> Iterator[Figure]:
    first, theirs = [one.first for one in found], [one.stock_first for one in found]
    what = f"first {search_asking.SHOWN} with snippets, {told}"
    for of, measured in (("slowest word", max), ("median word", median)):
        yield _figure(f"{what}: {of}", measured(first), measured(theirs), "ms", FIRST * is_last)
    theirs = [one.stock_first_of_as_many for one in found]
    of_as_many = f"{what}, stock given the same forms: median word"
    yield _figure(of_as_many, median(first), median(theirs), "ms", FIRST * is_last)
    every, theirs = [one.all for one in found], [one.stock_all for one in found]
    yield _figure(f"all hits of all words, {told}", sum(every), sum(theirs), "ms", ALL * is_last)
    hits, theirs = sum(one.hits for one in found), sum(one.stock_hits for one in found)
    yield Figure(f"texts found, {told}", f"{hits:,}", f"{theirs:,}", hits / theirs, "", len(found))
    read = [one.read for one in found]
    ms = f"{median(read) * 1000:.1f} ms, at most {max(read) * 1000:.1f}"
    yield Figure(f"from a word to its forms, {told}", ms, "", None, "", len(found))


def _figure(what: str, ours: float, theirs: float, unit: str, at_most: float) -> Figure:
    """A line of the table; `ms` are given as seconds. No target where `at_most` is 0."""
    by = 1000 if unit == "ms" else 1
    mine, other = (f"{one * by:.{2 if one * by < 10 else 1}f} {unit}" for one in (ours, theirs))
    return Figure(what, mine, other, ours / theirs, f"{at_most:g} ×" if at_most else "", 1)


def _one_more(folder: Path, texts: Sequence[str], sizes: Sequence[int]) -> Figure:
    """One note into the index and to the disk, among few and among many."""
    small, large = sizes[0], sizes[-1]
    taken: dict[int, list[float]] = {small: [], large: []}
    for turn, text in enumerate(texts):
        for size in (small, large) if turn % 2 else (large, small):
            begun = time.perf_counter()
            with closing(open_browse(folder / f"{size}.db")) as database, database.atomic():
                indexing.put_items(database, [note(size + turn + 1, f"{text} {turn}")])
            taken[size].append(time.perf_counter() - begun)
    few, many = median(taken[small]), median(taken[large])
    what = f"one more note among {large:,} / among {small:,}"
    return Figure(
        what, f"{many * 1000:.1f} ms", f"{few * 1000:.1f} ms", many / few, f"{MORE} ×", len(texts)
    )


def _dictionaries(folder: Path, browse: Path) -> Iterator[Figure]:
    """What the first word of a command takes: its dictionaries, once, and their memory."""
    archive, written, said = folder / "archive", folder / "note.md", folder / "said"
    written.write_text("На рынке тихо. The market is quiet. 市场很安静。\n", "utf-8")
    archives.filled(archive, written)
    for told, typed in _TYPED.items():
        memory = f"{peak_mb(archives.command(archive, 'find', typed)):.0f} MB"
        if told:
            run([PYTHON, "-c", _FIRST_WORD, browse, typed], output=said)
            memory += f", {float(said.read_text()):.2f} s"
        yield Figure(f"memory of `find {typed}`{told}", memory, "", None, "", 1)
