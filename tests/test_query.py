"""One query language everywhere: what is typed, what it is taken for, what it chooses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.search.query import Term, parse
from stories import note, write


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        (["рынок"], [Term(None, ("рынок",))]),
        (["city:heihe", "чай"], [Term("city", ("heihe",)), Term(None, ("чай",))]),
        (["city:heihe чай"], [Term("city", ("heihe чай",), loose=True)]),
        (["чай city:heihe"], [Term(None, ("чай",)), Term("city", ("heihe",))]),
        (["place:night market"], [Term("place", ("night market",), loose=True)]),
        (['place:"night market" tea'], [Term("place", ("night market",)), Term(None, ("tea",))]),
        (["город:Хэйхэ"], [Term("city", ("Хэйхэ",))]),
        (["城市：黑河"], [Term("city", ("黑河",))]),
        (["theme:smell,taste"], [Term("theme", ("smell", "taste"))]),
        (["主题：气味，滋味"], [Term("theme", ("气味", "滋味"))]),
        (["-has:transcript"], [Term("has", ("transcript",), negated=True)]),
        (["-tea"], [Term(None, ("tea",), negated=True)]),
        (['"night market"'], [Term(None, ("night market",), quoted=True)]),
        (["16:40"], [Term(None, ("16:40",))]),
        (["http://x"], [Term(None, ("http://x",))]),
        (["city:"], [Term("city", ())]),
        (["", "  "], []),
    ],
)
def test_what_is_typed_is_taken_apart(typed, terms):
    assert parse(typed) == terms


@given(st.lists(st.text(max_size=40), max_size=4))
def test_nothing_typed_raises(typed):
    parse(typed)


@pytest.fixture
def evening(run, inbox):
    """Notes of one evening on both banks, one of them closed, and one that nobody described."""
    note(inbox / "fish.md", title="Fish", text="Рыба на рынке.")
    write(
        inbox / "river.md", "---\ntitle: River\ncity: Благовещенск\ndate: 1991\n---\nIce and tea.\n"
    )
    write(
        inbox / "secret.md", "---\ntitle: Secret\ncity: heihe\naccess: closed\n---\nTea for two.\n"
    )
    write(inbox / "odd.md", "---\ntitle: Odd\nthemes: smel\n---\nNothing else.\n")
    assert run("ingest", inbox).code == 0


def titles(run, *words):
    return sorted(item["title"] for item in run("find", *words, "--json").json()["items"])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["city:黑河"], ["Fish", "Secret"]),
        (["-city:heihe"], ["Odd", "River"]),
        (["city:heihe,布拉戈维申斯克"], ["Fish", "River", "Secret"]),
        (["city:none"], ["Odd"]),
        (["--city", "Хэйхэ"], ["Fish", "Secret"]),
        (["theme:trade"], ["Fish"]),
        (["theme:рынок", "date:2013"], ["Fish"]),
        (["date:1990..1992"], ["River"]),
        (["date:..1992"], ["River"]),
        (["date:2000.."], ["Fish"]),
        (["--since", "2013-05", "--until", "2013-05-12"], ["Fish"]),
        (["-has:theme"], ["Odd", "River", "Secret"]),
        (["has:date", "-has:theme"], ["River"]),
        (["access:closed"], ["Secret"]),
        (["tea"], ["River", "Secret"]),
        (["tea", "-ice"], ["Secret"]),
        (["-tea"], ["Fish", "Odd"]),
        (["problem:unknown-theme"], ["Odd"]),
        (["problem:unknown-theme", "nothing"], ["Odd"]),
        (["kind:заметка", "city:heihe tea"], ["Secret"]),
        (["city:黑河,Благовещенск tea"], ["River", "Secret"]),
        (["date:after 1990 tea"], ["River"]),
        (["tea", "NOT", "city:heihe"], ["River"]),
        (["city:heihe", "И", "tea"], ["Secret"]),
        (["keyword:smel"], ["Odd"]),
        (["до:1992"], ["River"]),
        (["（tea OR fish） －ice"], ["Fish", "Secret"]),
        (["!!!"], []),
        ([], ["Fish", "Odd", "River", "Secret"]),
    ],
)
def test_a_query_finds(run, evening, words, found):
    assert titles(run, *words) == found


def test_a_told_about_time_is_found_for_a_whole_and_for_a_stretch(run, inbox):
    write(inbox / "r.srt", "1\n00:00:01,000 --> 00:00:09,000\nIce.\n")
    write(inbox / "r.yaml", "title: Ice\nabout_at: ['00:00:04 конец 60-х']\n")
    write(inbox / "n.md", "---\ntitle: Tea\nabout: 1969~\n---\nTea.\n")
    assert run("ingest", inbox).code == 0
    assert titles(run, "about:1968..1970") == ["Ice", "Tea"]
    assert titles(run, "about:1967") == ["Ice"]
    assert titles(run, "-about:1967") == ["Tea"]
    assert titles(run, "has:about") == ["Ice", "Tea"]
    assert titles(run, "about:1967", "ice") == ["Ice"]


def test_an_item_is_found_by_its_name(run, evening):
    [key] = [item["key"] for item in run("find", "Fish", "--json").json()["items"]]
    assert titles(run, key[:8]) == ["Fish"]
    assert titles(run, f"-{key[:8]}") == ["Odd", "River", "Secret"]
    assert titles(run, "city:heihe", f"-{key[:8]}") == ["Secret"]
    assert titles(run, f"id:{key[:8]}", "city:благовещенск") == []


def test_what_was_understood_is_said(run, evening):
    ran = run("find", "city:黑河", "date:2013", "tea")
    assert "city 黑河 = heihe · date 2013-01-01 to 2013-12-31 · says “tea”" in ran.err
    ran = run("find", "access:closed")
    assert "  closed" in ran.out
    assert "1 of these is closed" in ran.err


def test_what_an_item_has_is_asked_in_any_language(run, evening):
    for words in (("has:theme", "есть:тема", "有:主题"), ("-has:text", "-есть:текст", "-有:文本")):
        english, russian, chinese = (titles(run, word) for word in words)
        assert english == russian == chinese
    assert titles(run, "есть:тема")


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("city:heihee", "Did you mean city:heihe"),
        ("theme:smel", "Did you mean theme:smell"),
        ("has:transkript", "Did you mean has:transcript?"),
        ("has:moon", "There are: about, city"),
        ("city:narva", "`fieldarchive status` tells which cities"),
        ("person:nobody", "`fieldarchive person list`"),
        ("citty:heihe", "Did you mean city:heihe?"),
        ("(tea OR -citty:heihe)", "Did you mean city:heihe?"),
        ("date:soon", "1966..1969"),
        ("язык:марсианский", "There are: en, ru, zh."),
        ("city:", "-has:city"),
        ("(city:heihe tea) OR ice", "write a comma: city:heihe,…"),
        ("tea OR date:2013", "holds for the whole query."),
    ],
)
def test_a_value_that_means_nothing_here_is_told_and_chooses_nothing(run, evening, word, hint):
    ran = run("find", word)
    assert ran.code == 1
    assert hint in ran.err
    assert ran.out == ""


def test_what_only_looks_like_a_condition_is_said_to_be_none(run, evening):
    assert "“после:” is no condition: it is looked for as a word" in run("find", "после:2013").err
    assert "no condition" not in run("find", "12:30", "http://fish").err
    assert "“or” is looked for as a word: OR joins words" in run("find", "tea or fish").err


def test_a_language_is_called_by_its_name_in_three_languages(run, evening):
    for word in ("русский", "Russian", "俄语"):
        assert "language" in run("find", f"language:{word}").err
        assert f"{word} = ru" in run("find", f"язык:{word}").err


def test_what_looks_like_a_condition_is_text_in_quotes_and_exactly(run, inbox):
    write(inbox / "a.md", "---\ntitle: Script\n---\nWe typed citty:heihe and drank tea.\n")
    assert run("ingest", inbox).code == 0
    for typed in ('"citty:heihe"', "«citty:heihe»", "=citty:heihe", 'tea AND "citty:heihe"'):
        assert titles(run, typed) == ["Script"], typed


def test_an_export_takes_the_same_query(run, evening, tmp_path):
    assert run("export", "csv", tmp_path / "out", "-has:theme", "city:благовещенск").code == 0
    assert "River" in (tmp_path / "out" / "items.csv").read_text("utf-8")
    assert "Fish" not in (tmp_path / "out" / "items.csv").read_text("utf-8")
    assert run("export", "csv", tmp_path / "two", "problem:unknown-theme").code == 0
    assert "Odd" in (tmp_path / "two" / "items.csv").read_text("utf-8")
