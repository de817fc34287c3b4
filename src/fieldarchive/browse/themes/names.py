"""Further words for a theme or a place, told apart by their script.

A release does not say in which language a further word is; the script tells enough for a voice
that reads the page aloud, and for the eye.
"""

from __future__ import annotations

import json
import re

_HAN = re.compile("[㐀-鿿]")
_CYRILLIC = re.compile("[Ѐ-ӿ]")


def by_script(alternatives: str | None) -> dict[str, list[str]]:
    """The words of a JSON array by "en", "ru" and "zh"; what is none of the last two is "en"."""
    found: dict[str, list[str]] = {}
    for word in json.loads(alternatives or "[]"):
        found.setdefault(_script(word), []).append(word)
    return dict(sorted(found.items()))


def _script(word: str) -> str:
    if _HAN.search(word):
        return "zh"
    return "ru" if _CYRILLIC.search(word) else "en"
