"""The description at the head of a note, between two lines of `---`.

`split` takes the head off a text; `claims_of` turns its lines into claims under the archive's field
names. Whether the values hold (dates, cities, themes) is left to `describe`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from fieldarchive.model import JSON, Authority, Claim, Problem
from fieldarchive.readers.field_names import (
    description_field_of,
    list_fields,
    nearest_field,
)
from fieldarchive.readers.yaml_text import Node, YamlRefused, load

KEPT_CLOSED = "The item is kept closed until this is corrected."

_HEAD = re.compile(r"\ufeff?---[ \t]*\n")
_LATE_HEAD = re.compile(r"\s+---[ \t]*\n")
_END = re.compile(r"^(---|\.\.\.)[ \t]*$", re.MULTILINE)
_NAMED_LINE = re.compile(r"\s*[^\s:#-][^:\n]{0,60}:(\s|$)")
_FIRST_LINE = 2  # of what stands between the fences: line 1 of the file is the fence


def split(text: str) -> tuple[str | None, str, Problem | None]:
    """The front matter (None where there is none), the text after it, and what is wrong with it.

    Only a `---` on the very first line begins front matter; a rule later in the text is a rule. A
    fence that is never closed, or has empty lines above it, leaves the whole text as text.
    """
    text = text.replace("\r\n", "\n")
    head = _HEAD.match(text)
    if not head:
        return None, text, _too_late(text)
    end = _END.search(text, head.end())
    if end:
        return text[head.end() : end.start()], text[end.end() :].removeprefix("\n"), None
    if not _NAMED_LINE.match(text, head.end()):
        return None, text, None  # a rule above an ordinary text
    return None, text, refusal("Its description is never closed. Add a line of --- below it.")


def _too_late(text: str) -> Problem | None:
    """Names below a `---` that is not on the first line: meant as front matter, but not read."""
    head = _LATE_HEAD.match(text)
    if not head or not _NAMED_LINE.match(text, head.end()):
        return None
    return refusal("Its description begins below line 1. Remove the empty lines above its ---.")


def read_claims(front: str) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """What front matter claims, and what in it was not understood."""
    try:
        return claims_of(load(front, _FIRST_LINE), Authority.FRONT_MATTER, "front matter")
    except YamlRefused as error:
        return (), (refusal(error.reason),)


def claims_of(
    description: Mapping[str, Node], authority: Authority, origin: str
) -> tuple[tuple[Claim, ...], tuple[Problem, ...]]:
    """Claims under the archive's field names, from names in any language; raises `YamlRefused`.

    An empty value claims nothing. A name that is not known remains in the original and claims
    nothing; it is a problem only where it looks like one that is. Where two names mean the same
    field, lists are joined and anything else is refused.
    """
    values: dict[str, JSON] = {}
    problems: list[Problem] = []
    for name, node in description.items():
        field = description_field_of(name)
        if field is None:
            problems += _unknown(name)
        elif (value := _value(name, node)) is not None:
            values[field] = _joined(field, values.get(field), value)
    claims = tuple(Claim(field, value, authority, origin) for field, value in values.items())
    return claims, tuple(problems)


def refusal(reason: str) -> Problem:
    """A description that cannot be used: what it asked for is unknown, so nothing is shown."""
    return Problem("description-refused", f"{reason} {KEPT_CLOSED}", serious=True)


def _value(name: str, node: Node) -> JSON:
    if isinstance(node, str):
        return node or None
    if isinstance(node, dict) or not all(isinstance(entry, str) for entry in node):
        raise YamlRefused(f'has lines below "{name}" where a value or a plain list is meant.')
    texts: list[JSON] = [entry for entry in node if isinstance(entry, str) and entry]
    return texts or None


def _joined(field: str, before: JSON, value: JSON) -> JSON:
    if before is None:
        return value
    if field not in list_fields():
        raise YamlRefused(f"gives {field} twice, under two names. Keep one of the two.")
    return [*_listed(before), *_listed(value)]


def _listed(value: JSON) -> list[JSON]:
    """A list as it is; a line cut at its semicolons, or else its commas."""
    if isinstance(value, list):
        return value
    parts = re.split(r"\s*[;；]\s*", str(value)) if re.search("[;；]", str(value)) else None
    return [part for part in parts or re.split(r"\s*[,，、]\s*", str(value)) if part]


def _unknown(name: str) -> list[Problem]:
    meant = nearest_field(name)
    if meant is None:
        return []
    message = f'Its description has "{name}", which is no field here. Did you mean "{meant}"?'
    if meant == "access":
        return [refusal(message)]
    return [Problem("unknown-field", message)]
