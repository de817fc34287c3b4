"""The language of words: what a person types to say what a text must hold, read as a tree.

    рынок чай          both              "на рынке"  «на рынке»     these words together
    =рынке ="на рынке" exactly so        -чай                       not
    рын*               a beginning       NEAR(рынок чай, 5)         at most 5 words apart
    AND OR NOT И ИЛИ НЕ and parentheses

Nothing typed can raise: brackets and quotes without a partner and operators without a word are
left out, and what was left out is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from fieldarchive.search.folding import HAN, words

MOST_NEAR = 4  # words of one NEAR
_FAR = 10  # words apart, where no number is typed
_DEEPEST = 12  # brackets inside brackets; the stack of the parser in FTS5 is not high
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<near>NEAR)\((?P<body>[^()]*?)(?:[,，]\s*(?P<distance>\d{1,3})\s*)?\)
    | (?P<mark>[-−=]?)(?:"(?P<straight>[^"]*)(?P<shut>"?)|[«“„](?P<curly>[^»”“]*)(?P<closed>[»”“]?))
    | (?P<paren>[-−]?[()])
    | (?P<operator>AND|OR|NOT|ИЛИ|И|НЕ)(?=[\s()"«“„]|$)
    | (?P<word>[^\s()"«“„]+)
    )""",
    re.X,
)
_APOSTROPHE = re.compile("(?<=[^\\W\\d_])['’`ʼ]")
_ASCII_MARKS = str.maketrans("（）＝＊－＂", '()=*-"')
OPERATORS = {"И": "AND", "ИЛИ": "OR", "НЕ": "NOT", "AND": "AND", "OR": "OR", "NOT": "NOT"}
_BETWEEN_HAN = re.compile(f"(?<=[{HAN}]) (?=[{HAN}])")


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand together, as typed; one word as a rule.

    `joined` is a word whose apostrophes may be soft signs: Tobol’sk, which else is two words.
    `spelled` words nobody typed: they are a spelling of a name, which needs no other letters.
    """

    words: tuple[str, ...]
    exact: bool = False
    begins: bool = False
    quoted: bool = False
    joined: str = ""
    spelled: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Words at most `distance` words apart; a Chinese word is several signs."""

    parts: tuple[tuple[str, ...], ...]
    distance: int


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the parts holds."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every part of `parts` holds and none of `without`; one of the two may be empty."""

    parts: tuple[Node, ...]
    without: tuple[Node, ...] = ()


Node: TypeAlias = Words | Near | Either | All


@dataclass(slots=True)
class _Reader:
    """Reads tokens from left to right; `left_out` says what meant nothing."""

    tokens: list[re.Match[str]]
    at: int = 0
    left_out: list[str] = field(default_factory=list)

    def either(self, depth: int) -> All | None:
        """Parts joined by OR, up to a closing bracket or the end."""
        found = [self.all(depth)]
        while self.peek("operator") and self.operator() == "OR":
            self.at += 1
            found.append(self.all(depth))
        kept = [part for part in found if part is not None]
        if len(kept) < len(found) > 1:
            self.left_out.append("OR without a word beside it")
        if len(kept) > 1 and any(not part.parts for part in kept):
            self.left_out.append("an exclusion as one of several choices")
            kept = [part for part in kept if part.parts]
        if len(kept) < 2:
            return kept[0] if kept else None
        return All((Either(tuple(_plain(part) for part in kept)),))

    def all(self, depth: int) -> All | None:
        """Parts that all hold, up to an OR, a closing bracket or the end."""
        parts: list[Node] = []
        without: list[Node] = []
        negated = False
        while self.at < len(self.tokens) and not self.closes():
            if self.peek("operator"):
                operator = self.operator()
                if operator == "OR":
                    break
                negated = operator == "NOT"
                self.at += 1
                if self.at == len(self.tokens) or not (parts or without or negated):
                    self.left_out.append(f"{operator} without a word beside it")
                continue
            hyphened, node = self.part(depth)
            is_excluded, negated = negated != hyphened, False
            if isinstance(node, All) and not node.parts:  # -чай in brackets, and -(-чай) is чай
                parts += [_either(node.without)] if is_excluded else []
                without += () if is_excluded else node.without
            elif node is not None:
                (without if is_excluded else parts).append(_plain(node))
        return All(tuple(parts), tuple(without)) if parts or without else None

    def part(self, depth: int) -> tuple[bool, Node | None]:
        """The next word, phrase or bracket, and whether a hyphen stands before it."""
        token = self.tokens[self.at]
        self.at += 1
        if token["paren"]:
            return len(token["paren"]) > 1, self.bracket(depth + 1)
        mark = token["mark"] or ""
        if token["near"]:
            return False, self.near(token)
        if token["word"] is None:
            if not (token["shut"] or token["closed"]):
                self.left_out.append("a quote that is not closed")
            text = token["straight"] if token["straight"] is not None else token["curly"]
            return mark in ("-", "−"), self.words(text, exact=mark == "=", quoted=True)
        text = token["word"]
        mark = text[0] if text[0] in "-−=" else ""
        begins = text.endswith("*") and mark != "="
        return mark in ("-", "−"), self.words(text, exact=mark == "=", begins=begins)

    def bracket(self, depth: int) -> Node | None:
        if depth > _DEEPEST:
            self.left_out.append("brackets too deep")
            return None
        found = self.either(depth)
        if self.at < len(self.tokens):
            self.at += 1
        else:
            self.left_out.append("a bracket that is not closed")
        return found

    def near(self, token: re.Match[str]) -> Node | None:
        pieces = re.split(r"[\s,，、]+", token["body"])
        found = [part for one in pieces if (part := tuple(words(one)))]
        if len(found) > MOST_NEAR:
            self.left_out.append(f"words of NEAR after the first {MOST_NEAR}")
        if len(found) < 2:
            return self.words(token["body"])
        return Near(tuple(found[:MOST_NEAR]), int(token["distance"] or _FAR))

    def words(
        self, text: str, *, exact: bool = False, begins: bool = False, quoted: bool = False
    ) -> Words | None:
        found = tuple(words(text))
        if found:
            joined = _APOSTROPHE.sub("", text) if _APOSTROPHE.search(text) and not quoted else ""
            return Words(found, exact, begins, quoted, joined if words(joined) == [joined] else "")
        self.left_out.append(f"“{text}” has no letter or figure to look for")
        return None

    def peek(self, kind: str) -> bool:
        return self.at < len(self.tokens) and bool(self.tokens[self.at][kind])

    def operator(self) -> str:
        return OPERATORS[self.tokens[self.at]["operator"]]

    def closes(self) -> bool:
        paren = self.tokens[self.at]["paren"]
        return bool(paren) and paren.endswith(")")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was typed as a tree, None where nothing can be looked for; and what was left out."""

    tree: All | None
    left_out: tuple[str, ...] = ()


def with_ascii_marks(typed: str) -> str:
    """What was typed on a Chinese keyboard, its wide brackets and signs as others type them."""
    return typed.translate(_ASCII_MARKS)


def read(typed: str) -> Reading:
    """Read what a person typed."""
    reader = _Reader(list(_TOKEN.finditer(with_ascii_marks(typed))))
    found: list[All] = []
    while reader.at < len(reader.tokens):
        if (part := reader.either(0)) is not None:
            found.append(part)
        if reader.at < len(reader.tokens):
            reader.left_out.append("a closing bracket without an opening one")
            reader.at += 1
    parts = tuple(part for one in found for part in one.parts)
    without = tuple(part for one in found for part in one.without)
    tree = All(parts, without) if parts or without else None
    return Reading(tree, tuple(dict.fromkeys(reader.left_out)))


def is_plain(typed: str) -> bool:
    """Whether a text holds nothing that binds several words: no operator, no bracket."""
    return not any(m["operator"] or m["paren"] or m["near"] for m in _TOKEN.finditer(typed))


def shown(found: Iterable[str]) -> str:
    """Words with spaces between them, but not between Chinese signs."""
    return _BETWEEN_HAN.sub("", " ".join(found))


def told(node: Node) -> str:
    """A part of the tree in words, for the line that says what was understood."""
    if isinstance(node, Words):
        text = shown(node.words) + "*" * node.begins
        return f"{'exactly ' if node.exact else ''}“{text}”"
    if isinstance(node, Near):
        return f"“{' … '.join(map(shown, node.parts))}” within {node.distance} words"
    if isinstance(node, Either):
        return " or ".join(f"({told(one)})" if isinstance(one, All) else told(one)
                           for one in node.parts)  # fmt: skip
    said = [" and ".join(told(one) for one in node.parts)]
    return " without ".join(filter(None, [*said, *map(told, node.without)]))


def _either(parts: tuple[Node, ...]) -> Node:
    return parts[0] if len(parts) == 1 else Either(parts)


def _plain(node: Node) -> Node:
    """A part without the brackets around it, where it has but one."""
    if isinstance(node, All) and len(node.parts) == 1 and not node.without:
        return node.parts[0]
    return node
