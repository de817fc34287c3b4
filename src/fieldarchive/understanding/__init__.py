"""Understanding: what the terms of a query mean in the words of one archive.

Cities, themes, places and people by any of their names in any language, dates as people say them.
What means nothing here is told with what it looks like, and never taken for something else. Whose
words they are, those of an archive or of a release of it, is for `Meanings` to know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from fieldarchive.catalogue.names import looks_like_a_name
from fieldarchive.catalogue.wanted import Condition, Wanted
from fieldarchive.errors import NoSuchItem, NotUnderstood
from fieldarchive.search.grammar import read
from fieldarchive.search.grammar import told as in_words
from fieldarchive.search.query import FIELDS, Term, tightened
from fieldarchive.understanding.days import DATED
from fieldarchive.understanding.meanings import Meanings
from fieldarchive.understanding.values import is_said, meaning

__all__ = ["Meanings", "settled", "understood"]

_NOTHING = Condition("id", ())
_BOUND = "stands in brackets or beside OR, where words alone can stand"
_OUTSIDE = "Put it outside, where it holds for the whole query."
_ONE_OF = " For one of several values write a comma: {},…"
_LIKE_A_FIELD = re.compile(r"[^\W\d_]+[:：](?=\w)")  # no address, and no time of day
_SMALL_OPERATORS = {"and", "or", "not", "и", "или", "не"}
_MOST_SIGNS = 1000  # of words: beyond, a phrase of common words takes seconds
_MOST_CONDITIONS = 200  # SQLite refuses a thousand


@dataclass(slots=True)
class _Reader:
    meanings: Meanings
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
        if term.loose:  # "city:heihe рынок", typed in one piece
            for one in self.settled(term):
                self.add(one)
            return
        self._refuse_misplaced(term)
        condition, told = meaning(self.meanings, term)
        self.conditions.append(condition)
        self.told.append(f"{'not ' if term.negated else ''}{term.field} {told}")

    def settled(self, term: Term) -> list[Term]:
        """The terms that a loose one is read as."""
        ways = list(tightened(term))
        way = next((way for way in ways if self._is_one_value(way[0])), ways[-1])
        return [one for found in way for one in (self.settled(found) if found.loose else [found])]

    def _is_one_value(self, term: Term) -> bool:
        try:
            self._refuse_misplaced(term)
            meaning(self.meanings, term)
        except (NotUnderstood, NoSuchItem):
            return False
        return is_said(self.meanings, term)

    def _refuse_misplaced(self, term: Term) -> None:
        name = term.field or ""
        if not term.values:
            example = f"Write {name}:VALUE, or -has:{name} for what has none."
            raise NotUnderstood(f"{name}:", "says no value", example)
        typed = f"{name}:{','.join(term.values)}"
        if name in self.meanings.unjudged:
            raise NotUnderstood(typed, "cannot be judged here", self.meanings.unjudged[name])
        if term.bound:
            hint = _OUTSIDE if name in DATED else _OUTSIDE + _ONE_OF.format(typed)
            raise NotUnderstood(typed, _BOUND, hint)

    def _text(self, term: Term) -> None:
        word = term.values[0]
        if (found := self._named_item(word)) is not None and not term.quoted:
            (self.other_ids if term.negated else self.ids).append(found)
            return
        for bare in term.bare_words:
            _refuse_misspelt_field(bare)
            if bare in _SMALL_OPERATORS:
                self.told.append(f"“{bare}” is looked for as a word: {bare.upper()} joins words")
            if named := _LIKE_A_FIELD.match(bare):
                self.told.append(f"“{named[0]}” is no condition: it is looked for as a word")
        reading = read(term.as_typed)
        if reading.tree is not None:
            self.words.append(term.as_typed)
            self.told += [f"says {in_words(part)}" for part in reading.tree.parts]
            self.told += [f"without {in_words(part)}" for part in reading.tree.without]
        self.told += [f"left out: {what}" if reading.tree else what for what in reading.left_out]

    def _named_item(self, word: str) -> str | None:
        """The id of the one item that a word such as n-7f3 names."""
        if looks_like_a_name(word):
            try:
                return self.meanings.item_named(word)
            except NoSuchItem:
                return None
        return None


def understood(meanings: Meanings, terms: Iterable[Term]) -> Wanted:
    """What a query asks for; raises `NotUnderstood` for what means nothing in this archive."""
    reader = _Reader(meanings)
    for term in terms:
        reader.add(term)
    for ids, negated in ((reader.other_ids, True), (reader.ids, False)):
        if ids:
            reader.conditions.append(Condition("id", tuple(ids), negated))
            named = ", ".join(map(meanings.name_of, ids))
            reader.told.insert(0, f"not {named}" if negated else named)
    if reader.told and not (reader.conditions or reader.words):
        reader.conditions.append(_NOTHING)  # what cannot be looked for does not mean everything
    conditions, words = tuple(dict.fromkeys(reader.conditions)), " ".join(reader.words)
    if len(words) > _MOST_SIGNS:
        raise NotUnderstood(f"{words[:20]}…", "is too long", "Look for a part of it.")
    if len(conditions) > _MOST_CONDITIONS:
        first = conditions[0].field
        raise NotUnderstood(f"{first}:…", "is one of too many conditions", "Ask in several steps.")
    return Wanted(conditions, words, told=tuple(dict.fromkeys(reader.told)))


def settled(meanings: Meanings, terms: Iterable[Term]) -> list[Term]:
    """The same terms, none of them loose: how far each value reaches is decided."""
    reader = _Reader(meanings)
    return [one for term in terms for one in (reader.settled(term) if term.loose else [term])]


def _refuse_misspelt_field(word: str) -> None:
    """Refuse "citty:heihe", which no text is likely to say."""
    name, _, value = word.replace("：", ":").partition(":")
    fields = [one for field, others in FIELDS.items() for one in (field, *others)]
    like = get_close_matches(name.casefold(), fields, n=1, cutoff=0.75) if value else []
    if like:
        hint = f"Did you mean {like[0]}:{value}? In quotes it is looked for as text."
        raise NotUnderstood(word, "is no condition", hint)
