"""A slug for a word in any script: small Latin letters, digits and hyphens."""

from __future__ import annotations

import re
import unicodedata

# Close to BGN/PCGN, without signs for ь and ъ: what a person would type.
_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziyklmnoprstufye", strict=True)),
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ю": "yu",
        "я": "ya",
        "ь": None,
        "ъ": None,
    }
)
_LONGEST = 40
_NO_WORD = "theme"


def slug_from(word: str) -> str:
    """A slug that reads like the word: рыбный рынок gives rybnyy-rynok, 早市 gives zao-shi."""
    latin = unicodedata.normalize("NFKC", word).casefold().translate(_CYRILLIC)
    if re.search("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]", latin):
        latin = _pinyin(latin)
    bare = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall("[a-z0-9]+", bare)) or _NO_WORD
    if len(slug) <= _LONGEST:
        return slug
    return slug[:_LONGEST].rpartition("-")[0] or slug[:_LONGEST]


def _pinyin(text: str) -> str:
    from pypinyin import lazy_pinyin  # here: it brings a large dictionary, and few words need it

    return " ".join(lazy_pinyin(text))
