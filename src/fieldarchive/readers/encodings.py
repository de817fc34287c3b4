"""From bytes to text: which encoding a text file was written in.

UTF-8 is taken at its word. Files of older computers do not say what they are; they are read under
each encoding that this field meets, and the reading that looks most like a text is taken. What
stays doubtful is said as a `Problem`, never settled in silence. What the text means is left to
the readers of each format.
"""

from __future__ import annotations

import codecs
import os
import re
from dataclasses import dataclass
from pathlib import Path

from fieldarchive.errors import Unreadable
from fieldarchive.model import Problem
from fieldarchive.readers.strangeness import DAMAGE, strangeness

MAX_BYTES = 64 * 1024 * 1024
CANDIDATES = ("cp1252", "cp1251", "koi8_r", "cp866", "gb18030", "big5")

# The first that fits: the mark of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Python calls these encodings, but no text file was ever written in them.
_NOT_FOR_FILES = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1b"))
_TELLING_LINE = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")
_SAMPLE = 4096
# Natural logarithms: the second best reading must be e**8 (3000) times less likely.
_CLEARLY_BETTER = 8.0
_STRANGE_A_BYTE = {"cp1251": 3.7, "koi8_r": 3.7, "cp866": 3.7}
_STRANGE_ELSEWHERE = 4.5


@dataclass(frozen=True, slots=True)
class Decoded:
    r"""Text with `\n` line ends, and the Python codec that read it.

    NUL is replaced by U+FFFD, as CommonMark does: SQLite's full-text index would stop at it.
    """

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def read_text(path: Path, override: str | None = None) -> Decoded:
    """The text of a file; raises `Unreadable` for one over 64 MiB or an unknown `override`."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        if size > MAX_BYTES:
            raise Unreadable(
                f"It is larger than {MAX_BYTES // 2**20} MiB, too large to be read as text. "
                "Split it, or keep it as an attachment.",
                code="too-large",
            )
        data = file.read(size)
    return decode(data, override)


def decode(data: bytes, override: str | None = None) -> Decoded:
    """The text in `data`; raises `Unreadable` when `override` names no encoding of text."""
    if override:
        return _read_as(data, _codec_name(override))
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return _decode_unmarked(data)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    return _read_as(data, encoding) if encoding else _decode_unmarked(data)


def _decode_unmarked(data: bytes) -> Decoded:
    has_controls = len(data.translate(None, _CONTROLS)) != len(data)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return _guess(data, has_controls)
    return _guess(data, has_controls) if has_controls else Decoded(_tidy(text), "utf-8")


def _guess(data: bytes, has_controls: bool) -> Decoded:
    """The least strange reading of bytes that do not say what they are."""
    sample = _telling_part(data, has_controls)
    readings = _readings(sample, has_controls)
    ranked = sorted((strangeness(text), n) for n, (_, text) in enumerate(readings))
    least, number = ranked[0]
    encoding, text = readings[number]
    decoded = _read_as(data, encoding)
    rivals = [score for score, n in ranked if readings[n][1] != text]
    is_clear = not rivals or rivals[0] - least >= _CLEARLY_BETTER
    if encoding == "utf-8" or (is_clear and not _is_strange(text, encoding)):
        return decoded
    return Decoded(decoded.text, encoding, (*decoded.problems, _guessed(encoding)))


def _is_strange(text: str, encoding: str) -> bool:
    """Whether even the best reading is no language that we know, as for Greek or Thai."""
    telling = " ".join(word for word in text.split() if not word.isascii())
    limit = _STRANGE_A_BYTE.get(encoding, _STRANGE_ELSEWHERE)
    return strangeness(telling) > limit * len(telling.encode(encoding, "replace"))


def _telling_part(data: bytes, has_controls: bool) -> bytes:
    """Enough bytes to judge by: the lines that hold more than ASCII, which looks alike in all.

    Bytes with controls may be UTF-16, where a line cannot be told by its bytes.
    """
    if has_controls or len(data) <= _SAMPLE:
        return data[:_SAMPLE]
    lines: list[bytes] = []
    size = 0
    for match in _TELLING_LINE.finditer(data):
        lines.append(match[0][: _SAMPLE - size])
        size += len(lines[-1]) + 1
        if size >= _SAMPLE:
            break
    return b"\n".join(lines)


def _readings(sample: bytes, has_controls: bool) -> list[tuple[str, str]]:
    """The sample under each encoding, an earlier one preferred where two say the same."""
    names = ["utf-8", *CANDIDATES]
    if len(sample) % 2 == 0 and (has_controls or len(sample) < _SAMPLE):
        names += ["utf-16-le", "utf-16-be"]
    return [(name, sample.decode(name, "replace")) for name in names]


def _read_as(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    damaged = text.count(DAMAGE)
    if damaged and damaged > _signs_written(data, encoding):
        return Decoded(_tidy(text), encoding, (*_remarks(text), _damaged(encoding)))
    return Decoded(_tidy(text), encoding, _remarks(text))


def _signs_written(data: bytes, encoding: str) -> int:
    """How often U+FFFD itself is written in the file: somebody else's damage, and no news."""
    return data.decode(encoding, "ignore").count(DAMAGE)


def _tidy(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.removeprefix("\ufeff").replace("\x00", DAMAGE)


def _remarks(text: str) -> tuple[Problem, ...]:
    if "\x00" not in text:
        return ()
    return (Problem("nul-replaced", "It holds NUL signs, which are shown as \ufffd."),)


def _codec_name(name: str) -> str:
    """Python's name for an encoding a person typed: "KOI8-R" is koi8_r, "windows-1251" cp1251."""
    try:
        found = codecs.lookup(name.strip()).name.replace("koi8-r", "koi8_r")
        b"a".decode(found)
    except (LookupError, ValueError):
        found = ""
    if not found or found.replace("_", "-") in _NOT_FOR_FILES:
        raise Unreadable(
            f'"{name}" is no encoding. Write one such as utf-8, cp1251, koi8-r, cp866, gb18030, '
            "big5 or utf-16.",
            code="unknown-encoding",
        )
    return found


def _guessed(encoding: str) -> Problem:
    return Problem(
        "encoding-guessed",
        f"Its encoding could not be told for certain and was read as {encoding}. If letters look "
        "wrong, name the right one with --encoding or `encoding:` in a sidecar.",
    )


def _damaged(encoding: str) -> Problem:
    return Problem(
        "encoding-damaged",
        f"Some bytes are no {encoding} text and are shown as \ufffd; the original keeps them. "
        "If letters look wrong, name the right encoding with --encoding or `encoding:` in a "
        "sidecar.",
    )
