"""Field notes and transcripts written as plain text or Markdown.

The text stays as written, without its front matter, which becomes claims. A .txt that has the
shape of an interview becomes segments (see `interviews`). What the claims are worth is judged
elsewhere.
"""

from __future__ import annotations

import re
from pathlib import Path

from fieldarchive.model import Authority, Claim, Hints, Reading, Role
from fieldarchive.readers import front_matter
from fieldarchive.readers.encodings import read_text
from fieldarchive.readers.interviews import segments_of

_MARKDOWN = {".md", ".markdown"}
_FENCE_OR_TITLE = re.compile(
    r"^ {0,3}(?:(?P<fence>`{3,}|~{3,})|#[ \t]+(?P<title>[^\n]{1,300})$)", re.MULTILINE
)
_CLOSING_SIGNS = re.compile(r"[ \t]+#+[ \t]*$")
_FIRST_LINE = re.compile(r"\s*(\S[^\n]{0,98})\n[ \t]*\n+[ \t]*\S")
_TURN = re.compile(r"[^:：]{1,30}[:：]\s*\S")
_SENTENCE_END = tuple(".,;:。，；：")


def read(path: Path, hints: Hints) -> Reading:
    """Read a .md or .txt file; raises `Unreadable` when it is too large or misnamed in encoding."""
    decoded = read_text(path, hints.encoding)
    front, body, problem = front_matter.split(decoded.text)
    claims, problems = front_matter.read_claims(front) if front else ((), ())
    is_markdown = path.suffix.lower() in _MARKDOWN
    segments = () if is_markdown else segments_of(body)
    title = title_of(body) if is_markdown else first_line_of(body)
    return Reading(
        format="markdown" if is_markdown else "text",
        mime="text/markdown" if is_markdown else "text/plain",
        role=Role.TRANSCRIPT if segments else Role.TEXT,
        text=body,
        encoding=decoded.encoding,
        segments=segments,
        claims=claims + (title or ()),
        problems=decoded.problems + ((problem,) if problem else ()) + problems,
    )


def title_of(markdown: str) -> tuple[Claim, ...]:
    """The first `# Heading` outside a block of code, as a claim for the title."""
    fence = ""
    for match in _FENCE_OR_TITLE.finditer(markdown):
        mark = match["fence"] or ""
        if fence:
            fence = "" if mark.startswith(fence) else fence
        elif mark:
            fence = mark
        elif title := _CLOSING_SIGNS.sub("", match["title"]).strip():
            return (Claim("title", title, Authority.EMBEDDED, "first heading"),)
    return ()


def first_line_of(text: str) -> tuple[Claim, ...]:
    """A short first line with an empty line below it, as a claim for the title.

    A line that ends like a sentence is the text's beginning, and "Name: words" is a turn in a
    conversation; neither is a title.
    """
    match = _FIRST_LINE.match(text)
    if not match or match[1].rstrip().endswith(_SENTENCE_END) or _TURN.match(match[1]):
        return ()
    return (Claim("title", match[1].strip(), Authority.EMBEDDED, "first line"),)
