"""`fieldarchive date`: how words are read as a date, before they are written anywhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

import click

from fieldarchive import config
from fieldarchive.cli import opening
from fieldarchive.cli.exit_codes import DONE, IN_PART
from fieldarchive.cli.words import safe, say, say_json
from fieldarchive.cli.wrapping import shortened
from fieldarchive.config import Configuration
from fieldarchive.describe.dates import DateReading, Unread, understand
from fieldarchive.describe.dates.calendars import calendar_of
from fieldarchive.describe.dates.gloss import gloss
from fieldarchive.errors import ArchiveNotFound

INSTEAD = "write    2013-05-12, 12 May 2013, summer 2013, конец 60-х, or 1969~"
LONGEST_SHOWN = 240  # more than any date has; what is longer is cut with …


@click.command("date", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1)
@click.option(
    "--on",
    metavar="DAY",
    help="Day of recording, from which yesterday and last summer count.",
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(words: tuple[str, ...], on: str | None, as_json: bool) -> int:
    """Show how words are read as a date, in English, Russian or Chinese.

    WORDS are one date, or one each if they are none together. Without any, each line of standard
    input is one. Inside an archive its events, its date_order and its century count.

    Example: fieldarchive date конец шестидесятых
    """
    if not words and sys.stdin.isatty():
        raise click.UsageError("Say a date, such as: fieldarchive date 12 мая 2013")
    usage = _configuration()
    day = _recording_day(on, usage) if on is not None else None
    lines = _dates(words, usage, day) if words else _lines(sys.stdin)
    read = ((line, _understood(line, usage, day)) for line in lines)
    return (_say_all_as_json if as_json else _say_all)(read)


def _dates(words: tuple[str, ...], usage: Configuration, on: date | None) -> list[str]:
    """The words as one date, or as several where each is one and all together are none."""
    whole = " ".join(words)
    if len(words) == 1 or not _is_none(_understood(whole, usage, on)):
        return [whole]
    parts = [_understood(word, usage, on) for word in words]
    return [whole] if any(map(_is_none, parts)) else list(words)


def _is_none(found: DateReading | Unread) -> bool:
    return isinstance(found, Unread) and not found.needs_day


def _lines(stream: Iterable[str]) -> Iterator[str]:
    return (line.strip() for line in stream if line.strip())


def _configuration() -> Configuration:
    """That of the archive here; outside of any, the usual one."""
    try:
        return config.load(opening.root())
    except ArchiveNotFound:
        if click.get_current_context().find_root().obj:
            raise
        return Configuration("")


def _recording_day(words: str, usage: Configuration) -> date:
    found = _understood(words, usage, None)
    if isinstance(found, Unread) or found.start is None or found.start != found.end:
        raise click.BadParameter(
            f'"{words}" is no single day. Write 2013-05-12.', param_hint="--on"
        )
    return date.fromisoformat(found.start)


def _understood(words: str, usage: Configuration, on: date | None) -> DateReading | Unread:
    return understand(words, usage.date_order, on=on, calendar=calendar_of(usage))


def _say_all(read: Iterable[tuple[str, DateReading | Unread]]) -> int:
    code = DONE
    for words, found in read:
        if isinstance(found, Unread):
            code = IN_PART
        _say(words, found)
    return code


def _say(words: str, found: DateReading | Unread) -> None:
    words = shortened(safe(words), LONGEST_SHOWN)
    if isinstance(found, Unread):
        say(f"{words}: not understood")
        say(f"  why      {safe(found.reason)}")
        if found.understood and f"“{found.understood}”" not in found.reason:
            say(f"  read     “{safe(found.understood)}” says a date by itself")
        say("  write    the day of recording beside it: --on 2013-05-12" if found.needs_day
            else f"  {INSTEAD}")  # fmt: skip
        return
    say(f"{words}: {found.edtf}")
    say(f"  meaning  {gloss(found.edtf)}")
    say(f"  bounds   {_bounds(found)}")
    for remark in found.remarks:
        say(f"  note     {safe(remark)}")


def _bounds(found: DateReading) -> str:
    if found.start == found.end:
        return found.start or "none: it has no day between the years 1 and 9999"
    return f"{found.start or 'open'} to {found.end or 'open'}"


def _say_all_as_json(read: Iterable[tuple[str, DateReading | Unread]]) -> int:
    rows = list(read)
    say_json([_as_json(words, found) for words, found in rows])
    return IN_PART if any(isinstance(found, Unread) for _, found in rows) else DONE


def _as_json(words: str, found: DateReading | Unread) -> dict[str, Any]:
    if isinstance(found, DateReading):
        return {"words": words, **asdict(found), "meaning": gloss(found.edtf)}
    return {"words": words, "edtf": None, **asdict(found)}
