"""Saved searches looked at: as a list, and the one that a name means."""

from __future__ import annotations

import click

from fieldarchive.archive import Archive
from fieldarchive.cli import opening
from fieldarchive.cli.mistyped import mistyped
from fieldarchive.cli.words import quoted, remark, safe, say_json, table
from fieldarchive.cli.wrapping import shortened
from fieldarchive.saved import SavedSearch, called, like, saved

_LONGEST = 60  # columns of a name or a query in a sentence


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the searches as JSON.")
def list_command(as_json: bool) -> None:
    """List the saved searches, and what each of them asks.

    Example: fieldarchive saved list
    """
    with opening.archive(for_writing=False) as archive:
        found = saved(archive)
    if as_json:
        say_json([as_dict(one) for one in found])
        return
    if not found:
        remark("Nothing is saved yet. Save a search: fieldarchive find рынок --save market")
        return
    rows = [(one.name, one.query, one.saved_at[:10], who_saved(one)) for one in found]
    table(["name", "query", "saved", "who"], rows)
    for one in found:
        if one.hidden is not None:
            remark(f"  · “{in_short(one.name)}” is {kept_off(one.hidden)}")


def search_named(archive: Archive, name: str, where: str) -> SavedSearch:
    """The search that a name means; raises `click.BadParameter`, also where it means two."""
    found = all_named(archive, name, where)
    if len(found) == 1:
        return found[0]
    each = "; ".join(f"{in_short(one.query)} ({safe(who_saved(one))})" for one in found)
    raise click.BadParameter(
        f'"{in_short(name)}" means {len(found)} searches, which were saved apart: {each}. Save the '
        f"one that is meant anew: fieldarchive find QUERY --save {quoted(found[0].name)}",
        param_hint=where,
    )


def all_named(archive: Archive, name: str, where: str) -> list[SavedSearch]:
    """The searches that a name means, several where laptops saved apart; else raises."""
    known = saved(archive)
    found = called(known, name)
    if not found:
        hint = "" if like(known, name) else "; `fieldarchive saved list` lists what there is"
        raise mistyped(where, in_short(name), f"is no saved search{hint}", like(known, name))
    return found


def who_saved(one: SavedSearch) -> str:
    """Who saved a search, where that is known."""
    from fieldarchive.cli.history import who  # here: it brings rich along, and `find` needs none

    return who(one.saved_by, one.device)


def kept_off(why: str) -> str:
    """The end of a sentence about a search that no page shows."""
    return f"kept from the pages: {safe(why)}."


def in_short(text: str) -> str:
    """A name or a query in a sentence."""
    return safe(shortened(text, _LONGEST))


def as_dict(one: SavedSearch) -> dict[str, object]:
    """A search as JSON; `on_pages` tells whether the team sees it there."""
    return {
        "name": one.name,
        "query": one.query,
        "saved_at": one.saved_at,
        "saved_by": one.saved_by,
        "device": one.device,
        "on_pages": one.hidden is None,
    }
