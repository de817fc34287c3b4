"""The values of a condition: what stands behind "city:" or "theme:", as slugs, handles and ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NoReturn

from fieldarchive.catalogue.wanted import HAS, Condition
from fieldarchive.errors import NotUnderstood
from fieldarchive.model import Access, Kind
from fieldarchive.search.query import FIELDS, Term
from fieldarchive.understanding.days import DATED, days
from fieldarchive.understanding.meanings import Meanings

_NONE = {"none", "нет", "无", "-"}
_LACKING = {"place", "city", "theme", "date", "about", "language", "person"}
_ANY_WORDS = {"place", "keyword", "language"}
_KINDS = {
    "interview": ("интервью", "访谈", "interviews"),
    "photograph": ("фото", "фотография", "照片", "photo", "photographs", "photos"),
    "note": ("заметка", "заметки", "笔记", "notes", "field note"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in (kind, *words)}
_LANGUAGES = {
    "en": ("english", "английский", "英语", "英文"),
    "ru": ("russian", "русский", "俄语", "俄文"),
    "zh": ("chinese", "китайский", "汉语", "中文"),
}
_LANGUAGE_OF = {word: code for code, words in _LANGUAGES.items() for word in words}
_CODE = re.compile("[a-z]{2,3}(-[a-z0-9]+)*")  # BCP 47, as the texts are labelled
_HAS = {
    "theme": ("tags",),
    "picture": ("photograph", "снимок", "фото", "图片", "照片"),
    "position": ("gps", "координаты", "坐标", "位置"),
    "recording": ("audio", "запись", "录音"),
    "transcript": ("segments", "расшифровка", "转写", "文字稿"),
    "text": ("текст", "文本"),
    "description": ("описание", "描述"),
    "creator": ("автор", "作者"),
}
# What can be had is called as the field of a query, too.
_HAS_OF = {
    name: wanted
    for called in (FIELDS, _HAS)
    for wanted, others in called.items()
    if wanted in HAS
    for name in others
}


def meaning(meanings: Meanings, term: Term) -> tuple[Condition, str]:
    """The condition that a term with a field sets, and its value in words; `NotUnderstood`."""
    name = term.field or ""
    if name in _LACKING and {value.casefold() for value in term.values} <= _NONE:
        return Condition("has", (name,), not term.negated), "none"
    if name in DATED:
        first, last = days(meanings, name, ", ".join(term.values))
        told = f"{first or '…'} to {last or '…'}"
        return Condition(DATED[name], (first, last), term.negated), told
    found = {value: _slugs(meanings, name, value) for value in term.values}
    slugs = dict.fromkeys(slug for one in found.values() for slug in one)
    told = " or ".join(_shown(name, value, one) for value, one in found.items())
    return Condition(name, tuple(slugs), term.negated), told


def is_said(meanings: Meanings, term: Term) -> bool:
    """Whether several words mean anything here as a value of a field that takes any words."""
    name = term.field or ""
    if name not in _ANY_WORDS:
        return True
    known = meanings.vocabulary.places_of if name == "place" else None
    return all(
        " " not in value or (known and known(value)) or meanings.is_said(name, value)
        for value in term.values
    )


def _slugs(meanings: Meanings, name: str, value: str) -> list[str]:
    words, small = meanings.vocabulary, value.casefold()
    if name == "theme":
        like = words.themes_like
        return words.narrower(words.theme_of(value) or _refuse(meanings, name, value, like(value)))
    if name == "city":
        like = words.cities_like
        return words.cities_of(value) or _refuse(meanings, name, value, like(value))
    if name == "place":
        return words.places_of(value) or [value]  # of items that name none of these places
    if name == "person":
        return [words.handle_of(value) or _refuse(meanings, name, value)]
    if name == "kind":
        return [_KIND_OF.get(small) or _refuse_all_but(name, value, [*Kind])]
    if name == "access":
        return [small if small in [*Access] else _refuse_all_but(name, value, [*Access])]
    if name == "has":
        wanted = _HAS_OF.get(small, small)
        return [wanted if wanted in HAS else _refuse_all_but(name, wanted, sorted(HAS))]
    if name == "id":
        return [meanings.item_named(value)]
    if name == "language":
        code = _LANGUAGE_OF.get(small) or (small if _CODE.fullmatch(small) else None)
        return [code or _refuse_all_but(name, value, [*_LANGUAGES])]
    return [value]


def _refuse(meanings: Meanings, name: str, value: str, like: Sequence[str] = ()) -> NoReturn:
    hint = meanings.listed.get(name, "")
    if like:
        hint = f"Did you mean {' or '.join(f'{name}:{one}' for one in like[:3])}?"
    raise NotUnderstood(f"{name}:{value}", "means nothing in this archive", hint)


def _refuse_all_but(name: str, value: str, known: Sequence[str]) -> NoReturn:
    """The same where all that there is can be listed."""
    like = get_close_matches(value.casefold(), known, n=1)
    hint = f"Did you mean {name}:{like[0]}?" if like else f"There are: {', '.join(known)}."
    raise NotUnderstood(f"{name}:{value}", "means nothing in this archive", hint)


def _shown(name: str, value: str, slugs: Sequence[str]) -> str:
    """A value as it was understood, where that is another word than was typed."""
    is_broad = name == "theme" and len(slugs) > 1
    named = slugs[0] if name == "theme" else ", ".join(slugs)
    return (value if named == value else f"{value} = {named}") + " and narrower" * is_broad
