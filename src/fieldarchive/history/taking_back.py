"""Taking back: what a record says once one operation's part in it is taken out again.

Three accounts are compared, part by part: before the operation, after it, and now. A part that
still is as the operation left it becomes what it was before; one that was changed since stays.
Nothing is unsaid by it: whoever asks writes the answer as new revisions, after all that was said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from fieldarchive.history.changes import changes
from fieldarchive.history.claims import LISTS, winner, words_of
from fieldarchive.history.joining import Joined, join, known_to
from fieldarchive.history.revision import Account, Revision
from fieldarchive.model import Claim, Description, FileEntry


@dataclass(frozen=True, slots=True)
class Undone:
    """What a record is to say, and the fields that stay because they were changed since.

    A conflict that the operation had settled is open again: `apart` is what each of its sides is
    to say, by the digest of the head that said it, and `account` what all sides began with.
    """

    account: Account
    apart: Mapping[str, Account]
    kept: tuple[str, ...]

    @property
    def accounts(self) -> tuple[Account, ...]:
        """What the record says then, each side by itself."""
        return tuple(self.apart.values()) or (self.account,)


def take_back(history: Sequence[Revision], before: Collection[str], by: Collection[str]) -> Undone:
    """Take revisions `by` out of a record, of which `before` were there when they were written.

    Both are digests; what is in neither came later, and stays.
    """
    past = {one.digest: one for one in history}
    was = join(past[one] for one in before)
    joined, present = join(past[one] for one in {*before, *by}), join(history)
    then, now = joined.account, _still(present, joined)
    first = _common(was, past) if was.conflicts else was.account
    heads = {head.digest: said for head, said in was.heads} if was.conflicts else {}
    apart = {digest: _back(said, then, now) for digest, said in heads.items()}
    answer = _back(first, then, now)
    pairs = [(heads[one], apart[one]) for one in heads] or [(first, answer)]
    kept = dict.fromkeys(name for said, now in pairs for name in _not_back(said, then, now))
    return Undone(answer, apart, tuple(kept))


def _still(present: Joined, then: Joined) -> Account:
    """What is said now, where the conflicts of then are still open: nobody changed those since.

    Which of their values comes first hangs on clocks, and does not make them another word.
    """
    open_then = {conflict.field for conflict in then.conflicts}
    names = open_then & {conflict.field for conflict in present.conflicts}
    one, other = present.account, then.account
    claims = [
        *(claim for claim in one.description if claim.field not in names),
        *(claim for claim in other.description if claim.field in names),
    ]
    files = [
        *(entry for entry in one.files if f"file {entry.name}" not in names),
        *(entry for entry in other.files if f"file {entry.name}" in names),
    ]
    aside = other.aside if "aside" in names else one.aside
    return Account(Description(tuple(claims)), tuple(files), aside)


def _common(was: Joined, past: Mapping[str, Revision]) -> Account:
    """What all heads knew of when laptops parted; two that met late had nothing in common."""
    known = [known_to([head.digest], past) for head, _ in was.heads]
    common = set.intersection(*known)
    return join(past[one] for one in common).account if common else Account(Description(), ())


def _back(was: Account, then: Account, now: Account) -> Account:
    if now == then:
        return was
    named = [account.description.fields() for account in (now, was)]
    fields = dict.fromkeys(name for names in named for name in names)
    claims = [claim for name in fields for claim in _claims(name, was, then, now)]
    return Account(
        Description(tuple(claims)),
        tuple(_files(was, then, now)),
        was.aside if now.aside == then.aside else now.aside,
    )


def _not_back(was: Account, then: Account, answer: Account) -> list[str]:
    """The fields that the operation changed and that do not say again what they said before."""
    touched = {change.field for change in changes(was, then)} - LISTS
    return [change.field for change in changes(answer, was) if change.field in touched]


def _claims(name: str, was: Account, then: Account, now: Account) -> list[Claim]:
    before, after, present = (one.description.ranked(name) for one in (was, then, now))
    if present == after:
        return before
    if name not in LISTS or before == after:
        return present
    return _words(before, after, present)


def _words(before: list[Claim], after: list[Claim], now: list[Claim]) -> list[Claim]:
    """A list that was changed since: words that were added go, and words that went come back."""
    was, then, present = map(_words_of, (before, after, now))
    gone = [word for word in was if word not in then and word not in present]
    words = [word for word in present if word in was or word not in then] + gone
    if words == present:
        return now
    first, *rest = now or before
    return [replace(first, value=[*words]), *rest] if words else rest


def _words_of(claims: list[Claim]) -> list[str]:
    said = winner(Description(tuple(claims)), claims[0].field) if claims else None
    return words_of(said) if said else []


def _files(was: Account, then: Account, now: Account) -> Iterable[FileEntry]:
    for name in dict.fromkeys(entry.name for entry in (*now.files, *was.files)):
        before, after, present = (
            [entry for entry in one.files if entry.name == name] for one in (was, then, now)
        )
        yield from before if present == after else present
