"""What claims mean without a vocabulary: the words of a list, and how strict an access is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldarchive.model import Access, Authority, Claim, Description

PEOPLE = {
    "narrators": "narrator",
    "interviewers": "interviewer",
    "participants": "participant",
    "photographers": "photographer",
    "authors": "author",
    "translators": "translator",
}
LISTS = frozenset({"themes", "keywords", "about_at", *PEOPLE})
SAID_BY_A_PERSON = frozenset(
    {
        Authority.EDIT,
        Authority.SIDECAR,
        Authority.FRONT_MATTER,
        Authority.TABLE,
        Authority.FOLDER,
        Authority.OPTION,
    }
)
STRICTNESS = {Access.OPEN: 0, Access.TEAM: 1, Access.CLOSED: 2}
# Added to the origin of an access that holds although its file no longer says it.
UNSAID = ", which no longer says it"
_SEPARATORS = re.compile("[,;、，；]")


def words_of(claim: Claim) -> list[str]:
    """The words of a list; a single line is split at commas and semicolons of any script."""
    values = texts_of(claim)
    if len(values) == 1:
        values = _SEPARATORS.split(values[0])
    return [word.strip() for word in values if word.strip()]


def texts_of(claim: Claim) -> list[str]:
    """The values of a claim as text."""
    values = claim.value if isinstance(claim.value, list) else [claim.value]
    return [str(value) for value in values if value is not None]


def saying(description: Description, name: str) -> Iterator[Claim]:
    """The claims for a field that say anything, strongest first.

    Where a person emptied the field by hand, nobody is asked after them.
    """
    for claim in description.ranked(name):
        if any(map(str.strip, texts_of(claim))):
            yield claim
        elif says_something(claim):
            return


def winner(description: Description, name: str) -> Claim | None:
    """The strongest claim for a field that says anything."""
    return next((claim for claim in description.ranked(name) if says_something(claim)), None)


def says_something(claim: Claim) -> bool:
    """Whether a claim has a word. One that a person emptied by hand says that there is none."""
    return claim.authority is Authority.EDIT or any(map(str.strip, texts_of(claim)))


def access_of(description: Description) -> Access:
    """Who may see an item: not said means the team, and a word that is not known means nobody."""
    claim = winner(description, "access")
    if claim is None:
        return Access.TEAM
    try:
        return Access(" ".join(texts_of(claim)).strip().casefold())
    except ValueError:
        return Access.CLOSED


def strictest(accesses: set[Access]) -> Access:
    """The access under which the fewest may see."""
    return max(accesses, key=STRICTNESS.__getitem__)
