"""Taking back: what a record says once one operation's part in it is taken out again.

What others changed since stays. Nothing is unsaid by it: whoever asks writes the answer as new
revisions, after all that was said.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from fieldarchive.history.claims import LISTS, winner, words_of
from fieldarchive.history.joining import Joined, carry, join
from fieldarchive.history.revision import Account, Revision
from fieldarchive.model import Description, FileEntry

T = TypeVar("T")


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
    then = join(one for one in history if one.digest in before or one.digest in by)
    now = join(history)
    said = [account for _, account in was.heads] if was.conflicts else [was.account]
    carried = [_carried(history, then, now, account) for account in said]
    kept = dict.fromkeys(name for _, names in carried for name in names)
    return Undone(tuple(account for account, _ in carried), tuple(kept))


def _carried(
    history: Sequence[Revision], then: Joined, now: Joined, said: Account
) -> tuple[Account, tuple[str, ...]]:
    seen = [head.digest for head, _ in then.heads]
    account, kept = carry(history, seen, said, prevails=False)
    was_aside, is_aside = then.account.aside, now.account.aside
    description = _claims(account.description, now.account.description, kept)
    files = _files(account, then.account, now.account)
    return Account(description, files, said.aside if is_aside == was_aside else is_aside), kept


def _claims(taken: Description, now: Description, kept: Collection[str]) -> Description:
    """The claims after taking back; a list that says the same words is left as it is written."""
    same = {name for name in LISTS if _words(name, taken) == _words(name, now)}
    return Description(
        tuple(_with_now(taken, now, lambda one: one.field in kept or one.field in same))
    )


def _words(name: str, description: Description) -> list[str]:
    claim = winner(description, name)
    return sorted(words_of(claim)) if claim else []


def _files(taken: Account, then: Account, now: Account) -> tuple[FileEntry, ...]:
    """The files after taking back; one that was replaced since is not joined by an older one."""
    names = {entry.name for entry in now.files}
    later = {name for name in names if _named(name, now) != _named(name, then)}
    return tuple(_with_now(taken.files, now.files, lambda one: one.name in later))


def _named(name: str, account: Account) -> set[str]:
    return {entry.sha256 for entry in account.files if entry.name == name}


def _with_now(taken: Iterable[T], now: Iterable[T], stays: Callable[[T], bool]) -> list[T]:
    """What was taken back, but what stays as it is now."""
    present = [*now]
    chosen = [one for one in taken if not stays(one) or one in present]
    return chosen + [one for one in present if stays(one) and one not in chosen]
