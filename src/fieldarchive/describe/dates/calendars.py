"""The calendar of an archive, from the events and periods of its fieldarchive.toml."""

from __future__ import annotations

from fieldarchive.config import Configuration, Span
from fieldarchive.describe.dates.values import Calendar, Named


def calendar_of(configuration: Configuration) -> Calendar:
    """What the people of an archive count from, by any of the names it gives."""
    events = [_named(span, is_event=True) for span in configuration.events]
    periods = [_named(span, is_event=False) for span in configuration.periods]
    return Calendar(configuration.century, (*events, *periods))


def _named(span: Span, *, is_event: bool) -> Named:
    names = (*span.labels.values(), *span.alternatives, span.slug)
    return Named(names, span.start, span.end, is_event)
