"""A query as one line, as a search box takes it: what words and options asked for together.

The words of text come first: a condition that began the line would take them for its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fieldarchive.search.query import Term, parse

_BARE = re.compile(r"[^\s\",，、()«“„]+")


def one_line(
    typed: Sequence[str], terms: Sequence[Term], chosen: Sequence[Term] = ()
) -> str | None:
    """The line that means what was typed, word by word, read as `terms`, and what was `chosen`.

    It is what was typed wherever that can be. None where no line says it: a quotation mark stands
    where none can be written.
    """
    wanted = _meant([*terms, *chosen])
    lines = (" ".join([*typed, *map(_condition, chosen)]), _written([*terms, *chosen]))
    return next((line for line in lines if _meant(parse([line])) == wanted), None)


def _written(terms: Sequence[Term]) -> str:
    texts = [term.as_typed for term in terms if term.field is None]
    return " ".join([*texts, *(_condition(term) for term in terms if term.field is not None)])


def _condition(term: Term) -> str:
    values = [value if _BARE.fullmatch(value) else f'"{value}"' for value in term.values]
    return f"{'-' if term.negated else ''}{term.field}:{','.join(values)}"


def _meant(terms: Sequence[Term]) -> tuple[str, list[tuple[object, ...]]]:
    """What terms mean: the texts in their order, and the conditions, whose order means nothing."""
    texts = [term.as_typed for term in terms if term.field is None]
    found = [
        (t.field or "", t.values, t.negated, t.loose, t.bound) for t in terms if t.field is not None
    ]
    return " ".join(texts), sorted(found)
