"""Tables that people edit keep all that a command did not mean, and say what cannot be used."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stories
from fieldarchive import config, vocabulary
from fieldarchive.errors import ConfigurationError
from fieldarchive.vocabulary.tables import new, parse
from fieldarchive.vocabulary.words import plain

PATH = Path("themes.csv")
SPREADSHEET = (
    "\ufeffnote;slug;en;mine\r\n;# from the first season;;\r\nkept; smell ;smell;x\r\n"
    '\r\n;;;\r\n"two\r\nlines";tea;"a ""cup""; hot"\r\nlast;ice;ice;1'
).encode()
CELLS = st.text().map(plain)


def test_a_table_is_written_back_as_it_was_read():
    table = parse(PATH, SPREADSHEET, ("slug", "en"))
    assert table.content() == SPREADSHEET
    assert [row["slug"] for row in table.rows()] == ["smell", "tea", "ice"]
    assert table.row("tea")["en"] == 'a "cup"; hot'


def test_only_the_lines_that_are_meant_change():
    table = parse(PATH, SPREADSHEET, ("slug", "en"))
    changed = table.changed("smell", {"en": "scent; odour"}).content()
    assert changed == SPREADSHEET.replace(b"kept; smell ;smell;x", b'kept; smell ;"scent; odour";x')
    assert table.changed("smell", {"en": "smell", "formerly": ""}).content() == SPREADSHEET
    longer = table.plus({"slug": "fish", "en": "fish", "formerly": "carp"}).content()
    head, rest = SPREADSHEET.split(b"\r\n", 1)
    assert longer == head + b";formerly\r\n" + rest + b"\r\n;fish;fish;;carp\r\n"
    assert table.without("tea").content() == SPREADSHEET.replace(
        b'"two\r\nlines";tea;"a ""cup""; hot"\r\n', b""
    )


def test_a_table_that_is_a_header_alone_gets_its_first_row():
    table = parse(PATH, b"slug,en", ("slug", "en")).plus({"slug": "tea", "en": "чай"})
    assert table.content().decode() == "slug,en\ntea,чай\n"
    assert new(("slug", "en")).plus({"slug": "tea"}).content() == b"slug,en\ntea,\n"


@given(
    rows=st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5),
    delimiter=st.sampled_from(",;"),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
    value=CELLS,
)
def test_whatever_stands_in_the_cells_survives_a_change(rows, delimiter, end, mark, value):
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator=end)
    writer.writerow(["slug", "en", "other"])
    writer.writerows([f"n-{n}", *row] for n, row in enumerate(rows))
    content = (mark + written.getvalue()).encode()
    table = parse(PATH, content, ("slug",))
    assert table.content() == content
    table = table.plus({"slug": "new", "en": value})
    for n in range(len(rows)):
        table = table.changed(f"n-{n}", {"en": value})
    again = list(parse(PATH, table.content(), ("slug",)).rows())
    assert [row["en"] for row in again] == [value] * (len(rows) + 1)
    assert [row["other"] for row in again[:-1]] == [row[1] for row in rows]


@pytest.fixture
def root(tmp_path):
    stories.write_words(tmp_path / "archive")
    return tmp_path / "archive"


def load(root):
    return vocabulary.load(root, config.load(root))


def test_themes_in_a_circle_are_told_with_the_circle(root):
    themes = root / "vocabularies" / "themes.csv"
    stories.add_line(themes, "a,c,,,,,,,,")
    stories.add_line(themes, "b,a,,,,,,,,")
    stories.add_line(themes, "c,b,,,,,,,,")
    with pytest.raises(ConfigurationError, match='circle: "a" under "c" under "b" under "a"'):
        load(root)


@pytest.mark.parametrize(
    ("column", "told"),
    [("Фамилия", "Фамилия"), ("real_name", "real_name"), ("姓名", "姓名"), ("E-Mail", "E-Mail")],
)
def test_a_column_for_real_names_is_refused(root, column, told):
    people = root / "vocabularies" / "people.csv"
    people.write_text(f"handle,en,{column}\nnarrator-01,Lena,\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=f'has a column "{told}".*Take the column out'):
        load(root)


def test_a_column_of_somebodys_own_is_left_alone(root):
    people = root / "vocabularies" / "people.csv"
    people.write_text("handle,en,met at\nnarrator-01,Lena,market\n", encoding="utf-8")
    assert load(root).handle_of("Lena") == "narrator-01"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("narrator-01,,Lena,,,,,", 'the handle "narrator-01" stands there twice'),
        ("narrator-09,,Olga,,,ru,1964,", '"1964" is no birth decade .narrator-09.. Write 196X'),
    ],
)
def test_a_table_of_people_that_cannot_be_used_is_told(root, line, told):
    stories.add_line(root / "vocabularies" / "people.csv", line)
    with pytest.raises(ConfigurationError, match=told):
        load(root)
