"""The calendar of an archive, from the events and periods of its fieldarchive.toml.

A release carries it along as JSON, so that its readers can ask as the archive's people do.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from fieldarchive.config import Configuration, Span
from fieldarchive.describe.dates.values import Calendar, Named


def calendar_of(configuration: Configuration) -> Calendar:
    """What the people of an archive count from, by any of the names it gives."""
    events = [_named(span, is_event=True) for span in configuration.events]
    periods = [_named(span, is_event=False) for span in configuration.periods]
    return Calendar(configuration.century, (*events, *periods))


def written(calendar: Calendar) -> str:
    """A calendar as JSON, for `calendar_in`."""
    return json.dumps(asdict(calendar), ensure_ascii=False)


def calendar_in(text: str | None) -> Calendar:
    """The calendar that was `written`; a plain one where there is none."""
    if text is None:
        return Calendar()
    said = json.loads(text)
    named = [Named(**{**one, "names": tuple(one["names"])}) for one in said["named"]]
    return Calendar(said["century"], tuple(named))


def _named(span: Span, *, is_event: bool) -> Named:
    names = (*span.labels.values(), *span.alternatives, span.slug)
    return Named(names, span.start, span.end, is_event)
