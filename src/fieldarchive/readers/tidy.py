"""Words out of pictures, made fit for an archive: short, printable, each once.

Cameras and programs pad with blanks, leave control signs behind and double the maker's name. What
the words mean is left to `exif`, `iptc` and `xmp_claims`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_BYTES = 4096
MAX_WORDS = 500

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text without control signs and padding, cut at 4 KiB of UTF-8."""
    text = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return text.encode()[:MAX_BYTES].decode(errors="ignore").rstrip()


def clean_line(text: str) -> str:
    """The same on one line."""
    return " ".join(clean(text).split())


def clean_words(words: Iterable[str]) -> list[str]:
    """Keywords: each once, in order, none empty, at most 500."""
    return list(dict.fromkeys(word for word in map(clean_line, words) if word))[:MAX_WORDS]


def whole(number: float | None, allowed: range) -> int | None:
    """The number where it is one of those allowed, else None."""
    return int(number) if number is not None and number in allowed else None


def camera_name(make: str, model: str) -> str | None:
    """Make and model, the make not doubled: "Canon" and "Canon EOS 40D" are one camera."""
    if not make or not model:
        return model or make or None
    if model.split()[0].lower() == make.split()[0].lower():
        return model
    return f"{make} {model}"
