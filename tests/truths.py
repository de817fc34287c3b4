"""What has to be true of laptops that have all been merged, reckoned without the joining code.

Causes are found here by walking parents, one set at a time: slow, short, and written apart from
`history.joining`, so that the two do not share a mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from fieldarchive.catalogue import revisions, seals
from fieldarchive.catalogue.fingerprint import archive_hash
from fieldarchive.catalogue.revisions import Standing
from fieldarchive.history.claims import LISTS, STRICTNESS, access_of, winner, words_of
from fieldarchive.history.conflicts import Conflict
from fieldarchive.history.revision import Account, Revision, account_of
from laptops import Laptop, Ledger

PLAIN = "title"  # a field that one authority alone speaks of, so that no word hides behind another


def wrongs(laptops: Sequence[Laptop], ledger: Ledger) -> Iterator[str]:
    """What is not as it should be after every laptop was merged with every other."""
    if len({archive_hash(laptop.database) for laptop in laptops}) != 1:
        yield "the archive hashes differ"
    standings = [_standings(laptop) for laptop in laptops]
    if any(found != standings[0] for found in standings):
        yield "the same history is read in different ways"
    for laptop in laptops:
        yield from _of_rows(laptop, ledger)
    for record, history in ledger.living().items():
        if record not in standings[0]:
            yield f"{record} is gone"
            continue
        yield from _of_record(standings[0][record], history)
        if revisions.standing_of(history[::-1]) != standings[0][record]:
            yield f"{record} is read otherwise in another order"


def _standings(laptop: Laptop) -> dict[str, Standing]:
    found = revisions.standings(laptop.database, aside=True)
    return {one.record: one for one in found}


def _of_rows(laptop: Laptop, ledger: Ledger) -> Iterator[str]:
    """Whether nothing is lost, nothing came back, and heads are what nobody names as a parent."""
    rows = laptop.database.conn.execute("SELECT digest, record FROM revisions").fetchall()
    here = {digest for digest, _ in rows}
    living = {revision.digest for found in ledger.living().values() for revision in found}
    if lost := living - here:
        yield f"{len(lost)} revisions are lost on {laptop.device}"
    if any(record in ledger.erased for _, record in rows):
        yield f"something that was erased is on {laptop.device}"
    named = {parent for digest in here for parent in ledger.said[digest].parents}
    heads = {digest for (digest,) in laptop.database.conn.execute("SELECT digest FROM heads")}
    if heads != here - named:
        yield f"the heads on {laptop.device} are wrong"
    originals = {s for (s,) in laptop.database.conn.execute("SELECT sha256 FROM originals")}
    named = {e.sha256 for d in here for e in account_of(ledger.said[d].body).files}
    if named - originals:
        yield f"an original that a revision names is not on {laptop.device}"
    if originals - named:
        yield f"an original that was withdrawn is on {laptop.device}"
    for table, row in seals.broken_rows(laptop.database, ["revisions", "erasures", "originals"]):
        yield f"{table} {row} is broken"


def _of_record(standing: Standing, history: Sequence[Revision]) -> Iterator[str]:
    accesses = {access_of(account.description) for _, account in standing.heads}
    strictest = max(accesses, key=STRICTNESS.__getitem__)
    if STRICTNESS[access_of(standing.account.description)] < STRICTNESS[strictest]:
        yield "access became looser"
    past = Past(history)
    is_agreed = past.standing(_access) == {strictest}
    if is_agreed == (_conflict(standing, "access") is not None):
        yield "access is listed where all agreed, or is not where somebody said it looser"
    for name in sorted(LISTS):
        held = _words(standing.account, name)
        if lost := past.still_there(lambda said, name=name: _words(said, name)) - held:
            yield f"{name} lost {lost}"
        if invented := held - {w for _, said in standing.heads for w in _words(said, name)}:
            yield f"{name} has {invented}, which no head says"
    files = {(entry.sha256, entry.row) for entry in standing.account.files}
    if past.still_there(_files) - files:
        yield "a file is lost"
    told = {repr(_plain(standing.account))}
    if (conflict := _conflict(standing, PLAIN)) is not None:
        told |= {repr(version.value) for version in conflict.versions}
    if lost := {repr(value) for value in past.last_words(_plain)} - told:
        yield f"{PLAIN} lost {lost}"


def _conflict(standing: Standing, name: str) -> Conflict | None:
    return next((one for one in standing.conflicts if one.field == name), None)


def _words(said: Account, name: str) -> set[object]:
    claim = winner(said.description, name)
    return {*words_of(claim)} if claim else set()


def _files(said: Account) -> set[object]:
    return {(entry.sha256, entry.row) for entry in said.files}


def _access(said: Account) -> str | None:
    return access_of(said.description).value if winner(said.description, "access") else None


def _plain(said: Account) -> object:
    claim = winner(said.description, PLAIN)
    return claim.value if claim else None


class Past:
    """The history of one record, each revision with all that its author knew."""

    def __init__(self, history: Sequence[Revision]) -> None:
        self._revisions = {one.digest: one for one in history}
        self._said = {one.digest: account_of(one.body) for one in history}
        self._known: dict[str, frozenset[str]] = {}

    def knew(self, digest: str) -> frozenset[str]:
        """The revisions before this one."""
        if digest not in self._known:
            parents = self._revisions[digest].parents
            self._known[digest] = frozenset(parents).union(*map(self.knew, parents))
        return self._known[digest]

    def still_there(self, says: Callable[[Account], set[object]]) -> set[object]:
        """What was added, and removed by nobody who knew of that addition."""
        added, removed = self._changes(says)
        return {
            thing
            for thing, adds in added.items()
            if any(
                all(add not in self.knew(removal) for removal in removed.get(thing, ()))
                for add in adds
            )
        }

    def standing(self, says: Callable[[Account], str | None]) -> set[str]:
        """Who may see it, in the words that nobody who knew of them has said otherwise."""
        words: list[str] = []
        for digest in sorted(self._revisions, key=lambda one: len(self.knew(one))):
            before = self._last_of(set(words) & self.knew(digest))
            if {says(self._said[one]) for one in before} != {says(self._said[digest])}:
                words.append(digest)
        return {says(self._said[one]) or "team" for one in self._last_of(set(words))}

    def _last_of(self, some: set[str]) -> set[str]:
        return {one for one in some if not any(one in self.knew(other) for other in some)}

    def last_words(self, says: Callable[[Account], object]) -> list[object]:
        """Values that somebody said anew and that nobody who knew of it has said otherwise."""
        return [
            says(self._said[digest])
            for digest, revision in self._revisions.items()
            if len(revision.parents) < 2
            and all(says(self._said[p]) != says(self._said[digest]) for p in revision.parents)
            and all(
                says(self._said[other]) == says(self._said[digest])
                for other in self._revisions
                if digest in self.knew(other)
            )
        ]

    def _changes(
        self, says: Callable[[Account], set[object]]
    ) -> tuple[Mapping[object, list[str]], Mapping[object, list[str]]]:
        added: dict[object, list[str]] = {}
        removed: dict[object, list[str]] = {}
        for digest in sorted(self._revisions, key=lambda one: len(self.knew(one))):
            known = self.knew(digest)
            there = {
                thing
                for thing, adds in added.items()
                if any(
                    add in known
                    and all(add not in self.knew(r) for r in removed.get(thing, ()) if r in known)
                    for add in adds
                )
            }
            said = says(self._said[digest])
            for thing in said - there:
                added.setdefault(thing, []).append(digest)
            for thing in there - said:
                removed.setdefault(thing, []).append(digest)
        return added, removed
