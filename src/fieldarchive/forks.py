"""Work side by side, in one process a core, for jobs that only look.

Each process takes the next task as soon as it has done one and sends back what it found. What
is forked begins at once and knows all that its parent knew; it ends with its parent, and a
process that ends before its work is a `ProcessLost`, never a silence.
"""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import struct
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")

_LENGTH = struct.Struct("!I")
_NUMBER = struct.Struct("!H")
_ROOM = _MOST_FILES = 1 << 16
_STOPS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


class ProcessLost(Exception):
    """A process ended before its work was done; `str()` is a clause that says how."""


@dataclass(slots=True)
class _Worker:
    pid: int
    answers: int
    is_done: bool = False
    received: bytearray = field(default_factory=bytearray)


def side_by_side(tasks: Sequence[Callable[[], Iterable[T]]]) -> Iterator[T]:
    """All that the tasks give, in whatever order; raises `ProcessLost`."""
    queue = _queue(len(tasks))
    workers: list[_Worker] = []
    try:
        for _ in range(min(os.cpu_count() or 1, len(tasks))):
            workers.append(_start(tasks, queue))  # noqa: PERF401  each is known as it starts
        yield from _answers(workers)
    finally:
        os.close(queue)
        for worker in workers:
            _end(worker)


def _queue(count: int) -> int:
    """A pipe that holds the numbers of all tasks; who reads one has the task."""
    outlet, inlet = os.pipe()
    os.write(inlet, b"".join(map(_NUMBER.pack, range(count))))
    os.close(inlet)
    return outlet


def _start(tasks: Sequence[Callable[[], Iterable[Any]]], queue: int) -> _Worker:
    answers, outlet = os.pipe()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    try:
        with warnings.catch_warnings():
            # Python 3.12 warns of forks beside threads; the child touches nothing of theirs.
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid == 0:
            _live(tasks, queue, outlet)
        os.close(outlet)
        return _Worker(pid, answers)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _live(tasks: Sequence[Callable[[], Iterable[Any]]], queue: int, outlet: int) -> None:
    """The whole life of a child. It holds no file of its parent's, so no lock of it either."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears it and ends us
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
        _close_all_but(queue, outlet)
        while number := os.read(queue, _NUMBER.size):
            for answer in tasks[_NUMBER.unpack(number)[0]]():
                _send(outlet, (True, answer))
        _send(outlet, (False, None))
    except BaseException as error:  # noqa: BLE001  the parent says it, and nobody else may
        _send(outlet, (False, f"{type(error).__name__}: {error}"))
    finally:
        os._exit(0)


def _close_all_but(*kept: int) -> None:
    begin = 3
    for descriptor in sorted(kept):
        os.closerange(begin, descriptor)
        begin = descriptor + 1
    os.closerange(begin, _MOST_FILES)


def _send(outlet: int, answer: tuple[bool, object]) -> None:
    said = pickle.dumps(answer)
    rest = memoryview(_LENGTH.pack(len(said)) + said)
    while rest:
        rest = rest[os.write(outlet, rest) :]


def _answers(workers: Sequence[_Worker]) -> Iterator[Any]:
    with selectors.DefaultSelector() as selector:
        for worker in workers:
            selector.register(worker.answers, selectors.EVENT_READ, worker)
        while selector.get_map():
            for key, _ in selector.select():
                if piece := os.read(key.fd, _ROOM):
                    yield from _complete(key.data, piece)
                    continue
                selector.unregister(key.fd)
                if not key.data.is_done:
                    raise ProcessLost("a process ended before its work was done")


def _complete(worker: _Worker, piece: bytes) -> Iterator[Any]:
    """The answers that a further piece of a worker's pipe makes complete."""
    received = worker.received
    received += piece
    while len(received) >= _LENGTH.size:
        end = _LENGTH.size + _LENGTH.unpack_from(received)[0]
        if len(received) < end:
            return
        is_answer, value = pickle.loads(bytes(received[_LENGTH.size : end]))
        del received[:end]
        if is_answer:
            yield value
        elif value is None:
            worker.is_done = True
        else:
            raise ProcessLost(value)


def _end(worker: _Worker) -> None:
    os.close(worker.answers)
    os.kill(worker.pid, signal.SIGKILL)
    os.waitpid(worker.pid, 0)
