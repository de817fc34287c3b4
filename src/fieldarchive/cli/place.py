"""`fieldarchive place`: where a position lies and why, and what the places are called."""

from __future__ import annotations

import re
from dataclasses import asdict
from math import isnan

import click

from fieldarchive import config, vocabulary
from fieldarchive.cli import opening
from fieldarchive.cli.place_names import names_of, say_list, say_named
from fieldarchive.cli.words import safe, say, say_json
from fieldarchive.config import Configuration
from fieldarchive.describe.positions import read_position
from fieldarchive.facts import USUAL_ACCURACY_M, Standing, Whereabouts
from fieldarchive.vocabulary import Vocabulary
from fieldarchive.vocabulary.reasons import distance

_WORD = re.compile(r"[^\W\d_]{3}|[\u3400-\u9fff]")
_NEAR_M = 100_000
_WIDEST_M = 1_000_000


@click.command("place", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1)
@click.option(
    "--accuracy",
    type=click.FloatRange(0, _WIDEST_M, min_open=True),
    metavar="M",
    help=f"Radius in metres within which the position holds.  [default: {USUAL_ACCURACY_M:.0f}]",
)
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(words: tuple[str, ...], accuracy: float | None, as_json: bool) -> None:
    """Tell where a position lies and why; or what is called so; or list all places.

    WORDS are a latitude and a longitude ("50.2547 N 127.5312 E", 50°15'17" 127°31'52",
    北纬50.2547° 东经127.5312°), or a name in any language.

    Example: fieldarchive place 50.2547 127.5312 --accuracy 20
    """
    typed = " ".join(words).strip()
    position = read_position(typed)
    if accuracy is not None and isnan(accuracy):
        raise click.BadParameter("nan is no number of metres", param_hint="--accuracy")
    if position is None and accuracy is not None:
        raise click.BadParameter("goes with a position: 50.2547 127.5312", param_hint="--accuracy")
    if position is not None:
        _Position(*position, accuracy).tell(as_json=as_json)
        return
    with opening.archive(for_writing=False) as archive:
        if typed in {"", "list"}:  # as of themes, people and devices
            say_list(archive, as_json=as_json)
        elif not say_named(archive, typed, as_json=as_json):
            raise click.BadParameter(_means_nothing(archive.vocabulary, typed), param_hint="WORDS")


def _means_nothing(words: Vocabulary, typed: str) -> str:
    if re.search(r"\d", typed) and not _WORD.search(typed):
        return (
            f'"{typed}" is no position. Write the latitude first, up to 90, then the longitude, '
            f"up to 180: {_exchanged(typed) or '50.2547 127.5312'}"
        )
    like = [*words.places_like(typed), *words.cities_like(typed)][:3]
    meant = f" Did you mean {' or '.join(like)}?" if like else ""
    return f'"{typed}" names no place and no city.{meant} `fieldarchive place` lists them.'


def _exchanged(typed: str) -> str | None:
    """The two numbers in the other order, where that makes a position."""
    numbers = re.findall(r"[-+]?\d+(?:\.\d+)?", typed)
    exchanged = " ".join(reversed(numbers))
    return exchanged if len(numbers) == 2 and read_position(exchanged) else None


class _Position:
    """A position, what the archive's places say of it, and how to print that."""

    def __init__(self, latitude: float, longitude: float, accuracy: float | None) -> None:
        root = opening.root()
        self.configuration = config.load(root)
        self.words = vocabulary.load(root, self.configuration)
        self.latitude, self.longitude, self.accuracy = latitude, longitude, accuracy
        self.radius = accuracy or USUAL_ACCURACY_M
        self.where = self.words.where(latitude, longitude, self.radius)
        self.nearest = self.words.places.nearest(latitude, longitude)

    def tell(self, *, as_json: bool) -> None:
        """Print it."""
        if as_json:
            say_json(self.as_json())
            return
        say(f"{safe(self.headline())}: {safe(self.where.reason)}")
        assumed = "" if self.accuracy else ", as is usual; --accuracy M says another"
        at = _degrees(self.latitude, self.longitude)
        say(f"  position {at} ±{distance(self.radius)}{assumed}")
        if (place := self.words.places.by_slug(self.where.place or "")) is not None:
            say(f"  place    {safe(names_of(place.labels, place.slug))}")
        elif self.nearest is not None and self.nearest[1] < _NEAR_M:
            near, metres = self.nearest
            off = f"{distance(metres)} off" if metres else "around the position itself"
            say(f"  nearest  {safe(names_of(near.labels, near.slug))}, {off}")
        zones = zones_at(self.where, self.configuration)
        say(f"  zone     {safe(' or '.join(zones) or 'not known')}")
        if self.where.standing is Standing.UNSURE:
            say("  next     a description has to say `city:` or `place:`; the position cannot")

    def headline(self) -> str:
        """Where it lies, in a word or two."""
        where = self.where
        if where.standing is Standing.UNSURE:
            return "Unsure"
        if where.standing is Standing.OUTSIDE:
            return f"Outside every city{f', in {where.country}' if where.country else ''}"
        if where.standing is Standing.CITY:
            cities = {city.slug: city for city in self.configuration.cities}
            return cities[where.city or ""].label
        place = self.words.places.by_slug(where.place or "")
        label = place.label if place else where.place
        return f"On the river {label}" if where.standing is Standing.RIVER else f"{label}"

    def as_json(self) -> dict[str, object]:
        """The answer with everything it rests on."""
        near = None if self.nearest is None else self.nearest[0].slug
        return {
            "latitude": self.latitude,
            "longitude": self.longitude,
            "accuracy_m": self.radius,
            **asdict(self.where),
            "nearest": near,
            "nearest_m": None if self.nearest is None else round(self.nearest[1], 1),
            "zones": zones_at(self.where, self.configuration),
        }


def zones_at(where: Whereabouts, configuration: Configuration) -> list[str]:
    """The zones by which clocks may go there: of the city, the country, or of all it could be."""
    cities = {city.slug: city for city in configuration.cities}
    if where.city in cities:
        return [cities[where.city].zone]
    known = {*cities, *(city.country for city in configuration.cities)}
    if where.standing is Standing.OUTSIDE:
        could_be = {where.country} - {None}
    elif where.could_be and known.issuperset(where.could_be):
        could_be = {*where.could_be}
    else:  # on a river or crossing people keep the time of one bank or the other
        could_be = {*cities}
    zones = [c.zone for c in configuration.cities if {c.slug, c.country} & could_be]
    return list(dict.fromkeys(zones))


def _degrees(latitude: float, longitude: float) -> str:
    north, east = "N" if latitude >= 0 else "S", "E" if longitude >= 0 else "W"
    return f"{_figures(latitude)}° {north} {_figures(longitude)}° {east}"


def _figures(degrees: float) -> str:
    """Five decimals are a metre."""
    return f"{abs(degrees):.5f}".rstrip("0").rstrip(".")
