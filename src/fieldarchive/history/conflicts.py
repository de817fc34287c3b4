"""Conflicts: what laptops said differently of one field, none of them knowing of the other.

Both values are kept, with who said them, until a person decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from fieldarchive.history.claims import access_of, winner
from fieldarchive.history.past import Key, Past, Writes
from fieldarchive.history.revision import Account, Revision, canonical
from fieldarchive.model import JSON

Spoken: TypeAlias = "Sequence[tuple[Revision, Account]]"


@dataclass(frozen=True, slots=True)
class Version:
    """One of the values in conflict, and who said it when; `revision` is a digest."""

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


def of_heads(spoken: Spoken) -> list[Conflict]:
    """Heads that do not agree on who may see the item, or on whether it is set aside at all.

    Whoever of them changed it: an item that was closed before stays so until somebody decides.
    """
    access = [(access_of(account.description).value, head) for head, account in spoken]
    aside = [(account.aside, head) for head, account in spoken]
    return [*_apart("access", access), *_apart("aside", aside)]


def of_fields(past: Past, writes: Writes) -> list[Conflict]:
    """The fields and files that were written apart with different values."""
    found: list[Conflict] = []
    for key in sorted((key for key in writes if key[0] in {"value", "name"}), key=str):
        name = f"file {key[1]}" if key[0] == "name" else str(key[1])
        found += _apart(name, [(_value(past, one, key), one) for one in past.writers(writes, key)])
    return found


def _value(past: Past, revision: Revision, key: Key) -> JSON:
    if key[0] == "name":
        return past.says(revision.digest, key)
    claim = winner(past.account(revision.digest).description, str(key[1]))
    return claim.value if claim else None


def _apart(name: str, said: Sequence[tuple[JSON, Revision]]) -> list[Conflict]:
    newest: dict[str, Version] = {}
    for value, revision in said:
        newest.setdefault(canonical(value), _version(value, revision))
    return [Conflict(name, tuple(newest.values()))] if len(newest) > 1 else []


def _version(value: JSON, revision: Revision) -> Version:
    return Version(value, revision.digest, revision.made_at, revision.made_by, revision.device)
