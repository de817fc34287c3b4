"""Originals on their way in: what is known already, what is copied, what became safe.

One object for the length of a run, because folder files are kept once and an operation is
opened only when there is something to write.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from fieldarchive.archive import Archive, who_and_where
from fieldarchive.catalogue import arrivals, items
from fieldarchive.errors import StorageError, Unreadable
from fieldarchive.intake.making_items import Described
from fieldarchive.intake.material import Options, basis_of, place_of
from fieldarchive.intake.reading import ReadingBegun
from fieldarchive.intake.report import Report
from fieldarchive.intake.stopping import Stopping
from fieldarchive.intake.withholding import Withholding
from fieldarchive.model import Bundle, Outcome, Problem, Result, SourceFile, StoredFile
from fieldarchive.storage import keeping
from fieldarchive.storage.keeping import Part

Copies = dict[SourceFile, Part]
Progress = Callable[[int, str], None]

_WORTH_ANOTHER_TRY = {"timeout", "crashed", "not-opened", "reader-failed"}


class Arrivals:
    """The originals of one run, and its report."""

    def __init__(
        self,
        archive: Archive,
        options: Options,
        report: Report,
        progress: Progress,
        stopping: Stopping,
    ) -> None:
        self._archive, self._options = archive, options
        self._report, self._progress = report, progress
        self._stopping = stopping
        self._folder_files_seen: set[Path] = set()
        self._refused: set[Path] = set()
        self._has_operation = False
        self.failure: StorageError | None = None

    @cached_property
    def operation(self) -> int:
        """The number of this operation, opened when the first batch is to be written."""
        self._has_operation = True
        made_by, device = who_and_where()
        return arrivals.begin_operation(
            self._archive.record, self._options.command, made_by, device
        )

    @cached_property
    def _withholding(self) -> Withholding:
        return Withholding(self._archive)

    def close(self) -> None:
        """End the operation with a line for the log; nothing stays that was copied in vain."""
        if self._stopping.asked:
            keeping.clear_away(self._archive.folders)
        if not self._has_operation:
            return
        arrivals.end_operation(self._archive.record, self.operation, self._report.summary())

    def is_unchanged(self, bundle: Bundle) -> bool:
        """Whether a bundle is as it was and its originals are still there; if so, it is counted."""
        if self._options.rehash:
            return False
        place = place_of(bundle)
        if arrivals.basis_at(self._archive.record, place) != basis_of(bundle, self._options):
            return False
        known = arrivals.items_at(self._archive.record, place)
        if not known or not all(self._has_originals(item) for item, _ in known):
            return False
        for item, is_owner in known:
            result = Result.UNCHANGED if is_owner else Result.DUPLICATE
            self._report.add(Outcome(result, bundle.stem, item_id=item))
        self._report.same += len(bundle.files) + len(self._new_folder_files(bundle))
        self._progress(len(bundle.files), bundle.stem)
        return True

    def copy(self, begun: Iterable[ReadingBegun]) -> tuple[list[ReadingBegun], Copies]:
        """Copy the files of bundles that are being read; what cannot be copied is reported.

        Gives the bundles that were copied: all, or those before a request to stop. Where the disk
        refuses, those before are given as well, and `failure` says why.
        """
        copied: list[ReadingBegun] = []
        copies: Copies = {}
        try:
            for one in begun:
                if self._stopping.asked or not self._copy_bundle(one, copies):
                    break
                copied.append(one)
        except StorageError as error:
            self.failure = error
        except BaseException:
            self.forget(copies)
            raise
        return copied, copies

    def unchanged_digests(self, copies: Copies, read: Iterable[ReadingBegun]) -> dict[Path, str]:
        """The digests of the copies that were read, and whose source is what the readers saw."""
        wanted = {path for one in read for path in _paths(one.bundle)}
        for source in [source for source in copies if source.path not in wanted]:
            keeping.forget([copies.pop(source)])
        for source in [source for source in copies if not _is_as_scanned(source)]:
            keeping.forget([copies.pop(source)])
            self._refuse(source, "It changed while it was read. Run this again.", "changed")
        return {source.path: part.sha256 for source, part in copies.items()}

    def without_erased(self, described: Iterable[Described], copies: Copies) -> list[Described]:
        """What may be taken in; of what was erased no file is kept, and the report says so."""
        judged = [(one, self._withholding.why(one)) for one in described]
        allowed = [one for one, problem in judged if problem is None]
        needed = {source for one in allowed for source in _sources(one)}
        for one, problem in judged:
            if problem is not None:
                self._withhold(one, problem, copies, needed)
        return allowed

    def bases(
        self, begun: Iterable[ReadingBegun], described: Iterable[Described]
    ) -> list[tuple[bytes, str]]:
        """The place of each bundle and what it depended on, to know it again by.

        A bundle that lacks a file, or whose reader gave up, is left out, so that the next ingest
        meets it anew.
        """
        given_up = {
            place_of(one.material.bundle)
            for one in described
            if any(problem.code in _WORTH_ANOTHER_TRY for problem in one.material.problems)
        }
        return [
            (place, basis_of(one.bundle, self._options))
            for one in begun
            if (place := place_of(one.bundle)) not in given_up
            and not one.refused
            and self._refused.isdisjoint(_paths(one.bundle))
        ]

    def keep(self, copies: Copies) -> dict[SourceFile, StoredFile]:
        """Make all copies safe together; raises `StorageError`, and then none of them is."""
        stored = keeping.make_safe(list(copies.values()), self._archive.folders)
        return dict(zip(copies, stored, strict=True))

    def forget(self, copies: Copies) -> None:
        """Drop the copies of a batch that was given up."""
        keeping.forget(list(copies.values()))

    def report(
        self,
        begun: Sequence[ReadingBegun],
        kept: Mapping[SourceFile, StoredFile],
        outcomes: Iterable[Outcome],
        copies: Copies,
    ) -> None:
        """Count what happened to the files and items of a batch."""
        for source, part in copies.items():
            is_new = kept[source].is_new if source in kept else part.is_new
            self._report.new += is_new
            self._report.same += not is_new
            self._report.bytes_kept += part.size if is_new else 0
        for one in begun:
            self._report.refused += len(one.refused)
            self._report.problems += one.refused
            if not one.pending:
                self._report.add(Outcome(Result.REFUSED, one.bundle.stem))
        for outcome in outcomes:
            self._report.add(outcome)

    def _copy_bundle(self, begun: ReadingBegun, copies: Copies) -> bool:
        """Copy what belongs to a bundle; False when it was cut short by a request to stop."""
        sources = [file.source for file, _, _ in begun.pending]
        for source in (*sources, *self._new_folder_files(begun.bundle)):
            try:
                with self._stopping.at_once():
                    part = self._copied(source)
                copies[source] = part
            except Unreadable as error:
                self._refuse(source, error.reason, error.code)
            except KeyboardInterrupt:
                return False
            self._progress(1, source.name)
        return True

    def _copied(self, source: SourceFile) -> Part:
        if self._options.dry_run:
            return keeping.look_at(source, self._archive.folders)
        return keeping.copy_in(source, self._archive.folders)

    def _has_originals(self, item: str) -> bool:
        files = items.parts_of(self._archive.record, "item_files", item)
        return all(self._is_there(file["sha256"], file["size"]) for file in files)

    def _is_there(self, sha256: str, size: int) -> bool:
        try:
            return self._archive.folders.original(sha256).stat().st_size == size
        except OSError:
            return False

    def _new_folder_files(self, bundle: Bundle) -> list[SourceFile]:
        new = [s for s in bundle.folder_files if s.path not in self._folder_files_seen]
        self._folder_files_seen.update(source.path for source in new)
        return new

    def _withhold(
        self, one: Described, problem: Problem, copies: Copies, needed: set[SourceFile]
    ) -> None:
        """Drop the files of an item, but for a table whose other rows are taken in."""
        shared = [source for source in _sources(one) if source in needed]
        told = (replace(problem, path=shared[0].name),) if shared else ()
        self._report.add(Outcome(Result.REFUSED, one.material.bundle.stem, problems=told))
        self._refused.update(source.path for source in shared)
        for source in _sources(one):
            if source in copies and source not in needed:
                keeping.forget([copies.pop(source)])
                self._refuse(source, problem.message, problem.code)

    def _refuse(self, source: SourceFile, reason: str, code: str) -> None:
        problem = Problem(code, reason, serious=True, path=source.name)
        self._refused.add(source.path)
        self._report.refused += 1
        self._report.problems.append(problem)


def _sources(one: Described) -> list[SourceFile]:
    return [read.file.source for read in one.material.files]


def _paths(bundle: Bundle) -> set[Path]:
    return {source.path for source in (*bundle.folder_files, *(f.source for f in bundle.files))}


def _is_as_scanned(source: SourceFile) -> bool:
    try:
        status = os.lstat(source.path)
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (source.size, source.mtime_ns)
