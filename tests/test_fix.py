"""What lacks a place, a date or a theme is fixed one item at a time, one key each."""

from __future__ import annotations

import json

import pytest

from stories import PLACES, one, write

BEACH = {
    "type": "Feature",
    "properties": {"slug": "ferry", "type": "ferry", "en": "Ferry", "ru": "Паром", "zh": "轮渡"},
    "geometry": None,
}


@pytest.fixture
def evening(run, inbox, archive_root):
    features = [*PLACES["features"], BEACH]
    places = json.dumps({**PLACES, "features": features}, ensure_ascii=False)
    (archive_root / "vocabularies" / "places.geojson").write_text(places, encoding="utf-8")
    write(inbox / "a.md", "---\ntitle: A\ncity: heihe\ndate: 2013-05-12\nthemes: smel\n---\nTea.\n")
    write(
        inbox / "b.md", "---\ntitle: B\nplace: fery\ndate: once upon a time\n---\nAt the market.\n"
    )
    assert run("ingest", inbox).code == 0


def shown(archive_root, column, title):
    return one(archive_root / "archive.db", f"SELECT {column} FROM items WHERE title = ?", title)


def key_of(ran, words):
    """The figure that stands before these words among the answers."""
    return ran.err[: ran.err.index(f"] {words}")][-1]


def test_a_place_is_chosen_by_its_figure_and_undone(run, evening, answering, archive_root):
    answering("q")
    figure = key_of(run("fix", "place"), "Ferry")
    answering(figure)
    ran = run("fix", "place")
    assert (ran.code, "1 fixed, 0 left." in ran.err) == (0, True), ran.err
    assert (shown(archive_root, "place", "B"), shown(archive_root, "city", "B")) == ("ferry", None)
    assert run("undo").code == 0
    assert shown(archive_root, "place", "B") == "fery"


def test_a_city_said_by_hand_settles_what_the_position_says(run, inbox, answering, archive_root):
    head = "---\ntitle: C\ncity: blagoveshchensk\nlatitude: 50.22\nlongitude: 127.5\n---\n"
    write(inbox / "c.md", head + "Here I was.\n")
    assert run("ingest", inbox).code == 0
    answering("q")
    ran = run("fix", "place")
    assert "but its position lies in heihe" in ran.out
    answering(key_of(ran, "Blagoveshchensk"))
    assert "city blagoveshchensk" in run("fix", "place").out
    assert shown(archive_root, "city", "C") == "blagoveshchensk"
    assert "Nothing to fix" in run("fix", "place").out


def test_a_date_is_taken_from_what_lies_beside_it(run, evening, answering, archive_root):
    answering("1")
    ran = run("fix", "date")
    assert "2013-05-12 (as 1 beside it)" in ran.err
    assert shown(archive_root, "date", "B") == "2013-05-12"


def test_a_date_is_typed_and_typed_again_until_it_is_one(
    run, evening, answering, monkeypatch, archive_root
):
    typed = iter(["soon", "14 мая 2013 г."])
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(typed))
    answering("t")
    ran = run("fix", "date")
    assert "soon" in ran.err
    assert shown(archive_root, "date_start", "B") == "2013-05-14"


def test_a_mistyped_theme_is_mended_and_one_in_the_text_is_offered(
    run, evening, answering, archive_root
):
    answering("11")
    ran = run("fix", "theme")
    assert "smel → smell" in ran.err
    assert "+market (" in ran.err
    themes = "SELECT group_concat(theme) FROM item_themes JOIN items ON id = item WHERE title = ?"
    assert one(archive_root / "archive.db", themes, "A") == "smell"
    assert one(archive_root / "archive.db", themes, "B") == "market"


def test_what_is_skipped_stays_and_q_leaves(run, evening, answering, archive_root):
    answering("sq")
    ran = run("fix", "theme")
    assert (ran.code, "0 fixed, 2 left." in ran.err) == (0, True)
    assert one(archive_root / "archive.db", "SELECT count(*) FROM operations") == 1


def test_a_query_leaves_the_others_out(run, evening):
    ran = run("fix", "theme", "--dry-run", "city:heihe")
    assert (ran.code, "smel" in ran.out, "market" in ran.out) == (0, True, False)
    ran = run("fix", "place", "city:heihe", "--dry-run")
    assert (ran.code, "Nothing to fix" in ran.out) == (0, True)


def test_without_a_terminal_nobody_is_asked(run, evening):
    ran = run("fix", "place")
    assert (ran.code, "--dry-run" in ran.err) == (2, True)


def test_a_told_about_time_is_fixed_as_such_and_never_by_the_day_of_a_neighbour(
    run, inbox, answering, monkeypatch, archive_root
):
    write(inbox / "a.md", "---\ntitle: A\ndate: 2013-05-12\n---\nTea.\n")
    write(inbox / "b.md", "---\ntitle: B\ndate: 2013-05-13\nabout: back then\n---\nTea.\n")
    assert run("ingest", inbox).code == 0
    monkeypatch.setattr("click.prompt", lambda *_, **__: "конец 60-х")
    answering("t")
    ran = run("fix", "date", "B")
    assert "beside it" not in ran.err
    assert "about конец 60-х" in ran.out
    assert (shown(archive_root, "about", "B"), shown(archive_root, "date", "B")) == (
        "1967~/1969~",
        "2013-05-13",
    )
