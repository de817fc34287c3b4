"""A million sentences with the vocabulary of a real archive: words by Zipf's law, in their forms.

Words come from the dictionaries of the search (Russian and English in their forms, Chinese)
and one in twelve is a name that no dictionary has. Frequencies fall as 1 / (rank + 3), so a few
words stand everywhere and most stand a few times. Nothing here means anything, and nothing is
out of a corpus that has a licence of its own.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Sequence

import simplemma.strategies.dictionaries.dictionary_factory as dictionaries
from measuring import bench_folder
from pypinyin.phrases_dict import phrases_dict

_WORDS_EACH = 60_000  # of Russian and of English
_NAMES = 250_000
_NAME_EVERY = 12
_FLAT = 3
_WORDS = (4, 16)  # of a sentence
_BEGINNINGS = "Ал Бо Вер Гор Дам Ев Жил Зар Ив Кор Лаз Мир Нов Ор Пет Рад Сав Тар Ув Фед Хар Шил Юр"
_MIDDLES = "а е и о у ан ен ин он ар ер ор ал ел ил ол ам ем ов ев ив ак ек ик ок"
_ENDINGS = "ов ова ин ина ский ская ко ец ка цева дзе ян ово ино ск ское евка овка"


def kept(count: int) -> list[str]:
    """The sentences of seed 1, made once and then read from the folder of the benchmarks."""
    path = bench_folder() / f"sentences-{count}.txt"
    if not path.exists():
        part = path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as file:
            file.writelines(f"{sentence}\n" for sentence in sentences(count, 1))
        part.replace(path)
    return path.read_text("utf-8").splitlines()


def sentences(count: int, seed: int) -> Iterator[str]:
    """Sentences of 4 to 15 words, Russian, English and Chinese in turn."""
    chance = random.Random(seed)
    languages = [_russian(chance), _english(chance), _chinese(chance)]
    for number in range(count):
        yield languages[number % 3](chance.randrange(*_WORDS))


def _russian(chance: random.Random) -> Callable[[int], str]:
    parts = [part.split() for part in (_BEGINNINGS, _MIDDLES, _MIDDLES, _ENDINGS)]
    names = ["".join(name) for name in itertools.product(*parts)]
    return _sentence(chance, _inflected("ru", chance), chance.sample(names, _NAMES), " ")


def _english(chance: random.Random) -> Callable[[int], str]:
    parts = ["".join(sounds) for sounds in itertools.product("bdfgklmnprstv", "aeiou", "lmnrst")]
    names = ["".join(two).capitalize() for two in itertools.product(parts, parts)]
    return _sentence(chance, _inflected("en", chance), names, " ")


def _inflected(language: str, chance: random.Random) -> Sequence[tuple[str, ...]]:
    """Words at random, each in all the forms that a dictionary has of it."""
    by_lemma: dict[str, list[str]] = {}
    known = dictionaries.DefaultDictionaryFactory().get_dictionary(language)
    for form, lemma in known.items():
        if form.isalpha() and form.islower():
            by_lemma.setdefault(lemma, []).append(form)
    forms = [tuple(some) for _, some in sorted(by_lemma.items())]
    chance.shuffle(forms)
    return forms[:_WORDS_EACH]


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
