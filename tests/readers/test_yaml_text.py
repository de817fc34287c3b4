"""A description in YAML says exactly what was typed, or is refused with its line."""

import contextlib
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.readers import yaml_text
from fieldarchive.readers.yaml_text import YamlRefused, load

AS_TYPED = (
    "no yes on off true null ~ 012 0o17 0x1F 1_000 1e3 .5 +1 22:30 1:30:45 2024-01-02 2024-02-30 "
    "2024-01-02T10:00:00Z NO Yes y n .inf .nan 08 12.05.2013 2013-05 1969~ 196X =  <<"
)


@pytest.mark.parametrize("value", AS_TYPED.split())
def test_a_value_stays_what_was_typed(value):
    assert load(f"a: {value}\nlist: [{value}]\n") == {"a": value, "list": [value]}


def test_empty_values_are_empty_texts():
    assert load("a:\nb: ''\n") == {"a": "", "b": ""}


@pytest.mark.parametrize("text", ["", "# a remark alone\n", "---\n", "\n\n"])
def test_an_empty_text_is_an_empty_description(text):
    assert load(text) == {}


def test_lists_and_maps_may_be_nested():
    assert load("a:\n - x\n - {b: 012}\nc: |\n  one\n  two\n") == {
        "a": ["x", {"b": "012"}],
        "c": "one\ntwo\n",
    }


REFUSED = [
    ("a: &x 1\nb: *x\n", 2, "repeat a value"),
    ("b: *x\n", 2, "repeat a value"),
    ("a: !!python/object/apply:os.system [ls]\n", 2, "name a type"),
    ("a: ! b\n", 2, "name a type"),
    ("a: 1\nb: 2\na: 3\n", 4, '"a" a second time'),
    ("x: {a: 1, a: 2}\n", 2, '"a" a second time'),
    ("title: Market: morning\n", 2, "quotes around"),
    ("\ttitle: x\n", 2, "cannot be understood"),
    ("- a\n- b\n", 2, "not a list of names"),
    ("only words\n", 2, "not a list of names"),
    ("? [1]\n: 2\n", 2, "where a name is meant"),
    ("a: 1\n---\na: 2\n", 3, "second description"),
    ("---\n---\naccess: closed\n", 3, "second description"),
    ("a: " + "[" * 25 + "]" * 25, 2, "nested more than 20"),
    ("a: " + "[" * 30_000, 2, "nested more than 20"),
]


@pytest.mark.parametrize(("text", "line", "words"), REFUSED)
def test_what_nobody_needs_is_refused_with_its_line(text, line, words):
    with pytest.raises(YamlRefused, match=words) as refused:
        load(text, first_line=2)
    assert refused.value.line == line
    assert f"line {line}" in refused.value.reason
    assert refused.value.code == "description-refused"


@pytest.mark.parametrize("text", ["a: \x00", "a: \ud800", "a: \x07"])
def test_signs_that_are_no_text_are_refused(text):
    with pytest.raises(YamlRefused, match="signs"):
        load(text)


def test_more_than_64_kib_is_refused():
    assert load("a: " + "x" * 65_000)
    with pytest.raises(YamlRefused, match="64 KiB"):
        load("a: " + "x" * 66_000)


def test_it_reads_the_same_without_libyaml(monkeypatch):
    with_libyaml = load("a: no\nb: [012, ~]\n")
    monkeypatch.setattr(yaml_text, "_Loader", yaml.BaseLoader)
    assert load("a: no\nb: [012, ~]\n") == with_libyaml
    for text, line, _ in REFUSED:
        with pytest.raises(YamlRefused) as refused:
            load(text, first_line=2)
        assert refused.value.line == line


def test_the_loader_of_pyyaml_itself_would_not_do():
    assert yaml.safe_load("a: no") == {"a": False}
    with pytest.raises(ValueError, match="day"):
        yaml.safe_load("date: 2024-02-30")
    assert yaml.load("a: 1\na: 2", yaml.BaseLoader) == {"a": "2"}


@given(st.text())
def test_any_text_is_understood_or_refused(text):
    with contextlib.suppress(YamlRefused):
        assert isinstance(load(text), dict)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_a_quoted_value_survives(value):
    quoted = value.replace("'", "''")
    if value.isprintable() and not value.startswith(" "):
        assert load(f"a: '{quoted}'") == {"a": value}


def test_front_matter_of_six_lines_costs_well_under_a_third_of_a_millisecond():
    text = "title: Рынок\ndate: 2024-05\ncity: heihe\nthemes: [food]\nlanguage: ru\naccess: team\n"
    started = time.perf_counter()
    for _ in range(500):
        load(text)
    assert (time.perf_counter() - started) / 500 < 0.0003
