"""The person's own editor: which one, opened on a file, and how it came back.

It is waited for and never killed: what is unsaved in it is somebody's. Whether the file was
changed, and what becomes of it, is judged by who asked for it to be edited.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from fieldarchive.cli.words import remark, safe
from fieldarchive.errors import NoEditor

_ELSE = ("editor", "sensible-editor", "nano", "vim", "vi")
# They stay in the terminal until they are closed, and take `+LINE`.
_IN_TERMINAL = {"nano", "pico", "vim", "vi", "nvim", "emacs", "joe", "ne", "jed", "mcedit", "micro"}
# They open a window and come back at once, unless they are told to wait.
_TO_WAIT = {
    "code": "--wait", "codium": "--wait", "subl": "--wait", "atom": "--wait", "zed": "--wait",
    "gedit": "--wait", "gvim": "--nofork", "kate": "--block", "mate": "-w", "open": "-W",
}  # fmt: skip
_AT_ONCE = 2.0  # seconds; nobody opens an editor, thinks and closes it in less


@dataclass(frozen=True, slots=True)
class Ended:
    """How an editor came back: its program, its exit code (minus a signal), and after how long."""

    program: str
    code: int
    seconds: float

    @property
    def is_well(self) -> bool:
        """Whether it says that all went well."""
        return self.code == 0

    @property
    def came_back_at_once(self) -> bool:
        """Whether it may have opened a window of its own and left it open."""
        return self.is_well and self.seconds < _AT_ONCE and self.program not in _IN_TERMINAL

    def in_words(self) -> str:
        """How it ended, for a sentence: "vim was ended by SIGHUP"."""
        if self.code >= 0:
            return f"{safe(self.program)} ended with {self.code}"
        try:
            name = signal.Signals(-self.code).name
        except ValueError:
            name = f"signal {-self.code}"
        return f"{safe(self.program)} was ended by {name}"


def editor() -> list[str]:
    """The words that start the editor: VISUAL, EDITOR, or what there is; raises `NoEditor`."""
    named = next((name for name in ("VISUAL", "EDITOR") if os.environ.get(name, "").strip()), None)
    if named is None:
        found = next((name for name in _ELSE if shutil.which(name)), None)
        if found is None:
            raise NoEditor("There is no editor here that fieldarchive knows.")
        return [found]
    try:
        words = shlex.split(os.environ[named])
    except ValueError:
        words = []
    if not words or shutil.which(words[0]) is None:
        raise NoEditor(f'{named} is "{os.environ[named]}", and no such program is here.')
    return words


def edit(path: Path, line: int = 1) -> Ended:
    """Open a file in the editor, at a line where it can be told one, and wait until it ends."""
    words = editor()
    program = _program(words)
    at = [f"+{line}"] if program in _IN_TERMINAL and line > 1 else []
    begun = time.monotonic()
    with _as_the_terminal_was(), _deaf_to_its_keys(), _screen() as screen:
        try:
            # Not killed where we are told to stop: it is on the same terminal and hears it too.
            code = subprocess.Popen([*words, *at, path], stdout=screen).wait()
        except OSError as error:
            raise NoEditor(f'"{words[0]}" cannot be started: {error.strerror}.') from error
    return Ended(program, code, time.monotonic() - begun)


def wait_for_window(ended: Ended) -> bool:
    """After an editor that came back at once: wait for Enter. False where nobody presses it."""
    flag = _TO_WAIT.get(ended.program)
    remark(f"{safe(ended.program)} came back at once. If it opened a window, write there and save.")
    if flag:
        remark(f'To have it waited for: export EDITOR="{ended.program} {flag}"')
    try:
        sys.stderr.write("Press Enter when it is saved. > ")
        sys.stderr.flush()
        return sys.stdin.readline().endswith("\n")
    except KeyboardInterrupt:
        remark("")
        return False


def _program(words: Sequence[str]) -> str:
    """The name of the program itself: "editor" is a link to another one, such as vim.basic."""
    name = os.path.basename(words[0])
    if name in _ELSE[:1]:
        name = os.path.basename(os.path.realpath(shutil.which(words[0]) or words[0]))
    return name.split(".")[0]


@contextmanager
def _screen() -> Iterator[IO[bytes] | None]:
    """Where the editor shows itself: the terminal, also when our own output goes into a pipe."""
    if sys.stdout.isatty() or not sys.stdin.isatty():
        yield None
        return
    with open("/dev/tty", "wb", buffering=0) as screen:
        yield screen


@contextmanager
def _deaf_to_its_keys() -> Iterator[None]:
    """Ctrl-C and Ctrl-\\ are the editor's while it is open; it hears them as anybody does."""
    keys = [signal.SIGINT, signal.SIGQUIT]
    before = [signal.signal(key, lambda *_: None) for key in keys]
    try:
        yield
    finally:
        for key, handler in zip(keys, before, strict=True):
            signal.signal(key, handler)


@contextmanager
def _as_the_terminal_was() -> Iterator[None]:
    """An editor that crashed may leave a terminal that echoes nothing."""
    if not sys.stdin.isatty():
        yield
        return
    import termios

    before = termios.tcgetattr(sys.stdin)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
