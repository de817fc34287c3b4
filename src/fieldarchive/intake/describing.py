"""Describe: every claim about an item from all who make one, into one `Description`.

Sidecars and front matter come with the readings; here the folder, the items table and the
command line are added. A description that cannot be understood closes its item.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from fieldarchive.errors import Unreadable
from fieldarchive.intake.material import Material, Options
from fieldarchive.intake.rows import claims_by_file, keys_of
from fieldarchive.model import (
    ITEMS_TABLE,
    Authority,
    Bundle,
    Claim,
    Description,
    Hints,
    Problem,
    Reading,
    Role,
    SourceFile,
)
from fieldarchive.readers import sidecars, tables

_YAML = {".yaml", ".yml"}
CLOSED = Claim("access", "closed", Authority.EDIT, "a description that could not be understood")


class Describer:
    """Collects claims; reads each folder's own files once a run however many files they cover.

    `problems` are those of the folders' files, for the report.
    """

    def __init__(self, options: Options) -> None:
        self._read: dict[Path, Reading] = {}
        self._tables: dict[Path, Mapping[str, tuple[Claim, ...]]] = {}
        self.problems: list[Problem] = []
        encoding = {"encoding": options.encoding} if options.encoding else {}
        said = (
            Claim(name, value, Authority.OPTION, f"--{name.replace('_', '-')}")
            for name, value in {**options.defaults, **encoding}.items()
        )
        self._options = (*options.by_hand, *said)

    def describe(self, material: Material) -> Material:
        """The material with everybody's claims."""
        claims = list(material.claims)
        for read in material.files:
            claims += read.reading.claims if read.reading else ()
        closed = _refused(material.problems)
        for source in material.bundle.folder_files:
            reading = self._reading(source)
            claims += self._said_by(source, reading, material.bundle)
            closed = closed or _refused(reading.problems)
        claims += self._options
        if closed:
            claims.insert(0, CLOSED)
        return replace(material, claims=tuple(claims))

    def encoding_for(self, bundle: Bundle) -> str | None:
        """The encoding that a sidecar or folder names for the text files of a bundle."""
        beside = [f.source for f in bundle.files if f.source.path.suffix.lower() in _YAML]
        claims = [claim for source in beside for claim in _sidecar_claims(source)]
        for source in bundle.folder_files:
            claims += self._said_by(source, self._reading(source), bundle)
        named = Description(tuple(claims)).value("encoding")
        return None if named is None else str(named)

    def _said_by(self, source: SourceFile, reading: Reading, bundle: Bundle) -> tuple[Claim, ...]:
        if source.path.name != ITEMS_TABLE:
            return reading.claims
        if source.path not in self._tables:
            self._tables[source.path] = claims_by_file(reading.rows)
        table = self._tables[source.path]
        return next((table[key] for key in keys_of(bundle) if key in table), ())

    def _reading(self, source: SourceFile) -> Reading:
        if source.path not in self._read:
            reader = tables if source.path.name == ITEMS_TABLE else sidecars
            try:
                self._read[source.path] = reader.read(source.path, Hints())
            except Unreadable as error:
                self._read[source.path] = _unread(error.reason, error.code)
            except OSError as error:
                reason = f"It cannot be read: {error.strerror}."
                self._read[source.path] = _unread(reason, "not-opened")
            told = self._read[source.path].problems
            self.problems += [replace(problem, path=source.name) for problem in told]
        return self._read[source.path]


def _sidecar_claims(source: SourceFile) -> tuple[Claim, ...]:
    """What a sidecar says, before its bundle is read; what is wrong with it is told then."""
    try:
        return sidecars.read(source.path, Hints()).claims
    except (Unreadable, OSError):
        return ()


def _refused(problems: Iterable[Problem]) -> bool:
    return any(problem.code == "description-refused" for problem in problems)


def _unread(reason: str, code: str) -> Reading:
    """What a description says that could not be read: nothing, and its items are closed.

    A table with a header alone describes nobody, so it closes nothing.
    """
    problem = Problem(
        "description-refused",
        f"{reason} What it describes is kept closed until this is corrected.",
        serious=True,
    )
    if code == "no-rows":
        problem = Problem(code, reason)
    return Reading("yaml", "application/yaml", Role.SIDECAR, problems=(problem,))
