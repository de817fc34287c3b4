"""The walk: scan → read → describe → check → keep → record, and then publish.

Start here. Bundles of files are walked in batches: a batch is read on all cores while its
originals are copied, made safe with one sync, and recorded in one transaction. What is reported
is safe; what was not reported is taken up again by the same command.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fieldarchive import publish
from fieldarchive.archive import Archive
from fieldarchive.catalogue.database import told_in_words
from fieldarchive.errors import StorageError
from fieldarchive.intake.arriving import Arrivals, Progress
from fieldarchive.intake.aside import SetAside
from fieldarchive.intake.describing import Describer
from fieldarchive.intake.making_items import Described, describe_item
from fieldarchive.intake.material import Material, Options, place_of
from fieldarchive.intake.reading import ReadingBegun, begin, finish
from fieldarchive.intake.recording import foresee, record
from fieldarchive.intake.report import Report
from fieldarchive.intake.stopping import Stopping
from fieldarchive.intake.workers import Workers
from fieldarchive.model import Bundle, Role
from fieldarchive.readers.formats import format_of
from fieldarchive.redescribe import describe_again_if_words_changed
from fieldarchive.scan import PassedBy, scan

BATCH_ITEMS = 1_000
BATCH_BYTES = 512 << 20
ROW_BYTES = 256


def ingest(
    archive: Archive,
    paths: Iterable[Path],
    options: Options,
    progress: Progress,
    stopping: Stopping,
) -> Report:
    """Take in everything below `paths` and publish it to the team; see `take_in`."""
    return take_in(archive, scan(paths, archive.folders.own), options, progress, stopping)


def take_in(
    archive: Archive,
    found: Iterable[Bundle | PassedBy],
    options: Options,
    progress: Progress,
    stopping: Stopping,
) -> Report:
    """Take in what a scan found and publish it to the team.

    `progress` is told of files dealt with, and the name of the last. A request to stop ends the
    walk when what was read is safe. A disk that refuses ends it too, and the report says why.
    """
    report = Report(dry_run=options.dry_run)
    stopping.told = lambda: progress(0, "stopping")
    try:
        with told_in_words(archive.folders.record):
            _walk(archive, found, options, report, progress, stopping)
            if not options.dry_run:
                publish.follow(archive)
    except StorageError as error:
        report.failure = error
    except KeyboardInterrupt:
        report.interrupted = True  # asked a second time; what was safe before is reported
    report.interrupted |= stopping.asked
    return report


def _walk(
    archive: Archive,
    found: Iterable[Bundle | PassedBy],
    options: Options,
    report: Report,
    progress: Progress,
    stopping: Stopping,
) -> None:
    if not options.dry_run:
        with stopping.at_once():
            describe_again_if_words_changed(archive)
    arrivals = Arrivals(archive, options, report, progress, stopping)
    describer = Describer(options)
    try:
        with Workers() as workers:
            aside = SetAside(archive)
            walk = _Walk(archive, options, arrivals, describer, workers, stopping, aside)
            for batch in _batches(found, report):
                walk.take_in(batch)
                if arrivals.failure is not None:
                    raise arrivals.failure
                if stopping.asked:
                    break
    finally:
        report.problems += describer.problems
        arrivals.close()


@dataclass(frozen=True, slots=True)
class _Walk:
    """The stops between scan and publish, for one batch after the other."""

    archive: Archive
    options: Options
    arrivals: Arrivals
    describer: Describer
    workers: Workers
    stopping: Stopping
    aside: SetAside

    def take_in(self, batch: list[Bundle]) -> None:
        """Walk one batch through the stops; nothing of it is reported before it is recorded."""
        begun = [self._begin(one) for one in batch if not self.arrivals.is_unchanged(one)]
        begun, copies = self.arrivals.copy(begun)  # keep, the slow half: while the workers read
        if self.arrivals.failure is not None and not begun:
            return
        try:
            begun, materials = self._read(begun)  # read
            digests = self.arrivals.unchanged_digests(copies, begun)
            described = self._described(materials, digests)
            described = self.arrivals.without_erased(described, copies)
        except BaseException:
            self.arrivals.forget(copies)
            raise
        if self.options.dry_run:
            foreseen = foresee(self.archive, described, self.aside)
            self.arrivals.report(begun, {}, foreseen, copies)
            return
        kept = self.arrivals.keep(copies)  # keep, and only then:
        bases, operation = self.arrivals.bases(begun, described), self.arrivals.operation
        outcomes = record(  # record
            self.archive, described, kept, bases, operation, self.workers, self.aside
        )
        self.arrivals.report(begun, kept, outcomes, copies)

    def _begin(self, bundle: Bundle) -> ReadingBegun:
        encoding = self.describer.encoding_for(bundle) or self.options.encoding
        return begin(bundle, self.workers, encoding)

    def _read(self, begun: Iterable[ReadingBegun]) -> tuple[list[ReadingBegun], list[Material]]:
        """The bundles that were read, all or those before a request to stop, and their material."""
        read: list[ReadingBegun] = []
        materials: list[Material] = []
        for one in begun:
            if self.stopping.asked and not one.is_ready:
                break
            try:
                with self.stopping.at_once():
                    found = finish(one)
            except KeyboardInterrupt:
                break
            read.append(one)
            materials += found
        return read, materials

    def _described(
        self, materials: Iterable[Material], digests: Mapping[Path, str]
    ) -> list[Described]:
        claimed = [self.describer.describe(material) for material in materials]  # describe
        return [
            describe_item(self.archive, material, digests)  # check
            for material in claimed
            if any(read.file.source.path in digests for read in material.content)
        ]


def _batches(found: Iterable[Bundle | PassedBy], report: Report) -> Iterator[list[Bundle]]:
    """Bundles by the thousand items or the half gigabyte; what is passed by goes to the report."""
    batch: list[Bundle] = []
    met: set[bytes] = set()
    items = size = 0
    for one in found:
        if isinstance(one, PassedBy):
            report.refused += one.problem.serious
            report.problems.append(one.problem)
            continue
        if (place := place_of(one)) in met:
            continue  # a folder that was named twice, or inside another one
        met.add(place)
        batch.append(one)
        items += _items_expected(one)
        size += sum(file.source.size for file in one.files)
        if items >= BATCH_ITEMS or size >= BATCH_BYTES:
            yield batch
            batch, items, size = [], 0, 0
    if batch:
        yield batch


def _items_expected(bundle: Bundle) -> int:
    """One, or about as many as a table of notes has rows."""
    formats = [(file.source, format_of(file.source.path)) for file in bundle.files]
    tables = [source for source, entry in formats if entry and entry.role is Role.TABLE]
    return 1 + sum(table.size for table in tables) // ROW_BYTES
