"""Words on the terminal: results to stdout, remarks to stderr, nothing untrusted as it is.

Untrusted text cannot move the cursor, change a colour or turn the direction of writing. On a
terminal lines are broken between words; in a pipe each stays one line.
"""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from shlex import quote
from typing import Any, TextIO

import click

from fieldarchive.cli.columns import laid_out
from fieldarchive.cli.wrapping import cells, is_plain, width_of, wrapped
from fieldarchive.model import Problem

_SUSPECT = re.compile(r"[^\x20-\x7e]")
_BESIDE_THE_BAR = 24  # columns
STANDARD_OUTPUT = "standard output"


def safe(text: object) -> str:
    """Text that cannot steer a terminal: control and direction signs are shown as \\u{…}."""
    return _SUSPECT.sub(_shown, str(text))


def in_bold(marked: str) -> str:
    """Text with \\x02 and \\x03 in it: what is between them is bold, or in [brackets] elsewhere."""
    on, off = ("[", "]") if is_plain(sys.stdout) else ("\x1b[1m", "\x1b[0m")
    parts = [safe(part) for part in marked.replace("\x03", "\x02").split("\x02")]
    return "".join(f"{on}{part}{off}" if n % 2 else part for n, part in enumerate(parts))


def quoted(path: object) -> str:
    """A path as it is typed in a shell, quoted where it has to be."""
    return quote(safe(path))


def _shown(match: re.Match[str]) -> str:
    sign = match.group()
    if unicodedata.category(sign)[0] != "C" and sign not in "\u2028\u2029":
        return sign
    return f"\\u{{{ord(sign):x}}}"


def say(text: str = "", hang: int | None = None) -> None:
    """A line of the result, on stdout. The caller has made it `safe`.

    What does not fit a line hangs under its beginning, or in the column `hang`.
    """
    with about_standard_output():
        for line in _lines(text, sys.stdout, hang):
            click.echo(line)


@contextmanager
def about_standard_output() -> Iterator[None]:
    """Name stdout in an error of writing to it: the disk that it was sent to may be full."""
    try:
        yield
    except BrokenPipeError:
        raise  # a reader that has read enough is no error
    except OSError as error:
        error.filename = STANDARD_OUTPUT
        raise


def remark(text: str) -> None:
    """A line about the work, on stderr."""
    for line in _lines(text, sys.stderr):
        click.echo(line, err=True)


def _lines(text: str, stream: TextIO, hang: int | None = None) -> Sequence[str]:
    width = width_of(stream)
    return [text] if width is None else wrapped(text, width, hang)


def complain(text: str) -> None:
    """What went wrong, on stderr."""
    remark(f"fieldarchive: {safe(text)}")


def say_json(value: object) -> None:
    """A value as JSON on stdout, readable and in UTF-8, in which no sign can steer a terminal."""
    written = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    with about_standard_output():  # never wrapped: it is for programs
        click.echo("\n".join(_SUSPECT.sub(_escaped, line) for line in written.split("\n")))


def _escaped(match: re.Match[str]) -> str:
    """JSON's own spelling of a sign that `safe` would not let through."""
    sign = match.group()
    return sign if safe(sign) == sign else json.dumps(sign)[1:-1]


def say_problems(problems: Sequence[Problem], limit: int = 15) -> None:
    """Problems as sentences that name their files, the serious first; how many are not shown."""
    groups: dict[tuple[bool, str], list[str]] = {}
    for problem in sorted(problems, key=lambda problem: not problem.serious):
        names = groups.setdefault((problem.serious, problem.message), [])
        names.append(problem.path or "")
    for (serious, message), names in list(groups.items())[:limit]:
        remark(f"  {'✗' if serious else '·'} {_names(names)}{safe(message)}")
    if len(groups) > limit:
        remark(f"  … and {len(groups) - limit} more kinds; --report FILE writes all of them.")


def _names(paths: Sequence[str]) -> str:
    """The files that one sentence is about: the first two, and how many more."""
    first = ", ".join(safe(path) for path in paths[:2] if path)
    more = f" and {len(paths) - 2:,} more" if len(paths) > 2 else ""
    return f"{first}{more}: " if first else ""


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on stdout, as wide as the terminal at most; a line a row when piped."""
    values = [["" if cell is None else cell for cell in row] for row in rows]
    numbers = [all(isinstance(row[n], int) for row in values) for n in range(len(columns))]
    texts = [[safe(cell) for cell in row] for row in values]
    bold = ("", "") if is_plain(sys.stdout) else ("\x1b[1m", "\x1b[0m")
    with about_standard_output():
        for n, line in enumerate(laid_out(columns, texts, numbers, width_of(sys.stdout))):
            click.echo(line if n else line.join(bold))


@contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Any]:
    """A bar on stderr while work lasts; nothing where stderr is no terminal, or a dumb one.

    Gives a function (step, words) that moves it.
    """
    if not sys.stderr.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        yield lambda step, words="": None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
    from rich.table import Column

    in_one_line = Column(no_wrap=True, overflow="ellipsis")  # a second line would stay behind
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[words]}", markup=False, table_column=in_one_line),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total, words="")
        yield lambda step, words="": bar.update(task, advance=step, words=_end_of(safe(words)))


def _end_of(text: str) -> str:
    """The end of a text, which names a file; no more than leaves room for the bar."""
    while cells(text) > _BESIDE_THE_BAR:
        text = text[1:]
    return text


def bytes_in_words(size: int) -> str:
    """A size for people: 3.4 MB."""
    value, units = float(size), ["bytes", "kB", "MB", "GB", "TB"]
    while value >= 1000 and len(units) > 1:
        value /= 1000
        units.pop(0)
    return f"{size} bytes" if units[0] == "bytes" else f"{value:.1f} {units[0]}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 photograph", "2 photographs"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def to_the_minute(date: str | None) -> str | None:
    """A date for people: what has a time is "2024-06-12 06:40"."""
    return f"{date[:10]} {date[11:16]}" if date and "T" in date else date


def clock(milliseconds: int) -> str:
    """A length or a time in a recording: 12:31, or 1:02:03 from an hour on."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
