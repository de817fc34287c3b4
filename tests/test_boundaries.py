"""One Chinese character is found in many words: where it is a word of its own comes first."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.search.boundaries import SUREST, grade, likelihood, words_asked

SHARED = Path(os.environ.get("FIELDARCHIVE_CORPORA", Path(__file__).parents[2] / "shared"))
PROGRAM = SHARED / "tools" / "search_eval.py"
TREEBANK = SHARED / "corpora" / "ud" / "UD_Chinese-GSDSimp" / "zh_gsdsimp-ud-dev.conllu"
# Mean average precision of one-character words, as the treebank has them: 0.54 in any order.
FLOOR = 0.80

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


@pytest.mark.parametrize(
    ("word", "better", "worse"),
    [
        ("江", "江对面是中国", "黑龙江省的人"),
        ("车", "没有车，走路去", "火车站在那边"),
        ("车", "沒有車，走路去", "火車站在那邊"),
        ("車", "没有车，走路去", "火车站在那边"),
        ("人", "那时人很少", "人民币换卢布"),
        ("国人", "国人都这样说", "中国人来得多"),
        ("人口", "人口两百万", "这些人口袋里没钱"),
    ],
)
def test_a_word_of_its_own_is_graded_above_a_part_of_another(word, better, worse):
    assert grade(better, [word]) > grade(worse, [word])


def test_the_best_place_of_a_text_counts():
    assert grade("市场在城市里", ["市"]) == 0
    assert grade("市场在城市里。市，县", ["市"]) == SUREST


def test_a_text_found_by_another_word_for_the_same_stands_between():
    other = grade("Автобус за вокзалом", ["车"])
    assert grade("火车站在那边", ["车"]) < other < grade("没有车，走路去", ["车"])


def test_each_word_counts():
    text = "江对面有市场"
    assert grade(text, ["江", "市"]) == grade(text, ["江"]) + grade(text, ["市"])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("市", ("市",)),
        ("市 河 市", ("市", "河")),
        ("早市 OR (河 market)", ("早市", "河")),
        ("=市 -河 рынок", ("市",)),
        ("“人民公园”", ("人民公园",)),
        ("布拉戈维申斯克", ()),
        ("НЕ 河", ()),
        (")((", ()),
    ],
)
def test_the_chinese_words_of_a_query_are_those_it_asks_for(typed, words):
    assert words_asked(typed) == words


@given(st.text(st.one_of(HAN, st.characters()), max_size=30), st.text(HAN, min_size=1, max_size=4))
def test_a_grade_is_a_grade_whatever_the_text(text, word):
    assert 0 <= grade(text, [word]) <= SUREST
    assert 0 <= grade(f"{text}{word}{text}", [word]) <= SUREST


@given(HAN, st.text(HAN, min_size=1, max_size=4), HAN)
def test_a_likelihood_is_one_where_nothing_stands_beside(before, word, after):
    assert likelihood("", word, "") == pytest.approx(1)
    assert 0 <= likelihood(before, word, after) <= 1 + 1e-9


@pytest.fixture(scope="module")
def queries():
    """One-character words, each with the texts that hold the character, and which are right."""
    if not (PROGRAM.exists() and TREEBANK.exists()):
        pytest.skip("no treebanks here: set FIELDARCHIVE_CORPORA to the folder that holds them")
    spec = importlib.util.spec_from_file_location("search_eval", PROGRAM)
    program = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(program)
    sentences = program.load([TREEBANK])
    asked = program.gold_queries("zh", sentences, 2000, seed=5)
    return [
        (word, {n: text for n, (text, _) in enumerate(sentences) if word in text}, right)
        for word, _, right in asked
        if len(word) == 1
    ]


def mean_average_precision(queries, score):
    def average_precision(word, texts, right):
        order = sorted(texts, key=lambda n: -score(texts[n], word))
        places = [place for place, n in enumerate(order, start=1) if n in right]
        return sum(found / place for found, place in enumerate(places, start=1)) / len(right)

    return sum(average_precision(*query) for query in queries) / len(queries)


def test_texts_with_the_word_come_before_those_with_the_character(queries):
    assert mean_average_precision(queries, lambda text, word: grade(text, [word])) >= FLOOR


def test_the_floor_sees_texts_in_no_order_and_in_the_wrong_one(queries):
    unordered = mean_average_precision(queries, lambda text, word: 0)
    wrong = mean_average_precision(queries, lambda text, word: -grade(text, [word]))
    assert wrong < unordered < 0.6
