"""How many of the right sentences a search finds: floors on treebanks with gold lemmas.

A sample of the queries that the program beside the treebanks asks; the whole sweep is its job:
`search_eval.py --adapter search_adapter:adapter` in `tests/bench`. It needs the folder that
holds `tools/search_eval.py` and `corpora/ud`, named by FIELDARCHIVE_CORPORA.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

import treebanks

sys.path.insert(0, str(Path(__file__).parent / "bench"))
from search_adapter import search_all

QUERIES = 300
SENTENCES = 1000
# Precision, recall, F1 over queries; below what the whole sweep reaches, for a sample of it.
FLOORS = {"ru": (0.93, 0.96, 0.94), "en": (0.88, 0.94, 0.89), "zh": (0.80, 0.995, 0.85)}

pytestmark = treebanks.needed
program = treebanks.program


def means(program, found):
    each = [program.f1(got, right) for got, right in found]
    return [sum(one[place] for one in each) / len(each) for place in range(3)]


def asked(program, language):
    """A search over sentences of a language, and queries with what is right for them."""
    sentences = treebanks.sentences_of(program, language)[:SENTENCES]
    search = search_all(text for text, _ in sentences)
    queries = program.gold_queries(language, sentences, QUERIES, seed=5)
    return search, [(form, right) for form, _, right in queries]


@pytest.mark.parametrize("language", ["ru", "en", "zh"])
def test_every_form_of_a_word_is_found_however_it_is_typed(program, language):
    search, queries = asked(program, language)
    as_typed = [search.search(form) for form, _ in queries]
    reached = means(
        program, [(got, right) for got, (_, right) in zip(as_typed, queries, strict=True)]
    )
    assert all(value >= least for value, least in zip(reached, FLOORS[language], strict=True)), (
        reached
    )
    for got, (form, _) in zip(as_typed, queries, strict=True):
        for way, typed in program.typed_ways(language, form, random.Random(5), None):
            if way != "ё typed as е":  # which the text may tell apart from ё, as another word
                assert search.search(typed) == got, (way, typed)


def test_the_other_chinese_script_finds_the_same(program):
    search, queries = asked(program, "zh")
    convert = program.converter("zh")
    found = [
        (search.search(convert(form)), right) for form, right in queries if convert(form) != form
    ]
    assert means(program, found)[2] >= 0.89


def test_the_floors_see_a_search_that_knows_no_forms(program):
    _, queries = asked(program, "ru")
    stock = program.Stock()
    for number, (text, _) in enumerate(treebanks.sentences_of(program, "ru")[:SENTENCES]):
        stock.add(number, text)
    assert means(program, [(stock.search(form), right) for form, right in queries])[2] < 0.7
