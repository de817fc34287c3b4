"""Being asked to stop: Ctrl-C, a terminal that closes, a machine that shuts down.

The first request lets the walk come to a place where all is safe, and ends at once only what
says that it may be ended. A second one is a KeyboardInterrupt, wherever it comes.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any

REQUESTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopping:
    """Hears requests to stop as a context manager; `told` is called at the first one."""

    def __init__(self, told: Callable[[], None] = lambda: None) -> None:
        self.asked = False
        self.told = told
        self._may_end_at_once = False
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Stopping:
        if threading.current_thread() is threading.main_thread():
            for request in REQUESTS:
                if signal.getsignal(request) is not signal.SIG_IGN:  # nohup
                    self._before[request] = signal.signal(request, self._hear)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for request, handler in self._before.items():
            signal.signal(request, handler)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Let a request end what is done inside, by a KeyboardInterrupt."""
        self._may_end_at_once = True
        try:
            yield
        finally:
            self._may_end_at_once = False

    def _hear(self, request: int, frame: FrameType | None) -> None:
        is_first, self.asked = not self.asked, True
        if self._may_end_at_once or not is_first:
            raise KeyboardInterrupt
        self.told()
