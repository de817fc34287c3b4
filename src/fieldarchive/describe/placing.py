"""City and place of an item: what people say, what its position tells, and where the two disagree.

A known place tells its city, a crossing tells that there is none. What a position leaves open is
told as a problem and not decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite

from fieldarchive.describe.terms import Terms
from fieldarchive.facts import USUAL_ACCURACY_M, Standing, Whereabouts
from fieldarchive.history.claims import SAID_BY_A_PERSON, saying, winner
from fieldarchive.model import Authority, Claim, Description, Problem

# The word for an item that is in no city: on a river or a crossing.
NO_CITY = "none"


@dataclass(frozen=True, slots=True)
class Placed:
    """The slug of the city; the slug of the place, or the words for it where nobody knows it."""

    city: str | None
    place: str | None
    problems: tuple[Problem, ...]


def whereabouts(description: Description, terms: Terms) -> Whereabouts | None:
    """Where the winning position lies; None where there is none that could be."""
    said = [description.value(name) for name in ("latitude", "longitude", "accuracy_m")]
    latitude, longitude, accuracy = map(_number, said)
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return terms.where(
        latitude, longitude, accuracy if accuracy and accuracy > 0 else USUAL_ACCURACY_M
    )


def claims_of_position(description: Description, terms: Terms) -> Iterator[Claim]:
    """The city and the place that the position tells for certain."""
    where = whereabouts(description, terms)
    if where is not None and where.city:
        yield Claim("city", where.city, Authority.INFERENCE, "its position")
    if where is not None and where.place:
        yield Claim("place", where.place, Authority.INFERENCE, "its position")


def claims_of_place(description: Description, terms: Terms) -> Iterator[Claim]:
    """The city that the winning place lies in; as strong as who said the place, and after them."""
    for claim in saying(description, "place"):
        word = str(claim.value).strip()
        lie_in = {terms.city_of_place(slug) or NO_CITY for slug in terms.places_of(word)}
        for city in lie_in if len(lie_in) == 1 else terms.cities_of(word):
            yield Claim("city", city, claim.authority, f'place "{word}"')
        return


def placed(description: Description, terms: Terms) -> Placed:
    """The city and place of an item, and what is wrong with what was said of them."""
    state = _Placing(description, terms, whereabouts(description, terms))
    city = state.city()
    place = state.place(city)
    return Placed(city, place, tuple(state.problems))


@dataclass(slots=True)
class _Placing:
    description: Description
    terms: Terms
    where: Whereabouts | None
    problems: list[Problem] = field(default_factory=list)

    def city(self) -> str | None:
        for claim in saying(self.description, "city"):
            word = str(claim.value).strip()
            named = self.terms.cities_of(word)
            if len(named) > 1 and self.where is not None and self.where.city in named:
                named = [self.where.city]
            if len(named) == 1:
                self.compare_with_position(claim, named[0])
                return named[0]
            if word.casefold() == NO_CITY:
                return None
            if claim.authority in SAID_BY_A_PERSON:
                self.tell_city(word, named)
                return None
        if self.where is not None and self.where.standing is Standing.UNSURE:
            self.tell_unsure(self.where)
        return None

    def place(self, city: str | None) -> str | None:
        for claim in saying(self.description, "place"):
            word = str(claim.value).strip()
            named = self.terms.places_of(word)
            if claim.authority is Authority.INFERENCE:
                # One that lies elsewhere was told with the city it contradicts.
                return next((s for s in named if self.terms.city_of_place(s) == city), None)
            if not named and self.terms.cities_of(word):
                continue  # it says where in the archive, and `claims_of_place` made a city of it
            here = [slug for slug in named if self.terms.city_of_place(slug) == city]
            found = here if len(here) == 1 else named
            if len(found) == 1:
                self.compare_with_city(claim, found[0], city)
                return found[0]
            self.tell_place(word, found, city)
            return word
        return None

    def compare_with_position(self, claim: Claim, city: str) -> None:
        where = self.where
        if where is None or claim.authority in (Authority.INFERENCE, Authority.EDIT):
            return  # whoever says it by hand was told where the position lies
        country = self.terms.country_of(city)
        if where.city not in (None, city):
            lies = f"lies in {where.city}"
        elif where.standing is Standing.RIVER:
            lies = f"is on the river: {where.reason}"
        elif where.standing is Standing.CROSSING:
            lies = f'is at "{where.place}", which lies in no city'
        elif where.standing is Standing.UNSURE and city not in where.could_be:
            lies = f"is elsewhere: {where.reason}"
        elif where.country and country and where.country != country:
            lies = f"is on the side of {where.country}: {where.reason}"
        else:
            return
        self.tell(
            "city-contradicts-position",
            f"{claim.origin} says {city}, but its position {lies}. {city} was taken.",
        )

    def compare_with_city(self, place: Claim, slug: str, city: str | None) -> None:
        lies_in = self.terms.city_of_place(slug)
        if lies_in is None and city is None:
            return  # who says that an item is on the ferry takes it out of the folder's city
        for claim in saying(self.description, "city"):
            other = self.terms.city_of(str(claim.value))
            if other in (None, lies_in) or claim.authority not in SAID_BY_A_PERSON:
                continue
            self.tell(
                "place-contradicts-city",
                f'{place.origin} says place "{slug}", which lies in {lies_in or "no city"}, '
                f"but {claim.origin} says {other}. {city or 'No city'} was taken.",
            )
            return

    def tell_city(self, word: str, named: list[str]) -> None:
        if named:
            self.tell(
                "ambiguous-city",
                f'city "{word}" names {_listed(named)}. Write one of these slugs; '
                "the item has no city until then.",
            )
            return
        self.tell(
            "unknown-city",
            f'city "{word}" is not in fieldarchive.toml.'
            f"{did_you_mean(self.terms.cities_like(word))} "
            "The item has no city until you correct it or add the city there.",
        )

    def tell_place(self, word: str, named: list[str], city: str | None) -> None:
        if named:
            self.tell(
                "ambiguous-place",
                f'place "{word}" names {_listed(named)} and stays as words. '
                "Write one of these slugs, or say the city.",
            )
        elif self.terms.knows_places:
            self.tell(
                "unknown-place",
                f'place "{word}" is not in vocabularies/places.geojson and stays as words.'
                f"{did_you_mean(self.likely(word, city))}",
            )

    def likely(self, word: str, city: str | None) -> list[str]:
        """Names of places that look like a word; those in the item's city before the others."""

        def is_elsewhere(name: str) -> bool:
            return city not in map(self.terms.city_of_place, self.terms.places_of(name))

        return sorted(self.terms.places_like(word), key=is_elsewhere)

    def tell_unsure(self, where: Whereabouts) -> None:
        if winner(self.description, "city") or winner(self.description, "place"):
            return  # somebody knows better, if not in words of the vocabulary
        self.tell(
            "place-unsure",
            f"its position tells no city: {where.reason}. "
            "Say `city:` or `place:` where you know it.",
        )

    def tell(self, code: str, message: str) -> None:
        self.problems.append(Problem(code, message))


def did_you_mean(like: list[str]) -> str:
    """What a word looks like, as a question that goes after a sentence; nothing if like nothing."""
    return f' Did you mean "{like[0]}"?' if like else ""


def _number(value: object) -> float | None:
    try:
        number = float(str(value).replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) else None


def _listed(slugs: list[str]) -> str:
    return f"{', '.join(slugs[:-1])} and {slugs[-1]}"
