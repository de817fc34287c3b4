"""People: where they are named, and their table changed as an operation that can be undone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from fieldarchive.archive import Archive
from fieldarchive.catalogue import counts
from fieldarchive.catalogue.edits import Edit
from fieldarchive.rewording import PEOPLE, Reworded, reword, with_words, words_in
from fieldarchive.vocabulary import Person, person_changes
from fieldarchive.vocabulary.people import parse_people
from fieldarchive.vocabulary.person_changes import ALL_COLUMNS, Said
from fieldarchive.vocabulary.tables import Table, new


@dataclass(frozen=True, slots=True)
class Named:
    """A person and the ids of the items that name them: by role, and by city."""

    person: Person
    roles: Mapping[str, Collection[str]]
    cities: Mapping[str | None, Collection[str]]

    @property
    def items(self) -> set[str]:
        """All of these items."""
        return {item for items in self.roles.values() for item in items}


@dataclass(frozen=True, slots=True)
class Plan:
    """A change of the table that was not written yet, and the person as they would be."""

    edit: Edit
    person: Person
    summary: str

    @property
    def is_empty(self) -> bool:
        """Whether all is so already."""
        return self.edit.before == self.edit.after


def named(archive: Archive) -> list[Named]:
    """Everybody with their items, in the order of the table."""
    roles: dict[str, dict[str, set[str]]] = {}
    cities: dict[str, dict[str | None, set[str]]] = {}
    for handle, role, city, item in counts.items_by_person(archive.record):
        roles.setdefault(handle, {}).setdefault(role, set()).add(item)
        cities.setdefault(handle, {}).setdefault(city, set()).add(item)
    return [
        Named(person, roles.get(person.handle, {}), cities.get(person.handle, {}))
        for person in archive.vocabulary.people
    ]


def plan_to_add(archive: Archive, handle: str, said: Said) -> Plan:
    """One more person; raises `CannotReword`."""
    before, table = _table(archive)
    after = person_changes.add(table, handle, said)
    return _plan(archive, before, after, handle, f"person {handle} added")


def plan_to_change(archive: Archive, handle: str, said: Said) -> Plan:
    """Somebody who is there, told more of or otherwise; raises `CannotReword`."""
    before, table = _table(archive)
    after = person_changes.change(table, handle, said)
    return _plan(archive, before, after, handle, f"person {handle} changed")


def write(archive: Archive, plan: Plan) -> Reworded:
    """Do what was planned; raises `ChangedMeanwhile` where somebody edited the table since."""
    return reword(archive, plan.edit, "person", plan.summary)


def _plan(archive: Archive, before: bytes | None, after: Table, handle: str, summary: str) -> Plan:
    edit = Edit(PEOPLE, before, after.content())
    people = with_words(archive, PEOPLE, edit.after).vocabulary.people
    return Plan(edit, next(one for one in people if one.handle == handle), summary)


def _table(archive: Archive) -> tuple[bytes | None, Table]:
    content = words_in(archive, PEOPLE)
    path = archive.folders.root / PEOPLE
    return content, new(ALL_COLUMNS) if content is None else parse_people(path, content)
