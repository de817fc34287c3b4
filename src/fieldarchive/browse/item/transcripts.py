"""Transcripts for their page: which segments belong together, and which stand side by side.

A recording may have a transcript in the language that was spoken and translations of it. Where
they begin and end together they are read line by line, one column a language; where they do not,
one after another. No segment is ever left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TOGETHER_MS = 700
_RESTART_MS = 2000
_SHARE_TOGETHER = 0.6


@dataclass(frozen=True, slots=True)
class Track:
    """One transcript: segments in one language, of one tier, in their order."""

    language: str | None
    tier: str | None
    segments: tuple[Mapping[str, Any], ...]

    @property
    def starts(self) -> list[int]:
        """Where its segments begin, in milliseconds; empty when one of them does not say."""
        found = [segment["start_ms"] for segment in self.segments]
        return [] if None in found else found


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a page: the segments of each track that are said together."""

    start_ms: int | None
    end_ms: int | None
    speaker: str | None
    cells: tuple[tuple[Mapping[str, Any], ...], ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """One table of a page; `tracks` are its columns."""

    tracks: tuple[Track, ...]
    lines: tuple[Line, ...]


def transcripts(
    segments: Sequence[Mapping[str, Any]], spoken: str | None = None
) -> list[Transcript]:
    """The tables in which the segments of an item are shown, the language spoken first."""
    tracks = _tracks(segments)
    if spoken is not None:
        tracks.sort(key=lambda track: (track.language or "").partition("-")[0] != spoken)
    if len(tracks) > 1 and (first := _longest(tracks)) is not None:
        rest = [track for track in tracks if track is not first]
        if all(_begin_together(first, track) for track in rest):
            return [_side_by_side(first, rest)]
    return [_side_by_side(track, []) for track in tracks]


def _tracks(segments: Iterable[Mapping[str, Any]]) -> list[Track]:
    """Segments by language and tier; a clock that starts again begins another transcript."""
    open_tracks: dict[tuple[str | None, str | None], list[Mapping[str, Any]]] = {}
    order: list[tuple[tuple[str | None, str | None], list[Mapping[str, Any]]]] = []
    for segment in segments:
        key = (segment["language"], segment["tier"])
        track = open_tracks.get(key)
        if track is None or _starts_again(track[-1], segment):
            track = open_tracks[key] = []
            order.append((key, track))
        track.append(segment)
    return [Track(*key, tuple(found)) for key, found in order]


def _starts_again(before: Mapping[str, Any], segment: Mapping[str, Any]) -> bool:
    was, now = before["start_ms"], segment["start_ms"]
    if was is None or now is None:
        return (was is None) != (now is None)
    return bool(now < was - _RESTART_MS)


def _longest(tracks: Sequence[Track]) -> Track | None:
    """The track with most segments, when every track has times that go forward."""
    if not all(track.starts and track.starts == sorted(track.starts) for track in tracks):
        return None
    return max(tracks, key=lambda track: len(track.segments))


def _begin_together(first: Track, other: Track) -> bool:
    starts = first.starts
    near = sum(_near(starts, start) for start in other.starts)
    return near >= _SHARE_TOGETHER * len(other.segments)


def _near(starts: Sequence[int], start: int) -> bool:
    place = bisect_right(starts, start + TOGETHER_MS)
    return place > 0 and starts[place - 1] >= start - TOGETHER_MS


def _side_by_side(first: Track, rest: Sequence[Track]) -> Transcript:
    starts = first.starts
    columns: list[list[list[Mapping[str, Any]]]] = [[[s] for s in first.segments]]
    for track in rest:
        column: list[list[Mapping[str, Any]]] = [[] for _ in first.segments]
        for segment in track.segments:
            place = bisect_right(starts, segment["start_ms"] + TOGETHER_MS)
            column[max(0, place - 1)].append(segment)
        columns.append(column)
    lines = tuple(
        Line(
            start_ms=segment["start_ms"],
            end_ms=segment["end_ms"],
            speaker=segment["speaker"],
            cells=tuple(tuple(column[n]) for column in columns),
        )
        for n, segment in enumerate(first.segments)
    )
    return Transcript((first, *rest), lines)
