"""How long a recording is, and whether all of it is there.

A header may lie: a recorder that lost its power wrote none, a copy that was cut off still has the
old one, an MP3 without an index is guessed from its first seconds. Where FFmpeg guesses, every
packet is counted; elsewhere a look at the last seconds shows whether the header tells the truth.
Nothing is decoded.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av
from av.container import InputContainer

from fieldarchive.model import Problem
from fieldarchive.readers.recording_files import opened

# These have no index: FFmpeg divides the size of the file by the bit rate of its beginning.
_GUESSED = {"mp3", "aac", "amr", "amrnb", "amrwb", "ac3", "mpegvideo"}
_TAIL_S = 10
_LONGEST_S = 366 * 24 * 3600
_MOST_PACKETS = 5_000_000
# Encoders add up to a fifth of a second of silence, which an index leaves out.
_TOLERANCE_S = 0.5
_TOLERATED_SHARE = 0.01
_UNFINISHED = {0, 0xFFFFFFFF}


@dataclass(frozen=True, slots=True)
class Length:
    """Milliseconds, and what makes them doubtful."""

    duration_ms: int | None
    problems: tuple[Problem, ...] = ()


def length_of(container: InputContainer, path: Path) -> Length:
    """The length of an opened recording; the container is at its end afterwards."""
    told = container.duration / av.time_base if container.duration else None
    if container.format.name in _GUESSED:
        return _counted(container, told)
    if told is None:
        return Length(_milliseconds(_end_of(container)))
    if _riff_is_cut(path):
        return Length(_milliseconds(told), (_cut_short(None, told),))
    if _reaches(_tail_end(container, told), told):
        return Length(_milliseconds(told))
    with opened(path) as again:
        found = _end_of(again)
    if _reaches(found, told):
        return Length(_milliseconds(told))
    return Length(_milliseconds(found), (_cut_short(told, found),))


def _counted(container: InputContainer, told: float | None) -> Length:
    """The length of all packets together; what an index tells, where it agrees.

    Only an index knows of the silence that the encoder added at the start.
    """
    has_index = any(stream.start_time for stream in container.streams)
    counted = _sum_of(container)
    if counted is None:
        return Length(_milliseconds(told))
    if told is None or not has_index:
        return Length(_milliseconds(counted))
    if abs(counted - told) <= _TOLERANCE_S:
        return Length(_milliseconds(told))
    if _reaches(counted, told):
        return Length(_milliseconds(counted))
    return Length(_milliseconds(counted), (_cut_short(told, counted),))


def _reaches(end: float | None, told: float) -> bool:
    return end is not None and end >= told - max(_TOLERANCE_S, told * _TOLERATED_SHARE)


def _sum_of(container: InputContainer) -> float | None:
    """The seconds of all packets of sound together; None where there are too many to count."""
    stream = container.streams.audio[0] if container.streams.audio else container.streams[0]
    total = 0
    try:
        for number, packet in enumerate(container.demux(stream)):
            total += packet.duration or 0
            if number > _MOST_PACKETS:
                return None
    except av.FFmpegError:
        pass
    return float(total * stream.time_base) if total and stream.time_base else None


def _tail_end(container: InputContainer, told: float) -> float | None:
    """Where the last packet ends, in seconds, looking at the last ten seconds alone."""
    try:
        container.seek(int(max(0.0, told - _TAIL_S) * av.time_base))
    except av.FFmpegError:
        return None
    return _end_of(container)


def _end_of(container: InputContainer) -> float | None:
    """Where the last packet ends, in seconds, reading on from here."""
    end = None
    streams = [stream for stream in container.streams if stream.type in ("audio", "video")]
    try:
        for packet in container.demux(streams):
            moment = packet.pts if packet.pts is not None else packet.dts
            if moment is not None and packet.time_base:
                end = max(end or 0.0, float((moment + (packet.duration or 0)) * packet.time_base))
    except av.FFmpegError:
        return end
    return end


def _riff_is_cut(path: Path) -> bool:
    """Whether a WAV is smaller than its header says; FFmpeg does not mind, and we do."""
    with path.open("rb") as file:
        head = file.read(8)
    if head[:4] != b"RIFF" or len(head) < 8:
        return False
    told = int.from_bytes(head[4:], "little")
    return told not in _UNFINISHED and path.stat().st_size < told


def _milliseconds(seconds: float | None) -> int | None:
    """None for what no recorder can hold: the header is damaged."""
    if seconds is None or not 0 <= seconds < _LONGEST_S:
        return None
    return round(seconds * 1000)


def _cut_short(told: float | None, found: float | None) -> Problem:
    lasts = f"says that it lasts {_clock(told)}" if told else "says that it is longer"
    ends = f"ends after {_clock(found)}" if found else "holds nothing that can be heard"
    return Problem(
        "recording-cut-short",
        f"It {lasts}, but it {ends}: it was cut off or is damaged. Copy it again from the device "
        "if you still can.",
    )


def _clock(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
