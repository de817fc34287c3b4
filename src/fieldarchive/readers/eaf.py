"""Transcripts made with ELAN (.eaf, format 2.7 to 3.0): each annotation becomes a segment.

A tier's participant is the speaker. An annotation that refers to another has the times of that
one; a time that nobody set stays unknown. The paths to the media, the author and the date of
editing stay in the file: they tell of somebody's computer, not of the interview.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree

from fieldarchive.errors import Unreadable
from fieldarchive.facts import Segment
from fieldarchive.model import Hints, Problem, Reading, Role
from fieldarchive.readers.language_codes import language_tag

_ANNOTATIONS = "TIER/ANNOTATION/*"
_MAX_BYTES = 64 * 1024 * 1024
_TIME = re.compile(r"[0-9]{1,10}")
# An annotation refers to one in the tier above; ELAN's tiers are a few levels deep.
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class _Span:
    """Start and end in milliseconds; `is_sound` is False where the file contradicts itself."""

    start_ms: int | None = None
    end_ms: int | None = None
    is_sound: bool = True


def read(path: Path, hints: Hints) -> Reading:
    """Read an .eaf; raises `Unreadable` when it is no ELAN file or holds no text."""
    root = _root(path)
    slots = _slots(root)
    annotations = {
        annotation.get("ANNOTATION_ID", ""): annotation
        for annotation in root.iterfind(_ANNOTATIONS)
    }
    spans = {name: _span(name, annotations, slots) for name in annotations}
    segments = _in_order(list(_segments(root, spans, hints.language)))
    if not segments:
        raise Unreadable("It has no segments: no annotation in it has any text.", "no-segments")
    return Reading(
        format="eaf",
        mime="application/eaf+xml",
        role=Role.TRANSCRIPT,
        segments=tuple(segments),
        problems=_problems([name for name, span in spans.items() if not span.is_sound]),
    )


def _root(path: Path) -> Element:
    if path.stat().st_size > _MAX_BYTES:
        raise Unreadable("It is larger than 64 MiB, too large for a transcript.", "too-large")
    try:
        root: Element = ElementTree.fromstring(path.read_bytes(), forbid_dtd=True)
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable(
            "It is no sound XML. Open it with ELAN and save it again.", "not-xml"
        ) from error
    if root.tag != "ANNOTATION_DOCUMENT":
        raise Unreadable("It is XML, but not of ELAN.", "not-eaf")
    return root


def _slots(root: Element) -> dict[str, int | None]:
    """The time of each slot in milliseconds, None where none was set; impossible ones left out.

    Old files may count video frames, whose length they do not tell: none of their times is known.
    """
    header = root.find("HEADER")
    if header is not None and header.get("TIME_UNITS", "").endswith("frames"):
        return {}
    slots: dict[str, int | None] = {}
    for slot in root.iterfind("TIME_ORDER/TIME_SLOT"):
        written = slot.get("TIME_VALUE")
        if written is None or _TIME.fullmatch(written):
            slots[slot.get("TIME_SLOT_ID", "")] = None if written is None else int(written)
    return slots


def _span(name: str, annotations: Mapping[str, Element], slots: Mapping[str, int | None]) -> _Span:
    """The times of an annotation, or of the one that it refers to."""
    for _ in range(_DEEPEST):
        annotation = annotations.get(name)
        if annotation is None:
            break
        if annotation.tag == "ALIGNABLE_ANNOTATION":
            return _aligned(annotation, slots)
        name = annotation.get("ANNOTATION_REF", "")
    return _Span(is_sound=False)


def _aligned(annotation: Element, slots: Mapping[str, int | None]) -> _Span:
    names = (annotation.get("TIME_SLOT_REF1", ""), annotation.get("TIME_SLOT_REF2", ""))
    start, end = slots.get(names[0]), slots.get(names[1])
    is_backward = start is not None and end is not None and end < start
    is_sound = all(name in slots for name in names) and not is_backward
    return _Span(start, None if is_backward else end, is_sound)


def _segments(root: Element, spans: Mapping[str, _Span], language: str | None) -> Iterator[Segment]:
    for tier in root.iterfind("TIER"):
        spoken = language_tag(tier.get("LANG_REF", "")) or language
        for annotation in tier.iterfind("ANNOTATION/*"):
            text = (annotation.findtext("ANNOTATION_VALUE") or "").strip()
            span = spans[annotation.get("ANNOTATION_ID", "")]
            if text:
                yield Segment(
                    text,
                    span.start_ms,
                    span.end_ms,
                    tier.get("PARTICIPANT", "").strip() or None,
                    spoken,
                    tier.get("TIER_ID"),
                )


def _in_order(segments: list[Segment]) -> list[Segment]:
    """By time, so that a sentence and its translation stand together; a tier keeps its order.

    A segment without a start follows the one before it in its tier.
    """
    starts: list[int] = []
    for number, segment in enumerate(segments):
        same_tier = number > 0 and segments[number - 1].tier == segment.tier
        before = starts[-1] if same_tier else 0
        starts.append(before if segment.start_ms is None else segment.start_ms)
    order = sorted(range(len(segments)), key=lambda number: starts[number])
    return [segments[number] for number in order]


def _problems(names: list[str]) -> tuple[Problem, ...]:
    if not names:
        return ()
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    word = "annotation" if len(names) == 1 else "annotations"
    return (
        Problem(
            "annotation-times-unclear",
            f"The times of {word} {', '.join(names[:3])}{more} cannot be read or run backward; the "
            "text is kept. Open the file with ELAN and correct them if you want to play from them.",
        ),
    )
