"""Field notes as HTML: Markdown rendered, then only what is harmless kept.

Notes come from anybody's pocket. Raw HTML is never passed through, pictures are named and not
fetched, and the headings of a note sink one level below the heading of its page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markupsafe import Markup, escape

from fieldarchive.search.excerpts import without_title

LONGEST_RENDERED = 200_000
LONGEST_SHOWN = 1_000_000

_TAGS = {
    "p", "br", "hr", "em", "strong", "s", "del", "blockquote", "code", "pre", "ul", "ol", "li",
    "h2", "h3", "h4", "h5", "h6", "a", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_MARGIN = 56
_MARKDOWN = "markdown"
_DOCUMENTS = ("docx", "odt")
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}


def as_html(text: str, form: str, title: str = "") -> Markup:
    """A note for its page, without a first line that repeats its title.

    `form` is the format of the file it was written in. Markdown is rendered; each line of a
    document of a word processor is a paragraph; anything else is shown as it was typed, and so
    is what is longer than `LONGEST_RENDERED`, because rendering it would keep everybody waiting.
    """
    text = without_title(text, title)
    if form not in (_MARKDOWN, *_DOCUMENTS) or len(text) > LONGEST_RENDERED:
        return Markup('<div class="as-typed">{}</div>').format(text[:LONGEST_SHOWN])
    if form in _DOCUMENTS:
        return Markup("").join(Markup("<p>{}</p>").format(line) for line in text.splitlines())
    return _rendered(text)


def form_of(files: Sequence[Mapping[str, Any]]) -> str:
    """The format that the text of an item was written in."""
    return next((str(file["format"]) for file in files if file["role"] == "text"), "text")


def _rendered(text: str) -> Markup:
    parser = _parser(breaks=not _is_wrapped(text))
    tokens = parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + 1)}"
    html = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(clean)


def _is_wrapped(text: str) -> bool:
    """Whether an editor broke the lines at its margin, and not the writer at the end of a thought.

    So it is when most lines that go on in the next one are as long as a margin allows.
    """
    lines = text.splitlines()
    going_on = [_cells(line) for line, after in pairwise(lines) if line.strip() and after.strip()]
    return sum(length >= _MARGIN for length in going_on) > len(going_on) / 2


def _cells(line: str) -> int:
    """How wide a line is, in letters; a Chinese sign is as wide as two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


def _parser(*, breaks: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": breaks})
    parser.enable(["table", "strikethrough"])
    parser.add_render_rule("image", _name_of_picture)
    return parser


def _name_of_picture(
    _self: RendererProtocol, tokens: Sequence[Token], index: int, _options: object, _env: object
) -> str:
    return f"[{escape(tokens[index].content or tokens[index].attrGet('src') or '')}]"
