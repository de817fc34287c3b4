"""`fieldarchive conflicts`: what laptops said apart and nobody decided yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import click

from fieldarchive import saved
from fieldarchive.archive import Archive
from fieldarchive.catalogue.names import name_of, title_of
from fieldarchive.catalogue.revisions import Standing
from fieldarchive.cli import opening
from fieldarchive.cli.saved.looking import as_dict, who_saved
from fieldarchive.cli.words import plural, quoted, safe, say, say_json
from fieldarchive.history.conflicts import Conflict, Version
from fieldarchive.model import JSON
from fieldarchive.resolving import apart, doubled
from fieldarchive.saved import SavedSearch


@click.command("conflicts")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def command(as_json: bool) -> None:
    """List what two laptops changed differently, with both values, items that came twice, and
    saved searches that are called alike.

    Until somebody decides, the newest value is shown and the stricter access holds.

    Example: fieldarchive conflicts
    """
    with opening.archive(for_writing=False) as archive:
        pairs = doubled(archive)
        if as_json:
            alike = [[as_dict(one) for one in group] for group in saved.apart(archive)]
            items = [*map(_as_json, apart(archive))]
            say_json({"conflicts": items, "twice": pairs, "searches": alike})
            return
        count = 0
        for one in apart(archive):
            count += 1
            say_conflicts(archive, one)
        for kept, other in pairs:
            say(f"{_named(archive, kept)} and {_named(archive, other)}")
            say(f"  the same file, taken in twice: {safe(_title(archive, kept))}")
        searches = saved.apart(archive)
        for group in searches:
            _say_alike(group)
        _say_next(count, pairs, [group[0].name for group in searches])


def _say_alike(group: Sequence[SavedSearch]) -> None:
    """Searches that were saved apart under one name."""
    say(f"saved search “{safe(group[0].name)}”")
    for one in group:
        say(f"    {safe(one.query)}   ({safe(who_saved(one))}, {one.saved_at[:10]})")


def say_conflicts(archive: Archive, one: Standing) -> None:
    """One item with its fields in conflict and their numbered values."""
    say(f"{_named(archive, one.record)}  {safe(_title(archive, one.record))}")
    for conflict in one.conflicts:
        say(f"  {safe(conflict.field)}")
        for number, version in enumerate(conflict.versions, 1):
            say(f"    {number}  {value_in_words(conflict, version)}   {_said(version)}")


def value_in_words(conflict: Conflict, version: Version) -> str:
    """One of the values in conflict, as it is listed."""
    if conflict.field == "aside":
        return "set aside" if version.value else "not set aside"
    if conflict.field.startswith("file "):
        return f"sha-256 {str(version.value)[:12]}"
    return _words(version.value)


def _words(value: JSON) -> str:
    if value is None:
        return "(nothing)"
    return safe(", ".join(map(str, value)) if isinstance(value, list) else value)


def _said(version: Version) -> str:
    who = version.made_by or "somebody"
    return safe(f"({who} on {version.device or 'some device'}, {version.made_at[:10]})")


def _named(archive: Archive, record: str) -> str:
    return name_of(archive.record, record)


def _title(archive: Archive, record: str) -> str:
    return title_of(archive.record, record) or "(set aside)"


def _say_next(items: int, pairs: list[tuple[str, str]], searches: list[str]) -> None:
    if not items and not pairs and not searches:
        say("No conflicts: nobody changed differently what somebody else changed too.")
        return
    say()
    if items:
        say(f"{plural(items, 'item')} to decide. Take value 2 of a field, or say another one:")
        say("  fieldarchive resolve ITEM FIELD --take 2")
        say('  fieldarchive resolve ITEM FIELD --set "other words"')
    if pairs:
        say(f"{plural(len(pairs), 'pair')} of items that came twice. Make one of two:")
        say("  fieldarchive resolve ITEM --same-as OTHER-ITEM")
    if searches:
        say(f"{plural(len(searches), 'name')} of saved searches to decide. Save what is meant:")
        say(f"  fieldarchive find QUERY --save {quoted(searches[0])}")


def _as_json(one: Standing) -> dict[str, object]:
    return {"item": one.record, "conflicts": [asdict(conflict) for conflict in one.conflicts]}
