"""What describing needs to know of an archive's vocabulary; whoever has one passes it in."""

from __future__ import annotations

from typing import Protocol

from fieldarchive.facts import Whereabouts


class Terms(Protocol):
    """Words to slugs, in any language; a word that names nothing gives None."""

    def theme_of(self, word: str) -> str | None:
        """The slug of a theme."""

    def themes_like(self, word: str) -> list[str]:
        """Labels that look like a word."""

    def city_of(self, word: str) -> str | None:
        """The slug of the only city of that name."""

    def cities_of(self, word: str) -> list[str]:
        """The slugs of all cities of that name."""

    def cities_like(self, word: str) -> list[str]:
        """Names of cities that look like a word."""

    def country_of(self, city: str) -> str | None:
        """The country of a city, ISO 3166."""

    @property
    def knows_places(self) -> bool:
        """Whether the archive has any named places, so that another word is worth a remark."""

    def places_of(self, word: str) -> list[str]:
        """The slugs of all places of that name."""

    def places_like(self, word: str) -> list[str]:
        """Names of places that look like a word."""

    def city_of_place(self, place: str) -> str | None:
        """The city that a place lies in; None for a river or a crossing."""

    def where(self, latitude: float, longitude: float, accuracy_m: float) -> Whereabouts:
        """Where a point in WGS 84 degrees lies, as far as its accuracy lets anybody say."""

    def handle_of(self, word: str) -> str | None:
        """The handle of a person."""
