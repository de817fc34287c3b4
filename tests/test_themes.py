"""Themes are looked at and changed in the terminal, and history goes on naming them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.errors import CannotReword
from fieldarchive.vocabulary import theme_changes
from fieldarchive.vocabulary.tables import new, parse
from fieldarchive.vocabulary.theme_changes import Said
from fieldarchive.vocabulary.themes import ALL_COLUMNS, themes_of
from stories import add_line, browse, note, write


@pytest.fixture
def themes(archive_root, run, inbox):
    """Two items of Heihe with the theme market, one with the keyword fish: operation 1."""
    note(inbox / "a.md", "Morning market")
    note(inbox / "b.md", "早市")
    write(inbox / "c.md", "---\nkeywords: рыба, smell\n---\nFish.\n")
    assert run("ingest", inbox).code == 0
    return archive_root / "vocabularies" / "themes.csv"


def shown(root):
    return browse(root, "SELECT theme, count(*) FROM item_themes GROUP BY theme ORDER BY theme")


def test_the_list_counts_items_by_city(themes, run):
    lines = run("theme", "list").out.splitlines()
    assert lines[0].split() == ["theme", "labels", "items", "blagov.", "heihe"]
    assert [line.split()[0] for line in lines[1:]] == ["trade", "market", "smell"]
    assert lines[2].split()[-3:] == ["2", "0", "2"]
    assert "рынок · 市场" in lines[2]


def test_wide_signs_line_up(themes, run):
    from rich.cells import cell_len

    lines = run("theme", "list").out.splitlines()
    assert {cell_len(line) for line in lines} == {cell_len(lines[0])}


def test_the_tree_counts_narrower_themes_and_each_item_once(themes, run, inbox):
    write(inbox / "d.md", "---\nthemes: [market, trade]\n---\nBoth.\n")
    run("ingest", inbox)
    lines = run("theme", "tree").out.splitlines()
    assert [line.split("  ")[0] for line in lines[1:]] == ["trade", "└─ market", "smell"]
    assert lines[1].split()[-3:] == ["3", "0", "2"]
    found = {one["slug"]: one for one in run("theme", "tree", "--json").json()}
    trade = found["trade"]
    assert (trade["items"], trade["items_with_narrower"]) == (1, 3)
    assert found["market"]["depth"] == 1
    assert trade["cities_with_narrower"] == {"": 1, "heihe": 2}


@pytest.mark.parametrize("word", ["market", "Рынок", "集市"])
def test_a_theme_is_shown_by_any_word_of_any_language(themes, run, word):
    told = run("theme", "show", word).out
    assert told.startswith("market   рынок · 市场\n  under     trade   ")
    assert "also ru   базар" in told
    assert "items     2 (heihe 2)" in told
    assert "2013-05-12  Morning market" in told


def test_a_word_that_names_no_theme_is_told_what_it_looks_like(themes, run):
    ran = run("theme", "show", "рынком")
    assert ran.code == 2
    assert 'Did you mean "рынок"?' in ran.err


def test_a_theme_is_added_and_items_with_its_words_get_it(themes, run, archive_root):
    words = ["--broader", "рынок", "--ru", "рыба", "--zh", "鱼", "--alt", "carp", "--alt", "карп"]
    before = themes.read_bytes()
    ran = run("theme", "add", "fish", *words, "--note", "Sold  by\nweight.", "--dry-run")
    assert (ran.code, themes.read_bytes()) == (0, before)
    ran = run("theme", "add", "fish", *words, "--note", "Sold  by\nweight.")
    assert "Operation 2: theme fish added; 1 item with fish. `fieldarchive undo 2`" in ran.out
    assert "no label yet in en: `fieldarchive theme rename fish --en …`" in ran.err
    line = "fish,market,,рыба,鱼,carp,карп,,Sold by weight.,\n"
    assert themes.read_bytes() == before + line.encode()
    assert shown(archive_root) == [("fish", 1), ("market", 2), ("smell", 1)]
    assert run("undo").code == 0
    assert (themes.read_bytes(), shown(archive_root)) == (before, [("market", 2), ("smell", 1)])


def test_a_word_that_is_no_slug_becomes_the_label(themes, run):
    run("theme", "add", "речная рыба")
    run("theme", "add", "江鱼")
    last = themes.read_text("utf-8").splitlines()[-2:]
    assert last == ["rechnaya-ryba,,,речная рыба,,,,,,", "jiang-yu,,,,江鱼,,,,,"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["add", "market"], "market is a theme already"),
        (["add", " "], "An empty word names nothing"),
        (["add", "fish", "--ru", "рынок"], '"рынок" names the theme market already'),
        (["add", "fish", "--alt", "Базар"], '"Базар" names the theme market already'),
        (["add", "fish", "--alt", "a|b"], "stands between two words"),
        (["add", "fish", "--en", " "], "An empty word names nothing"),
        (["rename", "market", "smell"], "`fieldarchive theme merge market smell`"),
        (["rename", "market", "Fish Market"], '--en "Fish Market"'),
        (["rename", "market", "--ru", "запах"], '"запах" names the theme smell already'),
    ],
)
def test_a_word_never_names_two_themes_by_a_command(themes, run, words, told):
    before = themes.read_bytes()
    ran = run("theme", *words)
    assert (ran.code, themes.read_bytes()) == (1, before)
    assert told in ran.err


@pytest.mark.parametrize(
    "words",
    [["add", "x", "--broader", "nothing"], ["rename", "market"], ["merge", "market", "рынок"]],
)
def test_what_is_mistyped_is_told(themes, run, words):
    assert run("theme", *words).code == 2


def test_a_renamed_theme_is_named_by_what_it_was_called(themes, run, archive_root, inbox):
    ran = run("theme", "rename", "рынок", "bazaar", "--ru", "базар")
    assert ran.code == 0
    assert shown(archive_root) == [("bazaar", 2), ("smell", 1)]
    text = themes.read_text("utf-8")
    assert "\nbazaar,trade,market,базар,市场,bazaar,рынок,集市,Stalls and halls.,\n" in text
    note(inbox / "old.md", "An old sidecar says market")
    write(inbox / "older.md", "---\nthemes: рынок\n---\nStalls.\n")
    assert run("ingest", inbox).code == 0
    assert shown(archive_root) == [("bazaar", 4), ("smell", 1)]


def test_what_lies_under_a_theme_follows_its_slug(themes, run):
    run("theme", "rename", "trade", "commerce")
    assert "\nmarket,commerce,market," in themes.read_text("utf-8")
    assert run("theme", "rename", "commerce", "trade").code == 0
    assert themes.read_text("utf-8").splitlines()[1].endswith(",commerce")
    assert run("theme", "rename", "market", "market").err == (
        "All is so already; nothing was changed.\n"
    )


def test_two_themes_become_one(themes, run, archive_root, inbox):
    add_line(themes, "stall,market,stall,лоток,摊,,,,,http://example.org/stall")
    write(inbox / "d.md", "---\nthemes: [лоток, market]\n---\nTea.\n")
    run("ingest", inbox)
    before = themes.read_bytes()
    plan = run("theme", "merge", "stall", "market", "--dry-run")
    assert "stall → market   1 item\n" in plan.out
    assert "names market as well: stall, лоток, 摊\n" in plan.out
    assert run("theme", "merge", "stall", "market").code == 2  # nobody can be asked here
    assert themes.read_bytes() == before
    assert run("theme", "merge", "stall", "market", "--yes").code == 0
    assert shown(archive_root) == [("market", 3), ("smell", 1)]
    row = "market,trade,market,рынок,市场,bazaar|stall,базар|лоток,集市|摊,Stalls and halls.,"
    assert f"\n{row}http://example.org/stall\n" in themes.read_text("utf-8")
    assert run("theme", "show", "лоток").out.startswith("market ")
    assert run("undo").code == 0
    assert themes.read_bytes() == before


def test_a_theme_may_join_the_one_below_it(themes, run):
    assert run("theme", "merge", "trade", "market", "--yes").code == 0
    assert "\nmarket,,market," in themes.read_text("utf-8")


WORDS = st.text(st.characters(exclude_characters="|", exclude_categories=["Cs"]), min_size=1)


@given(label=WORDS, again=WORDS, other=WORDS, language=st.sampled_from(["en", "ru", "zh"]))
def test_every_word_ever_said_goes_on_naming_its_theme(label, again, other, language):
    table = new(ALL_COLUMNS)
    try:
        table, slug = theme_changes.add(table, label, Said(alternatives=[other]))
        table = theme_changes.rename(table, slug, "renamed", {language: again})
        table, second = theme_changes.add(table, "second", Said())
        table = theme_changes.merge(table, "renamed", second)
    except CannotReword:
        return  # an empty word, or one that is "second" already
    again_read = parse("themes.csv", table.content(), ALL_COLUMNS)
    [theme] = themes_of("themes.csv", again_read)
    named = {word: theme_changes.named(word, {theme.slug: theme}) for word in (label, again, other)}
    assert set(named.values()) == {"second"}
