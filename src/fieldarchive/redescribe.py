"""Describe every item again with today's words, without reading an original.

A theme that got a label, a city that got a boundary: history keeps what was said, and this job
brings what is shown up to date.
"""

from __future__ import annotations

from fieldarchive.archive import Archive
from fieldarchive.catalogue import arrivals, items, revisions
from fieldarchive.groups import groups
from fieldarchive.intake.rereading import described_again

# What is written of items depends on the program as well; another number: describe all again.
READING = "2"
_WORDS = "words"
_AT_ONCE = 500


def is_up_to_date(archive: Archive) -> bool:
    """Whether all items are described with the words of today, and as this version reads them."""
    return arrivals.get_fact(archive.record, _WORDS) == _today(archive)


def describe_again_if_words_changed(archive: Archive) -> None:
    """Bring all items up to date when a vocabulary, the configuration or the program changed."""
    if is_up_to_date(archive):
        return
    with archive.record.atomic():
        describe_again(archive)
        # The word that named nobody was not recorded; only the file itself can tell it again.
        arrivals.forget_bases(archive.record, "unknown-person")
        note_words(archive)


def describe_again(archive: Archive) -> None:
    """Write what history says of all items over what is shown. The transaction is the caller's."""
    for group in groups(revisions.standings(archive.record), _AT_ONCE):
        items.put_items(archive.record, [described_again(archive, head) for head in group])


def note_words(archive: Archive) -> None:
    """Note that all items are described with the words of today."""
    arrivals.put_fact(archive.record, _WORDS, _today(archive))


def _today(archive: Archive) -> str:
    return f"{READING}:{archive.vocabulary.digest}"
