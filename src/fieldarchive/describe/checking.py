"""Check: from the claims of a description to an `Item`, or a sentence for each that fails.

A value that cannot be believed never costs the item: the next claim is asked, and the problem
is told. Only two things are decided against the person: unreadable access means closed, and a
person who is no handle is not recorded, because that word may be a real name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from shlex import quote

from fieldarchive.describe.dates import Calendar, DateReading, Unread, read_date, understand
from fieldarchive.describe.placing import did_you_mean, placed
from fieldarchive.describe.terms import Terms
from fieldarchive.describe.told_about import entries_of, read_stretch
from fieldarchive.facts import ToldAbout
from fieldarchive.history.claims import (
    PEOPLE,
    UNSAID,
    access_of,
    saying,
    texts_of,
    winner,
    words_of,
)
from fieldarchive.model import (
    JSON,
    Access,
    Claim,
    Description,
    Item,
    Kind,
    Problem,
)

NOBODY = "?"
NO_EVENTS = Calendar()
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:[.,][0-9]{0,30})?(?:[eE][+-]?[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Checked:
    """An item, and what was wrong with the claims it was made of."""

    item: Item
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Check:
    description: Description
    terms: Terms
    date_order: str
    calendar: Calendar
    problems: list[Problem] = field(default_factory=list)

    def text(self, name: str) -> str | None:
        """The winning text of a field, without spaces around it; None when it is empty."""
        return next(
            (" ".join(texts_of(claim)).strip() for claim in saying(self.description, name)), None
        )

    def words(self, name: str) -> list[str]:
        """The winning list of a field, without doubles."""
        found = (words_of(claim) for claim in saying(self.description, name))
        return list(dict.fromkeys(next((words for words in found if words), [])))

    def tell(self, code: str, message: str, *, serious: bool = False) -> None:
        """Note a problem of this item."""
        self.problems.append(Problem(code, message, serious=serious))


def check(
    description: Description,
    terms: Terms,
    date_order: str,
    fallback_title: str,
    calendar: Calendar = NO_EVENTS,
) -> Checked:
    """The item that a description makes, and its problems. Never fails."""
    state = _Check(description, terms, date_order, calendar)
    taken, taken_words = _date(state, "date", _day_otherwise(state))
    about, about_words = _date(state, "about", _day_of(taken))
    told_about = _told_about(state, _day_of(taken))
    themes, keywords = _themes(state)
    latitude, longitude = _position(state)
    where = placed(description, terms)
    state.problems += where.problems
    item = Item(
        kind=_kind(state),
        title=state.text("title") or fallback_title,
        access=_access(state),
        description=state.text("description"),
        city=where.city,
        place=where.place,
        date=taken.edtf if taken else None,
        date_words=taken_words,
        date_start=taken.start if taken else None,
        date_end=taken.end if taken else None,
        about=about.edtf if about else None,
        about_words=about_words,
        about_start=about.start if about else None,
        about_end=about.end if about else None,
        language=_language(state),
        themes=themes,
        keywords=keywords,
        people=_people(state),
        creator=state.text("creator"),
        rights=state.text("rights"),
        latitude=latitude,
        longitude=longitude,
        accuracy_m=_number(state, "accuracy_m"),
        told_about=told_about,
    )
    return Checked(item, tuple(state.problems))


def without_real_names(description: Description, terms: Terms) -> Description:
    """The description as it may be recorded: who is no handle becomes a question mark."""
    return Description(tuple(_handles_only(claim, terms) for claim in description))


def _handles_only(claim: Claim, terms: Terms) -> Claim:
    if claim.field not in PEOPLE:
        return claim
    handles: list[JSON] = [terms.handle_of(word) or NOBODY for word in words_of(claim)]
    return Claim(claim.field, handles, claim.authority, claim.origin)


def _kind(state: _Check) -> Kind:
    for claim in saying(state.description, "kind"):
        try:
            return Kind(str(claim.value))
        except ValueError:
            state.tell(
                "unknown-kind",
                f'kind "{claim.value}" is not known. Write interview, photograph or note.',
            )
    return Kind.NOTE


def _access(state: _Check) -> Access:
    access, said = access_of(state.description), state.text("access")
    claim = winner(state.description, "access")
    if claim is not None and claim.origin.endswith(UNSAID):
        state.tell(
            "access-no-longer-said",
            f'access "{said}" was said by {claim.origin}. It still holds. '
            "Say `access:` in a sidecar to change it.",
        )
    if said is not None and access != said.casefold():
        state.tell(
            "unknown-access",
            f'access "{said}" is not known, so the item is closed. Write open, team or closed.',
            serious=True,
        )
    return access


def _date(state: _Check, name: str, on: date | None) -> tuple[DateReading | None, str | None]:
    """The first claim that is understood, and its words; else the strongest words alone.

    `on` is the day from which "yesterday" counts.
    """
    unread: str | None = None
    for claim in saying(state.description, name):
        words = str(claim.value).strip()
        found = understand(words, state.date_order, on=on, calendar=state.calendar)
        if isinstance(found, DateReading):
            return found, words
        unread = unread or words
        state.tell("unread-date", unread_date(name, words, found))
    return None, unread


def _told_about(state: _Check, on: date | None) -> tuple[ToldAbout, ...]:
    """The stretches of `about_at` in their order; words that are not understood are kept."""
    claim = winner(state.description, "about_at")
    found = [_stretch(state, entry, on) for entry in entries_of(claim)] if claim else []
    return tuple(sorted(found, key=_place_of))


def _place_of(one: ToldAbout) -> tuple[int, int]:
    stretch = read_stretch(one.words)
    return (one.start_ms or 0, stretch.first or 0) if stretch else (0, 0)


def _stretch(state: _Check, entry: str, on: date | None) -> ToldAbout:
    stretch = read_stretch(entry)
    if stretch is None:
        state.tell(
            "unread-stretch",
            f'about_at "{entry}" names no place and is kept as words. Begin with a time or the '
            "number of a segment: 00:14:22 late 60s, 00:14:22-00:20:00 1968, #12-15 1968.",
        )
        return ToldAbout(entry)
    found = understand(stretch.words, state.date_order, on=on, calendar=state.calendar)
    if isinstance(found, Unread):
        state.tell("unread-stretch", unread_date("about_at", entry, found))
        return ToldAbout(entry, stretch.start_ms, stretch.end_ms)
    return ToldAbout(entry, stretch.start_ms, stretch.end_ms, found.edtf, found.start, found.end)


def unread_date(name: str, words: str, found: Unread) -> str:
    """Why a date is not understood, and what to write instead."""
    return (
        f'{name} "{words}" was not understood and is kept as words. {found.reason} '
        "Write 2013-05-12, 12 May 2013, 1960s, or EDTF such as 1969~; "
        "`fieldarchive date WORDS` shows how words are read."
    )


def _day_otherwise(state: _Check) -> date | None:
    """The day that some claim for the date gives by itself, for one that says "yesterday"."""
    readings = (
        read_date(str(claim.value).strip(), state.date_order, calendar=state.calendar)
        for claim in saying(state.description, "date")
    )
    return next((day for found in readings if (day := _day_of(found))), None)


def _day_of(found: DateReading | None) -> date | None:
    """The one day that a date means; None where it means more, or none at all."""
    if found is None or found.start is None or found.start != found.end:
        return None
    return date.fromisoformat(found.start)


def _language(state: _Check) -> str | None:
    language = state.text("language")
    return language.split("-")[0].lower() if language else None


def _themes(state: _Check) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Slugs of the themes, and the words that name none, which stay keywords."""
    themes: list[str] = []
    loose = [word for word in state.words("keywords") if not state.terms.theme_of(word)]
    for word in state.words("themes"):
        slug = state.terms.theme_of(word)
        if slug:
            themes.append(slug)
            continue
        loose.append(word)
        state.tell(
            "unknown-theme",
            f'theme "{word}" is not in vocabularies/themes.csv and stays a keyword.'
            f"{did_you_mean(state.terms.themes_like(word))} "
            f"Correct it, or add it: fieldarchive theme add {quote(word)}",
        )
    return tuple(dict.fromkeys(themes)), tuple(dict.fromkeys(loose))


def _people(state: _Check) -> dict[str, tuple[str, ...]]:
    people: dict[str, tuple[str, ...]] = {}
    for name, role in PEOPLE.items():
        words = state.words(name)
        handles = [handle for word in words if (handle := state.terms.handle_of(word))]
        if len(handles) < len(words):
            state.tell(
                "unknown-person",
                f"{len(words) - len(handles)} of the {name} is no handle of "
                "vocabularies/people.csv and was not recorded, because it may be a real name; "
                "the file that says it is not handed out. "
                "`fieldarchive person add` makes a handle; use it and ingest the file again.",
            )
        if handles:
            people[role] = tuple(dict.fromkeys(handles))
    return people


def _position(state: _Check) -> tuple[float | None, float | None]:
    latitude, longitude = _number(state, "latitude"), _number(state, "longitude")
    if latitude is None or longitude is None:
        return None, None
    if abs(latitude) > 90 or abs(longitude) > 180:
        state.tell("no-such-place", f"position {latitude} {longitude} is not on the globe.")
        return None, None
    return latitude, longitude


def _number(state: _Check, name: str) -> float | None:
    """A number of degrees or metres; whatever else stands there is told and left out."""
    text = state.text(name)
    if text is None:
        return None
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    state.tell("unread-number", f'{name} "{text}" is no number. Write it like 50.2441.')
    return None
