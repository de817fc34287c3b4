"""Decisions about an account: which of several values holds, and what two items say as one.

Each gives a new account and knows no record; writing it is for others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from fieldarchive.history.claims import LISTS, access_of, strictest, winner, words_of
from fieldarchive.history.conflicts import Conflict, Version
from fieldarchive.history.joining import STRICTER
from fieldarchive.history.revision import Account
from fieldarchive.model import JSON, Authority, Claim, Description

_DECIDED = "decided between what laptops said"
_TOGETHER = "two items that were made one"
_BY_HAND = "edit by hand"
Decision = Callable[[Account], Account]


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person says anew of one item, by field of a description.

    A value is a text or a list of texts, as written; an empty one says that there is none. None
    takes back what was said by hand before.
    """

    record: str
    values: Mapping[str, JSON]


def take(conflict: Conflict, version: Version, said: Account) -> Decision:
    """Let one value in conflict hold; `said` is what the revision that it comes from says."""
    if conflict.field == "aside":
        return lambda account: replace(account, aside=version.value is True)
    if conflict.field == "access":
        return say("access", version.value)
    if conflict.field.startswith("file "):
        return _take_file(conflict.field.removeprefix("file "), said)
    return _take_claims(conflict.field, said)


def say(field: str, value: JSON) -> Decision:
    """Let another value hold than those in conflict, by a person's word."""
    claim = Claim(field, value, Authority.EDIT, _DECIDED)

    def change(account: Account) -> Account:
        others = [
            one
            for one in account.description
            if one.field != field or one.origin not in {_DECIDED, STRICTER}
        ]
        return replace(account, description=Description((claim, *others)))

    return change


def edited(account: Account, values: Mapping[str, JSON]) -> Account:
    """What an item says once a person said other values, as in an `Edit`, whatever files say."""
    said = [
        Claim(field, value, Authority.EDIT, _BY_HAND)
        for field, value in values.items()
        if value is not None
    ]
    others = [
        claim
        for claim in account.description
        if claim.field not in values or claim.authority is not Authority.EDIT
    ]
    return replace(account, description=Description((*said, *others)))


def one_of_two(kept: Account, other: Account) -> Account:
    """What an item says once another one turned out to be the same; one that is shown stays so."""
    descriptions = (kept.description, other.description)
    plain = dict.fromkeys(
        (c.field, repr(c.value), c.authority, c.origin)
        for description in descriptions
        for c in description
        if c.field not in LISTS
    )
    by_key = {
        (c.field, repr(c.value), c.authority, c.origin): c
        for description in reversed(descriptions)
        for c in description
    }
    claims = [by_key[key] for key in plain] + [
        claim for name in sorted(LISTS) for claim in _list(name, *descriptions)
    ]
    strict = strictest({access_of(description) for description in descriptions})
    if access_of(Description(tuple(claims))) != strict:
        claims.insert(0, Claim("access", strict.value, Authority.EDIT, _TOGETHER))
    files = {(entry.sha256, entry.row): entry for entry in (*other.files, *kept.files)}
    order = dict.fromkeys((entry.sha256, entry.row) for entry in (*kept.files, *other.files))
    aside = kept.aside and other.aside
    return Account(Description(tuple(claims)), tuple(files[key] for key in order), aside)


def _list(name: str, one: Description, other: Description) -> list[Claim]:
    """The words of both, under the stronger of the two claims."""
    winners = [won for each in (one, other) if (won := winner(each, name))]
    if len(winners) < 2:
        return winners
    words = list(dict.fromkeys(word for won in winners for word in words_of(won)))
    return [replace(min(winners, key=lambda claim: claim.authority), value=[*words])]


def _take_claims(field: str, said: Account) -> Decision:
    chosen = [claim for claim in said.description if claim.field == field]

    def change(account: Account) -> Account:
        others = [claim for claim in account.description if claim.field != field]
        return replace(account, description=Description((*chosen, *others)))

    return change


def _take_file(name: str, said: Account) -> Decision:
    chosen = [entry for entry in said.files if entry.name == name]

    def change(account: Account) -> Account:
        others = [entry for entry in account.files if entry.name != name]
        return replace(account, files=(*chosen, *others))

    return change
