"""Chinese characters: the simplified form of a traditional one, by OpenCC, one at a time.

A word keeps its characters in their order, so the two scripts meet character by character.
"""

from __future__ import annotations

from functools import cache, lru_cache

import opencc


@lru_cache(1 << 15)
def simplified(character: str) -> str:
    """The simplified form of a Han character; itself where it has none."""
    return str(_converter().convert(character))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
