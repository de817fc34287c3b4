"""Names typed in other letters, and one Chinese character: floors on treebanks.

The whole table, beside other searches, is the job of `tests/bench/search_quality.py`. It needs
the folder that holds `tools/search_eval.py` and `corpora/ud`, named by FIELDARCHIVE_CORPORA.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import treebanks

sys.path.insert(0, str(Path(__file__).parent / "bench"))
from search_adapter import search_all
from search_engines import Stock
from search_names import names, spellings

SENTENCES = 1000  # of a language
NAMES, CHARACTERS = 40, 100  # that are asked for
FLOOR = 0.94  # F1, a mean over names
IN_ORDER = 0.80  # mean average precision of one character
WAYS = [(language, way) for language in ("ru", "zh") for way in spellings(language)]

pytestmark = treebanks.needed
program = treebanks.program


@pytest.fixture(scope="module")
def sentences(program):
    def of(language):
        return treebanks.sentences_of(program, language)[-SENTENCES:]

    return {language: of(language) for language in ("ru", "zh")}


@pytest.fixture(scope="module")
def searches(sentences):
    return {name: search_all(text for text, _ in some) for name, some in sentences.items()}


def reached(program, found):
    each = [program.f1(set(got), right)[2] for got, right in found]
    return sum(each) / len(each)


@pytest.mark.parametrize(("language", "way"), WAYS)
def test_a_name_is_found_in_other_letters(program, sentences, searches, language, way):
    spelled = spellings(language)[way]
    known = names(language, sentences[language], program.fold)
    asked = [(spelled(form), right) for form, right in known if spelled(form)][:NAMES]
    assert len(asked) == NAMES
    found = [(searches[language].search(typed), right) for typed, right in asked]
    assert reached(program, found) >= FLOOR


def test_the_floor_sees_a_search_that_knows_one_script(program, sentences):
    stock = Stock()
    for number, (text, _) in enumerate(sentences["ru"]):
        stock.add(number, text)
    known = names("ru", sentences["ru"], program.fold)
    spelled = spellings("ru")["ISO 9"]
    assert reached(program, [(stock.ranked(form), right) for form, right in known]) > 0.5
    assert reached(program, [(stock.ranked(spelled(form)), right) for form, right in known]) < 0.1


def average_precision(found, right):
    places = [place for place, number in enumerate(found, start=1) if number in right]
    return sum(n / place for n, place in enumerate(places, start=1)) / len(right)


def test_one_character_finds_first_where_it_is_a_word(program, sentences, searches):
    asked = program.gold_queries("zh", sentences["zh"], 2000, seed=5)
    single = [(form, right) for form, _, right in asked if len(form) == 1][:CHARACTERS]
    search = searches["zh"]
    found = [(search.ranked(form), right) for form, right in single]
    assert all(
        set(got) == search.search(form) for (got, _), (form, _) in zip(found, single, strict=True)
    )
    in_order = [average_precision(got, right) for got, right in found]
    as_added = [average_precision(sorted(got), right) for got, right in found]
    assert sum(in_order) / len(single) >= IN_ORDER
    assert sum(as_added) / len(single) < 0.6
