"""Readers in worker processes, on all cores, with limits on memory and time.

A decoder that crashes, hangs or swells costs one reading, never the run: its original is kept
all the same. Text files are read here, in the main process, because nothing native opens them.
"""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from fieldarchive.errors import Unreadable
from fieldarchive.model import Hints, Reading
from fieldarchive.readers import formats
from fieldarchive.readers.interface import Format

if TYPE_CHECKING:
    from pebble import ProcessPool

SECONDS_A_FILE = 30
MEMORY_A_WORKER = 3 << 30
_TASKS_A_WORKER = 500


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that is being read; call it to wait for what was read. It raises `Unreadable`.

    `is_ready` tells whether it was read well already.
    """

    wait: Callable[[], Reading]
    is_ready: Callable[[], bool] = lambda: True

    def __call__(self) -> Reading:
        """Wait for the reader."""
        return self.wait()


class NoReader(Unreadable):
    """A file that is kept without being read; nothing is wrong with it."""

    def __init__(self) -> None:
        super().__init__("It is kept without being read.", code="no-reader")


class Workers:
    """A pool of readers; leave it as a context manager and its processes are gone."""

    def __init__(self, count: int | None = None) -> None:
        self._count = count or os.cpu_count() or 1
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()

    def begin(self, path: Path, entry: Format | None, hints: Hints) -> Pending:
        """Start reading a file, in a worker where its decoder needs one."""
        if entry is None or entry.reader is None:
            return Pending(_nobody_reads)
        if not entry.apart:
            return Pending(lambda: formats.read(path, entry, hints))
        return self._begin_apart(path, entry, hints)

    def _begin_apart(self, path: Path, entry: Format, hints: Hints) -> Pending:
        from concurrent.futures import TimeoutError as FutureTimeout

        from pebble import ProcessExpired

        future = self._started().schedule(
            formats.read, args=[path, entry, hints], timeout=SECONDS_A_FILE
        )

        def wait() -> Reading:
            try:
                reading: Reading = future.result()
            except FutureTimeout as error:
                raise Unreadable(
                    f"It took longer than {SECONDS_A_FILE} seconds to read and was given up.",
                    code="timeout",
                ) from error
            except (ProcessExpired, MemoryError) as error:
                raise Unreadable(
                    "It could not be read: its decoder gave up (memory or damage).", code="crashed"
                ) from error
            return reading

        return Pending(wait, lambda: future.done() and future.exception() is None)

    def _started(self) -> ProcessPool:
        """The pool, made when the first file needs it. A fork server keeps its workers clean.

        Ctrl-C and a closing terminal reach every process at once. The server and its workers
        inherit that these are held back: they end when this process says so, or is no more.
        """
        if self._pool is None:
            # Here: a note of two lines needs no pool, and waits for no import of one.
            import multiprocessing
            from multiprocessing import forkserver, resource_tracker

            from pebble import ProcessPool

            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload(["fieldarchive.intake.preload"])
            before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
            try:
                resource_tracker.ensure_running()  # it is deaf to Ctrl-C, and unblocks that here
                signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
                forkserver.ensure_running()
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
            self._pool = ProcessPool(
                max_workers=self._count,
                max_tasks=_TASKS_A_WORKER,
                initializer=_limit,
                context=context,
            )
        return self._pool


def _nobody_reads() -> Reading:
    raise NoReader


def _limit() -> None:
    """No more memory than a large photograph needs, and no core dump."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_A_WORKER, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
