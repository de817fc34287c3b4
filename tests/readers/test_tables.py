"""Tables are read as written, whatever program saved them; what does not fit is named by line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.errors import Unreadable
from fieldarchive.model import Hints, Role
from fieldarchive.readers import tables
from fieldarchive.readers.tables import delimiter_of, read

FILES = Path(__file__).parent.parent / "files" / "tables"
CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "formats" / "frictionless-py" / "data"
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the test corpora are not here")


def table(tmp_path: Path, text: str, name: str = "table.csv"):
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return read(tmp_path / name, Hints())


def test_russian_excel_is_read():
    reading = read(FILES / "excel_cp1251.csv", Hints())
    assert (reading.role, reading.format, reading.encoding) == (Role.TABLE, "table", "cp1251")
    assert reading.problems == ()
    assert reading.rows == (
        {
            "Номер": "1",
            "Название": "Рынок",
            "Дата": "01.05.2024",
            "Город": "Благовещенск",
            "Текст": "Холодно;\nторгуют рыбой",
        },
        {
            "Номер": "2",
            "Название": "Паром",
            "Дата": "02.05.2024",
            "Город": "Хэйхэ",
            "Текст": "Очередь",
        },
    )


def test_tabs_hold_commas():
    rows = read(FILES / "notes.tsv", Hints()).rows
    assert rows[0]["正文"] == "卖鱼的人大声喊价钱, 很热闹"
    assert rows[1] == {"编号": "2", "标题": "渡口", "日期": "", "正文": "等船"}


def test_what_does_not_fit_is_said_with_its_line():
    reading = read(FILES / "uneven.csv", Hints())
    assert list(reading.rows[0]) == ["title", "column 2", "title (2)", "city"]
    assert reading.rows[0]["city"] == ""
    codes = [(problem.code, problem.message.split(" ")[1]) for problem in reading.problems]
    assert codes == [("doubled-column", "columns"), ("open-quote", "5"), ("extra-cells", "3")]


def test_lines_are_those_of_the_file_below_quoted_newlines(tmp_path):
    reading = table(tmp_path, 'a,b\r\n"1\r\n2",x\r\n\r\n1,2,3\r\n')
    assert "Line 5 " in reading.problems[0].message


def test_many_bad_lines_are_counted(tmp_path):
    reading = table(tmp_path, "a,b\n" + "1,2\n" * 100 + "1,2,3\n" * 50)
    assert len(reading.problems) == 21
    assert reading.problems[-1].message.startswith("30 more lines")


@pytest.mark.parametrize("delimiter", list(",;\t|"))
def test_each_delimiter_is_recognised_by_the_width_of_the_rows(delimiter):
    lines = [["id", "text"], ["1", "one, two; three | four"], ["2", "five, six"]]
    text = "\n".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in line)
        for line in lines
    )
    assert delimiter_of(text) == delimiter


def test_one_column_is_a_table(tmp_path):
    assert table(tmp_path, "text\nFish, smoke\n").rows == ({"text": "Fish"},)
    assert table(tmp_path, 'text\n"Fish, smoke"\n').rows == ({"text": "Fish, smoke"},)


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "is empty"), ("\n\n", "is empty"), (",,\n1,2,3\n", "no rows"), ("a,b\n", "no rows")],
)
def test_no_rows_is_a_sentence(tmp_path, text, words):
    with pytest.raises(Unreadable, match=words):
        table(tmp_path, text)


def test_a_cell_without_end_is_refused(tmp_path):
    with pytest.raises(Unreadable, match="near line 2"):
        table(tmp_path, 'a,b\n1,"' + "x" * 1_000_001 + '"\n')


def test_too_many_rows_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    assert len(table(tmp_path, "a,b\n" + "1,2\n" * 3).rows) == 3
    with pytest.raises(Unreadable, match="more than 3 rows"):
        table(tmp_path, "a,b\n" + "1,2\n" * 4)


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_quoted_cells_come_back_as_written(tmp_path_factory, pairs, delimiter):
    lines = [("first", "second"), *pairs]
    text = "".join(
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in line) + "\n"
        for line in lines
    )
    kept = [pair for pair in pairs if "".join(pair).strip()]
    path = tmp_path_factory.mktemp("table")
    if not kept:
        with pytest.raises(Unreadable):
            table(path, text)
        return
    rows = table(path, text).rows
    assert [(row["first"], row["second"]) for row in rows] == kept


@needs_corpus
@pytest.mark.parametrize(
    ("name", "rows", "codes"),
    [
        ("table.csv", 2, set()),
        ("delimiter.csv", 2, set()),
        ("accent.csv", 2, set()),
        ("issue-1109.csv", 3, set()),
        ("issue-305.csv", 338, set()),
        ("issue-1066-largecellsizewithdeviation.csv", 19, set()),
        ("blank-rows-multiple.csv", 2, set()),
        ("blank-headers.csv", 2, set()),
        ("duplicate-headers.csv", 2, {"doubled-column"}),
        ("defective-rows.csv", 2, {"extra-cells"}),
        ("capital-invalid.csv", 10, {"doubled-column", "extra-cells"}),
        ("latin1.csv", 2, {"encoding-guessed"}),
        ("table-infer-iso-8859-7.csv", 4, {"encoding-guessed"}),
        ("leading-zeros.csv", 3, set()),
        ("[table].csv", 2, set()),
    ],
)
def test_real_tables_are_read_or_remarked_on(name, rows, codes):
    reading = read(CORPUS / name, Hints())
    assert len(reading.rows) == rows
    assert {problem.code for problem in reading.problems} == codes


@needs_corpus
def test_every_real_table_is_read_unless_it_has_no_rows():
    refused = set()
    for path in CORPUS.rglob("*.csv"):
        try:
            read(path, Hints())
        except Unreadable:
            refused.add(path.name)
    assert refused == {"chunk3.csv", "without-rows.csv"}
