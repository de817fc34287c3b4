"""What a merge brought, counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from fieldarchive.errors_of_copies import NothingToMerge
from fieldarchive.model import Problem

_TOO_MANY = 10_000


@dataclass(slots=True)
class Merged:
    """What a merge brought, or would bring.

    `unknown_words` counts items with a theme, city or person that is in no vocabulary here.
    `items_new` and `items_changed` count what came; `conflicts` the items that have one now;
    `doubled` are pairs of items with the same file; `clock_ahead` is the newest instant said
    there when it lies more than a day ahead of this clock. `set_aside` are the items that were
    shown here before and were set aside there; `devices` are noted there, and not here or
    otherwise, so that the same clocks tell another time. `erased` counts records that were here,
    `removed` the originals that went with them or were of none; `has_news` tells that more is
    known now of what was erased, here or not. `searches` are the names of saved searches that came,
    changed or went, and `searches_apart` those of them that mean two now.
    """

    dry_run: bool = False
    revisions: int = 0
    items_new: int = 0
    items_changed: int = 0
    originals: int = 0
    bytes_copied: int = 0
    erased: int = 0
    removed: int = 0
    unknown_words: int = 0
    searches: list[str] = field(default_factory=list)
    searches_apart: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    devices: list[str] = field(default_factory=list)
    doubled: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    clock_ahead: str | None = None
    has_news: bool = False

    def tell(self, path: Path, problem: Problem) -> None:
        """Note what could not come in; raises `NothingToMerge` when hardly anything can."""
        self.problems.append(problem)
        if len(self.problems) > _TOO_MANY:
            reason = f"more than {_TOO_MANY:,} of its originals are missing or damaged there"
            raise NothingToMerge(path, reason)

    @property
    def changed_nothing(self) -> bool:
        """Whether the other archive had nothing that was not here."""
        return not (self.revisions or self.originals or self.has_news)

    def summary(self) -> str:
        """A line for the log."""
        return (
            f"{self.items_new} new, {self.items_changed} changed, {self.originals} originals, "
            f"{self.erased} erased, {self.removed} originals removed, "
            f"{len(self.conflicts)} in conflict"
        )
