"""How a recording is opened: with the containers that we know, and nothing that leads elsewhere.

FFmpeg also knows formats that are lists of other files, or of addresses on the network. Only those
named here are opened, and only files, so that a recording can lead nowhere but to itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import av.logging
from av.container import InputContainer

from fieldarchive.errors import Unreadable

# FFmpeg's names of containers that hold their sound and pictures inside. An AVI, MPEG or MTS comes
# from an older camera, CAF and AU from older computers, W64 and RF64 (as wav) from long takes.
_CONTAINERS = (
    "wav", "w64", "mp3", "mov,mp4,m4a,3gp,3g2,mj2", "aac", "ogg", "flac", "amr", "amrnb", "amrwb",
    "asf", "aiff", "caf", "au", "matroska,webm", "avi", "mpeg", "mpegts", "mpegvideo", "ac3",
)  # fmt: skip
_OPTIONS = {"format_whitelist": ",".join(_CONTAINERS), "protocol_whitelist": "file"}


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """The opened recording; raises `Unreadable`. Tags that are no UTF-8 come as surrogates.

    FFmpeg's own remarks go to stderr, where nobody could tell which file they mean: they are off.
    """
    if path.stat().st_size == 0:
        raise Unreadable("It is empty: nothing was recorded, or the copy failed.", code="empty")
    av.logging.set_level(None)
    try:
        container = av.open(
            str(path), container_options=_OPTIONS, metadata_errors="surrogateescape"
        )
    except av.FFmpegError as error:
        raise _unopened(path) from error
    with container:
        yield container


def _unopened(path: Path) -> Unreadable:
    with path.open("rb") as file:
        head = file.read(8)
    if head[4:] in (b"ftyp", b"mdat", b"wide"):
        return Unreadable(
            "Its index is missing: the recording was cut off before the device could finish it. "
            "Copy it again from the device, or have it repaired.",
            code="unfinished-recording",
        )
    return Unreadable(
        "It is no recording, or it is too damaged to be opened. Try to play it; if it plays, "
        "convert it to WAV, FLAC or MP4.",
        code="not-a-recording",
    )
