"""Recordings of sound and video: how long they are, what they are, what their tags claim.

One picture of a video is decoded, to see which way is up, and nothing else. How a recording is
opened is told in `recording_files`, what a tag is worth in `recording_tags`, how a length is made
sure of in `recording_lengths`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from fieldarchive.errors import Unreadable
from fieldarchive.facts import RecordingFacts
from fieldarchive.model import Hints, Reading, Role
from fieldarchive.readers.formats import format_of
from fieldarchive.readers.old_tags import readable
from fieldarchive.readers.recording_files import opened
from fieldarchive.readers.recording_kinds import mime_of
from fieldarchive.readers.recording_lengths import length_of
from fieldarchive.readers.recording_tags import claims_of, moment_of

Main: TypeAlias = AudioStream | VideoStream

_MOST_PACKETS_TO_A_PICTURE = 200


def read(path: Path, hints: Hints) -> Reading:
    """Read a recording; raises `Unreadable` for what holds neither sound nor moving pictures."""
    with opened(path) as container:
        audio, video = _sound_of(container), _pictures_of(container)
        main = video or audio
        mime = _mime(container, audio, video)
        if main is None or mime is None:
            raise Unreadable(
                "It holds no sound and no moving pictures that can be read.", code="no-recording"
            )
        tags = _tags(container, main)
        claims = claims_of(readable(tags), audio.metadata.get("language") if audio else None)
        width, height = _upright_size(container, video)
        length = length_of(container, path)
        facts = RecordingFacts(
            duration_ms=length.duration_ms,
            codec=_codec(main),
            channels=audio.channels if audio else None,
            sample_rate=audio.sample_rate if audio else None,
            width=width,
            height=height,
            recorded_at=moment_of(claims),
        )
    return Reading(
        format=_format(path),
        mime=mime,
        role=Role.RECORDING,
        claims=claims,
        recording=facts,
        problems=length.problems,
    )


def _sound_of(container: InputContainer) -> AudioStream | None:
    """The first stream of sound that says how it sounds."""
    return next((s for s in container.streams.audio if s.codec_context and s.sample_rate), None)


def _pictures_of(container: InputContainer) -> VideoStream | None:
    """The first stream of moving pictures; the cover of an album is none."""
    for stream in container.streams.video:
        is_cover = bool(stream.disposition & Disposition.attached_pic)
        if stream.codec_context and stream.width and not is_cover:
            return stream
    return None


def _mime(
    container: InputContainer, audio: AudioStream | None, video: VideoStream | None
) -> str | None:
    codecs = {_codec(stream) for stream in (audio, video) if stream}
    brand = container.metadata.get("major_brand", "")
    return mime_of(container.format.name, brand, codecs, is_video=video is not None)


def _codec(stream: Main) -> str:
    return stream.codec_context.codec.canonical_name


def _tags(container: InputContainer, main: Main) -> dict[str, str]:
    """Tags of the file before those of its stream: Ogg has them there."""
    return {**main.metadata, **container.metadata}


def _upright_size(
    container: InputContainer, video: VideoStream | None
) -> tuple[int | None, int | None]:
    """Width and height as they are shown; a telephone held upright stores a lying picture."""
    if video is None:
        return None, None
    if _rotation(container, video) % 180 == 90:
        return video.height, video.width
    return video.width, video.height


def _rotation(container: InputContainer, video: VideoStream) -> int:
    """Degrees by which the first picture has to be turned; 0 where it cannot be decoded."""
    try:
        for number, packet in enumerate(container.demux(video)):
            for frame in packet.decode():
                return frame.rotation
            if number > _MOST_PACKETS_TO_A_PICTURE:
                break
    except av.FFmpegError:
        return 0
    return 0


def _format(path: Path) -> str:
    known = format_of(path)
    return known.name if known else "video"
