"""What an archive is about: `fieldarchive.toml`, and where the schemas lie.

The only module of the ground floor that opens a file. It checks the configuration once, at the
door; behind it everything is a frozen value. Vocabularies are read by `vocabulary`.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldarchive.devices import Device
from fieldarchive.devices.tables import device_in, zone_named
from fieldarchive.errors import ArchiveNotFound, ConfigurationError
from fieldarchive.naming import naming

if TYPE_CHECKING:
    from jsonschema import ValidationError

CONFIGURATION = "fieldarchive.toml"
LABEL_LANGUAGES = ("en", "ru", "zh")


@dataclass(frozen=True, slots=True)
class City:
    """One of the places compared. `centre` is latitude and longitude, WGS 84 degrees."""

    slug: str
    zone: str
    labels: Mapping[str, str]
    country: str | None = None
    alternatives: tuple[str, ...] = ()
    centre: tuple[float, float] | None = None

    @property
    def label(self) -> str:
        """What it is called in English, else in the first language it has a name in."""
        return next(iter(self.labels.values()), self.slug)


@dataclass(frozen=True, slots=True)
class Span:
    """A period, or an event where `end` is None and `start` the day; dates are EDTF.

    A period without an end goes on. `alternatives` are other words for it.
    """

    slug: str
    start: str
    end: str | None
    labels: Mapping[str, str]
    note: str | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Configuration:
    """All of `fieldarchive.toml`.

    `date_order` is dmy, mdy or ymd; `century` the one that "the sixties" belong to, 20 for 19XX.
    """

    name: str
    about: str | None = None
    languages: tuple[str, ...] = LABEL_LANGUAGES
    date_order: str = "dmy"
    century: int = 20
    source: str | None = None
    source_url: str | None = None
    licence: str | None = None
    licence_url: str | None = None
    cities: tuple[City, ...] = ()
    periods: tuple[Span, ...] = ()
    events: tuple[Span, ...] = ()
    devices: tuple[Device, ...] = ()


def find_archive(start: Path, named: Path | None = None) -> Path:
    """The archive's root: the one `named`, else $FIELDARCHIVE_ROOT, else the nearest upward.

    Going up from `start`, a folder counts that holds `fieldarchive.toml`, or an `archive/` that
    does. Raises `ArchiveNotFound`.
    """
    chosen = named or (Path(root) if (root := os.environ.get("FIELDARCHIVE_ROOT")) else None)
    if chosen is not None:
        if (chosen / CONFIGURATION).is_file():
            return chosen.absolute()
        raise ArchiveNotFound(chosen)
    for folder in (start.absolute(), *start.absolute().parents):
        for candidate in (folder, folder / "archive"):
            if (candidate / CONFIGURATION).is_file():
                return candidate
    raise ArchiveNotFound(start)


def load(root: Path) -> Configuration:
    """The configuration of the archive at `root`; raises `ConfigurationError`."""
    path = root / CONFIGURATION
    try:
        with naming(path):
            written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        hint = "Look there, and above, for a quotation mark or a bracket that is missing."
        raise ConfigurationError(path, f"cannot be read as TOML: {error}. {hint}") from error
    # a date without quotation marks is one of TOML's own and means the same
    raw = json.loads(json.dumps(written, default=str))
    _check_schema(path, raw)
    _check_zones(path, raw)
    return _configuration(raw, _devices(path, raw))


def _schema_folder() -> Path:
    """The folder of schemas: beside the source, or inside the installed package."""
    here = Path(__file__).resolve()
    beside_source = here.parents[2] / "schemas"
    return beside_source if beside_source.is_dir() else here.parent / "_schemas"


def schema_path(name: str) -> Path:
    """Where a file of `schemas/` lies: `schema_path("sidecar.schema.json")`."""
    return _schema_folder() / name


@cache
def schema(name: str) -> Mapping[str, Any]:
    """A JSON Schema, or `tables.json`, as a mapping."""
    loaded: Mapping[str, Any] = json.loads(schema_path(name).read_text(encoding="utf-8"))
    return loaded


def sample_folder() -> Path:
    """The folder of the sample archive: `archive/` beside the source, or inside the package."""
    here = Path(__file__).resolve()
    beside_source = here.parents[2] / "archive"
    return beside_source if beside_source.is_dir() else here.parent / "_sample"


def _check_schema(path: Path, raw: dict[str, Any]) -> None:
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(schema("configuration.schema.json"))
    for error in validator.iter_errors(raw):
        where = _where(error.absolute_path) or "the file"
        raise ConfigurationError(path, f"{where}: {_wrong(error)}.")


def _where(parts: Iterable[str | int]) -> str:
    """A value as a person finds it, counting from one: "city 2, slug"."""
    told: list[str] = []
    for part in parts:
        if isinstance(part, str):
            told.append(part)
        else:
            told[-1] += f" {part + 1}"
    return ", ".join(told)


def _wrong(error: ValidationError) -> str:
    """What is wrong with a value, in words for who wrote it."""
    rule: dict[str, Any] = dict(error.schema)  # type: ignore[arg-type]
    value: Any = error.instance
    if error.validator == "pattern":
        return f'"{value}" is not {rule["description"]}'
    if error.validator == "required":
        return f'"{next(name for name in rule["required"] if name not in value)}" is missing'
    if error.validator != "additionalProperties":
        return error.message
    from difflib import get_close_matches

    strange = next(name for name in value if name not in rule["properties"])
    like = get_close_matches(strange, rule["properties"], n=1)
    return f'"{strange}" is not known here' + (f', did you mean "{like[0]}"?' if like else "")


def _check_zones(path: Path, raw: dict[str, Any]) -> None:
    for city in raw.get("city", []):
        try:
            zone_named(city["zone"])
        except ValueError as error:
            raise ConfigurationError(path, f"city {city['slug']}: {error}") from error


def _devices(path: Path, raw: dict[str, Any]) -> tuple[Device, ...]:
    devices: list[Device] = []
    for row in raw.get("device", []):
        if any(row["slug"] == device.slug for device in devices):
            raise ConfigurationError(path, f"two devices are called {row['slug']}. Rename one.")
        try:
            devices.append(device_in(row))
        except ValueError as error:
            raise ConfigurationError(path, f"device {row['slug']}: {error}") from error
    return tuple(devices)


def _configuration(raw: dict[str, Any], devices: tuple[Device, ...]) -> Configuration:
    head = raw["archive"]
    return Configuration(
        name=head["name"],
        about=head.get("about"),
        languages=tuple(head.get("languages", LABEL_LANGUAGES)),
        date_order=head.get("date_order", "dmy"),
        century=head.get("century", 20),
        source=head.get("source"),
        source_url=head.get("source_url"),
        licence=head.get("licence"),
        licence_url=head.get("licence_url"),
        cities=tuple(_city(row) for row in raw.get("city", [])),
        periods=tuple(_span(row, row["start"], row.get("end")) for row in raw.get("period", [])),
        events=tuple(_span(row, row["date"], None) for row in raw.get("event", [])),
        devices=devices,
    )


def _city(row: dict[str, Any]) -> City:
    centre = row.get("centre")
    return City(
        slug=row["slug"],
        zone=row["zone"],
        labels=_labels(row),
        country=row.get("country"),
        alternatives=tuple(row.get("alt", [])),
        centre=(float(centre[0]), float(centre[1])) if centre else None,
    )


def _span(row: dict[str, Any], start: str, end: str | None) -> Span:
    others = tuple(row.get("alt", []))
    return Span(row["slug"], start, end, _labels(row), row.get("note"), others)


def _labels(row: dict[str, Any]) -> dict[str, str]:
    return {language: row[language] for language in LABEL_LANGUAGES if row.get(language)}
