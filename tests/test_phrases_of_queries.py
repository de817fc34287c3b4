"""What of an expression is marked in a text that does not meet all of it."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.catalogue.database import open_in_memory
from fieldarchive.search.phrases import any_phrase, are_plain, forms, parts, together

A, B, C = '"дом"', '"на рынке"', 'NEAR("чай" "рыба", 5)'


@pytest.mark.parametrize(
    ("match", "phrases", "joined"),
    [
        ("", "", [""]),
        (A, A, [A]),
        (f"({A} AND {B})", f"{A} OR {B}", [A, B]),
        (f"(({A} OR {C}) AND {B})", f"{A} OR {C} OR {B}", [f"({A} OR {C})", B]),
        (f"(({A}) OR ({B}))", f"{A} OR {B}", [B]),
        (f"({A} NOT ({B} OR {C}))", A, [f"{A} NOT ({B} OR {C})"]),
        (f"(({A} NOT {B}) AND {C})", f"{A} OR {C}", [f"({A} NOT {B})", C]),
        ('"a AND (b" OR "x ""y"" NOT"*', '"a AND (b" OR "x ""y"" NOT"*',
         ['"x ""y"" NOT"*']),
        (f"(({A} AND {B}) OR (({A} OR {C}) AND {B}))", f"{A} OR {B} OR {C}", [f"({A} OR {C})", B]),
    ],
)  # fmt: skip
def test_an_expression_is_taken_apart(match, phrases, joined):
    assert any_phrase(match) == phrases
    assert parts(match) == joined


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("старый дом", True), ("黑河 早市", True), ("старый дом -рынок", True),
        ("дом", False), ('"старый дом"', False), ('старый "дом"', False), ("=старый дом", False),
        ("стар* дом", False), ("старый OR дом", False), ("NEAR(a b) c", False), ("", False),
        ("a b c d e f g", False),
    ],
)  # fmt: skip
def test_of_plain_words_it_can_be_asked_whether_they_stand_together(typed, plain):
    assert are_plain(typed) is plain


def test_words_stand_together_in_any_of_their_forms():
    assert forms('("дом" OR "на рынке" OR "рын"*)') == ["дом", "на рынке"]
    assert together([["а", "б"], ["в г"]]) == '"а в г" OR "б в г"'


WORD = st.sampled_from([A, B, C, '"x"*'])
EXPRESSIONS = st.recursive(
    WORD,
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from(["AND", "OR"]), inner)
        | st.builds("({} NOT {})".format, inner, inner)
    ),
    max_leaves=8,
)


@given(EXPRESSIONS)
def test_whatever_is_taken_apart_can_be_asked(match):
    connection = open_in_memory().conn
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(text)")
    for one in (any_phrase(match), *parts(match)):
        connection.execute("SELECT * FROM t WHERE t MATCH ?", [one]).fetchall()
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("SELECT * FROM t WHERE t MATCH ?", [f"{match} AND"]).fetchall()
    connection.close()
