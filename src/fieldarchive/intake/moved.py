"""Renamed folders: a copy that says all that its item says, once the first files are gone.

From then on it speaks for the item, so that a correction made after the renaming is one. A copy
that lacks a word or a file of the first stays a copy: the rest may lie on a card that is away.
"""

from __future__ import annotations

import json
import os
from enum import Enum

from fieldarchive.archive import Archive
from fieldarchive.catalogue import arrivals, revisions
from fieldarchive.history.revision import Account
from fieldarchive.model import Authority
from fieldarchive.scan import display, key_of, stem_of

_NOT_OF_THE_FOLDER = {Authority.EDIT, Authority.OPTION}


class Moved(Enum):
    """How what first brought an item moved to another place."""

    NOT = "not"
    AS_IT_WAS = "as it was"
    AND_SAYS_MORE = "and says more"


def how_moved(archive: Archive, account: Account, item_id: str) -> Moved:
    """How this account of a copy is to what first brought an item; `NOT` while that is there."""
    known = arrivals.first_paths(archive.record, item_id)
    paths = [path for path, place in known if _lies_at(path, place)]
    if not paths or any(os.path.lexists(path) for path in paths):
        return Moved.NOT
    now, before = _said(account), _said(revisions.standing(archive.record, item_id).account)
    if now == before:
        return Moved.AS_IT_WAS
    return Moved.AND_SAYS_MORE if now > before else Moved.NOT


def _said(account: Account) -> set[tuple[str, str]]:
    """What a folder says of an item, and the files that it has of it."""
    claims = {
        (claim.field, json.dumps(claim.value))
        for claim in account.description
        if claim.authority not in _NOT_OF_THE_FOLDER
    }
    return claims | {("a file", entry.sha256) for entry in account.files}


def _lies_at(path: bytes, place: bytes) -> bool:
    """Whether a file lies at the place of a bundle: in its folder, under its stem."""
    stem = display(stem_of(os.path.basename(os.fsdecode(path)))[0])
    spelled = os.path.basename(place).decode("utf-8")
    return os.path.dirname(path) == os.path.dirname(place) and key_of(stem) == key_of(spelled)
