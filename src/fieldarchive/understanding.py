"""Understanding: what the terms of a query mean in the words of one archive.

Cities, themes, places and people by any of their names in any language, dates as people say them.
What means nothing here is told with what it looks like, and never taken for something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from fieldarchive.archive import Archive
from fieldarchive.catalogue import names
from fieldarchive.catalogue.wanted import HAS, Condition, Wanted
from fieldarchive.describe.dates import read_date
from fieldarchive.describe.dates.calendars import calendar_of
from fieldarchive.errors import NoSuchItem, NotUnderstood
from fieldarchive.model import Access, Kind
from fieldarchive.search.grammar import read
from fieldarchive.search.grammar import told as in_words
from fieldarchive.search.query import FIELDS, Term, tightened

_NOTHING = Condition("id", ())
_NONE = {"none", "нет", "无", "-"}
_LACKING = {"place", "city", "theme", "date", "about", "language", "person"}
_KINDS = {
    "interview": ("интервью", "访谈", "interviews"),
    "photograph": ("фото", "фотография", "照片", "photo", "photographs", "photos"),
    "note": ("заметка", "заметки", "笔记", "notes", "field note"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in (kind, *words)}
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


_LISTED = {
    "city": "`fieldarchive status` tells which cities there are.",
    "theme": "`fieldarchive theme list` lists what there is.",
    "person": "`fieldarchive person list` lists who there is.",
}


@dataclass(slots=True)
class _Reader:
    archive: Archive
    conditions: list[Condition] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    other_ids: list[str] = field(default_factory=list)

    def add(self, term: Term) -> None:
        """Note what a term means; raises `NotUnderstood`."""
        if term.field is None:
            self._text(term)
            return
        if not term.values:
            raise NotUnderstood(f"{term.field}:", "says no value", _example(term.field))
        try:
            condition, told = _meaning(self.archive, term)
        except NotUnderstood:
            if not term.loose:
                raise
            for one in tightened(term):  # "city:heihe рынок", which the shell kept together
                self.add(one)
            return
        self.conditions.append(condition)
        self.told.append(f"{'not ' if term.negated else ''}{term.field} {told}")

    def _text(self, term: Term) -> None:
        word = term.values[0]
        if (found := _named_item(self.archive, word)) is not None and not term.quoted:
            (self.other_ids if term.negated else self.ids).append(found)
            return
        for bare in term.bare_words:
            _refuse_misspelt_field(bare)
        reading = read(term.as_typed)
        if reading.tree is not None:
            self.words.append(term.as_typed)
            self.told += [f"says {in_words(part)}" for part in reading.tree.parts]
            self.told += [f"without {in_words(part)}" for part in reading.tree.without]
        self.told += [f"left out: {what}" if reading.tree else what for what in reading.left_out]


def understood(archive: Archive, terms: Iterable[Term]) -> Wanted:
    """What a query asks for; raises `NotUnderstood` for what means nothing in this archive."""
    reader = _Reader(archive)
    for term in terms:
        reader.add(term)
    for ids, negated in ((reader.other_ids, True), (reader.ids, False)):
        if ids:
            reader.conditions.append(Condition("id", tuple(ids), negated))
            named = ", ".join(names.name_of(archive.record, one) for one in ids)
            reader.told.insert(0, f"not {named}" if negated else named)
    if reader.told and not (reader.conditions or reader.words):
        reader.conditions.append(_NOTHING)  # what cannot be looked for does not mean everything
    return Wanted(
        conditions=tuple(reader.conditions),
        words=" ".join(reader.words),
        told=tuple(reader.told),
    )


def _meaning(archive: Archive, term: Term) -> tuple[Condition, str]:
    if term.field in {"date", "about", "since", "until", "added"}:
        return _dated(archive, term)
    if term.field in _LACKING and {value.casefold() for value in term.values} <= _NONE:
        return Condition("has", (term.field,), not term.negated), "none"
    slugs = [slug for value in term.values for slug in _slugs(archive, term.field or "", value)]
    told = " or ".join(_shown(archive, term, value) for value in term.values)
    return Condition(term.field or "", tuple(dict.fromkeys(slugs)), term.negated), told


def _slugs(archive: Archive, name: str, value: str) -> list[str]:
    words = archive.vocabulary
    if name == "theme":
        slug = _or_refuse(name, value, words.theme_of(value), words.themes_like(value))
        return words.narrower(slug)
    if name == "city":
        return words.cities_of(value) or [_or_refuse(name, value, None, words.cities_like(value))]
    if name == "place":
        return words.places_of(value) or [value]
    if name == "person":
        return [_or_refuse(name, value, words.handle_of(value), [])]
    if name == "kind":
        return [_or_list(name, value, _KIND_OF.get(value.casefold()), [*Kind])]
    if name == "access":
        known = value.casefold() if value.casefold() in [*Access] else None
        return [_or_list(name, value, known, [*Access])]
    if name == "has":
        wanted = _HAS_OF.get(value.casefold(), value.casefold())
        return [_or_list(name, value, wanted if wanted in HAS else None, sorted(HAS))]
    if name == "id":
        return [names.find_id(archive.record, value)]
    return [value.lower() if name == "language" else value]


def _or_refuse(name: str, value: str, found: str | None, like: Sequence[str]) -> str:
    if found is not None:
        return found
    hint = _LISTED.get(name, "")
    if like:
        hint = f"Did you mean {' or '.join(f'{name}:{one}' for one in like[:3])}?"
    raise NotUnderstood(f"{name}:{value}", "means nothing in this archive", hint)


def _or_list(name: str, value: str, found: str | None, known: Sequence[str]) -> str:
    """The same where all that there is can be listed, when nothing looks like the word."""
    like = get_close_matches(value.casefold(), known, n=1)
    if found is not None or like:
        return _or_refuse(name, value, found, like)
    hint = f"There are: {', '.join(known)}."
    raise NotUnderstood(f"{name}:{value}", "means nothing in this archive", hint)


def _refuse_misspelt_field(word: str) -> None:
    """Refuse "citty:heihe", which no text is likely to say."""
    name, _, value = word.replace("：", ":").partition(":")
    fields = [one for field, others in FIELDS.items() for one in (field, *others)]
    like = get_close_matches(name.casefold(), fields, n=1, cutoff=0.75) if value else []
    if like:
        hint = f"Did you mean {like[0]}:{value}? In quotes it is looked for as text."
        raise NotUnderstood(word, "is no condition", hint)


def _shown(archive: Archive, term: Term, value: str) -> str:
    """A value as it was understood, where that is another word than was typed."""
    slug = _slugs(archive, term.field or "", value)[0]
    narrower = " and narrower" if term.field == "theme" and _is_broad(archive, value) else ""
    return (value if slug == value else f"{value} = {slug}") + narrower


def _is_broad(archive: Archive, value: str) -> bool:
    return len(_slugs(archive, "theme", value)) > 1


def _dated(archive: Archive, term: Term) -> tuple[Condition, str]:
    if {value.casefold() for value in term.values} <= _NONE and term.field in _LACKING:
        return Condition("has", (term.field or "",), not term.negated), "none"
    written = ",".join(term.values)
    read = _SPANS.get(term.field or "", _between)
    first, last = read(archive, written)
    name = "date" if term.field in {"since", "until"} else term.field or ""
    return Condition(name, (first, last), term.negated), f"{first or '…'} to {last or '…'}"


def _between(archive: Archive, written: str) -> tuple[str, str]:
    """The days of a date as people say it, or of a range such as 1966..1969."""
    is_open = re.fullmatch(r"\.\.[^/]+|[^/]+\.\.", written)
    if not is_open and (found := _days(archive, written)) is not None:
        return found
    left, dots, right = written.partition("..")
    if not dots or not (left.strip() or right.strip()):
        raise _no_date(written)
    first = _known_days(archive, left)[0] if left.strip() else ""
    last = _known_days(archive, right)[1] if right.strip() else ""
    return first, last


def _since(archive: Archive, written: str) -> tuple[str, str]:
    return _known_days(archive, written)[0], ""


def _until(archive: Archive, written: str) -> tuple[str, str]:
    return "", _known_days(archive, written)[1]


_SPANS: Mapping[str, Callable[[Archive, str], tuple[str, str]]] = {
    "since": _since,
    "until": _until,
}


def _known_days(archive: Archive, written: str) -> tuple[str, str]:
    found = _days(archive, written)
    if found is None:
        raise _no_date(written)
    return found


def _days(archive: Archive, written: str) -> tuple[str, str] | None:
    found = read_date(
        written,
        archive.configuration.date_order,
        calendar=calendar_of(archive.configuration),
    )
    return (found.start or "", found.end or "") if found else None


def _no_date(written: str) -> NotUnderstood:
    return NotUnderstood(written, "is no date", "Write 1966..1969, 2013-05, or 'конец 60-х'.")


def _named_item(archive: Archive, word: str) -> str | None:
    """The id of the one item that a word such as n-7f3 names."""
    if names.looks_like_a_name(word):
        try:
            return names.find_id(archive.record, word)
        except NoSuchItem:
            return None
    return None


def _example(name: str) -> str:
    return f"Write {name}:VALUE, or -has:{name} for what has none."
