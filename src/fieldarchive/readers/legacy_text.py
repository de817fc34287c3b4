"""Text in photographs from programs that did not say which encoding they wrote.

EXIF allows ASCII only and IPTC allows anything; Russian and Chinese programs wrote what their
Windows was set to. All such strings of one file are judged together, since one keyword alone is
too short to tell. How likely a text looks is left to `strangeness`.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable

from fieldarchive.readers.strangeness import strangeness

_CANDIDATES = ("cp1252", "cp1251", "koi8_r", "gb18030", "big5", "mac_cyrillic", "cp866")
_SAMPLE = 4096


def encoding_of(strings: Iterable[bytes], told: str | None = None) -> str:
    """The encoding of those strings that are no UTF-8; `told` is what a person said it is."""
    if told and _is_encoding(told):
        return told
    sample = b"\n".join(raw for raw in strings if not _is_utf8(raw))[:_SAMPLE]
    if not sample:
        return "utf-8"
    return min(_CANDIDATES, key=lambda name: strangeness(sample.decode(name, "replace")))


def decoded(raw: bytes, encoding: str) -> str:
    """The text of one string: UTF-8 where it is UTF-8, else `encoding`."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode(encoding, "replace")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_encoding(name: str) -> bool:
    """Whether Python reads text in it; a name that is none is reported where it was given."""
    try:
        codecs.lookup(name)
        b"a".decode(name)
    except (LookupError, ValueError):
        return False
    return True
