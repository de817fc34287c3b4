"""A long table shared among processes, its blocks coming back in their order.

Each process has a connection of its own. Threads would only wait for each other, because SQLite
locks its memory at every step. The one who waits holds the database still meanwhile.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Generator, Sequence
from contextlib import closing, suppress
from multiprocessing.connection import Connection

from sqlite_utils import Database

from fieldarchive.catalogue import exported
from fieldarchive.catalogue.exported import Span
from fieldarchive.errors import FieldArchiveError
from fieldarchive.export.blocks import Block, Source, block

SPAN = 512
WORTH_SHARING = 100_000  # rows: below, starting a process costs more than it spares
MOST_PROCESSES = 8


def blocks(
    database: Database, source: Source, worth_sharing: int = WORTH_SHARING
) -> Generator[Block, None, None]:
    """The whole table, in blocks that follow each other."""
    spans = exported.spans(database, source.name, SPAN)
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    if len(spans) * SPAN < worth_sharing or processes == 1:
        yield from (block(database, source, span) for span in spans)
        return
    with closing(_shared(source, spans, processes)) as shared:
        for span, delivered in zip(spans, shared, strict=True):
            yield delivered or block(database, source, span)


def _shared(
    source: Source, spans: Sequence[Span], processes: int
) -> Generator[Block | None, None, None]:
    """The blocks in their order; None for one that its process did not deliver."""
    context = multiprocessing.get_context("spawn")  # a SQLite connection must not be forked
    pipes, workers = [], []
    for first in range(processes):
        here, there = context.Pipe(duplex=False)
        share = spans[first::processes]
        workers.append(context.Process(target=_deliver, args=(there, source, share), daemon=True))
        workers[-1].start()
        there.close()
        pipes.append(here)
    try:
        for turn in range(len(spans)):
            yield _received(pipes[turn % processes])
    finally:
        for pipe, worker in zip(pipes, workers, strict=True):
            pipe.close()  # a process that nobody listens to ends at its next block
            worker.join()
            worker.close()


def _received(pipe: Connection) -> Block | None:
    try:
        received: Block = pipe.recv()
    except EOFError:
        return None
    return received


def _deliver(pipe: Connection, source: Source, spans: Sequence[Span]) -> None:
    """Send the blocks of these spans, each when the one before it was taken.

    What cannot be read is left to the process that waits: it tries for itself, and says why.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with (
        pipe,
        suppress(FieldArchiveError, BrokenPipeError),
        exported.reading(source.browse, source.wanted) as database,
    ):
        for span in spans:
            pipe.send(block(database, source, span))
