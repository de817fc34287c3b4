"""What taking back an operation did, or would do: to items, to saved searches, to a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fieldarchive.errors import CannotUndo
from fieldarchive.logbook import Named
from fieldarchive.model import Access
from fieldarchive.saving import TakenOut

NAMED = 5


class Fate(StrEnum):
    """What became of an item when an operation was taken back."""

    ASIDE = "set aside"
    BACK = "back"
    CHANGED = "changed back"
    SAME = "as it was"


@dataclass(frozen=True, slots=True)
class Restored:
    """One item that the operation had touched, and the fields that say something else now.

    `kept` are fields that were changed since, each with the operation that changed it last.
    `since` tells of an item that goes which operation changed it last, and whose word that was;
    `opened` of an item that more people may see what its access was, and what it is.
    """

    record: str
    name: Named
    fate: Fate
    changed: tuple[str, ...]
    kept: tuple[tuple[str, int], ...]
    since: tuple[int, str | None] | None
    opened: tuple[Access, Access] | None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking back did. `cause` is the operation that it is all about.

    `brings_back` tells that an undoing was taken back; `number` is this operation, None when
    nothing was written. `erased` counts items that the operation erased, which stay erased;
    `is_of_merge` tells that what it is about came from another laptop.
    `file` is the file that people edit which is put back, where it is about one. `did` is what
    the log says that `cause` did to it, else which command it was.
    `searches` are the saved searches that it was about. `passed_over` are newer operations of
    which nothing was left to take back.
    """

    cause: int
    brings_back: bool
    number: int | None
    items: tuple[Restored, ...]
    erased: int
    is_of_merge: bool
    did: str
    file: str | None = None
    searches: tuple[TakenOut, ...] = ()
    passed_over: tuple[int, ...] = ()

    def count(self, fate: Fate) -> int:
        """How many items had this fate."""
        return sum(one.fate is fate for one in self.items)

    @property
    def is_empty(self) -> bool:
        """Whether all is as it was."""
        is_same = self.count(Fate.SAME) == len(self.items)
        return not self.file and is_same and not any(one.revisions for one in self.searches)

    def summary(self) -> str:
        """What became of the items, "14 set aside, 2 changed back", of searches, or of the file."""
        if self.file:
            return f"{self.file} as it was {'after' if self.brings_back else 'before'} it"
        counts = [f"{count:,} {self.word(fate)}" for fate in Fate if (count := self.count(fate))]
        counts += [f"saved search “{one.name}” {one.fate}" for one in self.searches[:NAMED]]
        if len(self.searches) > NAMED:
            counts.append(f"{len(self.searches) - NAMED:,} more saved searches")
        return ", ".join(counts) or "nothing was left of it"

    def word(self, fate: Fate) -> str:
        """A fate in words: what an undoing had changed back is changed again."""
        return "changed again" if self.brings_back and fate is Fate.CHANGED else fate


class WouldOpen(CannotUndo):
    """Taking it back would show items to more people than now, unasked: those of `told`."""

    def __init__(self, told: TakenBack) -> None:
        self.told = told
        opened = [
            f"{one.name.key} {one.name.title} ({' → '.join(one.opened)})"
            for one in told.items
            if one.opened
        ]
        more = ", …" if len(opened) > NAMED else ""
        super().__init__(
            told.cause,
            f"was left as it is: more people would see {', '.join(opened[:NAMED])}{more}. "
            "If that is meant, say --yes.",
        )
