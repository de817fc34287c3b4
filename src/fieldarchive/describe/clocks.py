"""When something was recorded: from what a clock said to an instant, and to the time at the place.

Satellites beat everything, because they tell UTC. Else a clock is believed whose offset is written
beside its time, or whose device is known; else it is taken to keep the time of its place, where
that is known. Nothing is smoothed: where two of them differ, `clock_words` says so. What a clock
alone tells is reckoned in `reckoning`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldarchive.describe import clock_words
from fieldarchive.describe.reckoning import Clock, Clues, Reckoned, reckon
from fieldarchive.devices.zones import local_in, offset_at
from fieldarchive.model import Problem

AGREED = timedelta(minutes=2)  # a clock that differs by less is right
_ALIKE = timedelta(minutes=5)  # and one that differs by less keeps a zone, and runs fast or slow
QUARTER = timedelta(minutes=15)  # all offsets from UTC are whole quarters of an hour
_OLD_FIX = timedelta(minutes=10)
_FAR = timedelta(days=3)
# The week of GPS is counted to 1023 and starts again: an old receiver is 19.6 years behind.
_ROLLOVER = timedelta(weeks=1024)
_FIRST_CAMERAS = 1990  # what has an earlier date was dated by a person, or by nobody
_SMALL_HOURS = timedelta(hours=6)  # of the night that belong to the day before


@dataclass(frozen=True, slots=True)
class Telling:
    """What the clocks tell together. `local` is the time at the place, `origin` who says so.

    Where `origin` is None the time is what was written. `ahead` is how far the clock was ahead of
    the satellites.
    """

    instant: datetime | None = None
    clock: Clock | None = None
    local: datetime | None = None
    origin: str | None = None
    ahead: timedelta | None = None
    problems: tuple[Problem, ...] = ()


def tell(clues: Clues) -> Telling:
    """When something was recorded, by the best of its clocks."""
    reckoned = reckon(clues)
    if clues.gps is None:
        told = _by_clock(clues, reckoned) if reckoned else Telling()
    elif reckoned is None:
        told = _by_gps_alone(clues, clues.gps)
    else:
        told = _by_gps(clues, clues.gps, reckoned)
    return _compared_with_folder(clues, told)


def _by_clock(clues: Clues, reckoned: Reckoned) -> Telling:
    """The clock's own word; of an hour that came twice the first."""
    if not reckoned.instants or reckoned.clock is None:
        was_reset = clues.is_reset and not reckoned.fast
        told = clock_words.was_reset(clues.whose, reckoned.corrected)
        return Telling(local=clues.local, problems=(told,) if was_reset else ())
    instant = reckoned.instants[0]
    problems: tuple[Problem, ...] = ()
    if reckoned.clock is Clock.OFFSET:
        problems = _offset_problems(clues, instant)
    elif reckoned.zone and reckoned.is_left_out:
        taken = local_in(reckoned.zone, instant)
        problems = (clock_words.left_out(reckoned.corrected, reckoned.zone, taken),)
    elif reckoned.zone and len(reckoned.instants) > 1:
        second = reckoned.instants[1]
        problems = (clock_words.came_twice(reckoned.corrected, reckoned.zone, second),)
    if reckoned.clock is Clock.PLACE:
        return Telling(instant, Clock.PLACE, clues.local, problems=problems)
    local = _local(clues, instant) or reckoned.corrected
    origin = clock_words.origin_of_clock(
        clues.offset, clues.device, reckoned.fast, clues.place.label if clues.place else None
    )
    return Telling(instant, reckoned.clock, local, origin, problems=problems)


def _by_gps_alone(clues: Clues, gps: datetime) -> Telling:
    local = _local(clues, gps)
    if gps.year < _FIRST_CAMERAS:
        return Telling(problems=(clock_words.gps_left_out(clues.whose, gps, clues.written),))
    if clues.written and not (local or gps).isoformat().startswith(clues.written):
        return Telling(problems=(clock_words.gps_left_out(clues.whose, gps, clues.written),))
    return Telling(gps, Clock.GPS, local, _origin_of_gps(clues) if local else None)


def _by_gps(clues: Clues, gps: datetime, reckoned: Reckoned) -> Telling:
    """The satellites' word, and how far the clock was from it.

    They are not believed where they tell a time before cameras, or the picture does: a print of
    1969 is photographed today. A date 1024 weeks too early is put right. Of any other difference
    the satellites are right, and it is told.
    """
    said = clues.local or reckoned.corrected
    if clues.is_reset and not reckoned.fast:
        neither = gps.year < _FIRST_CAMERAS
        return _by_clock(clues, reckoned) if neither else _by_gps_alone(clues, gps)
    ahead = _ahead(clues, reckoned, gps)
    problems: list[Problem] = []
    if abs(ahead) > _FAR and (weeks := _rolled_over(clues, reckoned, gps)):
        problems.append(clock_words.gps_rolled_over(clues.whose, gps, gps + weeks))
        gps, ahead = gps + weeks, _ahead(clues, reckoned, gps + weeks)
    elif abs(ahead) > _FAR and min(reckoned.corrected.year, gps.year) < _FIRST_CAMERAS:
        told = _by_clock(clues, reckoned) if gps.year < _FIRST_CAMERAS else Telling(local=said)
        left_out = clock_words.gps_left_out(clues.whose, gps, said.isoformat(" ", "minutes"))
        return replace(told, problems=(*told.problems, left_out))
    if abs(ahead) > AGREED and not _is_old_fix(clues, ahead):
        problems.append(_gps_problem(clues, gps, said, ahead))
    local = _local(clues, gps)
    if local is None and abs(ahead) <= _FAR:
        return Telling(gps, Clock.GPS, said, None, ahead, tuple(problems))
    return Telling(gps, Clock.GPS, local, _origin_of_gps(clues), ahead, tuple(problems))


def _ahead(clues: Clues, reckoned: Reckoned, gps: datetime) -> timedelta:
    """How far the clock is ahead of the satellites, as far as its zone is known.

    Of an unknown zone only whole quarters of an hour can be told from a drift.
    """
    if reckoned.instants:
        return min((one - gps for one in reckoned.instants), key=abs)
    if clues.place is not None:
        return reckoned.corrected - local_in(clues.place.zone, gps)
    offset = reckoned.corrected - gps.replace(tzinfo=None)
    return offset - nearest_quarter(offset) if abs(offset) <= timedelta(hours=14) else offset


def _is_old_fix(clues: Clues, ahead: timedelta) -> bool:
    """Whether it is the satellites that are late: a receiver repeats what it knew minutes ago.

    Only a clock that was measured can tell that from being fast itself.
    """
    is_measured = clues.device is not None and bool(clues.device.calibrations)
    return is_measured and timedelta() < ahead <= _OLD_FIX


def nearest_quarter(span: timedelta) -> timedelta:
    """The nearest whole quarters of an hour."""
    return round(span / QUARTER) * QUARTER


def _rolled_over(clues: Clues, reckoned: Reckoned, gps: datetime) -> timedelta | None:
    """How much a receiver that counts its weeks anew is behind the clock."""
    spans = (n * _ROLLOVER for n in (1, 2))
    return next((s for s in spans if abs(_ahead(clues, reckoned, gps + s)) <= _FAR), None)


def _gps_problem(clues: Clues, gps: datetime, said: datetime, ahead: timedelta) -> Problem:
    """Says the difference, and whose time would explain it."""
    fast = clues.device.fast_by(said) if clues.device else timedelta()
    alike = (s for s in clues.others if abs(said - fast - local_in(s.zone, gps)) <= _ALIKE)
    as_on = next(alike, None) if nearest_quarter(ahead) else None
    return clock_words.differs_from_gps(
        clues.whose,
        said,
        _local(clues, gps) or gps.replace(tzinfo=None),
        clues.place.label if clues.place else None,
        ahead,
        as_on.zone if as_on else None,
    )


def _offset_problems(clues: Clues, instant: datetime) -> tuple[Problem, ...]:
    """Where the offset that was written is none that its device, or its place, kept."""
    offset = clues.offset or timedelta()
    kept = clues.device.zone_at(clues.local) if clues.device and clues.local else None
    if kept is not None:
        if offset_at(kept, instant) == offset or not offset:
            return ()  # an offset of nothing is how films write UTC, whatever the device
        return (clock_words.differs_from_device(clues.whose, offset, kept),)
    if clues.place is None or not offset or offset_at(clues.place.zone, instant) == offset:
        return ()
    as_on = next((s.zone for s in clues.others if offset_at(s.zone, instant) == offset), None)
    local = local_in(clues.place.zone, instant)
    return (clock_words.differs_from_place(clues.whose, offset, clues.place.label, local, as_on),)


def _local(clues: Clues, instant: datetime) -> datetime | None:
    """The time at the place; where there is none, by the zone that its device keeps."""
    zone = clues.place.zone if clues.place else None
    if zone is None and clues.device is not None:
        zone = clues.device.zone_at(clues.local or instant.replace(tzinfo=None))
    if zone is not None:
        return local_in(zone, instant)
    return None if clues.offset is None else (instant + clues.offset).replace(tzinfo=None)


def _origin_of_gps(clues: Clues) -> str:
    return (
        f"GPS time at {clues.place.label}" if clues.place else f"GPS time, as {clues.whose} has it"
    )


def _compared_with_folder(clues: Clues, told: Telling) -> Telling:
    """The day of a folder may be told by its clock, at its place, or in the night after."""
    local = told.local
    if clues.named_day is None or local is None:
        return told
    moments = [local, local - _SMALL_HOURS, *([clues.local] if clues.local else [])]
    if clues.named_day in {moment.date() for moment in moments}:
        return told
    problem = clock_words.differs_from_folder(clues.whose, clues.named_day, local)
    return replace(told, problems=(*told.problems, problem))
