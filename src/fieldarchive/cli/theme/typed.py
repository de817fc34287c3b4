"""Themes as they are typed: any word that names one, or a sentence about what it looks like."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from fieldarchive.archive import Archive
from fieldarchive.cli.mistyped import mistyped
from fieldarchive.config import LABEL_LANGUAGES
from fieldarchive.vocabulary import Theme

_LANGUAGES = {"en": "English", "ru": "Russian", "zh": "Chinese"}
_Function = TypeVar("_Function", bound=Callable[..., Any])


def theme_named(archive: Archive, word: str, where: str) -> Theme:
    """The theme that a word names; raises `click.BadParameter` with what it looks like."""
    words = archive.vocabulary
    slug = words.theme_of(word)
    if slug is None:
        raise mistyped(where, word, "is not in vocabularies/themes.csv", words.themes_like(word))
    return next(theme for theme in words.themes if theme.slug == slug)


def label_options(function: _Function) -> _Function:
    """The options --en, --ru and --zh, one label each."""
    for code in reversed(LABEL_LANGUAGES):
        option = click.option(f"--{code}", help=f"Label in {_LANGUAGES[code]}.")
        function = option(function)
    return function


def labels_of(said: dict[str, str | None]) -> dict[str, str]:
    """The labels that these options gave, by language code."""
    return {code: label for code in LABEL_LANGUAGES if (label := said[code]) is not None}
