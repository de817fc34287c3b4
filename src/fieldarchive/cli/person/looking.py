"""People looked at: as a list, and one with everything that is known here."""

from __future__ import annotations

import click

from fieldarchive.archive import Archive
from fieldarchive.catalogue import counts
from fieldarchive.catalogue.names import short_id
from fieldarchive.cli import opening
from fieldarchive.cli.mistyped import mistyped
from fieldarchive.cli.words import remark, safe, say, say_json, table
from fieldarchive.enrolling import Named, named
from fieldarchive.model import Kind
from fieldarchive.vocabulary import Person

_NEWEST = 5


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the people as JSON.")
def list_command(as_json: bool) -> None:
    """List the people, and how many items name them.

    Example: fieldarchive person list
    """
    with opening.archive(for_writing=False) as archive:
        found = named(archive)
    if as_json:
        say_json([_as_json(one) for one in found])
        return
    if not found:
        remark("There is nobody yet. Add somebody: fieldarchive person add narrator-01 --ru Лена")
        return
    rows = [
        (p.handle, called(p), p.role, p.birth_decade, len(one.items))
        for one in found
        for p in [one.person]
    ]
    table(["handle", "pseudonyms", "role", "born", "items"], rows)


@click.command("show")
@click.argument("word", metavar="PERSON")
@click.option("--json", "as_json", is_flag=True, help="Print the person as JSON.")
def show(word: str, as_json: bool) -> None:
    """Show one person: what is told, in which roles, newest items.

    PERSON is a handle or a pseudonym.

    Example: fieldarchive person show narrator-01
    """
    with opening.archive(for_writing=False) as archive:
        handle = handle_named(archive, word, "PERSON")
        found = next(one for one in named(archive) if one.person.handle == handle)
        if as_json:
            say_json(_as_json(found))
            return
        for line in in_words(found.person):
            say(line)
        _say_items(archive, found)


def handle_named(archive: Archive, word: str, where: str) -> str:
    """The handle that a word names; raises `click.BadParameter` with what it looks like."""
    handle = archive.vocabulary.handle_of(word)
    if handle is None:
        like = archive.vocabulary.people_like(word)
        raise mistyped(where, word, "names nobody in vocabularies/people.csv", like)
    return handle


def called(person: Person) -> str:
    """The pseudonyms in their languages, each once."""
    return " · ".join(dict.fromkeys(person.pseudonyms.values()))


def in_words(person: Person) -> list[str]:
    """What the table says of a person, a line for each thing."""
    facts = {
        "role": person.role,
        "speaks": ", ".join(person.languages),
        "born": person.birth_decade,
        "speaker": ", ".join(person.speakers),
        "note": person.note,
    }
    lines = [f"  {name:8}  {value}" for name, value in facts.items() if value]
    return [safe(line) for line in [f"{person.handle}   {called(person)}".rstrip(), *lines]]


def _say_items(archive: Archive, found: Named) -> None:
    roles = ", ".join(f"{role} of {len(items):,}" for role, items in sorted(found.roles.items()))
    cities = ", ".join(
        f"{city or 'no city'} {len(items):,}"
        for city, items in sorted(found.cities.items(), key=lambda one: one[0] or "~")
    )
    say(safe(f"  {'items':8}  {len(found.items):,}" + (f": {roles} ({cities})" if roles else "")))
    for item, kind, date, title in counts.newest_of(archive.record, found.items, _NEWEST):
        key, day = short_id(archive.record, item, Kind(kind)), date.partition("T")[0]
        say(f"  {key:8}  {safe(f'{day}  {title}'.strip())}")


def _as_json(one: Named) -> dict[str, object]:
    person = one.person
    return {
        "handle": person.handle,
        "role": person.role,
        "pseudonyms": dict(person.pseudonyms),
        "languages": person.languages,
        "birth_decade": person.birth_decade,
        "speakers": person.speakers,
        "note": person.note,
        "items": len(one.items),
        "roles": {role: len(items) for role, items in sorted(one.roles.items())},
        "cities": {city or "": len(items) for city, items in one.cities.items()},
    }
