"""Marks stand in the text as it was written, whatever the index made of it."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fieldarchive.catalogue.marking import shown
from fieldarchive.search import marks
from fieldarchive.search.excerpts import excerpt
from fieldarchive.search.folding import fold, words
from fieldarchive.search.marks import Span, markable, spans, with_marks, without_marks

WORDS = [  # the same word may be spelled in several ways
    "рынок",
    "моло\u0301ко",
    "чаи\u0306",
    "ры\u00adба",
    "市场",
    "黑河",
    "cafe\u0301",
    "Tea",
    "各",
]
SIGNS = st.text(
    st.one_of(
        st.sampled_from(
            " \n,.\u00ad\u200b\u200d\ufeff\u0301\u0306\u0308\u1100\u1161\u11a8\uf900\u212b"
        ),
        st.characters(exclude_characters="\x02\x03", exclude_categories=["Cs"]),
    ),
    max_size=20,
)
TEXTS = st.lists(st.one_of(SIGNS, st.sampled_from(WORDS)), max_size=12).map("".join)


def found_in(text: str, *looked_for: str) -> list[Span]:
    """Where some words stand in a text, as SQLite finds them in its index copy."""
    phrases = " OR ".join(f'"{markable(word)}"' for word in looked_for)
    with shown({0: markable(text)}) as index:
        found = index.marked(phrases)
    return spans(text, found.get(0, ""))


def marked_in(text: str, *looked_for: str) -> str:
    """The text with marks around these words."""
    return with_marks(text, found_in(text, *looked_for))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("На ры\u0301нке шумно", "рынке", "На [ры\u0301нке] шумно"),
        ("из вода\u0301 и ещё", "вода", "из [вода\u0301] и ещё"),
        ("тёплыи\u0306 чаи\u0306.", "чай", "тёплыи\u0306 [чаи\u0306]."),
        ("ры\u00adба, ры\u00adбаки", "рыба", "[ры\u00adба], ры\u00adбаки"),
        ("从黑河过江，黑河很大", "黑河", "从[黑河]过江，[黑河]很大"),
        ("黑\u200b河 и 黑\u200d河", "黑河", "[黑\u200b河] и [黑\u200d河]"),
        ("a cafe\u0301 here", "café", "a [cafe\u0301] here"),
        ("\x02 fake \x03 tea", "tea", "  fake   [tea]"),
    ],
)
def test_marks_stand_in_the_text_as_written(text, word, expected):
    assert marked_in(text, word).replace("\x02", "[").replace("\x03", "]") == expected


@given(TEXTS, st.sampled_from(WORDS))
@example("\u0301市场", "市场")
@example("각각", "各")
@example("\0РЫНОК", "рынок")
def test_without_its_marks_the_text_is_the_same(text, word):
    marked = marked_in(text, word)
    assert without_marks(marked) == text
    for piece in marked.split("\x02")[1:]:
        inside, closed, _ = piece.partition("\x03")
        assert closed
        assert list(map(fold, words(inside))) == list(map(fold, words(word)))


@given(TEXTS)
def test_places_are_found_alike_with_and_without_odd_signs(text):
    """A text with nothing odd in it is marked by a shorter way, which finds the same."""
    copy = marks.unspaced(markable(text))
    starts, stops = marks._places(text)
    assert len(starts) == len(stops) == len(copy)


def test_marks_that_stood_in_the_index_copy_would_be_seen(monkeypatch):
    """The rules above would catch a mapping that takes the copy for the text."""
    monkeypatch.setattr(marks, "_places", lambda text: (list(range(99)), list(range(1, 99))))
    assert marked_in("ры\u0301 нок и чай", "чай") != "ры\u0301 нок и \x02чай\x03"


def test_an_excerpt_shows_the_place_where_most_is_said():
    text = "Чай. " + "И так далее. " * 20 + "Чай и рыба на рынке. " + "Ещё слова. " * 20
    found = found_in(text, "чай", "рыба", "рынке")
    piece = excerpt(text, {(a, b): text[a:b].lower() for a, b in found}, 60)
    assert "\x02Чай\x03 и \x02рыба\x03 на \x02рынке\x03" in piece
    assert piece[0] == piece[-1] == "…"
    assert len(without_marks(piece)) <= 62


def test_a_word_that_stands_everywhere_costs_no_more_for_it():
    text = "да " * 20_000  # compared two by two, these took more than a minute
    piece = excerpt(text, {(at, at + 2): "да" for at in range(0, len(text), 3)}, 60)
    assert piece.count("\x02да\x03") == 20


@given(TEXTS, st.sampled_from(WORDS), st.integers(1, 80))
@example("\0\u00adРЫНОК", "рынок", 1)
def test_an_excerpt_is_a_piece_of_the_text(text, word, most):
    found = found_in(text, word)
    piece = without_marks(excerpt(text, dict.fromkeys(found, ""), most))
    assert piece.strip("…") in " ".join(text.split()) or "…" in text


def test_words_that_stand_apart_are_shown_in_two_pieces():
    text = "Рыба на льду. " + "И так далее. " * 20 + "А ещё рыбе на рынке рады. " + "Вот. " * 20
    fish = dict.fromkeys(found_in(text, "рыба", "рыбе"), "fish")
    market = dict.fromkeys(found_in(text, "рынке"), "market")
    apart = {**dict([next(iter(fish.items()))]), **market}
    assert excerpt(text, apart, 60).startswith("\x02Рыба\x03 на льду.")
    assert "\x02рынке\x03" in excerpt(text, apart, 60)
    together = dict(sorted({**fish, **market}.items()))
    assert "\x02рыбе\x03 на \x02рынке\x03" in excerpt(text, together, 60)
