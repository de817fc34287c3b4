"""Whether a revision from outside has the shape that the program itself writes.

A backup or another archive may hold anything. What passes here can be shown, joined and rebuilt
without a surprise: ids are ids, digests are digests, and no name leads out of a folder. Whether
it also says what it said is told by its digest.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from fieldarchive.history.revision import Account, Revision, account_of, is_id
from fieldarchive.model import JSON, FileEntry

KINDS = ("item",)
_PLAIN = (str, int, float, type(None))
_LONGEST_NAME = 4096
_LONGEST_ENDING = 100
_DIGEST = re.compile("[0-9a-f]{64}")
_INSTANT = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def is_digest(text: object) -> bool:
    """Whether a value could be a SHA-256, written as the program writes it."""
    return isinstance(text, str) and _DIGEST.fullmatch(text) is not None


def is_instant(text: object) -> bool:
    """Whether a value could be an instant, written as the program writes it."""
    return isinstance(text, str) and _INSTANT.fullmatch(text) is not None


def why_malformed(revision: Revision) -> str | None:
    """A clause that says what is wrong with a revision's shape; None when nothing is."""
    if not isinstance(revision.record, str) or not is_id(revision.record):
        return "its record has no id"
    if not is_instant(revision.made_at):
        return "it does not say when it was made"
    if revision.kind not in KINDS:
        return f'its kind "{revision.kind}" is not known here'
    if not all(map(is_digest, revision.parents)):
        return "one of its parents is no digest"
    try:
        account = account_of(revision.body)
    except (AttributeError, KeyError, TypeError, ValueError):
        return "it is no description of an item"
    return _why_malformed(account)


def _why_malformed(account: Account) -> str | None:
    names: list[object] = [n for claim in account.description for n in (claim.field, claim.origin)]
    if not all(isinstance(name, str) for name in names):
        return "one of its claims has no field or no origin"
    if not all(_is_value(claim.value) for claim in account.description):
        return "one of its claims has a value that is neither words, a number nor a list of them"
    if not account.files:
        return "it has no file"
    return next((why for entry in account.files if (why := _why_no_file(entry))), None)


def _is_value(value: JSON) -> bool:
    return all(isinstance(one, _PLAIN) for one in (value if isinstance(value, list) else [value]))


def _why_no_file(entry: FileEntry) -> str | None:
    said: list[object] = [entry.name, entry.format, entry.mime]
    texts = [*said, entry.language or "", entry.encoding or ""]
    numbers = (entry.size, entry.row or 0)
    if not is_digest(entry.sha256):
        return "one of its files has no digest"
    if not all(isinstance(text, str) and "\0" not in text for text in texts):
        return "one of its files is not described in words"
    if not all(type(number) is int and 0 <= number < 1 << 63 for number in numbers):
        return "one of its files has a size or a row that is no number"
    if len(entry.name) > _LONGEST_NAME or len(PurePosixPath(entry.name).suffix) > _LONGEST_ENDING:
        return "one of its files has an endless name"
    return None
