"""What a list of rows knows of its own address: what was chosen, and how to choose otherwise.

Datasette answers the question in the address; this reads the same address for the reader, and
gives each choice a link that leaves it out. The names of parameters are Datasette's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from markupsafe import Markup

from fieldarchive.browse.data.release import Release, Term
from fieldarchive.browse.finding.excerpts import excerpt, marked
from fieldarchive.browse.page import wording
from fieldarchive.browse.tongue import _, gettext
from fieldarchive.search.excerpts import without_title

Pair = tuple[str, str]

# What a condition of Datasette is called, where it is not as good as a sign.
_CONDITIONS = {
    "exact": "",
    "arraycontains": "",
    "arraynotcontains": "≠",
    "not": "≠",
    "gt": ">",
    "gte": "≥",
    "lt": "<",
    "lte": "≤",
}
# What changes the order of a list, or how it is shown, and not what is in it.
_PLACES = {"_next", "_size", "_sort", "_sort_desc", "_columns", "_facet"}
_WITHOUT_VALUE = {"isnull", "isblank", "notnull", "notblank"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One condition that holds for the list, in words, and the address of the list without it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a table, as its address asks for it."""

    release: Release
    path: str
    pairs: tuple[Pair, ...]
    columns: Mapping[str, Mapping[str, str]]
    order: Sequence[str]

    @property
    def kept(self) -> list[Pair]:
        """What a form of the page carries along: all but the place in the list."""
        return [pair for pair in self.pairs if pair[0] != "_next"]

    @property
    def chosen(self) -> list[Choice]:
        """The conditions of the list, in the order of the address."""
        return [
            self._choice(pair)
            for pair in self.pairs
            if pair[0] == "_search" or not pair[0].startswith("_")
        ]

    @property
    def is_search_alone(self) -> bool:
        """Whether the search box alone chooses, so that a search page can show the same."""
        return [name for name, value in self.pairs if value.strip() and name not in _PLACES] == [
            "_search"
        ]

    @property
    def csv(self) -> str:
        """The whole list as CSV, however long."""
        left_out = ("_next", "_size", "_columns", "_stream")
        kept = [pair for pair in self.pairs if pair[0] not in left_out]
        return f"{self.path}.csv?{urlencode([*kept, ('_size', 'max'), ('_stream', 'on')])}"

    @property
    def all_columns(self) -> str:
        """The list with every column that the table has."""
        return self._address([*self.kept, ("_columns", "all")])

    @property
    def all_values(self) -> str:
        """The query that asks for this list with every value of its facets."""
        return urlencode([*self.kept, ("_facet_size", "max")])

    @property
    def fewer(self) -> str:
        """The list with the usual columns."""
        return self._address([p for p in self.kept if p[0] not in ("_columns", "_col", "_nocol")])

    def sorted(self, parameter: str, column: str) -> str:
        """The list in another order, from its beginning."""
        kept = [pair for pair in self.kept if pair[0] not in ("_sort", "_sort_desc")]
        return self._address([*kept, (parameter, column)])

    def in_order(self, facets: Iterable[Mapping[str, Any]] | None) -> list[dict[str, Any]]:
        """The facets in their usual order; years from the newest, the rest by count."""
        known = {name: place for place, name in enumerate(self.order)}
        found = [dict(facet) for facet in facets or ()]
        for facet in found:
            if facet["name"] == "year":
                facet["results"] = sorted(facet["results"], key=lambda r: r["value"], reverse=True)
        return sorted(found, key=lambda facet: known.get(facet["name"], len(known)))

    def label(self, column: str, value: object, otherwise: object = None) -> str:
        """A value of a column in the reader's words."""
        said: str | None = None
        if column == "city" and (city := self.release.city(str(value))):
            said = city.label
        elif column == "place" and (place := self.release.place(str(value))):
            said = place.label
        elif column in ("themes", "theme"):
            said = self.release.theme(str(value)).label
        elif column == "kind":
            said = wording.kind(str(value))
        elif column == "language":
            said = wording.language(str(value))
        elif column == "decade":
            said = wording.decade(str(value))
        elif column == "access":
            said = wording.access(str(value))
        return said or str(value if otherwise is None else otherwise)

    def city_of(self, row: Mapping[str, Any]) -> Term | None:
        """The city of a row, whose cell may have been given a label by Datasette."""
        value = row["city"]
        return self.release.city(value["value"] if isinstance(value, dict) else value)

    def item_of(self, row: Mapping[str, Any]) -> int:
        """The number of the item that a segment belongs to."""
        value = row["item"]
        return int(value["value"] if isinstance(value, dict) else value)

    def items_of(self, rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """The numbers of the items that these segments belong to, each once."""
        return sorted({self.item_of(row) for row in rows})

    def passage(self, row: Mapping[str, Any], phrases: str) -> Markup | str:
        """What is said in a segment, with the words marked that were looked for."""
        return marked(str(row["text"] or ""), phrases)

    def excerpt(self, row: Mapping[str, Any], phrases: str) -> Markup | str:
        """What a row of items says, around the words that were looked for."""
        text = without_title(row["text"] or "", row["title"])
        return excerpt([row["description"], text], phrases)

    def _choice(self, pair: Pair) -> Choice:
        without = list(self.kept)
        if pair in without:
            without.remove(pair)
        if pair[0] == "_search":
            return Choice(_("search"), f"“{pair[1]}”", self._address(without))
        column, _sign, condition = pair[0].partition("__")
        name = gettext(self.columns.get(column, {}).get("title", column))
        word = _condition(condition or "exact")
        value = "" if condition in _WITHOUT_VALUE else self.label(column, pair[1])
        return Choice(name, f"{word} {value}".strip(), self._address(without))

    def _address(self, pairs: Sequence[Pair]) -> str:
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path


def _condition(name: str) -> str:
    """A condition in the words of the page; one that nobody knows as Datasette calls it."""
    said = {
        "contains": _("contains"),
        "notcontains": _("does not contain"),
        "startswith": _("begins with"),
        "endswith": _("ends with"),
        "isnull": _("is empty"),
        "isblank": _("is empty"),
        "notnull": _("is given"),
        "notblank": _("is given"),
    }
    return _CONDITIONS.get(name) or said.get(name, "" if name in _CONDITIONS else name)


def listing(
    release: Release,
    path: str,
    query: str,
    columns: Mapping[str, Mapping[str, str]],
    order: Sequence[str],
) -> Listing:
    """The list at an address: its path, and the query behind the "?"."""
    pairs = tuple(parse_qsl(query, keep_blank_values=True))
    return Listing(release, path, pairs, columns, order)
