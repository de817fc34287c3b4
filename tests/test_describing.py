"""Who claims what, and what becomes of words: the stronger wins, the loser is shown."""

import csv
from itertools import combinations

import pytest

import stories
from stories import browse, note, record, write

SIDECAR, FRONT, TABLE, EMBEDDED, FOLDER, OPTION, PATH, INFERENCE = (
    "sidecar", "front_matter", "table", "embedded", "folder", "option", "path", "inference",
)  # fmt: skip
DAYS = {
    SIDECAR: "2001-01-01", FRONT: "2002-01-01", TABLE: "2003-01-01", FOLDER: "2006-01-01",
    OPTION: "2007-01-01", PATH: "2008-01-01",
}  # fmt: skip


def say(inbox, claims):
    """A note about which the strings of `claims` are said, by authority; options for ingest."""
    front = "".join(f"{field}: {value}\n" for field, value in claims.get(FRONT, {}).items())
    heading = "".join(f"# {value}\n" for value in claims.get(EMBEDDED, {}).values())
    name = "".join(f" {value}" for value in claims.get(PATH, {}).values())
    note_text = f"{f'---{chr(10)}{front}---{chr(10)}' if front else ''}{heading}\nText.\n"
    write(inbox / f"a{name}.md", note_text)
    for authority, path in ((SIDECAR, f"a{name}.yaml"), (FOLDER, "_folder.yaml")):
        if said := claims.get(authority):
            write(inbox / path, "".join(f"{f}: {v}\n" for f, v in said.items()))
    if said := claims.get(TABLE):
        write(inbox / "items.csv", f"file,{','.join(said)}\na{name},{','.join(said.values())}\n")
    return [f"--{field}={value}" for field, value in claims.get(OPTION, {}).items()]


def shown(run, archive_root):
    [(key,)] = record(archive_root, "SELECT id FROM items")
    table = run("show", key, "--why").out.partition("who says so")[2]
    return run("show", key, "--why", "--json").json(), table


def check_wins(run, archive_root, inbox, field, strong, weak, values):
    options = say(inbox, {who: {field: values[who]} for who in (strong, weak)})
    assert run("ingest", inbox, *options).code == 0
    told, printed = shown(run, archive_root)
    assert told["item"][field] == values[strong]
    claims = [(claim["authority"], claim["value"]) for claim in told["claims"][field]]
    assert claims == [(strong, values[strong]), (weak, values[weak])]
    assert printed.index(values[strong]) < printed.index(values[weak])


@pytest.mark.parametrize(("strong", "weak"), [*combinations(DAYS, 2)])
def test_the_stronger_claim_wins_and_the_weaker_is_shown(strong, weak, run, inbox, archive_root):
    check_wins(run, archive_root, inbox, "date", strong, weak, DAYS)


@pytest.mark.parametrize(
    ("strong", "weak"),
    [(SIDECAR, EMBEDDED), (FRONT, EMBEDDED), (TABLE, EMBEDDED), (EMBEDDED, FOLDER)],
)
def test_what_is_embedded_stands_between_table_and_folder(strong, weak, run, inbox, archive_root):
    titles = dict(zip((SIDECAR, FRONT, TABLE, EMBEDDED, FOLDER), "ABCDE", strict=True))
    values = {who: f"title {letter}" for who, letter in titles.items()}
    check_wins(run, archive_root, inbox, "title", strong, weak, values)


@pytest.mark.parametrize("strong", [SIDECAR, OPTION, PATH])
def test_a_position_only_infers(strong, run, inbox, archive_root):
    here = {"latitude": "50.2441", "longitude": "127.4902"}
    claims = {SIDECAR: here}
    if strong == SIDECAR:
        claims[SIDECAR] = {**here, "city": "blagoveshchensk"}
    if strong == OPTION:
        claims[OPTION] = {"city": "blagoveshchensk"}
    folder = inbox / "Благовещенск" if strong == PATH else inbox
    ran = run("ingest", inbox, *say(folder, claims))
    assert record(archive_root, "SELECT city FROM items") == [("blagoveshchensk",)]
    assert "its position lies in heihe" in ran.err
    told, _ = shown(run, archive_root)
    assert [c["authority"] for c in told["claims"]["city"]] == [strong, INFERENCE]


def test_a_position_alone_tells_the_city(run, inbox, archive_root):
    run("ingest", inbox, *say(inbox, {SIDECAR: {"latitude": "50,2441", "longitude": "127.4902"}}))
    assert record(archive_root, "SELECT city, latitude FROM items") == [("heihe", 50.2441)]


def test_the_nearer_folder_speaks_louder(run, inbox, archive_root):
    write(inbox / "_folder.yaml", "place: far\ncreator: far")
    write(inbox / "deep" / "_folder.yaml", "place: near")
    write(inbox / "deep" / "a.md", "Text.\n")
    run("ingest", inbox)
    assert record(archive_root, "SELECT place, creator FROM items") == [("near", "far")]


def test_strings_stay_as_written_into_the_export(run, inbox, archive_root, tmp_path):
    said = {
        "title": "no", "place": "012", "creator": "22:30", "rights": "2024-01-02",
        "description": "1e3", "keywords": "[yes, 0o17, 3.0, ~, null]",
    }  # fmt: skip
    run("ingest", inbox, *say(inbox, {SIDECAR: said}))
    run("export", "csv", tmp_path / "tables")
    with (tmp_path / "tables" / "items.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    for field in ("title", "place", "creator", "rights", "description"):
        assert row[field] == said[field]
    assert row["keywords"] == '["yes", "0o17", "3.0", "~", "null"]'


def test_unknown_words_are_kept_and_told_with_a_suggestion(run, inbox, archive_root):
    said = {"themes": "bazar; рынок", "city": "Heihi", "date": "на Троицу", "kind": "photo"}
    ran = run("ingest", inbox, *say(inbox, {FRONT: said}))
    assert 'Did you mean "bazaar"?' in ran.err
    assert 'Did you mean "heihe"?' in ran.err
    [item] = record(archive_root, "SELECT city, date, date_words, keywords, kind FROM items")
    assert item == (None, None, "на Троицу", '["bazar"]', "note")
    assert record(archive_root, "SELECT theme FROM item_themes") == [("market",)]
    codes = {code for (code,) in record(archive_root, "SELECT code FROM problems")}
    assert codes == {"unknown-theme", "unknown-city", "unread-date", "unknown-kind"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"latitude": "nan", "longitude": "1"}, "unread-number"),
        ({"latitude": "1e400", "longitude": "1"}, "unread-number"),
        ({"latitude": "91", "longitude": "1"}, "no-such-place"),
        ({"accuracy_m": "inf"}, "unread-number"),
    ],
)
def test_a_number_that_is_none_is_told_and_left_out(said, code, run, inbox, archive_root):
    run("ingest", inbox, *say(inbox, {TABLE: said}))
    [item] = record(archive_root, "SELECT latitude, longitude, accuracy_m FROM items")
    assert item == (None, None, None)
    assert (code,) in record(archive_root, "SELECT code FROM problems")


def test_a_new_label_reaches_old_words_without_a_file_being_read(run, inbox, archive_root):
    write(inbox / "a.md", "---\nthemes: zaoshi\ncity: Хейхе\n---\nText.\n")
    run("ingest", inbox)
    assert record(archive_root, "SELECT city FROM items") == [(None,)]
    stories.add_line(archive_root / "vocabularies" / "themes.csv", "dawn,market,,,,zaoshi,,,,")
    toml = archive_root / "fieldarchive.toml"
    toml.write_text(toml.read_text("utf-8").replace('"Сахалян"', '"Хейхе"'), encoding="utf-8")
    (archive_root / "files").rename(archive_root / "elsewhere")
    run("ingest", write(inbox / "b.md", "Other.\n"))
    assert record(archive_root, "SELECT theme FROM item_themes") == [("dawn",)]
    assert browse(archive_root, "SELECT city, themes FROM items WHERE title = 'a'") == [
        ("heihe", '["dawn"]')
    ]
    assert record(archive_root, "SELECT count(*) FROM problems") == [(0,)]
    assert record(archive_root, "SELECT count(*) FROM revisions") == [(2,)]


NAME = "Пелагея Ивановна"


@pytest.mark.parametrize("place", [SIDECAR, FRONT, TABLE, FOLDER])
@pytest.mark.parametrize("role", ["narrators", "interviewers", "participants"])
def test_a_name_that_is_no_handle_is_in_no_database(place, role, run, inbox, archive_root):
    run("ingest", inbox, *say(inbox, {place: {role: f"narrator-01; {NAME}"}}))
    assert record(archive_root, "SELECT handle FROM item_people") == [("narrator-01",)]
    assert [code for (code,) in record(archive_root, "SELECT code FROM problems")] == [
        "unknown-person"
    ]
    assert all(name.startswith("files/") for name in stories.holds(archive_root, NAME))
    assert stories.holds(archive_root / "files", NAME)  # the control: the original has it
    assert stories.holds(archive_root, "narrator-01")


def test_a_person_added_to_the_table_is_recorded_by_the_next_ingest(run, inbox, archive_root):
    run("ingest", inbox, *say(inbox, {FRONT: {"narrators": "narrator-09"}}))
    stories.add_line(archive_root / "vocabularies" / "people.csv", "narrator-09,,Nina,,,,,")
    run("ingest", inbox)
    assert record(archive_root, "SELECT handle FROM item_people") == [("narrator-09",)]
    assert record(archive_root, "SELECT count(*) FROM problems") == [(0,)]


def published_words(root):
    return stories.indexed_words(root / "browse" / "team.db")


def test_what_is_closed_is_in_no_byte_of_the_browse_database(run, inbox, archive_root):
    marks = [f"zebra{number}" for number in range(6)]
    for access, folder in (("closed", "shut"), ("open", "ajar")):
        stories.write(
            inbox / folder / f"{marks[0]}{access}.md",
            f"---\ntitle: {marks[1]}{access}\nplace: {marks[2]}{access}\naccess: {access}\n"
            f"keywords: {marks[3]}{access}\ndescription: {marks[4]}{access}\n---\n"
            f"{marks[5]}{access}\n",
        )
    assert run("ingest", inbox).code == 0
    for mark in marks:
        assert stories.holds(archive_root / "browse", f"{mark}closed") == []
        assert stories.holds(archive_root / "browse", f"{mark}open") == ["team.db"]
        assert stories.holds(archive_root, f"{mark}closed")  # the record has it
    words = published_words(archive_root)
    assert {word for word in words if word.startswith("zebra")} == {
        f"{mark}open" for mark in marks[1:]
    }


def test_what_is_closed_later_leaves_no_byte_behind(run, inbox, archive_root):
    note(inbox / "a.md", title="Zebracrossing", text="zebrastripes " * 500)
    for number in range(20):
        note(inbox / f"b{number}.md", text=f"Another note, {number}.")
    run("ingest", inbox)
    assert stories.holds(archive_root / "browse", "zebrastripes") == ["team.db"]
    write(inbox / "a.yaml", "access: closed")
    run("ingest", inbox)
    assert stories.holds(archive_root / "browse", "zebrastripes") == []
    assert not published_words(archive_root) & {"zebrastripes", "zebracrossing"}
    write(inbox / "a.yaml", "access: open")
    run("ingest", inbox)
    assert stories.holds(archive_root / "browse", "zebrastripes") == ["team.db"]


@pytest.mark.parametrize(
    "sidecar",
    [
        b"access: clsed", b"access: [open", b"acess: closed", b"access: closed\naccess: open",
        b"encoding: nonsense\naccess: closed", b"\0\xff\xfe\0", b"access: !!str closed",
        b"x: " + b"y" * 70_000, b"- access: closed",
    ],
)  # fmt: skip
def test_a_sidecar_that_is_not_understood_closes_its_item_until_corrected(
    sidecar, run, inbox, archive_root
):
    note(inbox / "a.md")
    write(inbox / "a.yaml", sidecar)
    assert run("ingest", inbox).code == 3
    assert record(archive_root, "SELECT access FROM items") == [("closed",)]
    assert browse(archive_root, "SELECT * FROM items") == []
    write(inbox / "a.yaml", "access: team")
    assert run("ingest", inbox).code == 0
    assert record(archive_root, "SELECT access FROM items") == [("team",)]
    assert browse(archive_root, "SELECT count(*) FROM items") == [(1,)]


@pytest.mark.parametrize("name", ["_folder.yaml", "items.csv"])
def test_a_folder_file_that_is_not_understood_closes_all_it_covers(name, run, inbox, archive_root):
    note(inbox / "a.md", title="one")
    note(inbox / "b.md", title="two")
    broken = {"_folder.yaml": b"access: [", "items.csv": b"file,access\na,shut\nb,shut\n"}
    write(inbox / name, broken[name])
    assert run("ingest", inbox).code == 3
    assert record(archive_root, "SELECT DISTINCT access FROM items") == [("closed",)]


def test_a_folder_file_that_describes_nothing_closes_nothing(run, inbox, archive_root):
    note(inbox / "a.md")
    write(inbox / "items.csv", "file,title\n")
    write(inbox / "_folder.yaml", "# nothing yet\n")
    assert run("ingest", inbox).code == 0
    assert record(archive_root, "SELECT access FROM items") == [("team",)]
