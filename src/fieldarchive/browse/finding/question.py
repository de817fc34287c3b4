"""What a search page is asked for, as its address says it, and the addresses that ask otherwise.

The words typed are in `q`, and stay as they were typed. What they mean is for `searching`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fieldarchive.browse.tongue import _
from fieldarchive.browse.versions import Request
from fieldarchive.concordance import ORDERS

_PLACES = 9  # of a page number; no list is longer


@dataclass(frozen=True, slots=True)
class Question:
    """Words typed, a page of what they find, from 1, and for a concordance its order.

    `release` is the name of the database that is asked, where it is not the first of several.
    """

    path: str
    typed: str = ""
    page: int = 1
    order: str = "date"
    release: str = ""

    def address(self, path: str = "") -> str:
        """The address that asks this; with a `path`, from the beginning of another page."""
        asked: dict[str, str | int] = {"q": self.typed}
        if self.order != "date":
            asked["sort"] = self.order
        if self.page > 1 and not path:
            asked["page"] = self.page
        if self.release:
            asked["release"] = self.release
        return f"{path or self.path}?{urlencode(asked)}"

    def narrowed(self, condition: str) -> str:
        """The address that asks for this condition too; it stands first, before any open quote."""
        return replace(self, typed=f"{condition} {self.typed}".strip(), page=1).address()

    def at(self, page: int) -> str:
        """The address of another page of the same."""
        return replace(self, page=page).address()

    def sorted(self, order: str) -> str:
        """The address of the same in another order of `concordance.ORDERS`."""
        return replace(self, order=order, page=1).address()

    def tabs(self, items: str) -> list[tuple[str, str]]:
        """The same as a list of items, line by line, and in the table `items`."""
        table = f"{items}?{urlencode({'_search': self.typed})}" if self.typed else items
        return [
            (_("List"), self.address("/search")),
            (_("Concordance"), self.address("/concordance")),
            (_("Table"), table),
        ]

    def as_data(self, page: int) -> str:
        """The address of a page as JSON."""
        return replace(self, path=f"{self.path}.json", page=page).address()

    def instead(self, typed: str) -> str:
        """The address that asks for other words."""
        return replace(self, typed=typed, page=1).address()


def question(request: Request, path: str, known: Mapping[str, object]) -> Question:
    """The question of a request; whatever it says that cannot be is left out."""
    said = request.args.get
    page = said("page") or ""
    return Question(
        path,
        typed=said("q") or "",
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < _PLACES else 1,
        order=said("sort") if said("sort") in ORDERS else "date",
        release=said("release") if said("release") in known else "",
    )
