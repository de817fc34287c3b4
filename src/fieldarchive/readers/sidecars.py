"""Sidecars and `_folder.yaml`: what a person wrote about an item, or about a whole folder.

Their names and values are those of `schemas/sidecar.schema.json`. A sidecar that cannot be
understood is told as a serious problem, because it may have said that the item is closed.
"""

from __future__ import annotations

from pathlib import Path

from fieldarchive.model import FOLDER_FILE, Authority, Hints, Reading, Role
from fieldarchive.readers.encodings import read_text
from fieldarchive.readers.front_matter import claims_of, refusal
from fieldarchive.readers.yaml_text import YamlRefused, load


def read(path: Path, hints: Hints) -> Reading:
    """Read a .yaml of names and values; raises `Unreadable` when the file itself cannot be read."""
    decoded = read_text(path, hints.encoding)
    authority = Authority.FOLDER if path.name == FOLDER_FILE else Authority.SIDECAR
    try:
        claims, problems = claims_of(load(decoded.text), authority, path.name)
    except YamlRefused as error:
        claims, problems = (), (refusal(error.reason),)
    return Reading(
        format="yaml",
        mime="application/yaml",
        role=Role.SIDECAR,
        encoding=decoded.encoding,
        claims=claims,
        problems=decoded.problems + problems,
    )
