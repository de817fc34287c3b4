"""What a timeline is asked for, as its address says it, and the addresses that ask otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fieldarchive.browse.timeline.axis import iso
from fieldarchive.browse.versions import Request
from fieldarchive.describe import edtf

FILTERS = ("city", "kind", "theme", "person", "q")


@dataclass(frozen=True, slots=True)
class Asking:
    """A stretch of days, None where all is meant, and what items are to be there.

    `release` is the name of the database that is asked, where it is not the first of several.
    """

    first: int | None = None
    last: int | None = None
    city: str = ""
    kind: str = ""
    theme: str = ""
    person: str = ""
    q: str = ""
    release: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether not all items are meant."""
        return any(getattr(self, name) for name in FILTERS)

    def address(self, path: str = "/timeline") -> str:
        """The address that asks this."""
        said = {name: getattr(self, name) for name in (*FILTERS, "release")}
        days = {} if self.first is None or self.last is None else _days(self.first, self.last)
        parameters = {**days, **{name: value for name, value in said.items() if value}}
        return f"{path}?{urlencode(parameters)}" if parameters else path

    def between(self, first: int | None, last: int | None) -> str:
        """The address of the same in another stretch of time; None for all of it."""
        return replace(self, first=first, last=last).address()

    def without(self, name: str) -> str:
        """The address of the same with one filter less."""
        kept = {one: getattr(self, one) for one in (*FILTERS, "release") if one != name}
        return Asking(self.first, self.last, **kept).address()

    def items(self, table: str, *more: tuple[str, str]) -> str:
        """The address of these items in the table, with further conditions."""
        said = [
            ("city", self.city), ("kind", self.kind),
            ("themes__arraycontains", self.theme), ("_search", self.q),
        ]  # fmt: skip
        conditions = [*more, *((name, value) for name, value in said if value)]
        if self.person:
            conditions.append(("_person", self.person))
        return f"{table}?{urlencode(conditions)}" if conditions else table


def asking(request: Request, known: Mapping[str, object]) -> Asking:
    """What a request asks for; whatever it says that cannot be is left out."""
    said = {name: (request.args.get(name) or "").strip() for name in (*FILTERS, "release")}
    first, last = _day(request.args.get("from"), first=True), _day(request.args.get("to"))
    if first is None or last is None or first > last:
        first = last = None
    if said["release"] not in known:
        said["release"] = ""
    return Asking(first, last, **said)


def _day(written: str | None, *, first: bool = False) -> int | None:
    """The first or the last day of a date as it stands in an address: a year, month or day."""
    bounds = edtf.bounds(written.strip()) if written else None
    day = bounds and (bounds.start if first else bounds.end)
    return day.toordinal() if day else None


def _days(first: int, last: int) -> dict[str, str]:
    """A stretch as short as it can be said: 1960 to 1995 rather than its first and last day."""
    start, end = iso(first), iso(last)
    if start.endswith("-01-01") and end.endswith("-12-31"):
        return {"from": start[:4], "to": end[:4]}
    if start.endswith("-01") and _ends_month(last):
        return {"from": start[:7], "to": end[:7]}
    return {"from": start, "to": end}


def _ends_month(day: int) -> bool:
    written = iso(day)
    return int(written[8:]) == edtf.length_of_month(int(written[:4]), int(written[5:7]))
