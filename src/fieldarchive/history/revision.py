"""A revision: everything that was said of a record at one time, named by its own words.

It is written once and never changed. Its name is the SHA-256 of its canonical JSON, so that two
archives which hold the same name hold the same words.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from json.encoder import encode_basestring
from typing import Any

from fieldarchive.model import Authority, Claim, Description, FileEntry, Role

_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
_ID_SIGNS = 16
_ID = re.compile(f"[{_CROCKFORD}]{{{_ID_SIGNS}}}")


@dataclass(frozen=True)
class Revision:
    """The whole description of a record at one time.

    `made_at` is an instant in UTC, ISO 8601; `parents` are digests, sorted.
    """

    record: str
    kind: str
    parents: tuple[str, ...]
    made_at: str
    made_by: str | None
    device: str | None
    body: Mapping[str, Any]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON of everything above."""
        return digest_of(
            canonical(self.body),
            self.record,
            self.kind,
            canonical(self.parents),
            self.made_at,
            self.made_by,
            self.device,
        )


_ENTRY = [field.name for field in fields(FileEntry)]


@dataclass(frozen=True, slots=True)
class Account:
    """What a revision of an item says: every claim, its files, and whether it is set aside."""

    description: Description
    files: tuple[FileEntry, ...]
    aside: bool = False


def new_id() -> str:
    """A record's name for ever: 80 random bits in Crockford's base 32, lower case."""
    bits = secrets.randbits(5 * _ID_SIGNS)
    return "".join(_CROCKFORD[bits >> 5 * place & 31] for place in range(_ID_SIGNS))


def is_id(text: str) -> bool:
    """Whether a text could be a record's name."""
    return _ID.fullmatch(text) is not None


# A value that holds itself is none of ours, and looking for one costs a fifth of the time.
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
)


def canonical(value: object) -> str:
    """JSON that is the same wherever it is written: sorted keys, no spaces, plain UTF-8."""
    return _ENCODER.encode(value)


def digest_of(
    body: str,
    record: str,
    kind: str,
    parents: str,
    made_at: str,
    made_by: str | None,
    device: str | None,
) -> str:
    """The digest of a revision whose `body` and `parents` are canonical JSON already.

    The text hashed is the canonical JSON of an object with these seven keys.
    """
    said = (
        f'{{"body":{body},"device":{_spelled(device)},"kind":{_spelled(kind)},'
        f'"made_at":{_spelled(made_at)},"made_by":{_spelled(made_by)},'
        f'"parents":{parents},"record":{_spelled(record)}}}'
    )
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _spelled(text: str | None) -> str:
    """A text in canonical JSON, quicker than `canonical`."""
    return "null" if text is None else encode_basestring(text)


def body_of(account: Account) -> dict[str, Any]:
    """An account as the JSON of a revision."""
    aside = {"aside": True} if account.aside else {}
    return {
        "claims": [
            [c.field, c.value, c.authority.name.lower(), c.origin] for c in account.description
        ],
        "files": [
            {name: value for name in _ENTRY if (value := getattr(entry, name)) is not None}
            for entry in account.files
        ],
        **aside,
    }


def account_of(body: Mapping[str, Any]) -> Account:
    """The account that a revision's JSON holds; raises what a wrong shape raises."""
    claims = (
        Claim(name, value, Authority[authority.upper()], origin)
        for name, value, authority, origin in body["claims"]
    )
    files = (FileEntry(**{**entry, "role": Role(entry["role"])}) for entry in body["files"])
    return Account(Description(tuple(claims)), tuple(files), body.get("aside") is True)
