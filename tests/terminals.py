"""A real terminal to tell stories in: a command runs in it, and somebody types."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import termios
import time
from pathlib import Path

from fieldarchive.cli.boundary import run

PATIENCE = 20.0  # seconds; a machine may be slow


class Terminal:
    """One command in a terminal of its own, as a child of the test; `TERM` is xterm."""

    def __init__(self, root: Path, *words: object, **variables: str) -> None:
        self.shown = ""
        self._seen = 0
        self.pid, self._descriptor = pty.fork()
        if self.pid == 0:
            sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115
            sys.stdout = open(1, "w", encoding="utf-8", buffering=1)  # noqa: SIM115
            sys.stderr = open(2, "w", encoding="utf-8", buffering=1)  # noqa: SIM115
            os.environ.update({"TERM": "xterm", **variables})
            os._exit(run(["--archive", str(root), *map(str, words)]))

    def until(self, words: str) -> None:
        """Read on until these words are shown."""
        end = time.monotonic() + PATIENCE
        while words not in self.shown[self._seen :]:
            assert time.monotonic() < end, f"never shown: {words!r} in {self.shown!r}"
            assert self._read(), f"ended without {words!r}: {self.shown!r}"
        self._seen = self.shown.index(words, self._seen) + len(words)

    def type(self, keys: str) -> None:
        """Type, as an input method sends it."""
        os.write(self._descriptor, keys.encode())

    def press(self, key: str) -> None:
        """Press one key, once it is waited for: what is typed earlier is thrown away."""
        end = time.monotonic() + PATIENCE
        while termios.tcgetattr(self._descriptor)[3] & termios.ICANON:
            assert time.monotonic() < end, f"no key is waited for after {self.shown!r}"
            time.sleep(0.005)
        self.type(key)

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal to the command alone."""
        os.kill(self.pid, number)

    def end(self) -> int:
        """Wait until it ends; its exit code, minus a signal."""
        while self._read():
            pass
        os.close(self._descriptor)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _read(self) -> bool:
        ready, _, _ = select.select([self._descriptor], [], [], PATIENCE)
        assert ready, f"nothing more was shown after {self.shown!r}"
        try:
            piece = os.read(self._descriptor, 65_536)
        except OSError:  # Linux ends a terminal so
            piece = b""
        self.shown += piece.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(piece)


def script(path: Path, body: str) -> Path:
    """An editor: a small program of the shell; the draft is "$1" or comes after +LINE."""
    path.write_text(f'#!/bin/sh\nfor draft in "$@"; do :; done\n{body}\n', encoding="utf-8")
    path.chmod(0o700)
    return path
