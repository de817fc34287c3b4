"""What an ingest has to report: counts that add up, and every problem with its file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from fieldarchive.errors import StorageError
from fieldarchive.model import Outcome, Problem, Result


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
        return not (self.items[Result.NEW] or self.items[Result.UPDATED] or self.new)

    def summary(self) -> str:
        """A line for the log."""
        items = self.items
        return (
            f"{items[Result.NEW]} new, {items[Result.UPDATED]} updated, "
            f"{self.new} originals, {self.refused} refused"
        )

    def add(self, outcome: Outcome) -> None:
        """Count an item, and keep what is worth telling of it."""
        self.items[outcome.result] += 1
        if outcome.result is Result.NEW and outcome.kind:
            self.kinds[outcome.kind.value] += 1
        if outcome.result is not Result.UNCHANGED:
            self.outcomes.append(outcome)
        self.problems += [replace(p, path=p.path or outcome.name) for p in outcome.problems]
