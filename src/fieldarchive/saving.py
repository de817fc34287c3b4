"""Saving: a query under a name, put there, replaced and removed, each as an operation.

Nothing is described again for it, and of the pages only the list of saved searches is written:
it costs the same in a large archive as in an empty one. What is taken back is thought out here
and written by `undoing`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fieldarchive import publish
from fieldarchive.archive import Archive, who_and_where
from fieldarchive.archive_words import ArchiveWords
from fieldarchive.catalogue import arrivals, revisions, searches
from fieldarchive.errors import NotUnderstood
from fieldarchive.history.revision import Revision, new_id
from fieldarchive.history.searches import SEARCH, Said, heads_of, said_in, taken_back
from fieldarchive.saved import SavedSearch, called, saved
from fieldarchive.search.one_line import one_line
from fieldarchive.search.query import Term, parse
from fieldarchive.understanding import settled, understood


@dataclass(frozen=True, slots=True)
class Plan:
    """A query that is to be called by a name; `before` are those that are called so now."""

    name: str
    query: str
    before: tuple[SavedSearch, ...]

    @property
    def is_empty(self) -> bool:
        """Whether all is so already."""
        return [(one.name, one.query) for one in self.before] == [(self.name, self.query)]

    @property
    def replaces(self) -> bool:
        """Whether another query, or one of two, goes by it."""
        return any(one.query != self.query for one in self.before)


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A search without one operation's part in it.

    `revisions` are to be written, none where nothing is left of it; `changed_since` tells that
    somebody saved it anew. Without `before` there was no such search, and without `after` it goes.
    """

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    revisions: tuple[Revision, ...]
    changed_since: bool

    @property
    def fate(self) -> str:
        """What becomes of it, in words."""
        if self.before == self.after:
            return "as it was"
        if not self.after:
            return "removed"
        return "as before" if self.before else "back"


def line_of(archive: Archive, typed: Sequence[str], chosen: Sequence[Term]) -> str:
    """A query as one line, as it is kept; raises `NotUnderstood`."""
    meanings = ArchiveWords(archive)
    line = one_line(typed, settled(meanings, parse(typed)), chosen)
    if line is None:
        hint = "Leave the quotation mark out, or type both of a pair."
        raise NotUnderstood(" ".join(typed), "cannot be kept as one line", hint)
    understood(meanings, parse([line]))
    return line


def plan(archive: Archive, name: str, query: str) -> Plan:
    """What saving would change. The name is tidy, and both may be kept (`history.searches`)."""
    return Plan(name, query, tuple(called(saved(archive), name)))


def save(archive: Archive, planned: Plan) -> int:
    """Save a search; gives the number of the operation."""
    records = _records(planned.before) or [new_id()]
    said = [Said(planned.name, planned.query)]
    # Of several that laptops saved apart one goes on.
    said += [Said(planned.name, planned.query, aside=True)] * (len(records) - 1)
    summary = f"search “{planned.name}” saved{' anew' if planned.before else ''}"
    return _write(archive, dict(zip(records, said, strict=True)), "find", summary)


def remove(archive: Archive, found: Iterable[SavedSearch]) -> int:
    """Remove what is called by one name; gives the number of the operation."""
    said = {
        record: Said(one.name, one.query, aside=True) for one in found for record in one.records
    }
    name = next(iter(said.values())).name
    return _write(archive, said, "saved", f"search “{name}” removed")


def taken_out(archive: Archive, number: int) -> list[TakenOut]:
    """How to take back what operation `number` did to each search."""
    written = searches.written_by(archive.record, number)
    known = searches.histories(archive.record) if written else {}
    return [_taken_out(known[record], number) for record in written]


def _taken_out(history: list[tuple[Revision, int]], number: int) -> TakenOut:
    past = [one for one, _ in history]
    before = {one.digest for one, operation in history if operation < number}
    by = {one.digest for one, operation in history if operation == number}
    answer = taken_back(past, before, by)
    now = [said for one in heads_of(past) if not (said := said_in(one)).aside]
    named = next(one for one, operation in history if operation == number)
    return TakenOut(
        name=said_in(named).name,
        before=tuple(said.query for said in now),
        after=tuple(said.query for said in (answer or now) if not said.aside),
        revisions=tuple(_following(past, said) for said in answer or ()),
        changed_since=answer is None,
    )


def _records(found: Iterable[SavedSearch]) -> list[str]:
    return list(dict.fromkeys(record for one in found for record in one.records))


def _write(archive: Archive, said: dict[str, Said], command: str, summary: str) -> int:
    record = archive.record
    known = searches.histories(record)
    with record.atomic():
        number = arrivals.begin_operation(record, command, *who_and_where(), summary=summary)
        new = [
            _following([one for one, _ in known.get(name, [])], what, name)
            for name, what in said.items()
        ]
        revisions.add_revisions(record, new, number)
        arrivals.end_operation(record, number)
    publish.follow(archive)
    return number


def _following(past: list[Revision], said: Said, record: str | None = None) -> Revision:
    """A revision after all that was said of a search."""
    made_by, device = who_and_where()
    parents = tuple(one.digest for one in heads_of(past))
    name = record or past[0].record
    return Revision(name, SEARCH, parents, arrivals.now(), made_by, device, said.body())
