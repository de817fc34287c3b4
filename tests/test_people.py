"""People are added and shown by handle and pseudonym; a real name has nowhere to go."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldarchive.vocabulary import person_changes
from fieldarchive.vocabulary.people import parse_people, people_of
from fieldarchive.vocabulary.person_changes import ALL_COLUMNS, Said
from fieldarchive.vocabulary.tables import new
from stories import browse, note, write


@pytest.fixture
def people(archive_root, run, inbox):
    """An interview with Lena and a note by somebody: operation 1."""
    write(inbox / "r-012.txt", "О.П.: И что?\nL.: Рыба.\n" * 4)
    write(inbox / "r-012.yaml", "kind: interview\nlanguage: ru\nnarrators: Лена\ncity: heihe\n")
    write(inbox / "a.md", "---\ndate: 2013-05-12\nauthors: Lena\n---\nTea.\n")
    assert run("ingest", inbox).code == 0
    return archive_root / "vocabularies" / "people.csv"


def test_the_list_tells_how_many_items_name_somebody(people, run):
    lines = run("person", "list").out.splitlines()
    assert lines[0].split() == ["handle", "pseudonyms", "role", "born", "items"]
    assert lines[1].startswith("narrator-01     Lena · Лена · 莲娜")
    assert [line.split()[-1] for line in lines[1:]] == ["2", "0"]
    first = run("person", "list", "--json").json()[0]
    assert (first["roles"], first["cities"]) == ({"author": 1, "narrator": 1}, {"": 1, "heihe": 1})


@pytest.mark.parametrize("word", ["narrator-01", "Лена", "lena", "莲娜"])
def test_somebody_is_shown_by_any_name_with_roles_and_items(people, run, word):
    told = run("person", "show", word).out
    assert told.startswith("narrator-01   Lena · Лена · 莲娜\n  role      trader\n")
    assert "  items     2: author of 1, narrator of 1 (heihe 1, no city 1)\n" in told
    assert "2013-05-12  a\n" in told


def test_who_is_nobody_is_told_who_it_looks_like(people, run):
    ran = run("person", "show", "Ленна")
    assert ran.code == 2
    assert 'Did you mean "Лена"?' in ran.err


def test_somebody_is_added_and_known_in_transcripts_at_once(people, run, archive_root):
    before = people.read_bytes()
    said = ["--role", "teacher", "--ru", "Ольга", "--zh", "奥莉娅", "--language", "ru"]
    said += ["--language", "zh", "--birth-decade", "1950s", "--speaker", "О.П."]
    assert run("person", "add", "narrator-09", *said, "--dry-run").code == 0
    assert people.read_bytes() == before
    ran = run("person", "add", "narrator-09", *said)
    assert "  born      195X\n" in ran.out
    assert "Operation 2: person narrator-09 added. `fieldarchive undo 2`" in ran.out
    row = "narrator-09,teacher,,Ольга,奥莉娅,ru;zh,195X,,О.П.\n"
    assert people.read_text("utf-8").endswith(row)
    asked = "SELECT DISTINCT speaker FROM segments WHERE handle = 'narrator-09'"
    assert browse(archive_root, asked) == [("Ольга",)]
    assert run("undo").code == 0
    assert people.read_bytes() == before
    assert browse(archive_root, asked) == []


def test_more_is_said_of_somebody(people, run, archive_root):
    ran = run("person", "change", "Lena", "--speaker", "L.", "--language", "zh", "--en", "Helen")
    assert ran.code == 0
    assert "\nnarrator-01,trader,Helen,Лена,莲娜,ru;zh,,,L.\n" in people.read_text("utf-8")
    asked = "SELECT DISTINCT handle FROM segments WHERE speaker = 'Лена'"
    assert browse(archive_root, asked) == [("narrator-01",)]
    again = run("person", "change", "narrator-01", "--speaker", "L.")
    assert again.err == "All is so already; nothing was changed.\n"


def test_somebody_without_a_pseudonym_is_told(people, run):
    ran = run("person", "add", "narrator-09")
    assert "no pseudonym yet, so pages show the handle" in ran.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["add", "Ольга Петрова"], "is no handle"),
        (["add", "narrator-01"], '"narrator-01" names narrator-01 already'),
        (["add", "lena"], '"lena" names narrator-01 already'),
        (["add", "n-9", "--ru", "лена"], '"лена" names narrator-01 already'),
        (["add", "n-9", "--ru", " "], "An empty pseudonym"),
        (["add", "n-9", "--birth-decade", "1964"], '"1964" is no decade. Write 196X'),
        (["add", "n-9", "--language", "Russian"], '"Russian" is no code of a language'),
        (["add", "n-9", "--speaker", "a|b"], "is no label"),
        (["change", "Lena", "--en", "First fieldworker"], "names fieldworker-01 already"),
    ],
)
def test_what_cannot_be_meant_changes_nothing(people, run, words, told):
    before = people.read_bytes()
    ran = run("person", *words)
    assert (ran.code, people.read_bytes()) == (1, before)
    assert told in ran.err


def test_no_option_and_no_column_takes_a_name(run):
    told = run("person", "add", "--help").out
    assert "--name" not in told
    assert not {"name", "phone", "address"} & set(ALL_COLUMNS)
    assert run("person", "add", "n-9", "--name", "Olga").code == 2


def test_a_table_is_made_where_there_is_none(archive_root, run, inbox):
    (archive_root / "vocabularies" / "people.csv").unlink()
    note(inbox / "a.md")
    assert "There is nobody yet" in run("person", "list").err
    assert run("person", "add", "narrator-01", "--ru", "Лена").code == 0
    assert run("undo").code == 0
    assert not (archive_root / "vocabularies" / "people.csv").exists()


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)


@settings(max_examples=40)
@given(pseudonym=WORDS, label=WORDS.filter(lambda w: "|" not in w), note=WORDS, role=WORDS)
def test_whatever_is_said_of_somebody_is_read_back(pseudonym, label, note, role):
    said = Said(role, {"ru": f"x{pseudonym}"}, ["ru"], "196X", [f"x{label}"], note)
    content = person_changes.add(new(ALL_COLUMNS), "n-1", said).content()
    [person] = people_of("people.csv", parse_people("people.csv", content))
    once = [" ".join(words.split()) for words in (role, f"x{pseudonym}", f"x{label}", note)]
    assert [person.role or "", person.pseudonyms["ru"], *person.speakers, person.note or ""] == once
    assert (person.languages, person.birth_decade) == (("ru",), "196X")
