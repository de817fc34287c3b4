"""A few words of a text around what was looked for, with the finds marked as the terminal does.

What was looked for comes as the FTS5 expression that any of its phrases meets, empty for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from fieldarchive.browse.page.wording import shortened
from fieldarchive.catalogue.marking import shown
from fieldarchive.search import marks
from fieldarchive.search.excerpts import excerpt as cut

_COLUMNS = 200
_LONGEST_SEARCHED = 200_000


def excerpt(texts: Iterable[str | None], phrases: str) -> Markup | str:
    """The first text that says it, cut around that; else the beginning of the first."""
    present = [text for text in texts if text]
    found = _finds([text[:_LONGEST_SEARCHED] for text in present], phrases)
    for number in sorted(found):
        text = present[number]
        finds = {(a, b): text[a:b].casefold() for a, b in found[number]}
        return with_marks(cut(text, finds, _COLUMNS))
    return shortened(present[0]) if present else ""


def marked(text: str, phrases: str) -> Markup | str:
    """The whole text, with what was looked for marked."""
    found = _finds([text], phrases)
    return with_marks(marks.with_marks(text, found[0])) if found else text


def with_marks(text: str) -> Markup:
    """A text with what stands between \\x02 and \\x03 marked; everything in it is escaped."""
    pieces = text.replace("\x03", "\x02").split("\x02")
    found = Markup("<mark>{}</mark>")
    return Markup("").join(found.format(p) if n % 2 else escape(p) for n, p in enumerate(pieces))


def _finds(texts: list[str], phrases: str) -> dict[int, list[marks.Span]]:
    """By their places those of some texts that say it, and where they do."""
    if not phrases or not texts:
        return {}
    with shown({n: marks.markable(text) for n, text in enumerate(texts)}) as index:
        return {n: marks.spans(texts[n], copy) for n, copy in index.marked(phrases).items()}
