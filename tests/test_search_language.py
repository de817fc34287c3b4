"""What is typed to search: read the same at both doors, never raising, and told when left out.

`STRINGS=20000 pytest tests/test_search_language.py` types more of them.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.search.grammar import read, told
from fieldarchive.search.query import FIELDS, parse

sys.path.insert(0, str(Path(__file__).parent / "bench"))
from search_adapter import search_all

STRINGS = int(os.environ.get("STRINGS", "1000"))
TEXTS = (
    "Мы жили в Благове́щенске, ездили вагонами в Хэйхэ.",
    "Мой отец рассказывал про ёлку и за́мок.",
    "黑河市是一个边境城市。",
    "從黑河過江到布拉戈維申斯克。",
    "We crossed the Amur to Heihe; rock'n'roll and O’Neil's café.",
    "Ｈｅｉｈｅ ２０２０ co\u00adoperation",
    "Юрий Достоевский вёл дневник: всё было по-русски.",
    "они читали старые книги о старом городе",
    "俄罗斯人在上海做生意",
    "красивая жизнь старого города Благовещенска",
)
PIECES = [
    *"ab\"'()*-=:^+{}[],.« »“”„и黑河\x00\u200b\u0301\ud800", "NEAR(", "AND ", " OR ", "NOT ", "И ",
    "НЕ ", "город", "Heihe", "NEAR(город книга, 3)",
]  # fmt: skip


@pytest.fixture(scope="module")
def searched():
    return search_all(TEXTS)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("вагон", {0}),
        ("Благовещенск", {0, 9}),
        ("Blagoveščensk", {0, 9}),
        ("Blagoveshchensk", {0, 9}),
        ("Heihe", {0, 2, 3, 4, 5}),
        ("Hēihé", {0, 2, 3, 4, 5}),
        ("Héihē", {0, 4, 5}),
        ("Хэйхэ", {0, 2, 3, 4, 5}),
        ("Шанхай", {8}),
        ("елка", {1}),
        ("ЁЛКОЙ", {1}),
        ("=ЕЛКУ", {1}),
        ("=елкой", set()),
        ("за\u0301мка", {1}),
        ("cafe", {4}),
        ("cooperation", {5}),
        ("Dostoyevsky", {6}),
        ("过江", {3}),
        ("江", {3}),
        ("江過", set()),
        ('"старый город"', {7, 9}),
        ("«старый город»", {7, 9}),
        ('="старого города"', {9}),
        ("старый -жизнь", {7}),
        ('-"старый город" жить', {0}),
        ("книга OR вагон", {0, 7}),
        ("книга ИЛИ вагон", {0, 7}),
        ("(книга OR вагон) -Хэйхэ", {7}),
        ("старый НЕ (жизнь OR дневник)", {7}),
        ("Юрий И дневник", {6}),
        ("горо*", {7, 9}),
        ("ел*", {1}),
        ("NEAR(старый город, 3)", {7, 9}),
        ("NEAR(жить Хэйхэ, 1)", set()),
        ("NEAR(上海 俄罗斯, 5)", {8}),
        ("NEAR(海上 俄罗斯, 9)", set()),  # a Chinese word keeps its signs in their order
        ("-(-город)", {7, 9}),
        ("NOT (NOT город)", {7, 9}),
        ("вагон OR -(-город)", {0, 7, 9}),
        ("книга -(-старый -вагон)", {7}),
        ("-город", {0, 1, 2, 3, 4, 5, 6, 8}),
        (")((", set()),
        ("-", set()),
    ],
)
def test_a_query_finds(searched, typed, found):
    assert searched.search(typed) == found


NAMES = (
    "Маня уехала в Рим, а Ильи не было.",
    "上海和黑河都有码头",
    "阿里巴巴的故事",
    "批复下来了",
    "Tanghulu sellers; tanghulus by post",
    "почтовый пост у реки",
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Mania", {0}),  # an English word, and a name
        ("Rim", {0}),
        ("Il’ia", {0}),
        ("shanghai", {1}),  # an English verb, and a city
        ("hei he", {1}),  # one word that was typed in two
        ("he he", set()),
        ("Tou", set()),  # one syllable is too many characters
        ("tóu", {1}),  # with its tone it is fewer
        ("Али", {2}),  # a Russian word that stands nowhere, and a sound
        ("ali", {2}),
        ("批覆", {3}),  # which no table of the scripts joins
        ("tanghulu", {4}),  # which no dictionary has
        ("post", {4}),  # a common word is not taken for a Russian one
        ("Pochtovyi", {5}),
    ],
)
def test_a_name_is_found_in_other_letters(typed, found):
    assert search_all(NAMES).search(typed) == found


@pytest.mark.parametrize(
    ("typed", "left_out"),
    [
        ("рынок AND", "AND without a word beside it"),
        ("OR рынок", "OR without a word beside it"),
        ("(рынок", "a bracket that is not closed"),
        ("рынок)", "a closing bracket without an opening one"),
        ('"рынок', "a quote that is not closed"),
        ("рынок OR -чай", "an exclusion as one of several choices"),
        ("рынок ?!", "“?!” has no letter or figure to look for"),
        ("NEAR(a b c d e, 2)", "words of NEAR after the first 4"),
    ],
)
def test_what_is_left_out_is_told(typed, left_out):
    reading = read(typed)
    assert reading.tree is not None
    assert reading.left_out == (left_out,)


def test_nothing_that_is_typed_raises(searched):
    """Strings of signs that mean something here or to FTS5."""
    chance = random.Random(5)
    for _ in range(STRINGS):
        _try(searched, "".join(chance.choices(PIECES, k=chance.randrange(15))))


@given(st.text(max_size=60))
def test_no_text_raises(searched, typed):
    _try(searched, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "(" * 5000, "-" * 3000, "(a OR " * 300 + "b" + ")" * 300, "a OR " * 2000 + "b", "a " * 3000,
        '"' + "город " * 100 + '"', "NEAR(" + "город " * 10 + ",999)", "(-" * 60 + "a", "a*" * 999,
        "a" * 50_000, "ж" * 20_000, "市" * 2_000,
        "(-a b " * 60, "(a b OR c -d " * 60, "город OR (" * 60,
    ],
)  # fmt: skip
def test_nothing_long_or_deep_raises(searched, typed):
    _try(searched, typed)


def test_the_guard_would_see_a_fault(searched):
    with pytest.raises(sqlite3.OperationalError):
        searched.find_by_expression("(a) (b")


def _try(searched, typed):
    searched.search(typed)
    parse([typed])
    tree = read(typed).tree
    if tree is not None:
        told(tree)


@pytest.mark.parametrize("field", sorted(set(FIELDS) - {"id"}))
def test_readme_names_every_condition_in_russian_and_chinese(field):
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    _, _, listed = readme.partition("Their names in Russian and Chinese:")
    pairs = [pair.split() for pair in listed.partition(".")[0].split(",")]
    assert any(set(pair) <= set(FIELDS[field]) for pair in pairs)
