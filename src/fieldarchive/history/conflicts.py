"""Conflicts: what laptops said differently of one field, none of them knowing of the other.

Both values are kept, with who said them, until a person decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from fieldarchive.history.claims import access_of, strictest, winner
from fieldarchive.history.past import ACCESS, Key, Past, Writes, newest_first
from fieldarchive.history.revision import Account, Revision, canonical
from fieldarchive.model import JSON

Spoken: TypeAlias = "Sequence[tuple[Revision, Account]]"


@dataclass(frozen=True, slots=True)
class Version:
    """One of the values in conflict, and who said it first and when.

    `revision` is the digest of the one that says it now: what was taken back and brought again
    is said anew, by somebody who may never have thought so.
    """

    value: JSON
    revision: str
    made_at: str
    made_by: str | None
    device: str | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that was changed apart, its values the newest first.

    `field` is a name of the sidecar's fields, "aside", or "file NAME" (values are SHA-256).
    """

    field: str
    versions: tuple[Version, ...]


def of_access(past: Past, writes: Writes, spoken: Spoken) -> list[Conflict]:
    """Who may see the item, unless all who spoke of it last said what holds: the strictest.

    There is something to decide where they said it differently, and where somebody loosened
    what another head still says, not knowing of it.
    """
    heads = [(access_of(account.description), head) for head, account in spoken]
    last = [
        (access_of(past.account(w.digest).description), w) for w in past.writers(writes, ACCESS)
    ]
    if {access for access, _ in last} <= {strictest({access for access, _ in heads})}:
        return []
    said = [(access.value, one) for access, one in (*last, *heads)]
    return _apart("access", said, partial(past.speaker, key=ACCESS))


def of_aside(spoken: Spoken) -> list[Conflict]:
    """Heads that do not agree on whether the item is set aside, whoever of them changed it."""
    return _apart("aside", [(account.aside, head) for head, account in spoken], lambda head: head)


def of_fields(past: Past, writes: Writes) -> list[Conflict]:
    """The fields, but for access, and the files that were written apart with different values."""
    found: list[Conflict] = []
    keys = (key for key in writes if key[0] in {"value", "name"} and key != ACCESS)
    for key in sorted(keys, key=str):
        name = f"file {key[1]}" if key[0] == "name" else str(key[1])
        said = [(_value(past, one, key), one) for one in past.writers(writes, key)]
        found += _apart(name, said, partial(past.speaker, key=key))
    return found


def _value(past: Past, revision: Revision, key: Key) -> JSON:
    if key[0] == "name":
        return past.says(revision.digest, key)
    claim = winner(past.account(revision.digest).description, str(key[1]))
    return claim.value if claim else None


def _apart(
    name: str, said: Iterable[tuple[JSON, Revision]], speaker: Callable[[Revision], Revision]
) -> list[Conflict]:
    """The conflict between values, each with who says it now and who said it first.

    Where several say the same, the first of them in `said` is named.
    """
    values: dict[str, JSON] = {}
    chosen: dict[str, Revision] = {}
    for value, one in said:
        if chosen.setdefault(canonical(value), one) is one:
            values[one.digest] = value
    if len(chosen) < 2:
        return []
    versions = []
    for one in newest_first(chosen.values()):
        first, value = speaker(one), values[one.digest]
        versions.append(Version(value, one.digest, first.made_at, first.made_by, first.device))
    return [Conflict(name, tuple(versions))]
