"""What sort of place a place is, in the language of the page."""

from __future__ import annotations

from fieldarchive.browse.tongue import _


def type_of(name: str | None) -> str:
    """A type as the vocabulary of places writes it; words that are not known here as they are."""
    known = {
        "bridge": _("bridge"),
        "crossing": _("crossing"),
        "customs": _("customs"),
        "embankment": _("embankment"),
        "ferry": _("ferry"),
        "ice road": _("ice road"),
        "island": _("island"),
        "market": _("market"),
        "quarter": _("quarter"),
        "river": _("river"),
        "school": _("school"),
        "station": _("station"),
        "street": _("street"),
        "university": _("university"),
        "village": _("village"),
    }
    return known.get(name or "", name or "")
