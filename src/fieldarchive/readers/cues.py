"""What SubRip and WebVTT have in common: cues, each a line of times with lines of text below it.

Here a file's lines are cut into cues and what is odd about their times is put into words. The two
formats differ in what else may stand between cues; that is told in `srt` and `vtt`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fieldarchive.facts import Segment
from fieldarchive.model import Problem
from fieldarchive.readers.cue_times import CueTimes, times_of

IsLabel = Callable[[Sequence[str], int], bool]


@dataclass(frozen=True, slots=True)
class Cue:
    """A stretch of text with its times; `times` is None for text that has no line of times."""

    lines: tuple[str, ...]
    times: CueTimes | None = None
    label: str = ""

    def segment(self, text: str, speaker: str | None, language: str | None) -> Segment:
        """A segment with the times of this cue; an end before its start is no end."""
        if self.times is None:
            return Segment(text, speaker=speaker, language=language)
        end = None if _ends_early(self) else self.times.end_ms
        return Segment(text, self.times.start_ms, end, speaker, language)


def cut(lines: Sequence[str], is_label: IsLabel) -> list[Cue]:
    """The lines as cues, in their order. What precedes the first line of times is a cue without.

    `is_label` says whether the line at a number, above a line of times, is the name of that cue.
    """
    found = [(n, times) for n in range(len(lines)) if (times := _times_at(lines, n, is_label))]
    starts = [n - 1 if n and is_label(lines, n - 1) else n for n, _ in found]
    starts.append(len(lines))
    cues = [Cue(tuple(lines[: starts[0]]))]
    for (number, times), (start, end) in zip(found, pairwise(starts), strict=True):
        label = lines[start].strip() if start < number else ""
        cues.append(Cue(tuple(lines[number + 1 : max(end, number + 1)]), times, label))
    return cues


def _times_at(lines: Sequence[str], number: int, is_label: IsLabel) -> CueTimes | None:
    line = lines[number]
    if ">" not in line and "&gt;" not in line:
        return None
    is_first = number == 0 or not lines[number - 1].strip() or is_label(lines, number - 1)
    return times_of(line, begins_block=is_first)


def problems_of(cues: Sequence[Cue]) -> tuple[Problem, ...]:
    """What is odd about the times of cues that have text, one sentence for each oddity."""
    numbered = list(enumerate(cues, start=1))
    timed = [(n, cue) for n, cue in numbered if cue.times]
    return (
        *_remark(
            "cue-times-unclear",
            [_name(n, cue) for n, cue in timed if cue.times and not cue.times.is_clear],
            "The times of {} cannot be read in full; the text is kept. Correct the times if "
            "you want to play from them.",
        ),
        *_remark(
            "cue-without-times",
            [_name(n, cue) for n, cue in numbered if not cue.times],
            "There are no times above {}; the text is kept.",
        ),
        *_remark(
            "cue-ends-early",
            [_name(n, cue) for n, cue in timed if _ends_early(cue)],
            "The end of {} lies before the start, and is left out.",
        ),
        *_order_remarks(timed),
    )


def _order_remarks(timed: Sequence[tuple[int, Cue]]) -> tuple[Problem, ...]:
    backward: list[str] = []
    overlapping: list[str] = []
    for (_, earlier), (number, later) in pairwise(timed):
        start, previous = _start(later), _start(earlier)
        if start is None or previous is None:
            continue
        if start < previous:
            backward.append(_name(number, later))
        elif start < (_end(earlier) or 0):
            overlapping.append(_name(number, later))
    return (
        *_remark(
            "cues-out-of-order",
            backward,
            "The start of {} lies before that of the one above; the order of the file is kept.",
        ),
        *_remark(
            "cues-overlap",
            overlapping,
            "The start of {} lies before the end of the one above: two may be speaking at once.",
        ),
    )


def _remark(code: str, names: Sequence[str], sentence: str) -> tuple[Problem, ...]:
    if not names:
        return ()
    shown = ", ".join(names[:3])
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    word = "cue" if len(names) == 1 else "cues"
    return (Problem(code, sentence.format(f"{word} {shown}{more}")),)


def _name(number: int, cue: Cue) -> str:
    return cue.label if cue.label.isascii() and cue.label.isdigit() else str(number)


def _start(cue: Cue) -> int | None:
    return cue.times.start_ms if cue.times else None


def _end(cue: Cue) -> int | None:
    return None if cue.times is None or _ends_early(cue) else cue.times.end_ms


def _ends_early(cue: Cue) -> bool:
    times = cue.times
    if times is None or times.start_ms is None or times.end_ms is None:
        return False
    return times.end_ms < times.start_ms
