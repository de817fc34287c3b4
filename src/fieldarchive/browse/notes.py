"""Field notes as HTML: Markdown rendered, then only what is harmless kept.

Notes come from anybody's pocket. Raw HTML is never passed through, pictures are named and not
fetched, and the headings of a note sink one level below the heading of its page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from markupsafe import Markup, escape

LONGEST_RENDERED = 200_000
LONGEST_SHOWN = 1_000_000

_TAGS = {
    "p", "br", "hr", "em", "strong", "s", "del", "blockquote", "code", "pre", "ul", "ol", "li",
    "h2", "h3", "h4", "h5", "h6", "a", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}


def as_html(text: str, *, markdown: bool, title: str | None = None) -> Markup:
    """A note for its page. A first heading that repeats `title` is left out.

    Text beyond `LONGEST_RENDERED` characters is shown as it was typed, because rendering it
    would keep everybody waiting.
    """
    if not markdown or len(text) > LONGEST_RENDERED:
        return Markup('<div class="as-typed">{}</div>').format(text[:LONGEST_SHOWN])
    parser = _parser()
    tokens = _without_title(parser.parse(text), title)
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


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    parser.enable(["table", "strikethrough"])
    parser.add_render_rule("image", _name_of_picture)
    return parser


def _name_of_picture(
    _self: RendererProtocol, tokens: Sequence[Token], index: int, _options: object, _env: object
) -> str:
    return f"[{escape(tokens[index].content or tokens[index].attrGet('src') or '')}]"


def _without_title(tokens: list[Token], title: str | None) -> list[Token]:
    is_heading = len(tokens) > 2 and tokens[0].type == "heading_open"
    if is_heading and title and tokens[1].content.strip() == title.strip():
        return tokens[3:]
    return tokens


def is_markdown(files: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the text of an item was written as Markdown."""
    return any(file["role"] == "text" and file["format"] == "markdown" for file in files)
