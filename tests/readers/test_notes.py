"""Field notes keep their text, and their front matter becomes claims or a sentence."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.model import Authority, Claim, Hints, Role
from fieldarchive.readers import field_names, front_matter
from fieldarchive.readers.front_matter import split
from fieldarchive.readers.notes import first_line_of, read, title_of
from fieldarchive.readers.yaml_text import YamlRefused

FILES = Path(__file__).parent.parent / "files" / "notes"


def note(tmp_path: Path, text: str, name: str = "note.md"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read(tmp_path / name, Hints())


def claimed(reading):
    return {claim.field: claim.value for claim in reading.claims}


def test_front_matter_in_any_language_becomes_claims_and_leaves_the_text():
    reading = read(FILES / "market.md", Hints())
    assert (reading.format, reading.mime, reading.role) == ("markdown", "text/markdown", Role.TEXT)
    assert reading.text.startswith("\n```")
    assert reading.text.endswith("title: a rule is no front matter\n---\n")
    assert reading.claims == (
        Claim("title", "Рынок у реки", Authority.FRONT_MATTER, "front matter"),
        Claim("date", "2024-05", Authority.FRONT_MATTER, "front matter"),
        Claim("city", "no", Authority.FRONT_MATTER, "front matter"),
        Claim("keywords", ["чай", "snow", "рыба", "лёд"], Authority.FRONT_MATTER, "front matter"),
        Claim("latitude", "012", Authority.FRONT_MATTER, "front matter"),
        Claim("title", "Morning at the market", Authority.EMBEDDED, "first heading"),
    )
    assert reading.problems == ()


def test_front_matter_of_windows_is_seen():
    reading = read(FILES / "windows.md", Hints())
    assert claimed(reading) == {"title": "Рынок", "date": "22:30"}
    assert (reading.text, reading.encoding) == ("Текст\n", "utf-8-sig")


def test_an_old_text_file_is_decoded_and_its_first_line_is_its_title():
    reading = read(FILES / "ferry_koi8r.txt", Hints())
    assert reading.encoding == "koi8_r"
    assert reading.mime == "text/plain"
    assert reading.claims == (Claim("title", "Паром в Хэйхэ", Authority.EMBEDDED, "first line"),)


def test_a_hint_overrules_the_guess():
    assert read(FILES / "ferry_koi8r.txt", Hints(encoding="cp1251")).encoding == "cp1251"


def test_a_text_with_the_shape_of_an_interview_becomes_segments(tmp_path):
    text = "И: Когда вы приехали?\nН1: Летом, на пароме.\nИ: Одна?\nН1: С сестрой.\n"
    reading = note(tmp_path, text, "r-012.txt")
    assert reading.role == Role.TRANSCRIPT
    assert [segment.speaker for segment in reading.segments] == ["И", "Н1", "И", "Н1"]
    assert note(tmp_path, text, "r-012.md").segments == ()


REFUSED = [
    "---\naccess: closed\ntags: &a [x]\nthemes: *a\n---\ntext\n",
    "---\naccess: closed\naccess: open\n---\ntext\n",
    "---\naccess: closed\nдоступ: open\n---\ntext\n",
    "---\naccess: {level: closed}\n---\ntext\n",
    "---\nthemes: [[a]]\n---\ntext\n",
    "---\naccess: closed\n\ntext\n",
    "---\nacess: closed\n---\ntext\n",
    "---\n- access\n---\ntext\n",
    "\n---\naccess: closed\n---\ntext\n",
]


@pytest.mark.parametrize("text", REFUSED)
def test_a_description_that_is_not_understood_keeps_the_item_closed(tmp_path, text):
    reading = note(tmp_path, text)
    (problem,) = reading.problems
    assert (problem.code, problem.serious) == ("description-refused", True)
    assert problem.message.endswith(front_matter.KEPT_CLOSED)
    assert reading.text.endswith("text\n")
    assert "access" not in claimed(reading)


def test_refusal_names_the_line_of_the_file(tmp_path):
    reading = note(tmp_path, "---\ntitle: a\ndate: b: c\n---\n")
    assert "(line 3)" in reading.problems[0].message


def test_an_unclosed_fence_does_not_cost_the_text(tmp_path):
    reading = note(tmp_path, "---\ntitle: x\n\ntext\n")
    assert reading.text == "---\ntitle: x\n\ntext\n"


def test_a_rule_above_an_ordinary_text_is_no_front_matter(tmp_path):
    reading = note(tmp_path, "---\n\nIt was cold.\n")
    assert (reading.text, reading.problems) == ("---\n\nIt was cold.\n", ())


def test_an_unknown_name_is_mentioned_only_when_it_looks_mistyped(tmp_path):
    reading = note(tmp_path, "---\nlanguge: ru\nmood: grey\ncssclass: wide\n---\n")
    (problem,) = reading.problems
    assert (problem.code, problem.serious) == ("unknown-field", False)
    assert '"language"' in problem.message
    assert reading.claims == ()


def test_an_empty_file_is_an_empty_note(tmp_path):
    assert note(tmp_path, "").text == ""


@pytest.mark.parametrize(
    ("markdown", "title"),
    [
        ("# Рынок #\n", "Рынок"),
        ("text\n\n  # Late\n", "Late"),
        ("#tag\n## Second level\n", None),
        ("~~~\n# code\n```\n# code\n~~~\n# After\n", "After"),
        ("````\n```\n# code\n````\n", None),
        ("#\t集市\n", "集市"),
        ("# \n", None),
    ],
)
def test_the_first_heading_is_the_title(markdown, title):
    assert [claim.value for claim in title_of(markdown)] == ([title] if title else [])


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Market\n\nIt was cold.", "Market"),
        ("Market\nIt was cold.", None),
        ("It was cold.\n\nVery.", None),
        ("И: Когда вы приехали?\n\nН1: Летом.", None),
        ("x" * 200 + "\n\ntext", None),
        ("Market\n\n", None),
        ("", None),
    ],
)
def test_a_short_line_above_an_empty_one_is_the_title(text, title):
    assert [claim.value for claim in first_line_of(text)] == ([title] if title else [])


@given(st.text())
def test_splitting_loses_no_text(text):
    front, body, _ = split(text)
    assert body in text.replace("\r\n", "\n")
    assert front is not None or body == text.replace("\r\n", "\n")


@given(st.text())
def test_any_front_matter_gives_plain_claims_or_a_refusal(front):
    claims, problems = front_matter.read_claims(front)
    assert not (claims and any(problem.serious for problem in problems))
    for claim in claims:
        values = claim.value if isinstance(claim.value, list) else [claim.value]
        assert values
        assert all(isinstance(value, str) and value for value in values)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Дата", "date"),
        (" LOCATION ", "place"),
        ("имя_файла", "file"),
        ("Ключевые  слова", "keywords"),
        ("关键词", "keywords"),
        ("Accuracy-M", "accuracy_m"),
        ("№", "id"),
        ("正文", "text"),
        ("mood", None),
        ("", None),
    ],
)
def test_a_header_names_a_field_in_three_languages(header, field):
    assert field_names.field_of(header) == field


@pytest.mark.parametrize(
    ("name", "field"),
    [("author", "creator"), ("summary", "description"), ("created", "date"), ("id", None)],
)
def test_a_description_has_no_columns_of_a_table(name, field):
    assert field_names.description_field_of(name) == field


def test_every_name_in_the_schemas_leads_to_one_field():
    properties = field_names.schema("items-table.schema.json")["properties"]
    for field, rule in properties.items():
        for name in (field, *rule["x-headers"]):
            assert field_names.field_of(name) == field


def test_claims_of_raises_what_the_caller_may_phrase():
    with pytest.raises(YamlRefused, match="twice"):
        front_matter.claims_of({"city": "a", "город": "b"}, Authority.SIDECAR, "x.yaml")


def test_a_note_is_read_in_under_two_milliseconds(tmp_path):
    text = "---\ntitle: Рынок\ndate: 2024-05\ntags: [чай, лёд]\n---\n" + "Холодно, дым. " * 100
    note(tmp_path, text)
    started = time.perf_counter()
    for _ in range(200):
        read(tmp_path / "note.md", Hints())
    assert (time.perf_counter() - started) / 200 < 0.002
