"""Starting an archive: its folder, its configuration, and seed vocabularies to edit."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from fieldarchive import publish
from fieldarchive.archive import opened
from fieldarchive.config import CONFIGURATION, sample_folder, schema_path
from fieldarchive.errors import ArchiveExists
from fieldarchive.storage.folders import refuse_unsafe_place

_OURS = (CONFIGURATION, "archive.db", "files", "browse", "drafts", "vocabularies")


def new_archive(root: Path, name: str | None = None) -> None:
    """Make an archive at `root` from the seeds in `schemas/seed`; raises `ArchiveExists`."""
    _start(root, schema_path("seed"), name)


def new_sample_archive(root: Path) -> None:
    """Make an archive at `root` with the words of the sample; raises `ArchiveExists`."""
    _start(root, sample_folder(), None)


def sample_inbox() -> Path:
    """The sample material, ready to be ingested."""
    return sample_folder() / "inbox"


def _start(root: Path, seed: Path, name: str | None) -> None:
    found = next((entry for entry in _OURS if (root / entry).exists()), None)
    if found is not None:
        raise ArchiveExists(root, found)
    root.mkdir(parents=True, exist_ok=True)
    refuse_unsafe_place(root)
    vocabularies = seed / "vocabularies"
    (root / "vocabularies").mkdir()
    for file in sorted((vocabularies if vocabularies.is_dir() else seed).iterdir()):
        if file.suffix in {".csv", ".geojson"}:
            shutil.copyfile(file, root / "vocabularies" / file.name)
    configuration = (seed / CONFIGURATION).read_text(encoding="utf-8")
    (root / CONFIGURATION).write_text(_named(configuration, name), encoding="utf-8")
    with opened(root) as archive:
        publish.build(archive, publish.TEAM)


def _named(configuration: str, name: str | None) -> str:
    """The configuration under another name; a JSON string is a TOML string."""
    if name is None:
        return configuration
    line = f"name = {json.dumps(name, ensure_ascii=False)}"
    return re.sub(r"^name\s*=.*$", lambda _: line, configuration, count=1, flags=re.MULTILINE)
