"""What an expression of FTS5 looks for, phrase by phrase, and its words side by side.

A text that is shown, a segment, a title, rarely says all that was asked: what is marked in it is
whatever it says of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from fieldarchive.search.grammar import Words, read

_TOKEN = re.compile(r'NEAR\([^()]*\)|"(?:[^"]|"")*"\*?|[()]|\b(?:AND|OR|NOT)\b')
_MOST_TOGETHER = 6  # words of a query that are looked for beside each other


def any_phrase(match: str) -> str:
    """An expression that any phrase of `match` meets, without those behind a NOT.

    Empty where `match` is.
    """
    phrases: dict[str, None] = {}
    depth, left_out_from = 0, None  # the depth at which a NOT stands whose operand is passed over
    for token in _TOKEN.findall(match):
        if token == "(":
            depth += 1
        elif token == ")":
            depth -= 1
        elif token == "NOT":
            left_out_from = depth if left_out_from is None else left_out_from
            continue
        elif token in ("AND", "OR"):
            continue
        elif left_out_from is None:
            phrases[token] = None
        if left_out_from is not None and depth <= left_out_from:
            left_out_from = None
    return " OR ".join(phrases)


def parts(match: str) -> list[str]:
    """The expressions that `match` joins by AND; itself alone where it is anything else.

    Of several joined by OR the last one counts: words as typed stand before all their names.
    """
    match = _without_brackets(match)
    depth, cuts, last = 0, [0], 0
    for token in _TOKEN.finditer(match):
        depth += (token[0] == "(") - (token[0] == ")")
        if depth == 0 and token[0] == "NOT":
            return [match]
        if depth == 0 and token[0] == "OR":
            last = token.end()
        if depth == 0 and token[0] == "AND":
            cuts += token.span()
    if last:
        return parts(match[last:].strip())
    cuts.append(len(match))
    return [match[a:b].strip() for a, b in zip(cuts[::2], cuts[1::2], strict=True)]


def _without_brackets(match: str) -> str:
    """The expression without brackets around all of it."""
    depth = 0
    for token in _TOKEN.finditer(match):
        depth += (token[0] == "(") - (token[0] == ")")
        if depth == 0:
            is_all = token[0] == ")" and token.end() == len(match)
            return _without_brackets(match[1:-1]) if is_all else match
    return match


def are_plain(typed: str) -> bool:
    """Whether what was typed are several plain words, of which it can be asked if they stand
    together; what is excluded makes no difference.
    """
    tree = read(typed).tree
    if tree is None or not 1 < len(tree.parts) <= _MOST_TOGETHER:
        return False
    return all(
        isinstance(part, Words) and not (part.exact or part.begins or part.quoted)
        for part in tree.parts
    )


def together(words: Sequence[Sequence[str]]) -> str:
    """The expression that words stand side by side in this order, each in any of its forms."""
    return " OR ".join(f'"{" ".join(chosen)}"' for chosen in product(*words))


def forms(part: str) -> list[str]:
    """The forms that an expression of one word looks for, each without its quotes."""
    return [token[1:-1] for token in _TOKEN.findall(part) if token[0] == token[-1] == '"']
