"""What a check is, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that can be wrong or missing in descriptions.

    `title` is what it looks for, in a line; `why` tells what it means and how to mend it; `mend`
    is the command that does, or shows, in words that can be typed. What `is_wrong` makes `check`
    leave with 3; the rest is only told. `can_fix` says that `check --fix` knows the right word.
    """

    code: str
    title: str
    why: str
    mend: str
    is_wrong: bool = True
    can_fix: bool = False


@dataclass(frozen=True, slots=True)
class Fix:
    """A word in a field of a description, and the one that stands for it."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a check found: a clause, and the ids of the items that it is about.

    Without items it is about a vocabulary, which the clause names.
    """

    code: str
    told: str
    records: tuple[str, ...] = ()
    fix: Fix | None = None
