"""What an ingest has to report: counts that add up, and every problem with its file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from fieldarchive.errors import StorageError
from fieldarchive.model import Outcome, Problem, Result

WRITTEN = (Result.NEW, Result.UPDATED, Result.BACK)  # what puts something into history


@dataclass(slots=True)
class Report:
    """The sum of a run: files found = new + same + refused, and items by what became of them.

    `kinds` counts new items by kind; `failure` is what ended the run before its time.
    """

    dry_run: bool = False
    interrupted: bool = False
    failure: StorageError | None = None
    new: int = 0
    same: int = 0
    refused: int = 0
    bytes_kept: int = 0
    items: Counter[Result] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    outcomes: list[Outcome] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def found(self) -> int:
        """How many files were met, links and special files included."""
        return self.new + self.same + self.refused

    @property
    def is_complete(self) -> bool:
        """Whether everything asked for was done: no file and no description was refused."""
        return self.refused == 0 and not any(problem.serious for problem in self.problems)

    @property
    def changed_nothing(self) -> bool:
        """Whether the archive is as it was before."""
        return not (self.new or any(self.items[result] for result in WRITTEN))

    def summary(self) -> str:
        """A line for the log, of what is not zero: "1 new, 2 back; files: 3 kept"."""
        items = [(result.value, self.items[result]) for result in WRITTEN]
        files = [("kept", self.new), ("refused", self.refused)]
        parts = [
            heading + ", ".join(f"{count:,} {what}" for what, count in counts if count)
            for heading, counts in (("", items), ("files: ", files))
            if any(count for _, count in counts)
        ]
        return "; ".join(parts) or "nothing new"

    def add(self, outcome: Outcome) -> None:
        """Count an item, and keep what is worth telling of it."""
        self.items[outcome.result] += 1
        if outcome.result is Result.NEW and outcome.kind:
            self.kinds[outcome.kind.value] += 1
        if outcome.result is not Result.UNCHANGED:
            self.outcomes.append(outcome)
        self.problems += [replace(p, path=p.path or outcome.name) for p in outcome.problems]

    def add_all(self, other: Report) -> None:
        """Add a later run to the sum; it was cut short where that was."""
        self.new, self.same = self.new + other.new, self.same + other.same
        self.refused += other.refused
        self.bytes_kept += other.bytes_kept
        self.items += other.items
        self.kinds += other.kinds
        self.outcomes += other.outcomes
        self.problems += other.problems
        self.interrupted, self.failure = other.interrupted, other.failure
