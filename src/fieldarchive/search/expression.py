"""From what was typed to what FTS5 looks for: each word becomes the OR of its forms that are here.

Which forms a word may have is for `inflection` and `transliteration`, which other spellings a name
has for `thesaurus`; the index says which of them it holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, product
from math import prod

from fieldarchive.search import inflection, transliteration
from fieldarchive.search.english import is_common
from fieldarchive.search.folding import IS_HAN, fold
from fieldarchive.search.grammar import All, Either, Near, Node, Words, read, shown
from fieldarchive.search.lexicon import Lexicon
from fieldarchive.search.pinyin import is_syllable
from fieldarchive.search.thesaurus import Spellings, Widening, widened

MOST_FORMS = 400  # of one word
MOST_PHRASES = 256  # made of one phrase
NOTHING = '""'  # an empty phrase: FTS5 finds no row by it
_MOST_PREFIXES = 16  # spellings of a beginning with е and ё
_MOST_TOLD = 6  # forms of one word


@dataclass(frozen=True, slots=True)
class Expression:
    """FTS5 expressions: what a text must say and what it must not; empty where nothing is asked.

    `as_typed` is `match` before names were looked for in other spellings, which `names` are; empty
    where none was. `understood` pairs a word as typed with the other forms that were looked for.
    """

    match: str
    without: str = ""
    as_typed: str = ""
    understood: tuple[tuple[str, tuple[str, ...]], ...] = ()
    names: tuple[Widening, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """For a reader: what is looked for beside what was typed, a sentence each."""
        told = {_solid(spelling) for name in self.names for spelling in name.spellings}
        untold = (
            (word, [form for form in others if _solid(form) not in told])
            for word, others in self.understood
        )
        forms = (_forms_told(word, others) for word, others in untold if others)
        return (*(name.told for name in self.names), *forms)

    @property
    def whole(self) -> str:
        """Both in one, for FTS5 alone; exclusions alone choose nothing there."""
        if not self.match:
            return NOTHING
        return f"({self.match}) NOT ({self.without})" if self.without else self.match


@dataclass(slots=True)
class _Builder:
    lexicon: Lexicon
    known: dict[str, Sequence[str]] = field(default_factory=dict)

    def node(self, node: Node) -> str:
        if isinstance(node, Words):
            return self.words(node)
        if isinstance(node, Near):
            slots = self.few_enough([self.phrases(part) for part in node.parts])
            found = (" ".join(map(_quoted, chosen)) for chosen in product(*slots))
            return _either(f"NEAR({some}, {node.distance})" for some in found)
        if isinstance(node, Either):
            return _either(self.node(part) for part in node.parts)
        kept = _both(self.said(run) for run in _syllable_runs(node.parts))
        if not node.without or not kept:
            return kept
        return f"({kept} NOT {_either(self.node(part) for part in node.without)})"

    def said(self, run: Sequence[Node]) -> str:
        """Parts that all hold; several of them are syllables, and may be one Chinese word."""
        apart = _both(self.node(part) for part in run)
        if len(run) < 2:
            return apart
        typed = [part.words[0] for part in run if isinstance(part, Words)]
        together = transliteration.chinese_of(self.lexicon, tuple(map(fold, typed)))
        self.known[" ".join(typed)] = together
        return _either([apart, *map(_quoted, together)])

    def words(self, node: Words) -> str:
        if node.begins and not IS_HAN.match(node.words[-1]):
            return self.beginning(node)
        slots = [self.slot(word, node) for word in node.words]
        found = self.side_by_side(slots)
        if node.joined and not node.exact:
            found += transliteration.words_in(self.lexicon, node.joined, is_absent=False)
        return _either(map(_quoted, found))

    def phrases(self, words: Sequence[str]) -> Sequence[str]:
        """What words that stand together may mean."""
        return self.side_by_side([self.forms(word) for word in words])

    def side_by_side(self, slots: Sequence[Sequence[str]]) -> list[str]:
        return [" ".join(chosen) for chosen in product(*self.few_enough(slots))]

    def beginning(self, node: Words) -> str:
        """A phrase whose last word is a beginning; the index keeps е and ё apart."""
        *before, last = (fold(word) for word in node.words)
        places = [n for n, sign in enumerate(last) if sign == "е"]
        spellings = [last]
        for place in places if 2 ** len(places) <= _MOST_PREFIXES else []:
            spellings += [one[:place] + "ё" + one[place + 1 :] for one in spellings]
        return _either(_quoted(" ".join([*before, one])) + "*" for one in spellings)

    def slot(self, word: str, node: Words) -> Sequence[str]:
        """What may stand in the place of one word; nothing for a spelling that is not here."""
        if node.spelled:
            return inflection.forms_in(self.lexicon, fold(word))
        return self.exactly(word) if node.exact else self.forms(word)

    def exactly(self, word: str) -> Sequence[str]:
        """The forms in the index that are this one: capitals, stress and ё make no difference."""
        folded = fold(word)
        found = inflection.forms_in(self.lexicon, folded)
        return sorted({folded, *(form for form in found if fold(form) == folded)})

    def forms(self, word: str) -> Sequence[str]:
        """The forms that a word as typed may mean; several characters with spaces between."""
        if word in self.known:
            return self.known[word]
        folded = fold(word)
        here = inflection.forms_in(self.lexicon, folded)
        elsewhere = transliteration.words_in(self.lexicon, word, is_absent=not here)
        found = dict.fromkeys([folded, *here, *elsewhere])
        forms = list(found)
        if len(forms) > MOST_FORMS:
            forms = list(self.lexicon.commonest(forms, MOST_FORMS))
        self.known[word] = forms
        return forms

    @property
    def understood(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each word so far with its other forms."""
        return tuple(
            (word, tuple(form for form in forms if form not in (fold(word), word.lower())))
            for word, forms in self.known.items()
        )

    def few_enough(self, slots: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
        """The commonest forms of each word, where all together would make too many phrases."""
        if len(slots) < 2 or prod(map(len, slots)) <= MOST_PHRASES:
            return slots
        # Words with few forms keep them; what is left of the product goes to the others.
        room, kept = float(MOST_PHRASES), dict[int, Sequence[str]]()
        order = sorted(range(len(slots)), key=lambda place: len(slots[place]))
        for number, place in enumerate(order):
            most = max(1, int(room ** (1 / (len(slots) - number)) + 1e-9))
            slot = slots[place]
            if len(slot) > most:
                slot = self.lexicon.commonest(slot, most) or slot[:most]
            kept[place] = slot
            room /= len(slot)
        return [kept[place] for place in range(len(slots))]


def expression(typed: str, lexicon: Lexicon, spellings: Spellings | None = None) -> Expression:
    """What FTS5 has to look for when a person typed this; never raises, whatever it is.

    `spellings` are the names that stand for each other; without them a word means itself alone.
    """
    reading = read(typed)
    if reading.tree is None:
        return Expression("", left_out=reading.left_out)
    builder = _Builder(lexicon)
    parts, as_typed = reading.tree.parts, ""
    match = builder.node(All(parts)) if parts else ""
    understood = builder.understood
    wider, names = widened(parts, spellings) if spellings else (parts, ())
    if names:  # what was typed stays beside it: syllables of pinyin are read in a row
        match, as_typed = _either([match, builder.node(All(wider))]), match
    without = _either(builder.node(part) for part in reading.tree.without)
    return Expression(match, without, as_typed, understood, names, reading.left_out)


def _solid(text: str) -> str:
    return fold(text).replace(" ", "")


def _forms_told(word: str, others: Sequence[str]) -> str:
    more = len(others) - _MOST_TOLD
    listed = ", ".join(shown(form.split()) for form in others[:_MOST_TOLD])
    return f"“{word}” in other forms: {listed}{f' and {more} more' * (more > 0)}"


def _syllable_runs(parts: Sequence[Node]) -> Iterator[Sequence[Node]]:
    """Parts one by one, but together those in a row that are syllables of pinyin: hei he.

    Not every one of them may be a common English word, as he is.
    """
    for are_syllables, run in groupby(parts, _is_syllable):
        some = list(run)
        typed = [part.words[0] for part in some if isinstance(part, Words)]
        if are_syllables and len(some) > 1 and not all(map(is_common, typed)):
            yield some
        else:
            yield from ([part] for part in some)


def _is_syllable(part: Node) -> bool:
    if not isinstance(part, Words) or len(part.words) > 1 or part.exact or part.begins:
        return False
    return not part.quoted and is_syllable(fold(part.words[0]))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _either(parts: Iterable[str]) -> str:
    found = [part for part in parts if part]
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})" if found else ""


def _both(parts: Iterable[str]) -> str:
    # Two brackets side by side are a syntax error in FTS5: AND is written out.
    found = [part for part in parts if part]
    return found[0] if len(found) == 1 else f"({' AND '.join(found)})" if found else ""
