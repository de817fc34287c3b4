"""`fieldarchive status`: how the archive stands tonight, on one screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime

import click

from fieldarchive.catalogue.fingerprint import archive_hash
from fieldarchive.cli import opening
from fieldarchive.cli.words import bytes_in_words, plural, quoted, safe, say, say_json
from fieldarchive.inspecting import explained
from fieldarchive.status import Status, status

_CODES, _THEMES = 4, 2  # so many fit a screen
_CLOCKS = ("clock-", "gps-", "reset-clock")


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
    with opening.described_archive() as archive:
        if only_hash:
            say(archive_hash(archive.record))
            return
        found = status(archive)
    if as_json:
        say_json({**asdict(found), "cities": {k or "": n for k, n in found.cities.items()}})
        return
    _say(found)
    to_do = [*_to_do(found)]
    wide = max((len(what) for what, _, _ in to_do), default=0)
    for what, told, mend in to_do:
        say(f"  {what:<{wide}}  {told:<9}  {mend}")


def _say(found: Status) -> None:
    today = datetime.now(UTC).date()
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
    say(f"  checked  {_checked(found, today)}")
    if found.parts:
        say(f"           {_checked_in_parts(found.parts)}")
    say(f"  backup   {_backed_up(found, today)}")


def _to_do(found: Status) -> Iterator[tuple[str, str, str]]:
    """What is still to do, a line each: what it is, how much, and the command for it."""
    if found.drafts:
        yield "drafts", f"{plural(found.drafts, 'note')} not recorded", _typed("note --drafts")
    if found.in_conflict:
        apart = f"{plural(found.in_conflict, 'item')} changed on two laptops"
        yield "apart", apart, _typed("conflicts")
    for code, count in found.missing.items():
        if count:
            of = f" of {found.kinds['interview']:,}" if code == "no-transcript" else ""
            noun = "interview" if code == "no-transcript" else "item"
            told = f"{count:,}{of} {noun if count == 1 and not of else noun + 's'}"
            yield code.replace("-", " "), told, f"`{explained(code).mend}`"
    if clocks := sum(n for code, n in found.problems.items() if code.startswith(_CLOCKS)):
        yield "clocks", plural(clocks, "contradiction"), _typed("device fix")
    yield from _codes(found)
    for city, themes in found.one_sided.items():
        more = f" +{len(themes) - _THEMES}" if len(themes) > _THEMES else ""
        yield (
            "one-sided",
            safe(f"{city}: {', '.join(themes[:_THEMES])}{more}"),
            _typed("theme list"),
        )


def _codes(found: Status) -> Iterator[tuple[str, str, str]]:
    """What describing told, a code a line, what is wrong first, then what there is most of."""
    others = [(code, n) for code, n in found.problems.items() if not code.startswith(_CLOCKS)]
    others.sort(key=lambda one: (not explained(one[0]).is_wrong, -one[1], one[0]))
    for code, count in others[:_CODES]:
        weight = "wrong" if explained(code).is_wrong else "remark"
        yield weight, plural(count, "item"), _typed(f"check --only {safe(code)}")
    if len(others) > _CODES:
        yield "…", plural(len(others) - _CODES, "more code"), _typed("check")


def _typed(words: str) -> str:
    return f"`fieldarchive {words}`"


def _how_back(found: Status) -> str:
    if found.redo_helps:
        return "`fieldarchive redo` brings back what was undone last"
    tells = "`fieldarchive log` tells since when"
    return f"{tells}, `fieldarchive gc --dry-run` which originals nobody needs"


def _ago(moment: str, today: date) -> str:
    days = (today - date.fromisoformat(moment[:10])).days
    return "today" if days <= 0 else f"{plural(days, 'day')} ago"


def _backed_up(found: Status, today: date) -> str:
    if found.backed_up is None:
        return "never; `fieldarchive backup DEST` makes one on another disk"
    moment, folder = found.backed_up
    ago = _ago(moment, today)
    again = "" if ago == "today" else f"; `fieldarchive backup {quoted(folder)}` adds what is new"
    return f"{ago}, {safe(folder)}{again}"


def _checked(found: Status, today: date) -> str:
    if found.verified is None:
        whole = " as a whole" if found.parts else ""
        return f"never{whole}; `fieldarchive verify` reads every original again"
    moment, outcome, files = found.verified
    return f"{_ago(moment, today)}, {outcome}, {plural(files, 'original')}{_what_next(outcome)}"


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
