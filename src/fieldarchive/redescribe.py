"""Describe every item again with today's words, without reading an original.

A theme that got a label, a city that got a boundary: history keeps what was said, and this job
brings what is shown up to date.
"""

from __future__ import annotations

from fieldarchive.archive import Archive
from fieldarchive.catalogue import arrivals, items, revisions
from fieldarchive.catalogue.items import Shown
from fieldarchive.catalogue.revisions import Standing
from fieldarchive.groups import groups
from fieldarchive.intake.making_items import item_of
from fieldarchive.model import Derived, Problem, RecordingFacts

_WORDS = "words"
_AT_ONCE = 500


def describe_again_if_words_changed(archive: Archive) -> None:
    """Bring all items up to date when a vocabulary or the configuration was edited."""
    digest = archive.vocabulary.digest
    if arrivals.get_fact(archive.record, _WORDS) == digest:
        return
    with archive.record.atomic():
        for group in groups(revisions.standings(archive.record), _AT_ONCE):
            items.put_items(archive.record, [_again(archive, head) for head in group])
        # The word that named nobody was not recorded; only the file itself can tell it again.
        arrivals.forget_bases(archive.record, "unknown-person")
        note_words(archive)


def note_words(archive: Archive) -> None:
    """Note that all items are described with the words of today."""
    arrivals.put_fact(archive.record, _WORDS, archive.vocabulary.digest)


def _again(archive: Archive, head: Standing) -> Shown:
    """The item as it is described now. What its files say is taken from the projection."""
    length = items.duration_of(archive.record, head.record)
    derived = Derived(
        text=items.text_of(archive.record, head.record),
        recordings={"": RecordingFacts(duration_ms=length)} if length else {},
    )
    item, problems = item_of(archive, head.account, derived)
    told_by_readers = tuple(
        Problem(row["code"], row["message"], bool(row["serious"]), row["path"])
        for row in items.parts_of(archive.record, "problems", head.record)
        if row["path"] is not None
    )
    return Shown(
        head.record,
        head.digest,
        item,
        head.account.files,
        (*told_by_readers, *problems),
        head.added_at,
        derived=None,
        conflicts=head.conflicts,
    )
