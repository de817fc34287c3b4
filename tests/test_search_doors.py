"""Terminal and pages: the same words find the same items, and the lexicon follows the archive."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from urllib.parse import quote

import pytest
from datasette.app import Datasette

from stories import browse, note

TEXTS = {
    "fish": "Рыба на рынке. Мы ездили в Хэйхэ.",
    "ferry": "从黑河过江，早市很热闹。",
    "market": "Morning markets in Heihe were crowded.",
    "house": "Старые дома у реки; ёлка во дворе.",
}
TYPED = [
    "рынок", "рынками", "heihe", "Хэйхэ", "黑河", "過江", "market", "MARKET", "елкой", "дом",
    '"старый дом"', '="старый дом"', "дом OR рынок", "рынок -Хэйхэ", "(heihe И market) ИЛИ ёлка",
    "mark*", "NEAR(дом река, 2)", "guojiang", '"', ")(", "рынок AND",
]  # fmt: skip


@pytest.fixture
def ingested(run, inbox, archive_root):
    for name, text in TEXTS.items():
        note(inbox / f"{name}.md", title=name.title(), text=text)
    assert run("ingest", inbox).code == 0
    return archive_root / "browse" / "team.db"


async def test_both_doors_find_the_same(run, ingested):
    pages = Datasette([str(ingested)])
    for typed in TYPED:
        answer = await pages.client.get(f"/team/items.json?_shape=objects&_search={quote(typed)}")
        assert answer.status_code == 200
        in_pages = {row["key"] for row in answer.json()["rows"]}
        in_terminal = {item["key"] for item in run("find", "--json", "--", typed).json()["items"]}
        assert in_pages == in_terminal, typed
    for database in pages.databases.values():
        database.close()
    pages.executor.shutdown()


def test_a_closed_item_is_found_by_its_forms_too(run, inbox, archive_root):
    note(inbox / "a.md", title="Secret", text="access: closed")
    (inbox / "b.md").write_text("---\ntitle: Closed\naccess: closed\n---\nСтарые дома.\n", "utf-8")
    assert run("ingest", inbox).code == 0
    assert [i["title"] for i in run("find", "домами", "--json").json()["items"]] == ["Closed"]


def lexicon(archive_root):
    sounds = "SELECT key, form FROM lexicon UNION SELECT sign, followers FROM neighbours"
    return set(browse(archive_root, sounds))


def test_the_lexicon_follows_what_is_added_changed_and_taken_out(
    run, inbox, ingested, archive_root
):
    before = lexicon(archive_root)
    assert ("ezdili", "ездили") in before
    assert ("过", "江") in before
    note(inbox / "fish.md", title="Fish", text="Чаем торговали здесь.")
    note(inbox / "ferry.md", title="Ferry", text="江上有船。")
    note(inbox / "new.md", title="New", text="Новые книги в Харбине.")
    assert run("ingest", inbox).code == 0
    followed = lexicon(archive_root)
    assert ("Xaem", "чаем") in followed
    assert not [row for row in followed if row[1] in ("ездили", "江")]
    ingested.unlink()
    assert run("rebuild").code == 0
    assert lexicon(archive_root) == followed


DICTIONARIES = {"pymorphy3", "simplemma", "opencc", "pypinyin", "rjieba"}


def loaded_by(*words):
    """Which dictionaries one command loads, in a process of its own."""
    program = (
        "import sys\nfrom fieldarchive.cli import main\n"
        "try: main()\nexcept SystemExit: pass\nprint(*sys.modules, file=sys.stderr)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, *words],
        capture_output=True, text=True, check=True, env={**os.environ, "NO_COLOR": "1"},
    ).stderr  # fmt: skip
    return DICTIONARIES & set(told.split())


def test_writing_loads_no_dictionary_and_a_search_does(inbox, ingested, archive_root):
    note(inbox / "late.md", title="Late", text="Совсем новые слова 过江.")
    at = ("--archive", str(archive_root))
    assert not loaded_by(*at, "ingest", str(inbox))
    assert not loaded_by(*at, "tag", "+smell", "kind:note", "--yes")
    assert "pymorphy3" in loaded_by(*at, "find", "слово")
    assert "rjieba" not in loaded_by(*at, "find", "过江")
    assert "rjieba" in loaded_by(*at, "find", "江")


def test_without_our_plugin_the_file_opens_and_finds_exact_forms(ingested):
    with sqlite3.connect(ingested) as plain:
        sql = "SELECT count(*) FROM items_fts WHERE items_fts MATCH ?"
        assert plain.execute(sql, ['"ездили"']).fetchone() == (1,)
        assert plain.execute(sql, ['"过 江"']).fetchone() == (1,)
        assert plain.execute(sql, ['"ездить"']).fetchone() == (0,)
        tables = [name for (name,) in plain.execute("SELECT name FROM sqlite_schema")]
        for name in tables:
            if not name.startswith(("idx_", "sqlite_")):
                plain.execute(f'SELECT count(*) FROM "{name}"')
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    plain.close()
