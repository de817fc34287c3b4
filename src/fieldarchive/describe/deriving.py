"""What the files of an item say together: its text, its segments, its facts and thumbnails.

Everything here can be made again from the originals, so nothing of it enters history.
"""

from __future__ import annotations

from collections.abc import Sequence

from fieldarchive.facts import Derived, Segment
from fieldarchive.model import FileEntry, Reading, Role


def derive(files: Sequence[tuple[FileEntry, Reading]]) -> Derived:
    """Put together what was read, in the order of the files.

    The text is that of the notes, then of each transcript as "Speaker: words" lines.
    """
    texts = [_text_of(reading) for _, reading in files]
    return Derived(
        text="\n\n".join(text for text in texts if text) or None,
        segments=tuple(segment for _, reading in files for segment in reading.segments),
        photographs={f.sha256: r.photograph for f, r in files if r.photograph is not None},
        recordings={f.sha256: r.recording for f, r in files if r.recording is not None},
        thumbnails={f.sha256: r.thumbnail for f, r in files if r.thumbnail is not None},
    )


def _text_of(reading: Reading) -> str | None:
    if reading.role is Role.TRANSCRIPT and reading.segments:
        return "\n".join(_line(segment) for segment in reading.segments)
    return reading.text


def _line(segment: Segment) -> str:
    return f"{segment.speaker}: {segment.text}" if segment.speaker else segment.text
