"""What describing needs to know of an archive's vocabulary; whoever has one passes it in."""

from __future__ import annotations

from typing import Protocol


class Terms(Protocol):
    """Words to slugs, in any language; a word that names nothing gives None."""

    def theme_of(self, word: str) -> str | None:
        """The slug of a theme."""

    def themes_like(self, word: str) -> list[str]:
        """Labels that look like a word."""

    def city_of(self, word: str) -> str | None:
        """The slug of a city."""

    def cities_like(self, word: str) -> list[str]:
        """Names of cities that look like a word."""

    def city_at(self, latitude: float, longitude: float) -> str | None:
        """The slug of the city around a point in WGS 84 degrees."""

    def handle_of(self, word: str) -> str | None:
        """The handle of a person."""
