"""A theme in a few words."""

from __future__ import annotations

from fieldarchive.config import LABEL_LANGUAGES
from fieldarchive.vocabulary import Theme


def labels_in_words(theme: Theme) -> str:
    """The labels in their languages, each once, but for one that is the slug."""
    labels = [theme.labels[code] for code in LABEL_LANGUAGES if code in theme.labels]
    shown = [label for label in dict.fromkeys(labels) if label != theme.slug]
    return " · ".join(shown) + (" (proposed)" if theme.is_proposed else "")
