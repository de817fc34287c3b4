"""Interviews written as plain text: turns of speakers, with or without times.

A text becomes segments only when its shape convinces, because a field note full of "Date: …" and
quoted talk must stay a note. The rule stands at `_convinces`. The whole text is kept elsewhere as
written; what precedes the first turn is in it, and in no segment.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from fieldarchive.facts import Segment
from fieldarchive.readers.speaker_words import is_label, is_role, key_of
from fieldarchive.readers.turns import Opening, opening_of

_HOUR = 3_600_000
_MINUTE = 60_000
# A clock of the day seldom begins so early; a recording always does.
_LATEST_FIRST_MARK = {True: 3 * _HOUR, False: 5 * _MINUTE}
_LONGEST_FIELD = 60
_SENTENCE_END = re.compile(r"[.?!…。？！~]+[\"'»”’」)）*_]*\s*$")
# "Q: Why? A: Because." on one line: the answer begins after the end of a sentence.
_ANSWER_INSIDE = re.compile(r"(?<=[.?!…。？！])[ \t\xa0]*(?=(?:A|N|R|О|Р|答)\.?[:：])")
_ASKS = re.compile(r"\W{0,3}(?:Q|I|В|И|问|問)\.?[*_]{0,3}[:：]")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    opening: Opening | None


@dataclass(frozen=True, slots=True)
class _Turn:
    opening: Opening
    more: tuple[str, ...] = ()

    def text(self) -> str:
        """All the words of the turn, a paragraph a line."""
        return "\n".join(part for part in (self.opening.text.strip(), *self.more) if part)

    def first_words(self) -> str:
        """What is said on the first line that says anything."""
        return self.text().partition("\n")[0]


def segments_of(text: str) -> tuple[Segment, ...]:
    """The turns of an interview in order, or nothing where the text is not clearly one.

    A turn ends where the next one starts; the end of the last is not known.
    """
    if text.count(":") + text.count("：") + text.count("#") + text.count("Q.") < 2:
        return ()
    lines = _lines(text)
    lines = lines[_header_length(lines) :]
    opens = _recognised(lines)
    first = next((n for n, is_open in enumerate(opens) if is_open), len(lines))
    turns = _turns(lines[first:], opens[first:])
    if not _convinces(turns, before=lines[:first], body=lines[first:]):
        return ()
    return _segments(turns)


def _lines(text: str) -> list[_Line]:
    """The lines that are not empty; a line with question and answer counts as two."""
    lines = []
    for line in text.splitlines():
        parts = _ANSWER_INSIDE.split(line) if _ASKS.match(line) else [line]
        lines += [_Line(part.strip(), opening_of(part)) for part in parts if part.strip()]
    return lines


def _header_length(lines: Sequence[_Line]) -> int:
    """How many lines at the top belong to a form that ends with a heading such as "Date: …"."""
    length = 0
    for number, line in enumerate(lines, start=1):
        if len(line.text) > _LONGEST_FIELD or _SENTENCE_END.search(line.text):
            break
        if line.opening and line.opening.speaker and is_label(key_of(line.opening.speaker)):
            length = number
    return length


def _recognised(lines: Sequence[_Line]) -> list[bool]:
    """Which lines open a turn: those of somebody who speaks more than once, or of a known role.

    A time opens a turn too, where the times of the text can be those of a recording.
    """
    openings = [line.opening for line in lines if line.opening]
    known = _speakers(openings)
    has_clock = _is_clock_of_recording([o for o in openings if o.start_ms is not None])
    return [_opens(line.opening, known, has_clock) for line in lines]


def _opens(opening: Opening | None, known: set[str], has_clock: bool) -> bool:
    if opening is None:
        return False
    is_known = opening.speaker is not None and key_of(opening.speaker) in known
    return is_known or (has_clock and opening.start_ms is not None)


def _speakers(openings: Sequence[Opening]) -> set[str]:
    """The keys of those who speak. One who speaks once counts where most times have a speaker."""
    keys = Counter(key_of(o.speaker) for o in openings if o.speaker)
    timed = [o for o in openings if o.has_time()]
    named = {key_of(o.speaker) for o in timed if o.speaker}
    once = named if 2 * sum(o.speaker is not None for o in timed) > len(timed) else set()
    return {
        key
        for key, times in keys.items()
        if not is_label(key) and (times > 1 or is_role(key) or key in once)
    }


def _is_clock_of_recording(timed: Sequence[Opening]) -> bool:
    """Whether times are counted from the start of a recording, and not read from a watch.

    They never go back and begin early: before 3:00:00, or before 05:00 where they have two parts.
    Two parts without brackets are the watch of a diary, unless a speaker follows.
    """
    times = [o.start_ms for o in timed if o.start_ms is not None]
    if len(times) < 2 or any(later < earlier for earlier, later in pairwise(times)):
        return False
    if times[0] >= _LATEST_FIRST_MARK[timed[0].has_hours]:
        return False
    return all(o.has_hours or o.is_marked or o.speaker for o in timed)


def _turns(lines: Sequence[_Line], opens: Sequence[bool]) -> list[_Turn]:
    starts = [number for number, is_open in enumerate(opens) if is_open]
    turns: list[_Turn] = []
    for start, end in pairwise([*starts, len(lines)]):
        opening = lines[start].opening or Opening(lines[start].text)
        if turns and (joined := _joined(turns[-1], opening)):
            opening = joined
            turns.pop()
        turns.append(_Turn(opening, tuple(line.text for line in lines[start + 1 : end])))
    return turns


def _joined(turn: _Turn, opening: Opening) -> Opening | None:
    """A time alone on its line, and the speaker on the next: one opening."""
    is_time_alone = turn.opening.speaker is None and not turn.text()
    if not is_time_alone or opening.start_ms is not None:
        return None
    return replace(turn.opening, text=opening.text, speaker=opening.speaker)


def _convinces(turns: Sequence[_Turn], before: Sequence[_Line], body: Sequence[_Line]) -> bool:
    """Whether turns make an interview.

    There are two at least, and no more text stands before them than in them. A third of them
    speaks, in sentences or in five words. Then either most have a time, and each tenth line opens
    a turn; or two people take turns, and half of the lines open one. Where the two are known roles
    and speak six times, a fifth of the lines is enough: narrators tell in many paragraphs.
    """
    if len(turns) < 2 or _length(before) > _length(body):
        return False
    if 3 * sum(_is_speech(turn.first_words()) for turn in turns) < len(turns):
        return False
    share = len(turns) / len(body)
    if 2 * sum(turn.opening.has_time() for turn in turns) > len(turns):
        return share >= 0.1
    keys = Counter(key_of(turn.opening.speaker) for turn in turns if turn.opening.speaker)
    if len(keys) < 2:
        return False
    are_roles = all(is_role(key) for key in keys)
    return share >= 0.5 or (are_roles and len(turns) >= 6 and share >= 0.2)


def _length(lines: Sequence[_Line]) -> int:
    return sum(len(line.text) for line in lines)


def _is_speech(words: str) -> bool:
    return bool(_SENTENCE_END.search(words)) or len(words.split()) >= 5


def _segments(turns: Sequence[_Turn]) -> tuple[Segment, ...]:
    segments = []
    previous_end = None
    for number, turn in enumerate(turns):
        opening = turn.opening
        start = previous_end if opening.start_ms is None else opening.start_ms
        follows = turns[number + 1].opening.start_ms if number + 1 < len(turns) else None
        end = follows if opening.end_ms is None else opening.end_ms
        if start is not None and end is not None and end < start:
            end = None
        previous_end = opening.end_ms
        if turn.text():
            segments.append(Segment(turn.text(), start, end, opening.speaker))
    return tuple(segments)
