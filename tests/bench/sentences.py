"""A million sentences with the vocabulary of a real archive: words by Zipf's law, in their forms.

Words come from the dictionaries of the search (Russian with all its inflections, English,
Chinese) and one in twelve is a name that no dictionary has. Frequencies fall as 1 / (rank + 3),
so a few words stand everywhere and most stand a few times. Nothing here means anything.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Sequence

import pymorphy3
import simplemma.strategies.dictionaries.dictionary_factory as english_dictionary
from pypinyin.phrases_dict import phrases_dict

_RUSSIAN_WORDS = 60_000
_ENGLISH_WORDS = 60_000
_NAMES = 250_000
_NAME_EVERY = 12
_FLAT = 3
_WORDS = (4, 16)  # of a sentence
_BEGINNINGS = "Ал Бо Вер Гор Дам Ев Жил Зар Ив Кор Лаз Мир Нов Ор Пет Рад Сав Тар Ув Фед Хар Шил Юр"
_MIDDLES = "а е и о у ан ен ин он ар ер ор ал ел ил ол ам ем ов ев ив ак ек ик ок"
_ENDINGS = "ов ова ин ина ский ская ко ец ка цева дзе ян ово ино ск ское евка овка"


def sentences(count: int, seed: int) -> Iterator[str]:
    """Sentences of 4 to 15 words, Russian, English and Chinese in turn."""
    chance = random.Random(seed)
    languages = [_russian(chance), _english(chance), _chinese(chance)]
    for number in range(count):
        yield languages[number % 3](chance.randrange(*_WORDS))


def _russian(chance: random.Random) -> Callable[[int], str]:
    analyser = pymorphy3.MorphAnalyzer()
    known = itertools.islice(analyser.dictionary.iter_known_words(), 0, None, 40)
    lemmas = sorted({lemma for _, _, lemma, *_ in known if lemma.isalpha()})
    chance.shuffle(lemmas)
    forms = [
        tuple({form.word for form in analyser.parse(lemma)[0].lexeme})
        for lemma in lemmas[:_RUSSIAN_WORDS]
    ]
    parts = [part.split() for part in (_BEGINNINGS, _MIDDLES, _MIDDLES, _ENDINGS)]
    names = ["".join(name) for name in itertools.product(*parts)]
    return _sentence(chance, forms, chance.sample(names, _NAMES), " ")


def _english(chance: random.Random) -> Callable[[int], str]:
    known = english_dictionary.DefaultDictionaryFactory().get_dictionary("en")
    by_lemma: dict[str, list[str]] = {}
    for form, lemma in known.items():
        if form.isalpha() and form.isascii():
            by_lemma.setdefault(lemma, []).append(form)
    forms = [tuple(some) for _, some in sorted(by_lemma.items())]
    chance.shuffle(forms)
    parts = ["".join(sounds) for sounds in itertools.product("bdfgklmnprstv", "aeiou", "lmnrst")]
    names = ["".join(two).capitalize() for two in itertools.product(parts, parts)]
    return _sentence(chance, forms[:_ENGLISH_WORDS], names, " ")


def _chinese(chance: random.Random) -> Callable[[int], str]:
    words = sorted(phrases_dict, key=lambda word: (len(word), word))
    short = [(word,) for word in words if len(word) <= 3]
    chance.shuffle(short)
    signs = sorted({sign for word in words for sign in word})
    names = ["".join(chance.choices(signs, k=3)) for _ in range(20_000)]
    return _sentence(chance, short, names, "")


def _sentence(
    chance: random.Random, forms: Sequence[tuple[str, ...]], names: Sequence[str], between: str
) -> Callable[[int], str]:
    weights = list(itertools.accumulate(1 / (rank + _FLAT) for rank in range(len(forms))))

    def of(length: int) -> str:
        chosen = chance.choices(forms, cum_weights=weights, k=length)
        words = [chance.choice(some) for some in chosen]
        if chance.randrange(_NAME_EVERY) < length:
            words[chance.randrange(length)] = chance.choice(names)
        return between.join(words)

    return of
