"""Starting a command as often as a sweep needs it, plain or under strace with one fault planted.

strace counts calls for each process and each name of a call by itself: the third `write` of the
command and the third of one of its workers are both "write, 3".
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

STRACE = shutil.which("strace")
HERE = Path(__file__).parent
ANY = "%file,%desc"
_CHANGES = {
    "openat", "mkdir", "rename", "renameat2", "link", "linkat", "symlink", "unlink", "unlinkat",
    "rmdir", "write", "pwrite64", "ftruncate", "chmod", "fchmod", "fsync", "fdatasync", "syncfs",
    "copy_file_range", "sendfile", "utimensat",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, what it said, and whether what was planted has struck."""

    code: int
    out: str
    err: str
    struck: bool = False


class Starter:
    """Starts commands in one folder of its own; `bug` is planted in all of them.

    With `follows`, what is planted strikes the command's workers as well as itself.
    """

    def __init__(self, folder: Path, bug: str | None = None, preload: Path | None = None) -> None:
        self.folder = folder
        self.follows = True
        loaded = {"LD_PRELOAD": str(preload)} if preload else {}
        self._process = subprocess.Popen(
            [sys.executable, HERE / "starting_point.py", *([bug] if bug else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": "0", **loaded},
        )

    def __enter__(self) -> Starter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._process as process:
            assert process.stdin
            process.stdin.close()

    def plain(self, words: Sequence[str], largest_file: int | None = None) -> Ended:
        """Run a command undisturbed, but for the largest file that it may write (`ulimit -f`)."""
        self._order(words, stopped=False, largest_file=largest_file)
        return self._ended()

    def shortened(self, words: Sequence[str], call: str, number: int) -> Ended:
        """Run a command in which one write takes half; `preload` was `short_write.c`."""
        marker = self.folder / "shortened"
        marker.unlink(missing_ok=True)
        self._order(words, stopped=False, short=f"{call} {number} {marker}")
        return replace(self._ended(), struck=marker.exists())

    def injected(self, words: Sequence[str], point: Call, fault: str, further: str = "") -> Ended:
        """Run a command in which a call goes wrong as `fault` says (strace's own words).

        `further` is "+" when all calls of that name after it shall go wrong as well.
        """
        inject = f"inject={point.name}:{fault}:when={point.number}{further}"
        options = ["-e", f"trace={point.name}", "-e", inject]
        ended, log = self.traced(words, options)
        struck = "(INJECTED)" in log or "+++ killed by" in log
        return Ended(ended.code, ended.out, ended.err, struck)

    def traced(self, words: Sequence[str], options: Sequence[str]) -> tuple[Ended, str]:
        """Run a command under strace, and what strace wrote."""
        assert STRACE
        log = self.folder / "strace.log"
        pid = self._order(words, stopped=True)["pid"]
        command = [
            STRACE,
            *(["-f"] if self.follows else []),
            "-o",
            str(log),
            *options,
            "-p",
            str(pid),
        ]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
            assert tracer.stderr
            told = tracer.stderr.readline()
            if "attached" not in told:
                os.kill(pid, signal.SIGKILL)
                self._ended()
                raise TracingRefused(told)
            os.kill(pid, signal.SIGCONT)
            ended = self._ended()
            tracer.stderr.read()
        return ended, log.read_text(errors="replace")

    def _order(
        self,
        words: Sequence[str],
        *,
        stopped: bool,
        short: str | None = None,
        largest_file: int | None = None,
    ) -> dict[str, int]:
        order = {
            "largest_file": largest_file,
            "words": list(words),
            "short": short,
            "out": str(self.folder / "out.txt"),
            "err": str(self.folder / "err.txt"),
            "stopped": stopped,
        }
        assert self._process.stdin
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._answer() if stopped else {}

    def _ended(self) -> Ended:
        code = self._answer()["code"]
        out, err = (self.folder / name for name in ("out.txt", "err.txt"))
        return Ended(code, out.read_text(errors="replace"), err.read_text(errors="replace"))

    def _answer(self) -> dict[str, int]:
        assert self._process.stdout
        answer: dict[str, int] = json.loads(self._process.stdout.readline())
        return answer


class TracingRefused(Exception):
    """strace may not trace here."""


@dataclass(frozen=True, slots=True)
class Call:
    """A system call as strace counts it: the n-th of its name in its process."""

    name: str
    number: int
    line: str

    @property
    def changes(self) -> bool:
        """Whether it changes what is on the disk, or makes that safe, or says something."""
        return self.name in _CHANGES and (self.name != "openat" or "O_CREAT" in self.line)

    @property
    def result(self) -> int:
        """What it answered; 0 where that was no number."""
        answer = self.line.rpartition(" = ")[2].split(" ")[0]
        return int(answer) if answer.isdigit() else 0


_LINE = re.compile(r"(\d+) +(\w+)\(")
_HERE = re.compile(r"AT_FDCWD<[^>]*>")


def built(source: str, folder: Path) -> Path:
    """A library of C beside this file, built to be loaded before all others."""
    if (compiler := shutil.which("cc")) is None:
        raise TracingRefused("no C compiler is installed (Debian: apt-get install gcc).")
    library = folder / f"{source}.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, HERE / source, "-ldl"], check=True)
    return library


def calls_that_touch(starter: Starter, words: Sequence[str], place: Path) -> list[Call]:
    """The calls of an undisturbed run that name something in `place`, or write to the terminal."""
    _, log = starter.traced(words, ["-y", "-e", f"trace={ANY}"])
    counts: dict[tuple[str, str], int] = {}
    found: dict[tuple[str, int], Call] = {}
    for line in log.splitlines():
        if (match := _LINE.match(line)) is None:
            continue
        process, name = match.groups()
        counts[process, name] = number = counts.get((process, name), 0) + 1
        if str(place) in _HERE.sub("", line) and (name, number) not in found:
            found[name, number] = Call(name, number, line)
    return list(found.values())
