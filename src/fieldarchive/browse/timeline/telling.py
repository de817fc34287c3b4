"""The words and the addresses of a timeline: what each mark is called, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fieldarchive.browse.data.release import Release, Term
from fieldarchive.browse.data.vocabulary import labels
from fieldarchive.browse.page import wording
from fieldarchive.browse.timeline import axis as axes
from fieldarchive.browse.timeline.asking import Asking
from fieldarchive.browse.timeline.axis import iso
from fieldarchive.browse.timeline.rows import RECORDED, Cell, Said, Shown, Span
from fieldarchive.browse.tongue import _, ngettext
from fieldarchive.vocabulary import Person


@dataclass(frozen=True, slots=True)
class Telling:
    """What is said of the marks of one timeline, in the language of the page."""

    release: Release
    asking: Asking
    shown: Shown
    table: str

    @property
    def whole_span(self) -> str:
        """The years shown, in words."""
        axis = self.shown.axis
        return self.span(axis.first, axis.last) if axis else ""

    def span(self, first: int, last: int) -> str:
        """A stretch of days, as short as it can be said."""
        for grain in ("decade", "year", "month", "day"):
            one = axes.bin_of(first, grain)
            if (one.first, one.last) == (first, last):
                return wording.date(one.name) or one.name
        start, end = iso(first), iso(last)
        if start.endswith("-01-01") and end.endswith("-12-31"):
            return f"{start[:4]}–{end[:4]}"
        if axes.bin_of(first, "month").first == first and axes.bin_of(last, "month").last == last:
            return str(wording.date(f"{start[:7]}/{end[:7]}"))
        return str(wording.date(f"{start}/{end}"))

    def short(self, name: str) -> str:
        """A label of the axis: a decade, a year, a month, or the day of a month."""
        if len(name) == 10:
            return str(int(name[8:]))
        if len(name) == 7 and self.shown.axis and self.shown.axis.grain == "month":
            return wording.month(int(name[5:]))[:3] if name[5:] != "01" else name[:4]
        return str(wording.date(name))

    def cell(self, cell: Cell) -> str:
        """What a bin is called: its date, and how many of which city."""
        date = str(wording.date(cell.date))
        said = [f"{self.city(part.city)} {wording.number(part.items)}" for part in cell.parts]
        if cell.lane == RECORDED:
            count = ngettext("%(num)s item recorded", "%(num)s items recorded", cell.items)
        else:
            count = ngettext("%(num)s item tells of it", "%(num)s items tell of it", cell.items)
        return f"{date}: {count} ({', '.join(said)})"

    def said(self, said: Said) -> str:
        """What a time that was said is called."""
        date = str(wording.date(said.date))
        if said.lane == RECORDED:
            count = ngettext("%(num)s item recorded", "%(num)s items recorded", said.items)
        else:
            count = ngettext("%(num)s item tells of it", "%(num)s items tell of it", said.items)
        return f"{date}: {count} ({self.city(said.city)})"

    def label(self, said: Said | Span) -> str:
        """What stands beside a mark: the name of a period, or a date and how many say it."""
        if isinstance(said, Span):
            return self.term(said).label
        return f"{wording.date(said.date)} · {wording.number(said.items)}"

    def city(self, slug: str) -> str:
        """The name of a city."""
        city = self.release.city(slug)
        return city.label if city else _("no city")

    def bank(self, slug: str) -> int:
        """The colour of a city; 0 is nobody's."""
        city = self.release.city(slug)
        return city.bank if city else 0

    def term(self, span: Span) -> Term:
        """A period or an event, with its labels."""
        return Term(span.row["slug"], labels(span.row), 0)

    def stretch(self, span: Span) -> str:
        """The address that shows a period with some time around it."""
        axis = self.shown.axis
        start, end = span.shape.start, span.shape.end
        first = start if start is not None else axis.first if axis else 1
        last = end if end is not None else axis.last if axis else first
        around = axes.axis(first, max(first, last))
        return self.asking.between(around.first, around.last)

    def when(self, span: Span) -> str:
        """The dates of a period in words."""
        start, end = span.row["date_start"], span.row["date_end"]
        if span.is_event and not end:
            return str(wording.date(start))
        return str(wording.date(f"{start or '..'}/{end or '..'}"))

    def cell_url(self, cell: Cell, city: str | None = None) -> str:
        """The items of a bin in the table, of one city or of all."""
        if cell.lane == RECORDED:
            when = [("date_start__gte", iso(cell.first)), ("date_end__lte", iso(cell.last))]
        else:
            when = [("_told_in", cell.date)]
        return self.asking.items(self.table, *when, *self._of(city))

    def said_url(self, said: Said) -> str:
        """The items of a time that was said, in the table."""
        when = [("date" if said.lane == RECORDED else "_told", said.date)]
        return self.asking.items(self.table, *when, *self._of(said.city))

    def _of(self, city: str | None) -> list[tuple[str, str]]:
        if city is None or self.asking.city:
            return []
        return [("city", city)] if city else [("city__isblank", "1")]

    @property
    def crumbs(self) -> Sequence[tuple[str, str]]:
        """The wider stretches that the one shown lies in, with their addresses, widest first."""
        axis = self.shown.axis
        if axis is None or self.asking.first is None:
            return []
        found = [(_("All years"), self.asking.between(None, None))]
        for grain in ("decade", "year", "month"):
            one = axes.bin_of(axis.first, grain)
            is_wider = one.last - one.first + 1 > axis.days
            if one.last >= axis.last and is_wider and not self._is_all(one):
                name = str(wording.date(one.name))
                found.append((name, self.asking.between(one.first, one.last)))
        return found

    def _is_all(self, one: axes.Bin) -> bool:
        whole = self.shown.whole
        return whole is not None and (one.first, one.last) == (whole.first, whole.last)

    @property
    def moves(self) -> dict[str, str]:
        """The addresses of the time before and after, and of more of it."""
        axis = self.shown.axis
        if axis is None:
            return {}
        named: dict[str, Any] = {
            "earlier": axes.moved(axis, -1),
            "later": axes.moved(axis, 1),
            "wider": axes.widened(axis),
        }  # fmt: skip
        return {name: self.asking.between(*stretch) for name, stretch in named.items()}

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """The filters that hold, in words, with the address that leaves each out."""
        asking = self.asking
        people = {one.handle: one for one in self.release.vocabulary.people}
        person = people.get(asking.person)
        said = {
            "city": asking.city and self.city(asking.city),
            "kind": asking.kind and wording.kinds(asking.kind),
            "theme": asking.theme and self.release.theme(asking.theme).label,
            "person": asking.person and (self._named(person) if person else asking.person),
            "q": asking.q and f"“{asking.q}”",
        }
        return [(words, asking.without(name)) for name, words in said.items() if words]

    def _named(self, person: Person) -> str:
        return Term(person.handle, person.pseudonyms, 0).label
