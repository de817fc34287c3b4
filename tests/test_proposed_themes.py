"""Words that name no theme are told with what they look like, or become proposals to be settled."""

from pathlib import Path

import pytest

from fieldarchive.vocabulary import theme_changes
from fieldarchive.vocabulary.themes import parse_themes
from stories import browse, write


@pytest.fixture
def fish(inbox):
    """Two notes with themes that the vocabulary does not have, in two scripts."""
    write(inbox / "a.md", "---\nthemes: [рыба, market]\n---\nFish.\n")
    write(inbox / "b.md", "---\nthemes: [РЫБА, trade/鱼市, smel]\n---\nFish.\n")
    return inbox


@pytest.fixture
def themes(archive_root):
    return archive_root / "vocabularies" / "themes.csv"


def shown(root):
    return browse(root, "SELECT theme, count(*) FROM item_themes GROUP BY theme ORDER BY theme")


def test_an_unknown_theme_is_told_with_what_can_be_typed(run, fish, archive_root):
    ran = run("ingest", fish)
    assert 'theme "smel" is not in vocabularies/themes.csv and stays a keyword. ' in ran.err
    assert 'Did you mean "smell"? Correct it, or add it: fieldarchive theme add smel\n' in ran.err
    assert "fieldarchive theme add 'рыба'\n" in ran.err
    assert shown(archive_root) == [("market", 1)]


def test_what_would_be_pasted_runs_nothing_else(run, inbox):
    write(inbox / "a.md", "---\nthemes: ['$(date) ''x''']\n---\nFish.\n")
    assert """fieldarchive theme add '$(date) '"'"'x'"'"''\n""" in run("ingest", inbox).err


def test_they_are_proposed_where_that_is_wanted(run, fish, archive_root, themes, monkeypatch):
    monkeypatch.setenv("FIELDARCHIVE_USER", "fieldworker-01")
    before = themes.read_text("utf-8")
    assert "would be proposed" in run("ingest", fish, "--new-themes", "--dry-run").err
    assert themes.read_text("utf-8") == before
    ran = run("ingest", fish, "--new-themes")
    assert "Operation 2: themes smel, yu-shi, ryba proposed" in ran.out
    assert "is not in vocabularies" not in ran.err
    assert themes.read_text("utf-8") == before + (
        "smel,,smel,,,,,,proposed by fieldworker-01,\n"
        "yu-shi,trade,,,鱼市,,,,proposed by fieldworker-01,\n"
        "ryba,,,рыба,,,,,proposed by fieldworker-01,\n"
    )
    assert shown(archive_root) == [("market", 1), ("ryba", 2), ("smel", 1), ("yu-shi", 1)]
    assert run("ingest", fish, "--new-themes").out.startswith("Nothing new")


def test_an_option_may_name_a_theme_that_is_not_there(run, inbox, archive_root):
    write(inbox / "a.md", "Ice.\n")
    assert run("ingest", inbox, "--theme", "лёд").code == 2
    assert run("ingest", inbox, "--theme", "лёд", "--new-themes").code == 0
    assert shown(archive_root) == [("led", 1)]


def test_proposals_are_listed_until_they_are_settled(run, fish, archive_root, themes):
    assert "No theme is proposed." in run("theme", "list", "--proposed").err
    run("ingest", fish, "--new-themes")
    listed = run("theme", "list", "--proposed")
    assert [line.split()[0] for line in listed.out.splitlines()[1:]] == ["yu-shi", "smel", "ryba"]
    assert "`fieldarchive theme add yu-shi`" in listed.err
    assert run("theme", "add", "ryba", "--broader", "trade", "--en", "fish").code == 0
    assert run("theme", "merge", "smel", "smell", "--yes").code == 0
    assert run("theme", "rename", "yu-shi", "fish-market").code == 0
    proposed = run("theme", "list", "--proposed", "--json").json()
    assert [one["slug"] for one in proposed] == ["fish-market"]
    assert "\nryba,trade,fish,рыба,,,,,,\n" in themes.read_text("utf-8")
    assert "\nsmell,,smell,запах,气味,smel,,,,\n" in themes.read_text("utf-8")
    assert shown(archive_root) == [("fish-market", 1), ("market", 1), ("ryba", 2), ("smell", 1)]


def test_proposals_are_undone_before_the_ingest_that_made_them(run, fish, archive_root, themes):
    before = themes.read_bytes()
    run("ingest", fish, "--new-themes")
    assert "Operation 2 (themes smel, yu-shi, ryba proposed) undone" in run("undo").out
    assert (themes.read_bytes(), shown(archive_root)) == (before, [("market", 1)])
    assert "Operation 1 (ingest) undone" in run("undo").out


def test_what_an_earlier_ingest_left_unknown_is_proposed_by_a_command(run, fish, archive_root):
    run("ingest", fish)
    plan = run("theme", "propose", "--dry-run")
    words = ["smel", "trade/鱼市", "рыба", "РЫБА"]
    assert plan.out.splitlines() == [f"  {word}   1 item" for word in words]
    assert run("theme", "propose").code == 2  # nobody can be asked here
    assert run("theme", "propose", "smel").code == 0
    assert shown(archive_root) == [("market", 1), ("smel", 1)]
    assert run("theme", "propose", "--yes").code == 0
    assert "nothing to propose" in run("theme", "propose").err
    assert shown(archive_root) == [("market", 1), ("ryba", 2), ("smel", 1), ("yu-shi", 1)]


def test_each_word_of_a_large_card_does_not_read_the_table_again(monkeypatch):
    """A thousand words and a thousand themes took a minute."""
    rows = "".join(f"theme-{n},,word {n},,,,,,,\n" for n in range(100))
    head = "slug,broader,en,ru,zh,alt_en,alt_ru,alt_zh,note,match\n"
    table = parse_themes(Path("themes.csv"), (head + rows).encode())
    read = []
    was = theme_changes.theme_of
    monkeypatch.setattr(theme_changes, "theme_of", lambda row: read.append(row) or was(row))
    words = [*(f"новое {n}" for n in range(50)), "НОВОЕ 7", "word 3", "новое 8/ряд"]
    after, slugs = theme_changes.propose(table, words, None)
    assert (len(read), len(set(slugs))) == (100, 51)
    assert after.row(slugs[-1])["broader"] == slugs[8]
    assert theme_changes.propose(after, words, None) == (after, [])
