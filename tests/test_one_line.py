"""A query as one line means what its words and options meant, whatever was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.search.one_line import one_line
from fieldarchive.search.query import Term, parse

CITY = Term("city", ("Нижний Новгород", "heihe"))


@pytest.mark.parametrize(
    ("typed", "chosen", "line"),
    [
        (["рынок", "чай"], [], "рынок чай"),
        (["рынок чай"], [], "рынок чай"),
        (["рынок"], [CITY], 'рынок city:"Нижний Новгород",heihe'),
        (["(tea OR чай) -market"], [CITY], '(tea OR чай) -market city:"Нижний Новгород",heihe'),
        ([], [Term("since", ("лето 2013",))], 'since:"лето 2013"'),
        (["-has:transcript"], [], "-has:transcript"),
        (["since:2013", "зима"], [], "зима since:2013"),  # "2013 зима" would be a date
        (['"на', "рынке"], [], '"на" рынке'),
        (["NEAR(tea market, 5)", "=рынке", "рын*"], [], "NEAR(tea market, 5) =рынке рын*"),
        ([], [Term("city", ('a"b',))], None),
    ],
)
def test_a_query_is_written_as_it_was_typed_where_that_can_be(typed, chosen, line):
    assert one_line(typed, parse(typed), chosen) == line


PIECES = st.sampled_from(
    ["рынок", "чай", "city:heihe", "-has:place", "date:1966..1969", "OR", "AND", "-", '"', "(", ")",
     '"на рынке"', "=чай", "рын*", "NEAR(a b, 3)", "«он»", "theme:a,b", 'city:"a b"', "、", ":"]
)  # fmt: skip
CHOSEN = st.lists(
    st.builds(Term, st.sampled_from(["city", "theme", "since"]), st.tuples(st.text(max_size=5))),
    max_size=2,
)


@given(st.lists(PIECES | st.text(max_size=6), max_size=6), CHOSEN)
def test_a_line_means_what_was_typed_or_there_is_none(typed, chosen):
    terms = [one for one in parse(typed) if not one.loose]
    line = one_line(typed, terms, chosen)
    if line is None:
        return
    found = parse([line])
    texts, wanted = (
        [t.as_typed for t in some if not t.field] for some in (found, [*terms, *chosen])
    )
    assert " ".join(texts) == " ".join(wanted)
    conditions = [
        sorted((t.field, t.values, t.negated) for t in some if t.field)
        for some in (found, [*terms, *chosen])
    ]
    assert conditions[0] == conditions[1]


@given(st.lists(st.sampled_from(["рынок", "чай", "city:heihe", "-has:place", "=чай"]), max_size=6))
def test_plain_words_and_conditions_always_make_a_line(typed):
    """The control: a line that is never there would mean what was typed as well."""
    assert one_line(typed, parse(typed)) is not None
