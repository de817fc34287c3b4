"""Words typed on the command line that would describe an item, refused where they mean nothing.

In a file such a word is told as a problem and kept; whoever types it is still there to correct it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

import click

from fieldarchive.archive import Archive
from fieldarchive.describe.checking import check
from fieldarchive.describe.dates import Unread, understand
from fieldarchive.describe.dates.calendars import calendar_of
from fieldarchive.describe.placing import NO_CITY
from fieldarchive.devices import device_named
from fieldarchive.history.claims import PEOPLE, words_of
from fieldarchive.model import Authority, Claim, Description


def refuse_mistyped(
    archive: Archive, field: str, word: str, option: str, *, on: date | None = None
) -> None:
    """Refuse a value of a sidecar's field that `option` gives; raises `click.BadParameter`.

    `on` is the day from which "yesterday" counts, where whoever calls knows one.
    """
    words = archive.vocabulary
    order, calendar = archive.configuration.date_order, calendar_of(archive.configuration)
    if not word.strip():
        raise mistyped(option, word, "says nothing", [])
    if field == "city" and not words.cities_of(word) and word.casefold() != NO_CITY:
        like = words.cities_like(word)
        wrong = "is not in fieldarchive.toml" + ("" if like else _cities_there(archive))
        raise mistyped(option, word, wrong, like)
    if field == "device" and device_named(archive.configuration.devices, word) is None:
        like = get_close_matches(word, [one.slug for one in archive.configuration.devices])
        raise mistyped(option, word, "is no device of fieldarchive.toml", like)
    if field in {"date", "about"}:
        found = understand(word, order, on=on, calendar=calendar)
        if isinstance(found, Unread):
            raise mistyped(option, word, f"is no date. {found.reason.rstrip('.')}", [])
        return
    if field == "access" and word not in {"open", "team", "closed"}:
        raise mistyped(option, word, "is not known: access is open, team or closed", [])
    said = Description((Claim(field, word, Authority.EDIT, option),))
    _refuse_unknown(archive, field, words_of(said.claims[0]), option)
    for problem in check(said, words, order, "", calendar).problems:
        if problem.code == "unknown-place":
            continue  # it stays as words, and the report asks what was meant
        raise click.BadParameter(problem.message, param_hint=option)


def _cities_there(archive: Archive) -> str:
    """The cities that could have been meant, as the end of a sentence."""
    there = [city.slug for city in archive.configuration.cities]
    if not there:
        return ", which has no city yet: fill in a [[city]] there"
    return f": there {'is' if len(there) == 1 else 'are'} {', '.join(there)}"


def _refuse_unknown(archive: Archive, field: str, typed: Sequence[str], option: str) -> None:
    """Refuse words for themes and people that name none; nothing was recorded of them yet."""
    words = archive.vocabulary
    for word in typed:
        if field == "themes" and words.theme_of(word) is None:
            like = words.themes_like(word)
            hint = "" if like else "; `fieldarchive theme add` makes one"
            raise mistyped(option, word, f"is not in vocabularies/themes.csv{hint}", like)
        if field in PEOPLE and words.handle_of(word) is None:
            wrong = "is no handle of vocabularies/people.csv, and a real name has no place here"
            like = words.people_like(word)
            hint = "" if like else "; `fieldarchive person add` makes a handle"
            raise mistyped(option, word, wrong + hint, like)


def mistyped(option: str, value: str, wrong: str, like: list[str]) -> click.BadParameter:
    """What is wrong with the value of an option, and what it looks like."""
    meant = f' Did you mean "{like[0]}"?' if like else ""
    return click.BadParameter(f'"{value}" {wrong}.{meant}', param_hint=option)
