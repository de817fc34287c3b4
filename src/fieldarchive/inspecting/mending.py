"""Mending: words with one right spelling, put right by hand in every item that says them."""

from __future__ import annotations

from collections.abc import Iterable

from fieldarchive.archive import Archive
from fieldarchive.catalogue import revisions
from fieldarchive.groups import groups
from fieldarchive.history.claims import LISTS, texts_of, winner, words_of
from fieldarchive.history.deciding import Edit
from fieldarchive.history.revision import Account
from fieldarchive.inspecting.findings import Finding, Fix
from fieldarchive.model import JSON

_AT_ONCE = 500


def edits(archive: Archive, findings: Iterable[Finding]) -> list[Edit]:
    """The edits by hand that put right what `findings` know the right word of, an item each."""
    fixes: dict[str, list[Fix]] = {}
    for one in findings:
        if one.fix is not None:
            for record in one.records:
                fixes.setdefault(record, []).append(one.fix)
    return [
        Edit(one.record, _values(one.account, fixes[one.record]))
        for group in groups(sorted(fixes), _AT_ONCE)
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
