"""The past of a record: its revisions in the order of cause, and what each of them wrote.

A revision is taken apart into facts: a value of a field, a word of a list, a file. It wrote those
that its parents did not say already, and those on which they disagreed. Clocks have no part in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from functools import reduce
from graphlib import TopologicalSorter
from typing import TypeAlias

from fieldarchive.history.claims import LISTS, access_of, winner, words_of
from fieldarchive.history.revision import Account, Revision, account_of, canonical
from fieldarchive.model import Claim, Role

Key: TypeAlias = "tuple[Hashable, ...]"
Writes: TypeAlias = "Mapping[Key, frozenset[str]]"
ACCESS: Key = ("value", "access")


def newest_first(revisions: Iterable[Revision]) -> list[Revision]:
    """Revisions in the order in which they are shown."""
    return sorted(revisions, key=lambda one: (one.made_at, one.digest), reverse=True)


class Past:
    """Revisions by digest, each with its account and what it wrote.

    A parent that is not among them is taken as never having been.
    """

    def __init__(self, revisions: Mapping[str, Revision]) -> None:
        self._revisions = revisions
        known = {
            digest: [parent for parent in one.parents if parent in revisions]
            for digest, one in sorted(revisions.items())
        }
        self._order = order = list(TopologicalSorter(known).static_order())
        self._bits = {digest: 1 << number for number, digest in enumerate(order)}
        self._seen: dict[str, int] = {}  # who knew what, a bit for each revision
        for digest in order:
            seen = (self._seen[parent] for parent in known[digest])
            self._seen[digest] = reduce(int.__or__, seen, self._bits[digest])
        recent = order[self._beginning(order) :]
        self._accounts = {digest: account_of(revisions[digest].body) for digest in recent}
        self._facts = {digest: _facts(account) for digest, account in self._accounts.items()}
        self._writes: dict[str, Writes] = {}
        self._breaths: dict[Key, dict[Hashable, set[str | None]]] = {}
        for digest in recent:
            self._remember(digest, [parent for parent in known[digest] if parent in self._facts])

    def joined(self, digests: Sequence[str]) -> Writes:
        """The writes that nobody among `digests` has replaced, by what was written."""
        if len(digests) == 1:
            return self._writes[digests[0]]
        knew = self._knowing(digests)
        held: dict[Key, Counter[str]] = {}
        for digest in digests:
            for key, writes in self._writes[digest].items():
                held.setdefault(key, Counter()).update(writes)
        # What somebody knew of and does not hold any more, they replaced.
        return {
            key: frozenset(one for one, count in found.items() if count == self._count(one, knew))
            for key, found in held.items()
        }

    def says(self, digest: str, key: Key) -> str | None:
        """What a revision says under a key."""
        if digest not in self._facts:  # what all knew of was summed up, and is rarely asked for
            self._facts[digest] = _facts(account_of(self._revisions[digest].body))
        return self._facts[digest].get(key)

    def account(self, digest: str) -> Account:
        """All that a revision says."""
        return self._accounts[digest]

    def held(self, writes: Writes) -> Set[Key]:
        """What is there after joining: adding beats removing."""
        return {
            key
            for key, digests in writes.items()
            if any(self.says(digest, key) is not None for digest in digests)
        }

    def writers(self, writes: Writes, key: Key) -> list[Revision]:
        """Whose word on a key stands, the newest first."""
        return newest_first(self._revisions[digest] for digest in writes.get(key, ()))

    def speaker(self, revision: Revision, key: Key) -> Revision:
        """Who said first what a revision says under a key.

        Whoever only goes on saying it is passed over, and whoever says the contrary in the same
        breath: that is how a conflict is opened again that had been taken back.
        """
        said, first = self.says(revision.digest, key), revision
        while True:
            before: Iterable[str] = first.parents
            if self._is_said_both_ways(first, key):
                before = self._before(first.digest)
            known = (one for one in before if one in self._revisions)
            same = next((one for one in known if self.says(one, key) == said), None)
            if same is None:
                return first
            first = self._revisions[same]

    def _is_said_both_ways(self, revision: Revision, key: Key) -> bool:
        if key not in self._breaths:
            said: dict[Hashable, set[str | None]] = {}
            for digest, one in self._revisions.items():
                said.setdefault(_breath(one), set()).add(self.says(digest, key))
            self._breaths[key] = said
        return len(self._breaths[key].get(_breath(revision), ())) > 1

    def _before(self, digest: str) -> Iterator[str]:
        """All that a revision knew of, in the order of cause."""
        left = self._seen[digest] ^ self._bits[digest]
        while left:
            lowest = left & -left
            yield self._order[lowest.bit_length() - 1]
            left ^= lowest

    def _beginning(self, order: Sequence[str]) -> int:
        """The last revision that knew all before it and is known to all after it.

        What was said before is summed up in it, so that a long history costs no more than a short.
        """
        known_to_all = -1
        for number in range(len(order) - 1, 0, -1):
            known_to_all &= self._seen[order[number]]
            knew_all = self._seen[order[number]] == (2 << number) - 1
            if knew_all and known_to_all & self._bits[order[number]]:
                return number
        return 0

    def _remember(self, digest: str, parents: Sequence[str]) -> None:
        before = self.joined(parents) if parents else {}
        facts, wrote = self._facts[digest], {}
        for key in facts.keys() - before.keys():
            wrote[key] = frozenset([digest])
        for key, writes in before.items():
            if {self.says(write, key) for write in writes} != {facts.get(key)}:
                wrote[key] = frozenset([digest])
        self._writes[digest] = {**before, **wrote}

    def _knowing(self, digests: Iterable[str]) -> list[int]:
        """How many of them know each revision: a number in binary, written down its column.

        Bit n of each row belongs to revision n, so that all are counted at once.
        """
        rows: list[int] = []
        for digest in digests:
            carried = self._seen[digest]
            for place, row in enumerate(rows):
                rows[place], carried = row ^ carried, row & carried
            if carried:
                rows.append(carried)
        return rows

    def _count(self, digest: str, rows: Sequence[int]) -> int:
        bit = self._bits[digest]
        return sum(1 << place for place, row in enumerate(rows) if row & bit)


def _breath(revision: Revision) -> Hashable:
    """What is the same of revisions that were said in one breath."""
    return revision.parents, revision.made_by, revision.device


def claim_key(claim: Claim) -> Key:
    """The key of a claim, as somebody makes it somewhere."""
    return "claim", claim.field, canonical(claim.value), claim.authority, claim.origin


def _facts(account: Account) -> Mapping[Key, str]:
    facts: dict[Key, str] = {}
    for name in account.description.fields():
        claim = winner(account.description, name)
        if name in LISTS:
            facts |= {("word", name, word): "" for word in (words_of(claim) if claim else ())}
        elif name == "access":
            facts[ACCESS] = access_of(account.description).value
        else:
            facts["value", name] = canonical(claim.value if claim else None)
    facts |= {claim_key(claim): "" for claim in account.description}
    for entry in account.files:
        facts["file", entry.sha256, entry.row] = ""
        if entry.role is not Role.SIDECAR:  # what a sidecar says is joined word by word
            facts["name", entry.name] = entry.sha256
    return facts
