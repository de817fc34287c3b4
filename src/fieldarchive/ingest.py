"""The walk: scan → read → describe → check → keep → record, and then publish.

Start here. Bundles of files are walked in batches: a batch is read on all cores while its
originals are copied, made safe with one sync, and recorded in one transaction. What is reported
is safe; what was not reported is taken up again by the same command.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from fieldarchive import publish
from fieldarchive.archive import Archive
from fieldarchive.intake import reading
from fieldarchive.intake.arriving import Arrivals
from fieldarchive.intake.claims import Describer
from fieldarchive.intake.describing import describe_item
from fieldarchive.intake.material import Options
from fieldarchive.intake.recording import foresee, record
from fieldarchive.intake.report import Report
from fieldarchive.intake.workers import Workers
from fieldarchive.model import Bundle
from fieldarchive.redescribe import describe_again_if_words_changed
from fieldarchive.scan import PassedBy, scan

BATCH_FILES = 1_000
BATCH_BYTES = 512 << 20

Progress = Callable[[int, str], None]


def ingest(archive: Archive, paths: Iterable[Path], options: Options, progress: Progress) -> Report:
    """Take in everything below `paths` and publish it to the team.

    `progress` is told how many files were dealt with, and the name of the last. Ctrl-C ends the
    walk after what is safe. Raises `StorageError` when the disk refuses.
    """
    report = Report(dry_run=options.dry_run)
    if not options.dry_run:
        describe_again_if_words_changed(archive)
    arrivals, describer = Arrivals(archive, options, report), Describer(options.defaults)
    try:
        with Workers() as workers:
            for batch in _batches(scan(paths), report):
                _take_in(batch, archive, options, arrivals, describer, workers)
                progress(sum(len(bundle.files) for bundle in batch), batch[-1].stem)
    except KeyboardInterrupt:
        report.interrupted = True
    finally:
        report.problems += describer.problems
        arrivals.close()
    if not options.dry_run:
        publish.follow(archive)
    return report


def _take_in(
    batch: list[Bundle],
    archive: Archive,
    options: Options,
    arrivals: Arrivals,
    describer: Describer,
    workers: Workers,
) -> None:
    """Walk one batch through the stops; nothing of it is reported before it is recorded."""
    fresh = [bundle for bundle in batch if not arrivals.is_unchanged(bundle)]
    begun = [
        reading.begin(bundle, workers, describer.encoding_for(bundle) or options.encoding)
        for bundle in fresh
    ]
    copies = arrivals.copy(begun)  # keep, the slow half: while the workers read
    try:
        materials = [material for one in begun for material in reading.finish(one)]  # read
        claimed = [describer.describe(material) for material in materials]  # describe
        digests = arrivals.unchanged_digests(copies)
        described = [
            describe_item(archive, material, digests)  # check
            for material in claimed
            if any(read.file.source.path in digests for read in material.content)
        ]
    except BaseException:
        arrivals.forget(copies)
        raise
    if options.dry_run:
        arrivals.report(begun, {}, foresee(archive, described), copies)
        return
    kept = arrivals.keep(copies)  # keep, and only then:
    outcomes = record(archive, described, kept, arrivals.bases(begun), arrivals.operation)  # record
    arrivals.report(begun, kept, outcomes, copies)


def _batches(found: Iterable[Bundle | PassedBy], report: Report) -> Iterator[list[Bundle]]:
    """Bundles by the hundred or by the half gigabyte; what is passed by goes to the report."""
    batch: list[Bundle] = []
    files = size = 0
    for one in found:
        if isinstance(one, PassedBy):
            report.refused += one.problem.serious
            report.problems.append(one.problem)
            continue
        batch.append(one)
        files += len(one.files)
        size += sum(file.source.size for file in one.files)
        if files >= BATCH_FILES or size >= BATCH_BYTES:
            yield batch
            batch, files, size = [], 0, 0
    if batch:
        yield batch
