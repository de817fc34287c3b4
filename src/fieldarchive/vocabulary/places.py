"""`vocabularies/places.geojson`: boundaries, and in which city a point lies.

A city has a boundary, not a radius: on a border river the nearest centre is wrong for one point
in five. shapely is imported when the first point is asked for, because few commands need it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldarchive.errors import ConfigurationError
from fieldarchive.naming import naming

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class Places:
    """The features of a places file."""

    path: Path

    @cached_property
    def features(self) -> list[dict[str, Any]]:
        """GeoJSON features, empty when there is no file; raises `ConfigurationError`."""
        if not self.path.is_file():
            return []
        try:
            with naming(self.path):
                collection = json.loads(self.path.read_text(encoding="utf-8"))
            features: list[dict[str, Any]] = collection["features"]
        except (ValueError, KeyError, TypeError) as error:
            raise ConfigurationError(self.path, f"is not GeoJSON: {error}.") from error
        return features

    def city_at(self, latitude: float, longitude: float) -> str | None:
        """The slug of the one city whose boundary holds the point; None on the river or outside."""
        from shapely import Point

        point = Point(longitude, latitude)
        holding = [slug for slug, boundary in self._cities if boundary.covers(point)]
        return holding[0] if len(holding) == 1 else None

    @cached_property
    def _cities(self) -> list[tuple[str, BaseGeometry]]:
        from shapely.errors import ShapelyError
        from shapely.geometry import shape

        try:
            return [
                (feature["properties"]["slug"], shape(feature["geometry"]))
                for feature in self.features
                if feature["properties"].get("type") == "city"
            ]
        except (KeyError, TypeError, ValueError, AttributeError, ShapelyError) as error:
            reason = f"a city in it has no slug or no boundary ({error!r})."
            raise ConfigurationError(self.path, reason) from error
