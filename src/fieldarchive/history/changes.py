"""What a revision says otherwise than the one before it: the fields, and the files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fieldarchive.history.claims import LISTS, winner, words_of
from fieldarchive.history.revision import Account
from fieldarchive.model import JSON

ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, None where nothing was said.

    `field` is a name of the sidecar's fields, "aside", or "file NAME" (values are SHA-256).
    """

    field: str
    before: JSON
    after: JSON


def changes(before: Account | None, after: Account) -> tuple[Change, ...]:
    """What `after` says otherwise; everything that it says, when there was nothing before.

    Who says a word is not compared: two accounts may differ though nothing changed here.
    """
    was, now = _said(before) if before else {}, _said(after)
    names = dict.fromkeys([*was, *now])
    return tuple(
        Change(name, was.get(name), now.get(name))
        for name in names
        if was.get(name) != now.get(name)
    )


def _said(account: Account) -> dict[str, JSON]:
    said: dict[str, JSON] = {ASIDE: True} if account.aside else {}
    for name in account.description.fields():
        if (claim := winner(account.description, name)) is not None:
            said[name] = [*words_of(claim)] if name in LISTS else claim.value
    for name in dict.fromkeys(entry.name for entry in account.files):
        said[f"file {name}"] = _one_or_all([e.sha256 for e in account.files if e.name == name])
    return said


def _one_or_all(values: Sequence[str]) -> JSON:
    return values[0] if len(values) == 1 else [*values]
