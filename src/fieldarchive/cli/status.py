"""`fieldarchive status`: how the archive stands tonight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime

import click

from fieldarchive.catalogue.fingerprint import archive_hash
from fieldarchive.catalogue.names import short_id
from fieldarchive.cli import opening
from fieldarchive.cli.words import bytes_in_words, plural, safe, say, say_json
from fieldarchive.model import Kind
from fieldarchive.status import Status, status

_SHOWN = 8
_WORDS = {
    "city": "without a city      say `city:` in a sidecar or _folder.yaml, then ingest again",
    "date": "without a date      say `date:` in a sidecar, or put the day into the file's name",
    "themes": "without a theme     say `themes:` with a word of vocabularies/themes.csv",
    "transcript": "interviews without a transcript     put one beside it, as r-012.ru.srt",
}


@click.command("status")
@click.option(
    "--hash", "only_hash", is_flag=True, help="Print the archive hash alone: note it elsewhere."
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(only_hash: bool, as_json: bool) -> None:
    """Tell how the archive stands: what there is, what is missing, what was last checked.

    Two archives have the same hash when they hold the same history and the same originals.

    Example: fieldarchive status
    """
    with opening.archive(for_writing=False) as archive:
        if only_hash:
            say(archive_hash(archive.record))
            return
        found = status(archive, problems=1_000)
        keys = {
            problem["item"]: short_id(archive.record, problem["item"], Kind(problem["kind"]))
            for problem in found.problems
        }
    if as_json:
        say_json({**asdict(found), "cities": {k or "": n for k, n in found.cities.items()}})
        return
    _say(found)
    _say_problems(found, keys)


def _say(found: Status) -> None:
    say(safe(found.name))
    if not found.items and not found.set_aside:
        say("  empty    `fieldarchive ingest FOLDER` takes in its first material")
        return
    kinds = ", ".join(plural(n, "field note" if k == "note" else k) for k, n in found.kinds.items())
    cities = ", ".join(f"{safe(city or 'no city')} {n:,}" for city, n in found.cities.items())
    say(f"  items    {found.items:,}: {kinds}" if found.items else "  items    none is shown")
    if found.set_aside:
        say(f"  aside    {plural(found.set_aside, 'item')} set aside; {_how_back(found)}")
    if found.items:
        say(f"  cities   {cities}")
    say(f"  files    {plural(found.originals, 'original')}, {bytes_in_words(found.bytes)}")
    say(f"  checked  {_checked(found)}")
    if found.parts:
        say(f"           {_checked_in_parts(found.parts)}")
    say(f"  backup   {_backed_up(found, datetime.now(UTC))}")
    if found.in_conflict:
        say(f"  apart    {found.in_conflict:>5,} changed on two laptops; `fieldarchive conflicts`")
    for name, count in found.lacking.items():
        if count:
            say(f"  missing  {count:>5,} {_WORDS[name]}")


def _how_back(found: Status) -> str:
    if found.redo_helps:
        return "`fieldarchive redo` brings back what was undone last"
    tells = "`fieldarchive log` tells since when"
    return f"{tells}, `fieldarchive gc --dry-run` which originals nobody needs"


def _say_problems(found: Status, keys: Mapping[str, str]) -> None:
    """Each sentence once, with the items it is about."""
    about: dict[str, list[str]] = {}
    for problem in found.problems:
        about.setdefault(problem["message"], []).append(keys[problem["item"]])
    for message, items in list(about.items())[:_SHOWN]:
        more = f" and {len(items) - 2:,} more" if len(items) > 2 else ""
        say(f"  {', '.join(items[:2])}{more}: {safe(message)}")
    if len(about) > _SHOWN:
        say(f"  … and {len(about) - _SHOWN:,} more kinds; --json lists them.")


def _backed_up(found: Status, today: datetime) -> str:
    if found.backed_up is None:
        return "never; `fieldarchive backup DEST` makes one on another disk"
    moment, folder = found.backed_up
    days = (today.date() - date.fromisoformat(moment[:10])).days
    ago = "today" if days <= 0 else f"{plural(days, 'day')} ago"
    return f"{ago}, {safe(folder)}"


def _checked(found: Status) -> str:
    if found.verified is None:
        whole = " as a whole" if found.parts else ""
        return f"never{whole}; `fieldarchive verify` reads every original again"
    moment, outcome, files = found.verified
    return f"{moment[:10]}, {outcome}, {plural(files, 'original')}{_what_next(outcome)}"


def _checked_in_parts(parts: Sequence[tuple[str, str, str]]) -> str:
    """What `verify --subset` read since: never called all of it before every part was read."""
    names = [name for name, _, _ in parts]
    is_all = any(
        sum(n.endswith(f"/{total}") for n in names) == int(total) for total in _totals(names)
    )
    outcome = "sound" if all(found == "sound" for _, _, found in parts) else "broken"
    told = "every part" if is_all else f"only {', '.join(names)}"
    days = sorted(moment[:10] for _, moment, _ in parts)
    return f"in parts: {told}, {days[0]} to {days[-1]}, {outcome}{_what_next(outcome)}"


def _totals(names: Sequence[str]) -> set[str]:
    return {name.split("/")[1] for name in names}


def _what_next(outcome: str) -> str:
    return "" if outcome == "sound" else "; `fieldarchive verify` lists what is broken"
