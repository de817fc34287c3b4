"""`check --fix` puts right what has one right spelling, shows it, asks once, and can be undone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.history.revision import canonical
from fieldarchive.inspecting.spelling import LOOK_ALIKE, MIXED, is_suspect, put_right, slips
from stories import record, write

SLIPPED = """---
title: "Рынoк у  рек\u200bи"
city: "Хэйхэ "
creator: "Lena\u00a0P."
keywords: ["чай ", "２０１３", "рыбa", "PDFка"]
themes: [markett, smell]
---
Text.
"""


@pytest.fixture
def slipped(run, inbox):
    """A note with slips in every field, and another one that shares one of them."""
    write(inbox / "a.md", SLIPPED)
    write(inbox / "b.md", '---\ntitle: B\nkeywords: ["чай ", "хлеб"]\n---\nOther.\n')
    assert run("ingest", inbox).code in (0, 3)


def said(root, column="title || '; ' || creator || '; ' || keywords"):
    return [one for (one,) in record(root, f"SELECT {column} FROM items ORDER BY title DESC")]


def test_the_plan_is_shown_and_nothing_is_written_by_a_dry_run(run, slipped, archive_root):
    before = said(archive_root)
    ran = run("check", "--fix", "--dry-run")
    assert ran.code == 0
    for line in (
        "title “Рынoк у  рек\\u{200b}и” → “Рынок у  реки”",
        "city “Хэйхэ ” → “Хэйхэ”",
        "creator “Lena\u00a0P.” → “Lena P.”",
        "keywords “чай ” → “чай”",
        "keywords “２０１３” → “2013”",
        "keywords “рыбa” → “рыба”",
        "themes “markett” → “market”",
    ):
        assert line in ran.out, line
    assert "PDFка" not in ran.out
    assert "7 words in 2 items would be put right; nothing was written." in ran.err
    assert said(archive_root) == before


def test_it_is_asked_once_written_and_undone(run, slipped, archive_root, answering):
    before = said(archive_root)
    answering("n")
    assert run("check", "--fix").code == 1
    assert said(archive_root) == before
    answering("y")
    ran = run("check", "--fix")
    assert (ran.code, "`fieldarchive undo 2` changes them back" in ran.out) == (0, True)
    assert said(archive_root)[0] == 'Рынок у  реки; Lena P.; ["чай", "2013", "рыба", "PDFка"]'
    assert said(archive_root, "keywords")[1] == '["чай", "хлеб"]'
    assert record(archive_root, "SELECT theme FROM item_themes ORDER BY n") == [
        ("market",), ("smell",),
    ]  # fmt: skip
    left = {one["code"] for one in run("check", "--json").json()["findings"]}
    assert left.isdisjoint({"stray-space", "invisible-sign", "full-width-sign", LOOK_ALIKE})
    assert "unknown-theme" not in left
    assert MIXED in left
    assert "Nothing to put right" in run("check", "--fix").out
    assert run("undo").code == 0
    assert said(archive_root) == before


def test_of_two_unknown_themes_each_gets_its_own(run, inbox, archive_root):
    write(inbox / "a.md", "---\ntitle: A\nthemes: [markett, theme, smel]\n---\nText.\n")
    run("ingest", inbox)
    ran = run("check", "--fix", "--yes", "--only", "unknown-theme")
    assert "themes “markett” → “market”" in ran.out
    assert "themes “smel” → “smell”" in ran.out
    assert "2 words in 1 item put right" in ran.out
    assert said(archive_root, "keywords") == ['["theme"]']


def test_one_check_and_one_query_narrow_what_is_put_right(run, slipped, archive_root):
    ran = run("check", "--fix", "--yes", "--only", "stray-space", "--", "B")
    assert "1 word in 1 item put right" in ran.out
    assert said(archive_root, "keywords")[1] == '["чай", "хлеб"]'


def test_without_a_terminal_nothing_is_put_right_unasked(run, slipped, archive_root):
    before = said(archive_root)
    ran = run("check", "--fix")
    assert (ran.code, "no terminal to ask at" in ran.err) == (2, True)
    assert said(archive_root) == before


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("Рынoк", "Рынок"), ("bаzaar", "bazaar"), ("мoст", "мост"), ("хлeб и чaй", "хлеб и чай"),
     ("Xэйхэ", "Хэйхэ"), ("Нeihe", "Heihe"), ("рынок ", "рынок"), ("a  b", "a b"),
     ("黑河\u200b早市", "黑河早市"), ("\ufeffрынок", "рынок"), ("ｆｉｓｈ", "fish")],
)  # fmt: skip
def test_a_slip_has_one_right_spelling(wrong, right):
    assert put_right(wrong) == right
    assert [*slips(right)] == []  # the control: what is right is left alone


@pytest.mark.parametrize(
    "word",
    ["рынок", "market", "早市", "早市 market рынок", "Heihe-Благовещенск", "кафе «Cafe»", "МиГ-21",
     "COVID", "сор", "👩\u200d🌾 farmer", "1960-е", "№ 5", "café", "ёлка", "a·b", "２"[:0] or "x"],
)  # fmt: skip
def test_sound_words_are_left_alone(word):
    assert [*slips(word)] == []


def test_in_a_sentence_unbroken_spaces_and_wide_figures_may_be_meant():
    text = "12\u00a0мая 2013\u00a0г.，早市有２０个摊位"
    assert [*slips(text, is_prose=True)] == []
    assert len([*slips(text)]) == 2


@given(st.text(max_size=60))
def test_any_text_is_put_right_once_and_for_all(text):
    right = put_right(text)
    assert put_right(right) == right
    assert {one.code for one in slips(right)} <= {MIXED}


@given(st.text(st.one_of(st.characters(), st.sampled_from(' "\\\n\tabcабвё')), max_size=60))
def test_the_quick_look_misses_no_slip(text):
    if any(slips(text)):
        assert is_suspect(canonical([["title", text, "edit", "x"]]))


def test_the_quick_look_passes_over_what_is_sound():
    sound = "Рынок\nу реки, Heihe 早市\tи «Cafe»"
    assert not is_suspect(canonical([["title", sound, "edit", "x"]]))
