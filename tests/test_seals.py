"""Every row carries a seal of its own values: no sound row is doubted, no changed one passes."""

import sqlite3

from hypothesis import assume, given
from hypothesis import strategies as st
from sqlite_utils import Database

from fieldarchive.catalogue import seals
from fieldarchive.catalogue.schema import migrate

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
rows = st.tuples(
    texts,
    st.none() | texts,
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.none() | st.floats() | st.integers(-(2**53), 2**53),
    st.none() | st.binary(max_size=30),
)


def table():
    database = Database(sqlite3.connect(":memory:", isolation_level=None))
    database.conn.execute(
        "CREATE TABLE things (t TEXT NOT NULL, u TEXT, i INTEGER, r REAL, b BLOB, seal INTEGER) "
        "STRICT"
    )
    return database


@given(rows)
def test_a_row_that_was_written_is_sound(row):
    database = table()
    seals.insert(database.conn, "things", [row])
    assert list(seals.broken_rows(database)) == []


@given(rows, st.data())
def test_a_flipped_bit_in_a_text_or_in_bytes_breaks_the_seal(row, data):
    column = data.draw(st.sampled_from("tub"))
    content = row["tuirb".index(column)]
    assume(content)
    spoilt = bytearray(content if isinstance(content, bytes) else content.encode())
    spoilt[data.draw(st.integers(0, len(spoilt) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    database = table()
    seals.insert(database.conn, "things", [row])
    cast = "?" if column == "b" else "CAST(? AS TEXT)"
    database.conn.execute(f"UPDATE things SET {column} = {cast}", [bytes(spoilt)])
    [(name, _)] = seals.broken_rows(database)
    assert name == "things"


@given(rows, st.integers(-(2**63), 2**63 - 1))
def test_another_number_breaks_the_seal(row, other):
    assume(row[2] != other)
    database = table()
    seals.insert(database.conn, "things", [row])
    database.conn.execute("UPDATE things SET i = ?", [other])
    assert len(list(seals.broken_rows(database))) == 1


def test_every_table_of_the_record_is_sealed_but_heads_which_follow_from_revisions():
    database = Database(memory=True)
    migrate(database)
    assert set(database.table_names()) - set(seals.sealed_tables(database)) == {"heads"}
