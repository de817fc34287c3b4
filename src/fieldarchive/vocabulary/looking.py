"""One point on the ground, and what lies around it: the measuring behind `ground`'s rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import pi
from typing import TYPE_CHECKING

from fieldarchive.vocabulary.drawing import Drawn
from fieldarchive.vocabulary.features import CITY, RIVER

if TYPE_CHECKING:
    from shapely import Point

_STEP = 0.5
# A circle is drawn with 64 corners; with so much more it holds the whole of the round one.
_ROUNDER = 1.0013
# A line that was drawn for one stretch of land says nothing of the sides of another continent.
_BESIDE_M = 100_000


@dataclass(frozen=True)
class Look:
    """A point, what lies within `accuracy` metres of it, and all cities and borders.

    `factor` is how much the picture of `globe` enlarges here; `near` has distances in that picture.
    """

    point: Point
    accuracy: float
    factor: float
    near: Mapping[Drawn, float]
    cities: Sequence[Drawn]
    borders: Sequence[Drawn]

    def distance(self, one: Drawn) -> float:
        """Metres to it; 0 inside."""
        return float(one.shape.distance(self.point)) / self.factor

    def depth(self, one: Drawn) -> float:
        """Metres to its edge from inside."""
        return float(one.edge.distance(self.point)) / self.factor

    def within_reach(self, *kinds: str) -> list[Drawn]:
        """What of some types the circle of the accuracy touches, what holds the point first."""
        touched = [one for one in self.near if one.place.type in kinds]
        return sorted(touched, key=self.near.__getitem__)

    def countries_beside(self, touched: Sequence[Drawn]) -> list[str | None]:
        """The countries of the ground in the circle that lies in none of these, this side first."""
        from shapely import union_all

        circle = self.point.buffer(self.accuracy * self.factor * _ROUNDER)
        rest = circle.difference(union_all([one.shape for one in touched]))
        parts = sorted(getattr(rest, "geoms", [rest]), key=self.point.distance)
        return [self._side_of(part.representative_point()) for part in parts if not part.is_empty]

    def here(self, kind: str) -> list[Drawn]:
        """What of a type holds the point itself."""
        return [one for one in self.holding if one.place.type == kind]

    @cached_property
    def holding(self) -> list[Drawn]:
        """All that holds the point itself."""
        return [one for one, distance in self.near.items() if distance == 0]

    @cached_property
    def nearest_city(self) -> Drawn | None:
        """The city whose boundary is nearest."""
        return min(self.cities, key=self.distance, default=None)

    @cached_property
    def border(self) -> Drawn | None:
        """The nearest border."""
        return min(self.borders, key=self.distance, default=None)

    @cached_property
    def border_m(self) -> float | None:
        """Metres to the nearest border."""
        return None if self.border is None else self.distance(self.border)

    @cached_property
    def innermost(self) -> Drawn | None:
        """The smallest named place around the point that is not smaller than its circle."""
        circle = pi * (self.accuracy * self.factor) ** 2
        fitting = [one for one in self.holding if one.place.is_spot and one.shape.area >= circle]
        return min(fitting, key=lambda one: one.shape.area, default=None)

    @cached_property
    def country(self) -> str | None:
        """The country on this side of the nearest border; None far off and beyond its ends."""
        is_beside = self.border_m is not None and self.border_m <= _BESIDE_M
        return self._side_of(self.point) if is_beside else None

    def _side_of(self, point: Point) -> str | None:
        if self.border is None:
            return None
        line = self.border.shape
        along = line.project(point)
        if not 0 < along < line.length:
            return None
        # Where the nearest point is a corner, the chord from just before to just after it decides.
        a, b = line.interpolate(along - _STEP), line.interpolate(along + _STEP)
        is_left = (b.x - a.x) * (point.y - a.y) > (b.y - a.y) * (point.x - a.x)
        return self.border.place.left if is_left else self.border.place.right

    @cached_property
    def opposite(self) -> str | None:
        """The country on the other side of the nearest border."""
        if self.border is None or self.country is None:
            return None
        sides = (self.border.place.left, self.border.place.right)
        return sides[1] if sides[0] == self.country else sides[0]

    @property
    def crosses_border(self) -> bool:
        """Whether the circle reaches over a border."""
        return self.border_m is not None and self.border_m <= self.accuracy

    @property
    def is_in_the_open(self) -> bool:
        """Whether the point lies in no city and on no river."""
        return not self.here(CITY) and not self.here(RIVER)
