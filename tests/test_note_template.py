"""The head of a note: whatever was typed comes back from it, and remarks claim nothing."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.archive import opened
from fieldarchive.cli.wrapping import cells
from fieldarchive.noting.template import age_in_words, template, written
from fieldarchive.noting.tonight import LastNote, Tonight
from fieldarchive.readers import front_matter

NOW = datetime(2024, 6, 11, 22, 40, tzinfo=UTC)
TYPED = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


def claimed(note):
    front, text, problem = front_matter.split(note)
    assert problem is None
    claims, problems = front_matter.read_claims(front)
    assert problems == ()
    return {claim.field: claim.value for claim in claims}, text


@given(TYPED, st.sampled_from(["title", "place", "about"]))
def test_any_value_comes_back_as_it_was_typed(value, name):
    fields, text = claimed(written(Tonight(NOW, None, {name: value}, frozenset(), None), "Fog."))
    assert fields == {name: value}
    assert text == "Fog.\n"


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_a_template_speaks_the_first_language_and_claims_only_its_fields(
    language, archive_root, inbox
):
    configuration = archive_root / "fieldarchive.toml"
    words = configuration.read_text("utf-8")
    configuration.write_text(words.replace('["ru", "zh", "en"]', f'["{language}"]'), "utf-8")
    with opened(archive_root, for_writing=False) as archive:
        heihe = archive.configuration.cities[1]
        last = LastNote("n-7f3k", timedelta(hours=2), {"place": "早市"})
        fields = {"date": "2024-06-12 06:40", "city": "heihe", "place": "早市", "access": "closed"}
        moment = NOW.astimezone(ZoneInfo(heihe.zone))
        shown = template(archive, Tonight(moment, heihe, fields, frozenset({"place"}), last))
    assert claimed(shown) == (fields, "\n")
    assert f"06:40 {heihe.labels[language]} · 07:40" in shown
    assert "n-7f3k" in shown.splitlines()[4]
    remarked = [line.split("#")[0] for line in shown.splitlines() if " # " in line]
    assert {cells(line) for line in remarked} == {27}, shown  # one column, Chinese as well


def test_ages_are_told_in_minutes_and_then_in_hours():
    ages = [timedelta(seconds=-5), timedelta(minutes=40), timedelta(hours=3, minutes=20)]
    assert [age_in_words(age) for age in ages] == ["1 min", "40 min", "3 h"]
