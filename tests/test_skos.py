"""Themes travel as SKOS and come back the same; what others write is taken in as far as it fits."""

import socket
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fieldarchive.config import sample_folder
from fieldarchive.errors import CannotReword
from fieldarchive.vocabulary import skos
from fieldarchive.vocabulary.adopting import adopt
from fieldarchive.vocabulary.skos_writing import written
from fieldarchive.vocabulary.tables import new, parse
from fieldarchive.vocabulary.theme_changes import row_of
from fieldarchive.vocabulary.themes import ALL_COLUMNS, Theme, parse_themes, themes_of
from fieldarchive.vocabulary.words import folded, plain
from stories import CORPORA, OUR_MATERIAL, note

ODD = OUR_MATERIAL[0] / "skos" / "odd.ttl"
OTHERS = sorted((CORPORA / "vocab").rglob("*.ttl"))
PREFIX = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}</rdf:RDF>'


def compared(theme):
    """All that a theme says; the order of its words is nothing that SKOS could tell."""
    others = {code: sorted(words) for code, words in theme.alternatives.items() if words}
    said = (theme.slug, theme.broader, dict(theme.labels), others, sorted(theme.formerly))
    return (*said, theme.note, sorted(theme.match))


def there_and_back(themes, form):
    content = written(themes, f"{skos.OWN}x:", "Two cities", form)
    back = adopt(new(ALL_COLUMNS), skos.concepts_in(content, form))
    assert back.remarks == []
    return themes_of("themes.csv", parse("themes.csv", back.table.content(), ALL_COLUMNS))


@pytest.mark.parametrize("form", ["turtle", "xml"])
def test_the_sample_comes_back_as_it_was(form):
    path = sample_folder() / "vocabularies" / "themes.csv"
    themes = themes_of(path, parse_themes(path, path.read_bytes()))
    back = there_and_back(themes, form)
    assert sorted(map(compared, back), key=str) == sorted(map(compared, themes), key=str)


SIGNS = st.characters(exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="|")
WORDS = st.text(SIGNS, min_size=1, max_size=8).map(plain).filter(folded)


@st.composite
def tables_of_themes(draw):
    """Themes that no word names twice, each under one of those before it, or under none."""
    words = draw(st.lists(WORDS, max_size=24, unique_by=folded))
    slugs = draw(st.lists(st.from_regex("[a-z][a-z0-9]{0,4}", fullmatch=True), max_size=6,
                          unique=True))  # fmt: skip
    words = [word for word in words if folded(word) not in slugs]
    themes = []
    for n, slug in enumerate(slugs):
        mine = [words.pop() for _ in range(min(4, len(words)))]
        label, other, once, text = [*mine, *[""] * 4][:4]
        code = draw(st.sampled_from(["en", "ru", "zh"]))
        broader = draw(st.sampled_from([None, *slugs[:n]]))
        labels, others = ({code: word} if word else {} for word in (label, other))
        others = {code: (word,) for code, word in others.items()}
        match = draw(st.sampled_from([(), (f"http://example.org/{slug}", "~urn:b:1")]))
        formerly = (once,) if once else ()
        themes.append(Theme(slug, broader, labels, others, formerly, text or None, match))
    return themes


@settings(max_examples=25)
@given(themes=tables_of_themes(), form=st.sampled_from(["turtle", "xml"]))
@example(themes=[Theme("a", labels={"en": "\"\\ '@ <b>&"}, note="]]> ﷽")], form="xml")
def test_any_table_comes_back_as_it_was(themes, form):
    back = there_and_back(themes, form)
    assert sorted(map(compared, back), key=str) == sorted(map(compared, themes), key=str)


def test_what_others_write_is_taken_in_as_far_as_it_fits():
    found = adopt(new(ALL_COLUMNS), skos.concepts_in(ODD.read_bytes(), "turtle"))
    rows = {row["slug"]: row for row in found.table.rows()}
    assert set(rows) == {"fish", "carp", "river-fish", "pike", "egg", "hen", "relative", "market"}
    fish = rows["fish"]
    assert (fish["en"], fish["ru"], fish["zh"]) == ("Fish", "рыба", "鱼")
    assert (fish["formerly"], fish["note"]) == ("poisson", "What swims.")
    assert (rows["carp"]["broader"], rows["carp"]["en"]) == ("river-fish", "Carp")
    assert rows["pike"]["broader"] == "fish"
    assert (rows["pike"]["ru"], rows["pike"]["en"]) == ("щука", "")
    assert 'pike: "fish" stays out; it names fish already.' in found.remarks
    assert "carp: lies under river-fish; the file has more above it." in found.remarks
    assert {rows["egg"]["broader"], rows["hen"]["broader"]} == {""}
    assert (
        rows["river-fish"]["match"] == "http://example.org/odd#river-fish http://example.com/river"
    )
    assert rows["relative"]["match"] == ""


def test_two_terms_of_a_file_do_not_become_one_theme():
    table = new(ALL_COLUMNS).plus(row_of(Theme("swimmers", labels={"en": "fish", "ru": "рыба"})))
    found = adopt(table, skos.concepts_in(ODD.read_bytes(), "turtle"))
    assert [after.slug for _, after in found.changed] == ["swimmers"]
    rows = {row["slug"]: row for row in found.table.rows()}
    assert (rows["swimmers"]["zh"], rows["swimmers"]["alt_ru"]) == ("鱼", "")
    assert (rows["pike"]["ru"], rows["pike"]["en"], rows["pike"]["broader"]) == (
        "щука",
        "",
        "swimmers",
    )


@pytest.mark.parametrize("path", [ODD, *OTHERS], ids=lambda path: path.name)
def test_whatever_others_write_makes_a_table_that_can_be_used(path):
    found = adopt(new(ALL_COLUMNS), skos.concepts_in(path.read_bytes(), "turtle"))
    themes_of(path, parse(path, found.table.content(), ALL_COLUMNS))
    again = adopt(found.table, skos.concepts_in(path.read_bytes(), "turtle"))
    assert (again.new, again.changed) == ([], [])


@settings(max_examples=40)
@given(place=st.integers(0, ODD.stat().st_size), sign=st.binary(max_size=3))
def test_a_damaged_file_is_read_or_refused(place, sign):
    content = ODD.read_bytes()
    damaged = content[:place] + sign + content[place + 1 :]
    with suppress(CannotReword):
        adopt(new(ALL_COLUMNS), skos.concepts_in(damaged, "turtle"))


BOMB = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + RDF.format("<x>&b;</x>")
OUTSIDE = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + RDF.format("<x>&a;</x>")


@pytest.mark.parametrize(
    ("content", "form", "told"),
    [
        (BOMB, "xml", "declares entities"),
        (OUTSIDE, "xml", "declares entities"),
        ("<rdf", "xml", "not readable as RDF/XML"),
        ("no turtle", "turtle", "not readable as Turtle"),
        ("\udcff", "turtle", "not readable as Turtle"),
        ("[" * 100_000, "turtle", "not readable as Turtle"),
        (" " * (skos.LARGEST + 1), "turtle", "larger than 20 MB"),
    ],
    ids=["bomb", "outside", "cut", "text", "bytes", "deep", "large"],
)
def test_what_is_no_vocabulary_is_told(content, form, told):
    with pytest.raises(CannotReword, match=told):
        skos.concepts_in(content.encode("utf-8", "surrogateescape"), form)


def test_nothing_is_fetched(monkeypatch):
    def no_network(*_, **__):
        raise AssertionError("somebody asked for the network")

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    turtle = "@base <http://example.org/> .\n" + PREFIX + (
        "<a> a skos:Concept ; skos:prefLabel 'a'@en ; skos:exactMatch <http://example.com/> ;"
        " <http://www.w3.org/2002/07/owl#imports> <http://example.com/all.ttl> ."
    )  # fmt: skip
    assert len(skos.concepts_in(turtle.encode(), "turtle")) == 1
    doctype = '<!DOCTYPE r SYSTEM "http://example.com/r.dtd">'
    with suppress(CannotReword):
        assert skos.concepts_in((doctype + RDF.format("")).encode(), "xml") == []


@pytest.fixture
def themes(archive_root, run, inbox):
    note(inbox / "a.md")
    run("ingest", inbox)
    return archive_root / "vocabularies" / "themes.csv"


def test_an_import_is_planned_and_undone(themes, run):
    before = themes.read_bytes()
    plan = run("theme", "import", ODD, "--dry-run")
    assert (plan.code, themes.read_bytes()) == (0, before)
    assert "  new      fish   Fish · рыба · 鱼\n" in plan.out
    assert "  changed  market   match http://example.org/odd#market\n" in plan.out
    assert 'market: "запах" stays out; it names smell already.' in plan.err
    assert "7 new, 1 changed. Nothing was written" in plan.out
    assert run("theme", "import", ODD).code == 2  # nobody can be asked here
    assert "Operation 2: 7 new, 1 changed." in run("theme", "import", ODD, "--yes").out
    assert themes.read_bytes().splitlines()[1] == before.splitlines()[1]
    again = run("theme", "import", ODD, "--yes")
    assert "Nothing new: 10 themes as before." in again.out
    assert run("undo").code == 0
    assert themes.read_bytes() == before


def test_an_export_is_read_back_and_writes_over_nothing(themes, run, tmp_path):
    for name in ("themes.ttl", "themes.rdf"):
        assert run("theme", "export", tmp_path / name).out.startswith("3 themes written to ")
        assert "Nothing new: 3 themes" in run("theme", "import", tmp_path / name).out
        assert run("theme", "export", tmp_path / name).code == 2
    assert run("theme", "export", tmp_path / "themes.txt").code == 2
    based = ["--base", "https://example.org/t/"]
    assert run("theme", "export", tmp_path / "b.ttl", *based).code == 0
    assert b"<https://example.org/t/>" in (tmp_path / "b.ttl").read_bytes()
    assert run("theme", "export", tmp_path / "c.ttl", "--base", "no uri").code == 2


def test_a_row_holds_all_that_a_theme_says():
    theme = Theme("a", "b", {"en": "c"}, {"ru": ("d", "e")}, ("f",), "g", ("http://h/", "~i:j"))
    assert list(row_of(theme)) == list(ALL_COLUMNS)
