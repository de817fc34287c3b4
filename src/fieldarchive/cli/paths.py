"""Paths as they are typed: one place has one name, so that it is known again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click


class TypedPath(click.Path):
    """A path without `..`, which the system resolves behind links; other links stay as typed."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  click's own options
        super().__init__(path_type=Path, **options)

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Path:
        """The path that was meant; fails as `click.Path` does."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if ".." not in path.parts:
            return path
        if path.name == "..":
            return Path(os.path.realpath(path))
        return Path(os.path.realpath(path.parent), path.name)
