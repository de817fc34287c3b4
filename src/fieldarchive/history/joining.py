"""Joining: several newest revisions of one record, read as one account.

Laptops that worked apart leave a record with more than one head. They are joined field by field:
what one side changed holds; lists are joined word by word, and an addition beats a removal that
did not know of it; a field that both changed differently is a conflict, and both values stay.
Causes come from parents alone. Clocks only decide which of two values is shown first. Access
never joins to the looser side. The result depends on the set of revisions and on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from fieldarchive.history.claims import LISTS, STRICTNESS, access_of, strictest, winner, words_of
from fieldarchive.history.conflicts import Conflict, Spoken, of_access, of_aside, of_fields
from fieldarchive.history.past import Key, Past, Writes, claim_key, newest_first
from fieldarchive.history.revision import Account, Revision, account_of, body_of
from fieldarchive.model import Authority, Claim, Description, FileEntry

STRICTER = "the stricter of what was said on different laptops"


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
    heads = newest_first(one for digest, one in by_digest.items() if digest not in named)
    spoken = tuple((head, account_of(head.body)) for head in heads)
    if len(heads) == 1:
        return Joined(spoken[0][1], spoken, ())
    past = Past(by_digest)
    writes = past.joined([head.digest for head in heads])
    account = _account(spoken, past, writes)
    description = _not_looser(account.description, spoken)
    conflicts = (*of_access(past, writes, spoken), *of_aside(spoken), *of_fields(past, writes))
    return Joined(replace(account, description=description), spoken, conflicts)


def speak_again(
    history: Iterable[Revision], seen: str, said: Account
) -> tuple[Account, tuple[str, ...]]:
    """What a record says once somebody who last saw the revision `seen` says `said`.

    Only what they changed is brought into what others said since. Where both changed a field,
    their word comes first, and the names of those fields are given too. Access that others
    changed meanwhile does not become looser.
    """
    past = {revision.digest: revision for revision in history}
    before = join(past[digest] for digest in known_to([seen], past))
    word = Revision("", "", (seen,), "", None, None, body_of(said))
    now = join(past.values())
    if [head.digest for head, _ in now.heads] == [seen]:
        return said, ()
    whole = Past({**past, word.digest: word})
    writes = whole.joined([word.digest, *(head.digest for head, _ in now.heads)])
    clashes = tuple(conflict.field for conflict in of_fields(whole, writes))
    account = replace(_account(((word, said), *now.heads), whole, writes), aside=said.aside)
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


def _account(spoken: Spoken, past: Past, writes: Writes) -> Account:
    held = past.held(writes)
    claims: dict[Key, Claim] = {}
    files: dict[Key, FileEntry] = {}
    for _, account in spoken:
        for claim in account.description:
            if claim.field not in LISTS and claim_key(claim) in held:
                claims.setdefault(claim_key(claim), claim)
        for entry in account.files:
            key = "file", entry.sha256, entry.row
            if key in held:
                files.setdefault(key, entry)
    lists = [claim for name in sorted(LISTS) for claim in _list(name, spoken, held)]
    description = Description((*claims.values(), *lists))
    aside = all(account.aside for _, account in spoken)
    return Account(description, tuple(files.values()), aside)


def _list(name: str, spoken: Spoken, held: Set[Key]) -> list[Claim]:
    """The claims for a list: as they were where all agree, else one with the words of all."""
    ranked = [account.description.ranked(name) for _, account in spoken]
    if all(claims == ranked[0] for claims in ranked):
        return ranked[0]
    winners = [won for _, account in spoken if (won := winner(account.description, name))]
    words = dict.fromkeys(
        word for won in winners for word in words_of(won) if ("word", name, word) in held
    )
    joined = set(map(claim_key, winners))
    losers = {
        key: claim
        for claims in ranked
        for claim in claims
        if (key := claim_key(claim)) in held and key not in joined
    }
    if not words:
        emptied = [won for won in winners if not words_of(won)][:1]  # by hand
        return [*emptied, *losers.values()]
    first = min(winners, key=lambda claim: claim.authority)
    return [replace(first, value=list(words)), *losers.values()]


def _not_looser(description: Description, spoken: Spoken) -> Description:
    accesses = {access_of(account.description) for _, account in spoken}
    strict = strictest(accesses)
    if STRICTNESS[access_of(description)] >= STRICTNESS[strict]:
        return description
    return Description((Claim("access", strict.value, Authority.EDIT, STRICTER), *description))
