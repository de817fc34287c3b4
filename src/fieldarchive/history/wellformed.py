"""Whether a revision from outside has the shape that the program itself writes.

A backup or another archive may hold anything. What passes here can be shown, joined and rebuilt
without a surprise: ids are ids, digests are digests, and nothing is said that the program does
not read. Names of files are only shown, and open nothing: `ingest ..` writes "../a.md" itself.
Whether a revision also says what it said is told by its digest.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from datetime import datetime
from pathlib import PurePosixPath

from fieldarchive.history.revision import is_id
from fieldarchive.history.searches import SEARCH, why_no_search
from fieldarchive.model import Authority, FileEntry, Role

KINDS = ("item", SEARCH)
_LONGEST_NAME = 4096
_LONGEST_ENDING = 100
# Sums of such numbers, and those that follow them, are still integers of SQLite's.
_LARGEST_NUMBER = 1 << 50
_YEARS = range(2, 9999)  # the first and the last have instants without a local time
_DIGEST = re.compile("[0-9a-f]{64}")
_PARENTS = re.compile(r'\[(?:"[0-9a-f]{64}"(?:,"[0-9a-f]{64}")*)?\]')
_INSTANT = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_AUTHORITIES = {authority.name.lower() for authority in Authority}
_ROLES = {role.value for role in Role}
_SAID = {"aside", "claims", "files"}
_PLAIN = (str, int, float, type(None))
_TOLD = {field.name for field in fields(FileEntry)}
_NEEDED = {field.name for field in fields(FileEntry) if field.default is MISSING}
_NUMBERS = ("size", "row")


def is_digest(text: object) -> bool:
    """Whether a value could be a SHA-256, written as the program writes it."""
    return isinstance(text, str) and _DIGEST.fullmatch(text) is not None


def is_instant(text: object) -> bool:
    """Whether a value is an instant, written as the program writes it."""
    if not (isinstance(text, str) and _INSTANT.fullmatch(text)):
        return False
    try:
        return datetime.fromisoformat(text).year in _YEARS
    except ValueError:
        return False


def is_count(value: object) -> bool:
    """Whether a value could be a size, a row, or another number that the program counts."""
    return type(value) is int and 0 <= value <= _LARGEST_NUMBER


def are_parents(text: object) -> bool:
    """Whether a value could be the digests of parents, as canonical JSON."""
    return isinstance(text, str) and _PARENTS.fullmatch(text) is not None


def why_malformed(record: object, kind: object, made_at: object, body: object) -> str | None:
    """A clause that says what is wrong with the shape of a revision; None when nothing is.

    `body` is the value of its JSON.
    """
    if not (isinstance(record, str) and is_id(record)):
        return "its record has no id"
    if kind not in KINDS:
        return f'its kind "{kind}" is not known here'
    if not is_instant(made_at):
        return "it does not say when it was made"
    return why_no_search(body) if kind == SEARCH else _why_no_item(body)


def _why_no_item(body: object) -> str | None:
    if not isinstance(body, dict):
        return "it is no description of an item"
    claims, files = body.get("claims"), body.get("files")
    if not (isinstance(claims, list) and isinstance(files, list)):
        return "it is no description of an item"
    if not body.keys() <= _SAID or body.get("aside", True) is not True:
        return "it says what this version of fieldarchive does not know"
    if not all(map(_is_claim, claims)):
        return "one of its claims is not a field with a value, an authority and an origin"
    if not files:
        return "it has no file"
    return next((why for entry in files if (why := _why_no_file(entry))), None)


def _is_claim(claim: object) -> bool:
    if not (isinstance(claim, list) and len(claim) == 4):
        return False
    field, value, authority, origin = claim
    if not (isinstance(field, str) and isinstance(authority, str) and isinstance(origin, str)):
        return False
    if isinstance(value, list):
        return authority in _AUTHORITIES and all(isinstance(one, _PLAIN) for one in value)
    return authority in _AUTHORITIES and isinstance(value, _PLAIN)


def _why_no_file(entry: object) -> str | None:
    if not (isinstance(entry, dict) and _NEEDED <= entry.keys() <= _TOLD):
        return "one of its files is not described as files are"
    for name, value in entry.items():
        if name in _NUMBERS:
            if not is_count(value):
                return "one of its files has a size or a row that is no number"
        elif not isinstance(value, str) or "\0" in value:
            return "one of its files is not described in words"
    if entry["role"] not in _ROLES:
        return "one of its files has a role that is not known here"
    if not is_digest(entry["sha256"]):
        return "one of its files has no digest"
    return "one of its files has an endless name" if _is_endless(entry["name"]) else None


def _is_endless(name: str) -> bool:
    if len(name) <= _LONGEST_ENDING:
        return False
    return len(name) > _LONGEST_NAME or len(PurePosixPath(name).suffix) > _LONGEST_ENDING
