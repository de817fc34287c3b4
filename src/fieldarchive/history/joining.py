"""Joining: several newest revisions of one record, read as one account.

Laptops that worked apart leave a record with more than one head. They are joined field by field:
what one side changed holds; lists are joined word by word, and an addition beats a removal that
did not know of it; a field that both changed differently is a conflict, and both values stay.
Causes come from parents alone. Clocks only decide which of two values is shown first. Access
never joins to the looser side. The result depends on the set of revisions and on nothing else.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from graphlib import TopologicalSorter
from typing import TypeAlias

from fieldarchive.history.claims import LISTS, STRICTNESS, access_of, strictest, winner, words_of
from fieldarchive.history.revision import Account, Revision, account_of, body_of, canonical
from fieldarchive.model import JSON, Authority, Claim, Description, FileEntry, Role

STRICTER = "the stricter of what was said on different laptops"
# What a revision says, taken apart: each part is written, kept or dropped by itself.
_Key: TypeAlias = "tuple[Hashable, ...]"
_Facts: TypeAlias = "Mapping[_Key, str]"
_Writes: TypeAlias = "Mapping[_Key, frozenset[str]]"


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


@dataclass(frozen=True, slots=True)
class Joined:
    """All heads of a record as one. `heads` has the newest first, each with what it says."""

    account: Account
    heads: tuple[tuple[Revision, Account], ...]
    conflicts: tuple[Conflict, ...]


def join(revisions: Iterable[Revision]) -> Joined:
    """The account that all `revisions` of one record make together; at least one is needed.

    A parent that is not among them is taken as never having been.
    """
    by_digest = {revision.digest: revision for revision in revisions}
    named = {parent for revision in by_digest.values() for parent in revision.parents}
    heads = _newest_first(one for digest, one in by_digest.items() if digest not in named)
    spoken = tuple((head, account_of(head.body)) for head in heads)
    if len(heads) == 1:
        return Joined(spoken[0][1], spoken, ())
    past = _Past(by_digest)
    writes = past.joined([head.digest for head in heads])
    conflicts = (*_of_access(spoken), *_of_aside(spoken), *past.conflicts(writes))
    account = _account(spoken, past, writes)
    description = _not_looser(account.description, spoken)
    return Joined(replace(account, description=description), spoken, conflicts)


def _newest_first(revisions: Iterable[Revision]) -> list[Revision]:
    return sorted(revisions, key=lambda one: (one.made_at, one.digest), reverse=True)


def carry(
    history: Iterable[Revision], seen: Sequence[str], said: Account, *, prevails: bool = True
) -> tuple[Account, tuple[str, ...]]:
    """What a record says once somebody who last saw the revisions `seen` says `said`.

    Only what they changed is brought into what others said since. Where both changed a field,
    their word comes first, or last when it does not prevail; the names of those fields are
    given too. Access that others changed meanwhile does not become looser.
    """
    past = {revision.digest: revision for revision in history}
    before = join(past[digest] for digest in known_to(seen, past))
    word = Revision("", "", tuple(sorted(seen)), "", None, None, body_of(said))
    now = join(past.values())
    if {head.digest for head, _ in now.heads} == set(seen):
        return said, ()
    whole = _Past({**past, word.digest: word})
    writes = whole.joined([word.digest, *(head.digest for head, _ in now.heads)])
    spoken = ((word, said), *now.heads) if prevails else (*now.heads, (word, said))
    clashes = tuple(conflict.field for conflict in whole.conflicts(writes))
    account = replace(_account(spoken, whole, writes), aside=said.aside)
    if access_of(now.account.description) == access_of(before.account.description):
        return account, clashes
    description = _not_looser(account.description, ((word, said), (word, now.account)))
    return replace(account, description=description), clashes


def known_to(seen: Sequence[str], past: Mapping[str, Revision]) -> set[str]:
    """The revisions that whoever saw `seen` knows: those and all before them."""
    waiting, known = list(seen), set(seen)
    while waiting:
        parents = {p for p in past[waiting.pop()].parents if p in past} - known
        known |= parents
        waiting += parents
    return known


class _Past:
    """The revisions of a record in the order of cause, and what each of them wrote."""

    def __init__(self, revisions: Mapping[str, Revision]) -> None:
        self._revisions = revisions
        self._facts = {digest: _facts(account_of(one.body)) for digest, one in revisions.items()}
        self._seen: dict[str, int] = {}
        self._bits: dict[str, int] = {}
        self._writes: dict[str, _Writes] = {}
        known = {
            digest: [parent for parent in one.parents if parent in revisions]
            for digest, one in sorted(revisions.items())
        }
        for number, digest in enumerate(TopologicalSorter(known).static_order()):
            self._bits[digest] = 1 << number
            self._remember(digest, known[digest])

    def joined(self, digests: Sequence[str]) -> _Writes:
        """The writes that nobody among `digests` has replaced, by what was written."""
        if len(digests) == 1:
            return self._writes[digests[0]]
        keys = {key for digest in digests for key in self._writes[digest]}
        return {key: self._standing(key, digests) for key in keys}

    def says(self, digest: str, key: _Key) -> str | None:
        """What a revision says under a key."""
        return self._facts[digest].get(key)

    def holds(self, writes: _Writes, key: _Key) -> bool:
        """Whether something is there after joining: adding beats removing."""
        return any(self.says(digest, key) is not None for digest in writes.get(key, ()))

    def conflicts(self, writes: _Writes) -> list[Conflict]:
        """The fields that were written apart with different values."""
        found: list[Conflict] = []
        for key in sorted((key for key in writes if key[0] in {"value", "name"}), key=str):
            name = f"file {key[1]}" if key[0] == "name" else str(key[1])
            newest = _newest_first(self._revisions[digest] for digest in writes[key])
            found += _apart(name, [(self._value(one, key), one) for one in newest])
        return found

    def _value(self, revision: Revision, key: _Key) -> JSON:
        if key[0] == "name":
            return self.says(revision.digest, key)
        claim = winner(account_of(revision.body).description, str(key[1]))
        return claim.value if claim else None

    def _remember(self, digest: str, parents: Sequence[str]) -> None:
        self._seen[digest] = reduce(
            int.__or__, (self._seen[parent] for parent in parents), self._bits[digest]
        )
        before = self.joined(parents) if parents else {}
        facts, wrote = self._facts[digest], {}
        for key in facts.keys() - before.keys():
            wrote[key] = frozenset([digest])
        for key, writes in before.items():
            if {self.says(write, key) for write in writes} != {facts.get(key)}:
                wrote[key] = frozenset([digest])
        self._writes[digest] = {**before, **wrote}

    def _standing(self, key: _Key, digests: Sequence[str]) -> frozenset[str]:
        found = [(self._seen[digest], self._writes[digest].get(key, ())) for digest in digests]
        return frozenset(
            write
            for _, writes in found
            for write in writes
            if all(write in others or not seen & self._bits[write] for seen, others in found)
        )


def _facts(account: Account) -> _Facts:
    facts: dict[_Key, str] = {}
    for name in account.description.fields():
        claim = winner(account.description, name)
        if name in LISTS:
            facts |= {("word", name, word): "" for word in (words_of(claim) if claim else ())}
        elif name != "access":
            facts["value", name] = canonical(claim.value if claim else None)
    facts |= {_key(claim): "" for claim in account.description}
    for entry in account.files:
        facts["file", entry.sha256, entry.row] = ""
        if entry.role is not Role.SIDECAR:  # what a sidecar says is joined word by word
            facts["name", entry.name] = entry.sha256
    return facts


def _key(claim: Claim) -> _Key:
    return "claim", claim.field, canonical(claim.value), claim.authority, claim.origin


Spoken: TypeAlias = "Sequence[tuple[Revision, Account]]"


def _account(spoken: Spoken, past: _Past, writes: _Writes) -> Account:
    claims: dict[_Key, Claim] = {}
    files: dict[_Key, FileEntry] = {}
    for _, account in spoken:
        for claim in account.description:
            if claim.field not in LISTS and past.holds(writes, _key(claim)):
                claims.setdefault(_key(claim), claim)
        for entry in account.files:
            key = "file", entry.sha256, entry.row
            if past.holds(writes, key):
                files.setdefault(key, entry)
    lists = [claim for name in sorted(LISTS) for claim in _list(name, spoken, past, writes)]
    description = Description((*claims.values(), *lists))
    aside = all(account.aside for _, account in spoken)
    return Account(description, tuple(files.values()), aside)


def _list(name: str, spoken: Spoken, past: _Past, writes: _Writes) -> list[Claim]:
    """The claims for a list: as they were where all agree, else one with the words of all."""
    ranked = [account.description.ranked(name) for _, account in spoken]
    if all(claims == ranked[0] for claims in ranked):
        return ranked[0]
    winners = [won for _, account in spoken if (won := winner(account.description, name))]
    words = dict.fromkeys(
        word
        for won in winners
        for word in words_of(won)
        if past.holds(writes, ("word", name, word))
    )
    losers = {
        _key(claim): claim
        for claims in ranked
        for claim in claims
        if claim not in winners and past.holds(writes, _key(claim))
    }
    if not words:
        return [*losers.values()]
    first = min(winners, key=lambda claim: claim.authority)
    return [replace(first, value=list(words)), *losers.values()]


def _not_looser(description: Description, spoken: Spoken) -> Description:
    accesses = {access_of(account.description) for _, account in spoken}
    strict = strictest(accesses)
    if STRICTNESS[access_of(description)] >= STRICTNESS[strict]:
        return description
    return Description((Claim("access", strict.value, Authority.EDIT, STRICTER), *description))


def _of_access(spoken: Spoken) -> list[Conflict]:
    """Heads that do not agree on who may see the item, whoever of them changed it."""
    return _apart("access", [(access_of(a.description).value, one) for one, a in spoken])


def _of_aside(spoken: Spoken) -> list[Conflict]:
    """An item that was set aside here and worked on there; it is shown until somebody decides."""
    return _apart("aside", [(account.aside, one) for one, account in spoken])


def _apart(name: str, said: Sequence[tuple[JSON, Revision]]) -> list[Conflict]:
    newest: dict[str, Version] = {}
    for value, revision in said:
        newest.setdefault(canonical(value), _version(value, revision))
    return [Conflict(name, tuple(newest.values()))] if len(newest) > 1 else []


def _version(value: JSON, revision: Revision) -> Version:
    return Version(value, revision.digest, revision.made_at, revision.made_by, revision.device)
