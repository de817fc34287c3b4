"""Mending: words with one right spelling, put right by hand in every item that says them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fieldarchive.archive import Archive
from fieldarchive.catalogue import revisions
from fieldarchive.groups import groups
from fieldarchive.history.claims import LISTS, texts_of, winner, words_of
from fieldarchive.history.deciding import Edit
from fieldarchive.history.revision import Account
from fieldarchive.inspecting.findings import Finding, Fix
from fieldarchive.model import JSON

_AT_ONCE = 500


def fixes_in(findings: Iterable[Finding]) -> dict[Fix, tuple[str, ...]]:
    """What `findings` know the right word of, each once, with the items that say it."""
    found: dict[Fix, tuple[str, ...]] = {}
    for one in findings:
        if one.fix is not None:
            records = (*found.get(one.fix, ()), *one.records)
            found[one.fix] = tuple(dict.fromkeys(records))
    return found


def edits(archive: Archive, fixes: Mapping[Fix, Sequence[str]]) -> list[Edit]:
    """The edits by hand that put words right, one an item."""
    of_item: dict[str, list[Fix]] = {}
    for fix, records in fixes.items():
        for record in records:
            of_item.setdefault(record, []).append(fix)
    return [
        Edit(one.record, _values(one.account, of_item[one.record]))
        for group in groups(sorted(of_item), _AT_ONCE)
        for one in revisions.standings(archive.record, list(group))
    ]


def _values(account: Account, fixes: list[Fix]) -> dict[str, JSON]:
    values: dict[str, JSON] = {}
    for field in dict.fromkeys(fix.field for fix in fixes):
        right = {fix.before.strip(): fix.after for fix in fixes if fix.field == field}
        claim = winner(account.description, field)
        if claim is None:
            continue
        words = words_of(claim) if field in LISTS else texts_of(claim)
        now = [right.get(word.strip(), word) for word in words]
        values[field] = [*dict.fromkeys(now)] if field in LISTS else " ".join(now)
    return values
