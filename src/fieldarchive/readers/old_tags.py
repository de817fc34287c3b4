"""Tags of recordings whose letters came out wrong.

Russian programs of the 2000s wrote cp1251 into MP3 tags that claim to be Latin-1, and Chinese
recorders write GB 18030 into WAV files that claim nothing. All tags of one file are looked at
together: a name alone is too short to tell.
"""

from __future__ import annotations

from collections.abc import Mapping

from fieldarchive.readers.encodings import decode

_WESTERN = {"cp1252", "latin-1"}


def readable(tags: Mapping[str, str]) -> dict[str, str]:
    """Tags with their letters put right. `tags` carry undecoded bytes as surrogates.

    What claims to be Latin-1 is believed unless another reading is clearly better.
    """
    return {**tags, **_undecoded_read(tags), **_misread_read(tags)}


def _undecoded_read(tags: Mapping[str, str]) -> dict[str, str]:
    """The tags whose bytes are no UTF-8, in the likeliest encoding."""
    found = {
        name: text.encode("utf-8", "surrogateescape")
        for name, text in tags.items()
        if any("\ud800" <= letter <= "\udfff" for letter in text)
    }
    if not found:
        return {}
    encoding = decode(b"\n".join(found.values())).encoding
    return {name: data.decode(encoding, "replace") for name, data in found.items()}


def _misread_read(tags: Mapping[str, str]) -> dict[str, str]:
    """The tags that were read as Latin-1 and are clearly something else."""
    found = {name: text.encode("latin-1") for name, text in tags.items() if _may_be_misread(text)}
    if not found:
        return {}
    decoded = decode(b"\n".join(found.values()))
    if decoded.problems or decoded.encoding in _WESTERN:
        return {}
    return {name: data.decode(decoded.encoding, "replace") for name, data in found.items()}


def _may_be_misread(text: str) -> bool:
    return not text.isascii() and max(text) <= "\xff"
