"""An export is complete, typed, and holds what was asked for and nothing else."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from export_samples import ITEMS, TABLES, build, dictionary, item, table_rows
from fieldarchive.catalogue.wanted import Condition, Wanted
from fieldarchive.export import export_csv
from fieldarchive.export.cells import restored


@pytest.fixture
def browse(tmp_path: Path) -> Path:
    return build(tmp_path / "team.db", ITEMS)


def _keys(folder: Path) -> list[str]:
    return [row["key"] for row in table_rows(folder, "items")]


def _as_written(facts: dict[str, Any], text: str) -> Any:
    """A cell as its data dictionary tells to read it."""
    if text == "":
        return None
    reads = {"integer": int, "number": float, "array": str}
    return reads.get(facts["type"], restored)(text)


def test_every_cell_comes_back_with_its_type(browse, tmp_path):
    report = export_csv(browse, tmp_path / "out", Wanted())
    connection = sqlite3.connect(browse)
    for resource in dictionary(tmp_path / "out")["resources"]:
        fields = resource["schema"]["fields"]
        read = [
            tuple(_as_written(field, row[field["name"]]) for field in fields)
            for row in table_rows(tmp_path / "out", resource["name"])
        ]
        columns = ", ".join(f'"{field["name"]}"' for field in fields)
        kept = connection.execute(f'SELECT {columns} FROM "{resource["name"]}"').fetchall()
        assert sorted(read, key=str) == sorted(kept, key=str)
        assert report.rows[resource["name"]] == len(read)
    connection.close()


def test_tables_and_columns_are_those_of_the_schema_in_their_order(browse, tmp_path):
    export_csv(browse, tmp_path / "out", Wanted())
    exported = [name for name, table in TABLES.items() if table.get("export", True)]
    assert "thumbnails" not in exported
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "datapackage.json",
        *(f"{name}.csv" for name in exported),
    }
    for name in exported:
        header = (tmp_path / f"out/{name}.csv").read_text("utf-8").split("\n")[0].strip()
        assert header.split(",") == list(TABLES[name]["columns"])


def test_formulas_leave_defused_and_a_cold_day_does_not(browse, tmp_path):
    report = export_csv(browse, tmp_path / "out", Wanted())
    texts = [row["text"] for row in table_rows(tmp_path / "out", "segments")]
    assert texts == ["-50 градусов", "'=cmd|'/C calc'!A0", "до\0после"]
    assert table_rows(tmp_path / "out", "items")[4]["title"] == "'\u200b@SUM(1)"
    assert table_rows(tmp_path / "out", "themes")[2]["note"] == "'=not a formula"
    assert report.defused_rows == 4


def _date(first: str, last: str) -> Condition:
    return Condition("date", (first, last))


@pytest.mark.parametrize(
    ("conditions", "keys"),
    [
        ([Condition("city", ("heihe",))], ["i-1", "n-summer"]),
        ([Condition("city", ("heihe",), negated=True)], ["n-since", "n-before", "n-undated"]),
        ([Condition("kind", ("interview",))], ["i-1"]),
        ([Condition("theme", ("market", "bazaar"))], ["i-1", "n-before"]),
        ([Condition("theme", ("market", "smell")), Condition("kind", ("note",))],
         ["n-since", "n-before"]),
        ([Condition("theme", ("round",))], []),
        ([_date("2013-08-01", "")], ["n-summer", "n-since"]),
        ([_date("2013-05-12", "2013-05-12")], ["i-1"]),
        ([_date("", "1991-12-31")], ["n-before"]),
        ([_date("", "2013-06-01")], ["i-1", "n-summer", "n-before"]),
        ([_date("2016-01-01", "2017-12-31")], ["n-since"]),
        ([Condition("has", ("transcript",))], ["i-1"]),
        ([Condition("has", ("date",), negated=True)], ["n-undated"]),
        ([], ["i-1", "n-summer", "n-since", "n-before", "n-undated"]),
    ],
)  # fmt: skip
def test_a_query_chooses_items_and_all_that_belongs_to_them(browse, tmp_path, conditions, keys):
    export_csv(browse, tmp_path / "out", Wanted(tuple(conditions)))
    assert _keys(tmp_path / "out") == keys
    assert bool(table_rows(tmp_path / "out", "segments")) == ("i-1" in keys)
    assert len(table_rows(tmp_path / "out", "themes")) == 5


def test_the_same_export_twice_gives_the_same_bytes(browse, tmp_path):
    export_csv(browse, tmp_path / "one", Wanted())
    export_csv(browse, tmp_path / "two", Wanted())
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_byte_order_mark_comes_on_request(browse, tmp_path):
    export_csv(browse, tmp_path / "out", Wanted(), bom=True)
    assert (tmp_path / "out/items.csv").read_bytes().startswith(b"\xef\xbb\xbfid,key")
    export_csv(browse, tmp_path / "out", Wanted())
    assert (tmp_path / "out/items.csv").read_bytes().startswith(b"id,key")


def test_an_archive_with_nothing_in_it_gives_headers(tmp_path):
    build(tmp_path / "team.db", [])
    report = export_csv(tmp_path / "team.db", tmp_path / "out", Wanted())
    assert report.rows["items"] == 0
    assert table_rows(tmp_path / "out", "items") == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    st.lists(
        st.text(st.one_of(st.sampled_from("=+-@'\"\n\r\t;, "), st.characters(codec="utf-8"))),
        max_size=20,
    ),
    st.floats(allow_nan=False, allow_infinity=False),
)
def test_any_text_and_any_number_survive(tmp_path_factory, texts, number):
    folder = tmp_path_factory.mktemp("any")
    items = [item(f"n-{n}", title=text, latitude=number) for n, text in enumerate(texts)]
    export_csv(build(folder / "team.db", items), folder / "out", Wanted())
    rows = table_rows(folder / "out", "items")
    assert [restored(row["title"]) for row in rows] == texts
    assert {float(row["latitude"]) for row in rows} <= {number}


def test_a_table_longer_than_a_stretch_is_whole(tmp_path):
    """Rows are read in stretches of 256 numbers; nothing is lost or doubled between them."""
    items = [item(f"n-{n}", title="=1+1" if n % 7 == 0 else f"рынок {n}") for n in range(600)]
    browse = build(tmp_path / "team.db", items)
    connection = sqlite3.connect(browse)
    connection.execute("DELETE FROM items WHERE id BETWEEN 100 AND 400")
    connection.commit()
    connection.close()
    report = export_csv(browse, tmp_path / "out", Wanted())
    numbers = [int(row["id"]) for row in table_rows(tmp_path / "out", "items")]
    assert numbers == [*range(1, 100), *range(401, 601)]
    in_themes = 1
    assert report.defused_rows == in_themes + len([n for n in numbers if (n - 1) % 7 == 0])
