"""What clocks tell: a line a case in tests/files/clocks/cases.tsv; the hours of the border."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.describe.clocks import tell
from fieldarchive.describe.reckoning import Clues
from fieldarchive.devices import Calibration, Device, ZoneSince
from fieldarchive.devices.zones import Spot, instants_of, local_in, offset_at

CASES = Path(__file__).parent / "files" / "clocks" / "cases.tsv"
SPOTS = {
    "heihe": Spot("Heihe", "Asia/Shanghai"),
    "blagoveshchensk": Spot("Blagoveshchensk", "Asia/Yakutsk"),
}
OWN_CLOCKS = ("2000-01-01",)  # what a camera says whose battery was out


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def clues_of(case: dict[str, str]) -> Clues:
    other = dict([case["other"].split("=")]) if case["other"] else {}
    local = datetime.fromisoformat(case["local"]) if case["local"] else None
    device = None
    if case["device_zone"]:
        fast = timedelta(seconds=int(case["fast_s"] or 0))
        said = local or datetime(2024, 1, 1)
        known = Calibration(said, said - fast, case["device_zone"])
        device = Device("camera", zone=case["device_zone"], calibrations=(known,) if fast else ())
    offset = case["offset"] and datetime.fromisoformat(f"2000-01-01T00:00{case['offset']}")
    return Clues(
        local=local,
        offset=offset.utcoffset() if offset else None,
        gps=datetime.fromisoformat(case["gps"]) if case["gps"] else None,
        device=device,
        place=SPOTS.get(case["place"]),
        others=tuple(SPOTS.values()),
        written=other.get("written"),
        named_day=date.fromisoformat(other["folder"]) if "folder" in other else None,
        is_reset=case["local"].startswith(OWN_CLOCKS),
    )


def written(moment: datetime | None) -> str:
    return moment.replace(microsecond=0, tzinfo=None).isoformat() if moment else ""


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["what is known"])
def test_clocks_tell(case):
    told = tell(clues_of(case))
    found = {
        "instant": f"{written(told.instant)}Z" if told.instant else "",
        "at_place": written(told.local),
        "clock": told.clock or "",
        "problems": " ".join(problem.code for problem in told.problems),
    }
    assert found == {name: case[name] for name in found}


def test_the_table_of_cases_would_see_an_hour_too_many():
    """The control: a place that keeps another zone makes most lines with a place wrong."""
    wrong = Spot("Heihe", "Asia/Kolkata")
    told = [
        written(tell(replace(clues_of(case), place=wrong)).local) == case["at_place"]
        for case in cases()
        if case["place"] == "heihe" and case["clock"] in {"gps", "device", "offset"}
    ]
    assert not any(told)
    assert len(told) > 40


# Asia/Yakutsk minus Asia/Shanghai, as it changed: notes/peers.md, section 1, point 5.
HOURS_BETWEEN = [
    ("1986-01-15", 1), ("1986-04-10", 2), ("1986-06-01", 1), ("1986-09-20", 2), ("1986-10-15", 1),
    ("1987-04-05", 2), ("1987-07-01", 1), ("1988-04-01", 2), ("1989-09-20", 2), ("1990-04-01", 2),
    ("1990-07-01", 1), ("1991-01-15", 1), ("1991-04-20", 0), ("1991-09-20", 1), ("1991-10-05", 0),
    ("1992-01-15", 0), ("1992-01-25", 1), ("1992-07-01", 2), ("1995-10-05", 1), ("1996-10-05", 2),
    ("1996-11-05", 1), ("2010-07-01", 2), ("2011-01-15", 1), ("2011-03-28", 2), ("2014-10-25", 2),
    ("2014-10-27", 1), ("2020-07-01", 1), ("2030-07-01", 1),
]  # fmt: skip


@pytest.mark.parametrize(("day", "hours"), HOURS_BETWEEN)
def test_the_hour_between_the_cities(day, hours):
    noon = datetime.fromisoformat(f"{day}T04:00:00Z")
    assert local_in("Asia/Yakutsk", noon) - local_in("Asia/Shanghai", noon) == timedelta(
        hours=hours
    )


def hours_between(moment: datetime) -> int:
    apart = offset_at("Asia/Yakutsk", moment) - offset_at("Asia/Shanghai", moment)
    return round(apart / timedelta(hours=1))


@cache
def changes_from_1986() -> list[tuple[datetime, int]]:
    """Every change of the hour between the cities until 2030, to the hour, and what it became."""
    found: list[tuple[datetime, int]] = []
    day = datetime(1986, 1, 1, tzinfo=UTC)
    hours = hours_between(day)
    while day.year < 2031:
        for moment in (day + timedelta(hours=n) for n in range(24)):
            if hours_between(day + timedelta(days=1)) == hours:
                break
            if (now := hours_between(moment)) != hours:
                found.append((moment, now))
                hours = now
        day += timedelta(days=1)
    return found


def test_every_change_of_the_hour_from_1986_to_2030():
    changes = changes_from_1986()
    by_year = {y: [hours for at, hours in changes if at.year == y] for y in range(1986, 2031)}
    for year in range(1986, 1991):  # Russia changes first and returns last
        assert by_year[year] == [2, 1, 2, 1]
    assert by_year[1991] == [0, 1, 0]
    assert by_year[1992] == [1, 2, 1]
    for year in range(1993, 2011):
        assert by_year[year] == [2, 1]
    assert (by_year[2011], by_year[2014]) == ([2], [1])
    assert not any(by_year[year] for year in (2012, 2013, *range(2015, 2031)))


def test_a_picture_has_the_same_time_at_its_place_whoever_took_it():
    """Every change of the border, an hour before and after, by cameras of both banks."""
    for at, _ in changes_from_1986():
        for instant in (at + timedelta(hours=n) for n in (-1, 0, 1)):
            for place, camera in product(SPOTS.values(), SPOTS.values()):
                said = local_in(camera.zone, instant)
                told = tell(Clues(said, device=Device("c", zone=camera.zone), place=place))
                if len(instants_of(camera.zone, said)) == 1:
                    assert (told.instant, told.problems) == (instant, ())
                    assert told.local == local_in(place.zone, instant)


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2037, 12, 31)),
    st.sampled_from(["Asia/Yakutsk", "Asia/Shanghai", "Europe/Helsinki", "Asia/Kathmandu"]),
)
def test_what_a_clock_showed_comes_back(moment, zone):
    instant = moment.replace(tzinfo=UTC)
    assert instant in instants_of(zone, local_in(zone, instant))


@given(
    local=st.none() | st.datetimes(datetime(1901, 1, 1), datetime(2099, 1, 1)),
    offset=st.none() | st.integers(-56, 56).map(lambda n: timedelta(minutes=15 * n)),
    gps=st.none() | st.datetimes(datetime(1901, 1, 1), datetime(2099, 1, 1)),
    zone=st.sampled_from([None, "Asia/Yakutsk", "America/New_York"]),
    place=st.sampled_from([None, *SPOTS.values()]),
    is_reset=st.booleans(),
)
def test_clocks_always_tell_the_same_moment_twice(local, offset, gps, zone, place, is_reset):
    """Whatever they say, the time at a known place and the instant are one moment."""
    device = Device("d", zone=zone) if zone else None
    gps_at = gps.replace(tzinfo=UTC) if gps else None
    told = tell(
        Clues(
            local,
            offset,
            gps_at,
            device,
            place=place,
            others=tuple(SPOTS.values()),
            is_reset=is_reset,
        )
    )
    assert (told.instant is None) == (told.clock is None)
    if told.instant and told.local and told.origin and place:
        assert told.local == local_in(place.zone, told.instant)


DRIFTING = Device(
    "sony",
    zone="Asia/Yakutsk",
    calibrations=(
        Calibration(datetime(2024, 6, 1, 12, 0, 0), datetime(2024, 6, 1, 12, 0), "Asia/Yakutsk"),
        Calibration(datetime(2024, 6, 11, 12, 10), datetime(2024, 6, 11, 11, 0), "Asia/Shanghai"),
    ),
)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("2024-05-01T00:00", 0),
        ("2024-06-01T12:00", 0),
        ("2024-06-06T12:05", 5),
        ("2024-06-11T12:10", 10),
        ("2025-01-01T00:00", 10),
    ],
)
def test_a_drift_changes_evenly_between_two_pictures_of_a_clock(said, minutes):
    assert DRIFTING.fast_by(datetime.fromisoformat(said)) == timedelta(minutes=minutes)


def test_a_clock_that_was_set_right_starts_anew():
    """Nothing is drawn between what was measured before and after."""
    later = Calibration(
        datetime(2024, 6, 21, 12), datetime(2024, 6, 21, 12), "Asia/Yakutsk",
        since=datetime(2024, 6, 15),
    )  # fmt: skip
    device = replace(DRIFTING, calibrations=(*DRIFTING.calibrations, later))
    assert device.fast_by(datetime(2024, 6, 14)) == timedelta(minutes=10)
    assert device.fast_by(datetime(2024, 6, 15)) == timedelta()


def test_a_battery_that_was_out_does_not_reach_the_years_before():
    """The clock starts in 2000 again; what it said in 2013, before, is right."""
    before = Calibration(datetime(2013, 5, 10, 12), datetime(2013, 5, 10, 12), "Asia/Yakutsk")
    after = Calibration(
        datetime(2000, 1, 2, 12), datetime(2013, 5, 20, 12), "Asia/Yakutsk",
        since=datetime(2000, 1, 1),
    )  # fmt: skip
    device = Device("c", zone="Asia/Yakutsk", calibrations=(before, after))
    assert device.fast_by(datetime(2013, 5, 9)) == timedelta()
    assert datetime(2000, 1, 3) - device.fast_by(datetime(2000, 1, 3)) == datetime(2013, 5, 21)


def test_a_telephone_kept_yakutsk_time_until_it_was_set_right():
    phone = Device(
        "phone",
        zone="Asia/Shanghai",
        zones=(
            ZoneSince(datetime(2013, 5, 10), "Asia/Yakutsk"),
            ZoneSince(datetime(2013, 5, 14), "Asia/Shanghai"),
        ),
    )
    for day, hour in ((9, 14), (12, 16), (14, 14)):
        told = tell(Clues(datetime(2013, 5, day, hour, 5), device=phone, place=SPOTS["heihe"]))
        assert told.local == datetime(2013, 5, day, 14, 5)
