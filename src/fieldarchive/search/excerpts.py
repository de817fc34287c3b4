"""Excerpts: a few words of a text around what was found in it, with marks."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from typing import TypeAlias

from fieldarchive.search.folding import IS_HAN
from fieldarchive.search.marks import Span, with_marks
from fieldarchive.search.spacing import ZERO_WIDTH_SPACE

# Where something was found in a text, in its order, and what: finds of one kind say the same.
Finds: TypeAlias = Mapping[Span, str]


def excerpt(text: str, finds: Finds, most: int) -> str:
    """A piece of the text, marked, in which the most different finds stand; … where it is cut.

    Where finds of another kind stand elsewhere, half of it is a piece around those. It is some
    `most` columns wide, line breaks are spaces. Without finds it is the beginning.
    """
    window = _best_window(finds, text, most)
    shown = _kinds(finds, window)
    others = {place: kind for place, kind in finds.items() if kind not in shown}
    if not others:
        return _piece(text, finds, window, most)
    half = most // 2
    windows = sorted([_best_window(finds, text, half), _best_window(others, text, half)])
    first, second = (_piece(text, finds, one, half) for one in windows)
    return f"{first.removesuffix('…')} … {second.removeprefix('…')}"


def _piece(text: str, finds: Finds, window: Span, most: int) -> str:
    """The text from the first to the last find of a window, and what stands around it."""
    first, last = window
    room = max(0, most - _columns(text[first:last]))
    start = _back(text, first, room // 3)
    end = _forth(text, last, room - _columns(text[start:first]))
    start = _back(text, first, room - _columns(text[last:end]))
    inside = [(a - start, b - start) for a, b in finds if a >= start and b <= end]
    piece = " ".join(with_marks(text[start:end], inside).split())
    before = "…" if text[:start].strip() else ""
    return before + piece + ("…" if text[end:].strip() else "")


def before(text: str, place: int, most: int) -> str:
    """What stands before a place, some `most` columns of it, line breaks as spaces."""
    piece = text[_back(text, place, most) : place]
    return " ".join(piece.split()) + " " * piece[-1:].isspace()


def after(text: str, place: int, most: int) -> str:
    """What follows from a place on, some `most` columns of it, line breaks as spaces."""
    piece = text[place : _forth(text, place, most)]
    return " " * piece[:1].isspace() + " ".join(piece.split())


def without_title(text: str, title: str) -> str:
    """A text without its first line, where that says no more than the title does."""
    first, _, rest = text.lstrip().partition("\n")
    is_underlined = rest.lstrip("=-").startswith("\n") and rest[:1] in "=-"
    if first.lstrip("#").strip() == title.strip() and rest.strip() and not is_underlined:
        return rest.lstrip("\n")
    return text


def _best_window(finds: Finds, text: str, most: int) -> Span:
    """From one find to another, `most` columns at most, with the most different kinds of them."""
    best, best_count = (0, 0), 0
    inside: deque[tuple[Span, str, int]] = deque()  # finds, and the column that each begins in
    said: Counter[str] = Counter()
    column = place = 0
    for (start, end), kind in finds.items():
        column += _columns(text[place:start])
        place = start
        ends_in = column + _columns(text[start:end])
        while inside and ends_in - inside[0][2] > most:
            said[inside.popleft()[1]] -= 1
        inside.append(((start, end), kind, column))
        said[kind] += 1
        said += Counter()  # forgets what is no longer inside
        if len(said) > best_count or (len(said) == best_count and inside[0][0][0] == best[0]):
            best, best_count = (inside[0][0][0], end), len(said)
    return best


def _kinds(finds: Finds, window: Span) -> set[str]:
    return {kind for (a, b), kind in finds.items() if a >= window[0] and b <= window[1]}


def _back(text: str, place: int, room: int) -> int:
    """Where to begin so that at most `room` columns stand before a place; between two words."""
    start = place - _fitting(text[max(0, place - max(0, room)) : place][::-1], room)
    return start if not start else _next_word(text, start, place)


def _forth(text: str, place: int, room: int) -> int:
    end = place + _fitting(text[place : place + max(0, room)], room)
    while place < end < len(text) and _within_word(text, end):
        end -= 1
    return end


def _fitting(piece: str, room: int) -> int:
    """How many signs of a piece fit into so many columns."""
    wide = 0
    for found in IS_HAN.finditer(piece):
        if found.end() + wide + 1 > room:
            return max(0, min(found.start(), room - wide))
        wide += 1
    return max(0, min(len(piece), room - wide))


def _next_word(text: str, start: int, most: int) -> int:
    while start < most and _within_word(text, start):
        start += 1
    return start


def _within_word(text: str, place: int) -> bool:
    """Whether a word goes on from the sign before a place to the sign at it; Chinese does not."""
    before, at = text[place - 1], text[place]
    if at == ZERO_WIDTH_SPACE or IS_HAN.match(before) or IS_HAN.match(at):
        return False
    return not (before.isspace() or at.isspace())


def _columns(text: str) -> int:
    """How wide a text is; a Chinese sign takes two columns."""
    return len(text) + len(IS_HAN.findall(text))
