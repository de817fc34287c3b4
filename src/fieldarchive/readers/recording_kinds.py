"""What a recording is, from its content: the MIME type of each container."""

from __future__ import annotations

from collections.abc import Collection

_AUDIO = {
    "wav": "audio/wav",
    "w64": "audio/wav",
    "mp3": "audio/mpeg",
    "aac": "audio/aac",
    "ogg": "audio/ogg",
    "flac": "audio/flac",
    "amr": "audio/amr",
    "amrnb": "audio/amr",
    "amrwb": "audio/amr-wb",
    "asf": "audio/x-ms-wma",
    "aiff": "audio/aiff",
    "caf": "audio/x-caf",
    "au": "audio/basic",
    "mov": "audio/mp4",
    "matroska": "audio/x-matroska",
    "mpeg": "audio/mpeg",
    "mpegts": "audio/mp2t",
    "ac3": "audio/ac3",
    "avi": "video/x-msvideo",
}
_VIDEO = {
    "mov": "video/mp4",
    "matroska": "video/x-matroska",
    "asf": "video/x-ms-wmv",
    "avi": "video/x-msvideo",
    "ogg": "video/ogg",
    "mpeg": "video/mpeg",
    "mpegts": "video/mp2t",
    "mpegvideo": "video/mpeg",
}
_OF_THE_WEB = {"vp8", "vp9", "av1", "opus", "vorbis"}


def mime_of(container: str, brand: str, codecs: Collection[str], is_video: bool) -> str | None:
    """The MIME type of a recording, None for what is no recording.

    `container` is FFmpeg's name, `brand` the four letters that an MP4 calls itself by.
    """
    first = container.split(",")[0]
    if first == "mov" and brand.startswith("qt"):
        return "video/quicktime" if is_video else "audio/mp4"
    if first == "mov" and brand.startswith("3g"):
        return "video/3gpp" if is_video else "audio/3gpp"
    if first == "matroska" and _OF_THE_WEB.issuperset(codecs):
        return "video/webm" if is_video else "audio/webm"
    return (_VIDEO if is_video else _AUDIO).get(first)
