"""What a comparison is asked for, as its address says it, and the addresses that ask otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from fieldarchive.browse.data.release import Release, Term
from fieldarchive.browse.versions import Request

REST = "rest"  # everything that is not in the other city
PATH = "/compare"


@dataclass(frozen=True, slots=True)
class Asking:
    """Two cities by slug, a theme by slug or words typed or neither, and how numbers are said.

    `right` may be `REST`. `release` is the name of the database where it is not the first.
    """

    left: str
    right: str
    theme: str = ""
    typed: str = ""
    per_day: bool = False
    release: str = ""

    def address(self, path: str = PATH) -> str:
        """The address that asks this."""
        said = {
            "theme": self.theme,
            "q": self.typed,
            "left": self.left,
            "right": self.right,
            "by": "day" if self.per_day else "",
            "release": self.release,
        }
        return f"{path}?{urlencode({name: value for name, value in said.items() if value})}"

    def counted(self, *, per_day: bool) -> str:
        """The same counted a field day, or plainly."""
        return replace(self, per_day=per_day).address()

    def of(self, theme: str) -> str:
        """The address that compares a theme."""
        return replace(self, theme=theme, typed="").address()

    def turned(self) -> str:
        """The address with the cities in each other's place."""
        return replace(self, left=self.right, right=self.left).address()


def asking(request: Request, release: Release, elsewhere: str) -> Asking | None:
    """What a request asks for; None where the release has no city to begin with."""
    cities = list(release.cities)
    if not cities:
        return None
    said = request.args.get
    left = said("left") if said("left") in release.cities else cities[0]
    right = said("right") or ""
    if right not in release.cities and right != REST:
        right = next((slug for slug in cities if slug != left), REST)
    if right == left:
        right = REST
    theme = said("theme") if said("theme") in release.themes else ""
    typed = (said("q") or "").strip()
    return Asking(
        left=str(left),
        right=right,
        theme=str(theme) if not typed else "",
        typed=typed,
        per_day=said("by") == "day",
        release=elsewhere,
    )


def side(release: Release, slug: str) -> Term | None:
    """The city of one side; None is everywhere else."""
    return None if slug == REST else release.city(slug)
