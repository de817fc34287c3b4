"""Taking a stream by the handful, so that no job holds more in memory than a handful."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def groups(stream: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of `size` of them, the last one shorter; nothing for an empty stream."""
    iterator = iter(stream)
    while group := list(islice(iterator, size)):
        yield group
