"""YAML in which every value is a string exactly as it was written.

For sidecars, front matter and `_folder.yaml`: `no`, `012`, `22:30` and `2024-01-02` stay words.
What nobody needs to describe an item (anchors, tags, doubled names) is refused. Which names and
values are allowed is left to the schema of the sidecar.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from fieldarchive.errors import Unreadable

if TYPE_CHECKING:
    from yaml.events import Event

MAX_BYTES = 64 * 1024
MAX_DEPTH = 20
_TOO_DEEP = f"is nested more than {MAX_DEPTH} deep. Write it flatter."

Node: TypeAlias = "str | list[Node] | dict[str, Node]"

# libyaml reads ten times faster; where PyYAML was built without it, its own reader does.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_HOW = "Write one `name: value` a line, with quotes around a value that holds a colon or #."


class YamlRefused(Unreadable):
    """A description that cannot be used; `reason` is a sentence, `line` its line or None."""

    def __init__(self, message: str, line: int | None = None) -> None:
        self.line = line
        where = f"Its description (line {line}) " if line else "Its description "
        super().__init__(where + message, code="description-refused")


def load(text: str, first_line: int = 1) -> dict[str, Node]:
    """Names and values; an empty text is an empty description. Raises `YamlRefused`.

    `first_line` is the number that the first line of `text` has in its file.
    """
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        raise YamlRefused("holds signs that are no text. Save it again as UTF-8.") from None
    if size > MAX_BYTES:
        raise YamlRefused(
            f"is longer than {MAX_BYTES // 1024} KiB. Move long texts into a note of their own."
        )
    return _Builder(text, first_line).document()


class _Builder:
    """Builds values from the parser's events, so that a bomb is seen before it bursts."""

    def __init__(self, text: str, first_line: int) -> None:
        self._first_line = first_line
        self._line: int | None = None
        self._events = self._checked_events(text)

    def document(self) -> dict[str, Node]:
        kinds = {yaml.StreamStartEvent, yaml.DocumentStartEvent}
        event = next(event for event in self._events if type(event) not in kinds)
        if type(event) is yaml.StreamEndEvent:
            return {}
        if type(event) is not yaml.MappingStartEvent and not _is_nothing(event):
            raise self._refused(f"is not a list of names with values. {_HOW}")
        description = {} if _is_nothing(event) else self._mapping(1)
        self._expect_the_end()
        return description

    def _checked_events(self, text: str) -> Iterator[Event]:
        try:
            for event in yaml.parse(text, Loader=_Loader):
                self._line = self._first_line + (event.start_mark.line if event.start_mark else 0)
                self._check(event)
                yield event
        except yaml.MarkedYAMLError as error:
            if error.problem_mark:
                self._line = error.problem_mark.line + self._first_line
            if "nesting depth" in str(error.problem):  # a limit of its own, from PyYAML 6.0.4 on
                raise self._refused(_TOO_DEEP) from None
            raise self._refused(f"cannot be understood ({error.problem}). {_HOW}") from None
        except yaml.YAMLError:
            raise YamlRefused("holds signs that YAML forbids, such as NUL. Remove them.") from None

    def _check(self, event: Event) -> None:
        if type(event) is yaml.AliasEvent or getattr(event, "anchor", None):
            raise self._refused(
                "uses & or * to name and repeat a value. Write the value out, or put quotes "
                "around it."
            )
        if getattr(event, "tag", None):
            raise self._refused("uses ! to name a type. Remove it, or put quotes around the value.")

    def _node(self, event: Event, depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            value: str = event.value
            return value
        if depth >= MAX_DEPTH:
            raise self._refused(_TOO_DEEP)
        if type(event) is yaml.MappingStartEvent:
            return self._mapping(depth + 1)
        return self._sequence(depth + 1)

    def _sequence(self, depth: int) -> list[Node]:
        values: list[Node] = []
        for event in self._events:
            if type(event) is yaml.SequenceEndEvent:
                break
            values.append(self._node(event, depth))
        return values

    def _mapping(self, depth: int) -> dict[str, Node]:
        values: dict[str, Node] = {}
        for event in self._events:
            if type(event) is yaml.MappingEndEvent:
                break
            name = self._name(event, values)
            values[name] = self._node(next(self._events), depth)
        return values

    def _name(self, event: Event, values: dict[str, Node]) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise self._refused(f"has a list where a name is meant. {_HOW}")
        if event.value in values:
            raise self._refused(f'gives "{event.value}" a second time. Keep one of the two.')
        return str(event.value)

    def _expect_the_end(self) -> None:
        for event in self._events:
            if type(event) is yaml.DocumentStartEvent:
                raise self._refused("begins a second description (---). Keep one.")

    def _refused(self, message: str) -> YamlRefused:
        return YamlRefused(message, self._line)


def _is_nothing(event: Event) -> bool:
    """Whether this is the empty value of a text that holds comments alone."""
    return isinstance(event, yaml.ScalarEvent) and event.value == "" and event.implicit[0]
