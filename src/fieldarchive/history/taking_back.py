"""Taking back: what a record says once one operation's part in it is taken out again.

Three accounts are compared, part by part: before the operation, after it, and now. A part that
still is as the operation left it becomes what it was before; one that was changed since stays.
Nothing is unsaid by it: whoever asks writes the answer as new revisions, after all that was said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from fieldarchive.history.changes import changes
from fieldarchive.history.claims import LISTS, winner, words_of
from fieldarchive.history.joining import join
from fieldarchive.history.revision import Account, Revision
from fieldarchive.model import Claim, Description, FileEntry


@dataclass(frozen=True, slots=True)
class Undone:
    """What a record is to say, and the fields that stay because they were changed since.

    More than one account is a conflict that the operation had settled and that is open again.
    """

    accounts: tuple[Account, ...]
    kept: tuple[str, ...]


def take_back(history: Sequence[Revision], before: Collection[str], by: Collection[str]) -> Undone:
    """Take revisions `by` out of a record, of which `before` were there when they were written.

    Both are digests; what is in neither came later, and stays.
    """
    was = join(one for one in history if one.digest in before)
    then = join(one for one in history if one.digest in before or one.digest in by).account
    now = join(history).account
    said = [account for _, account in was.heads] if was.conflicts else [was.account]
    accounts = tuple(_back(account, then, now) for account in said)
    kept = dict.fromkeys(
        name
        for account, answer in zip(said, accounts, strict=True)
        for name in _not_back(account, then, answer)
    )
    return Undone(accounts, tuple(kept))


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
    """A list that others worked on too: words that were added go, and words that went come back."""
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
