"""Chinese characters: the same character in the other script, by OpenCC, one at a time.

A word keeps its characters in their order, so the two scripts meet character by character.
"""

from __future__ import annotations

from functools import cache

# OpenCC reads these apart, though people write one for the other: 批复 is 批覆 in Taiwan.
_SAME = (
    "覆复",
    "藉借",
    "瞭了",
    "薰熏",
    "讎仇",
    "鍊链",
    "託讬",
    "餘馀",
    "鍾锺",
    "揹背",
    "伕夫",
    "擡抬",
    "幷并",
)
_UNIFIED = "".join(map(chr, range(0x3400, 0xA000)))  # the blocks that hold both scripts


def simplified(character: str) -> str:
    """The simplified form of a Han character; itself where it has none."""
    return _simplified().get(character, character)


def variants(character: str) -> tuple[str, ...]:
    """A Han character's simplified form, and every character that is written for it elsewhere."""
    alike = [simplified(character)]
    alike += [
        simplified(one) for two in _SAME if character in two or alike[0] in two for one in two
    ]
    return tuple(one for simple in alike for one in (simple, *_traditional().get(simple, ())))


@cache
def _simplified() -> dict[str, str]:
    """The characters that are another one in simplified script."""
    import opencc

    simple = opencc.OpenCC("t2s").convert(_UNIFIED)
    pairs = zip(_UNIFIED, simple, strict=True)
    return {character: one for character, one in pairs if character != one}


@cache
def _traditional() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for character, simple in _simplified().items():
        found[simple] = (*found.get(simple, ()), character)
    return found
