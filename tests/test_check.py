"""`check` tells by code what is wrong or missing, and each code has its story and its control."""

import re
from pathlib import Path

import pytest

import stories
from fieldarchive.inspecting import CHECKS
from stories import record, write

INTERVIEW = "[00:00:01] {speaker}: Рынок был у реки.\n[00:00:09] Lena: Да.\n"
SRC = Path(__file__).parents[1] / "src" / "fieldarchive"


def noted(folder, name, text="Text.", **said):
    """A note that says what is given, and nothing that would be missing or wrong."""
    front = {"title": name, "date": "2013-05-12", "city": "heihe", "place": "quay",
             "themes": "market", "language": "en", **said}  # fmt: skip
    lines = [f"{key}: {value}" for key, value in front.items() if value is not None]
    return write(folder / f"{name}.md", "\n".join(["---", *lines, "---", text, ""]))


def found(run, *words):
    """What `check` finds, by code: the items of each finding, and its sentence."""
    ran = run("check", "--json", *words)
    by_code = {}
    for one in ran.json()["findings"]:
        by_code.setdefault(one["code"], []).append(one)
    return by_code


# Told of the words of every new archive, whatever is in it.
ALWAYS = {"unused-theme", "no-pseudonym", "unknown-place"}


def test_a_sound_archive_has_nothing_to_mend(run, inbox):
    noted(inbox, "sound")
    run("ingest", inbox)
    assert found(run).keys() <= ALWAYS
    assert run("check").code == 0
    assert found(run, "--only", "no-city") == {}
    assert "Nothing to mend in 1 item" in run("check", "--only", "no-city").out


STORIES = {
    "no-city": {"city": None},
    "no-date": {"date": None},
    "no-theme": {"themes": None},
    "no-place": {"place": None},
    "no-language": {"language": None, "text": "12:40"},
    "empty-note": {"text": ""},
    "unread-date": {"date": "one day"},
    "unread-stretch": {"about_at": "somewhere 1968"},
    "unknown-theme": {"themes": "markett"},
    "unknown-city": {"city": "Harbin"},
    "unknown-kind": {"kind": "painting"},
    "unknown-access": {"access": "friends"},
    "unknown-person": {"narrators": "Somebody Real"},
    "no-such-place": {"latitude": "95", "longitude": "10"},
    "unread-number": {"accuracy_m": "near"},
    "unknown-device": {"device": "zenit"},
    "city-contradicts-position": {
        "city": "blagoveshchensk", "latitude": "50.24", "longitude": "127.5",
    },
    "told-of-later": {"about": "2020"},
    "future-date": {"date": "2099"},
    "stray-space": {"creator": '"Lena  P."'},
    "invisible-sign": {"title": "Ры\u200bнок"},
    "full-width-sign": {"place": "ｑuay"},
    "look-alike-letter": {"title": "Рынoк"},
    "mixed-scripts": {"title": "PDFка"},
}  # fmt: skip


@pytest.mark.parametrize("code", STORIES)
def test_what_is_wrong_with_an_item_is_told_by_its_code(code, run, inbox, archive_root):
    noted(inbox, "sound")
    said = dict(STORIES[code])
    noted(inbox, "wrong", said.pop("text", "Text."), **said)
    run("ingest", inbox)
    [(item,)] = record(archive_root, "SELECT item FROM item_files WHERE name LIKE '%wrong.md'")
    [one] = found(run)[code]
    assert one["items"] == [item]
    assert one["wrong"] is CHECKS[code].is_wrong
    assert run("check", "--only", code).code == (3 if one["wrong"] else 0)
    assert f"n-{item[:4]}" in run("check", "--only", code).out


def test_a_recording_without_a_transcript_is_told(run, inbox, archive_root):
    write(inbox / "r-1.mp3", b"cut off before its beginning")
    write(inbox / "talk.txt", INTERVIEW.format(speaker="Anton"))
    run("ingest", inbox)
    codes = found(run)
    assert [one["told"] for one in codes["unknown-speaker"]] == ["speaker “Anton”"]
    assert len(codes["no-length"][0]["items"]) == 1
    assert codes["no-length"][0]["items"] == codes["no-transcript"][0]["items"]


def test_two_notes_of_one_title_on_one_day_are_told(run, inbox):
    noted(inbox, "a", "One.", title="Market")
    noted(inbox, "b", "Two.", title="Market")
    noted(inbox, "c", "Three.", title="Market", date="2013-05-13")
    run("ingest", inbox)
    [one] = found(run)["same-title"]
    assert (one["told"], len(one["items"])) == ("“Market” of 2013-05-12, 2 times", 2)


def test_before_cameras_nothing_could_be_recorded(run, inbox, archive_root):
    noted(inbox, "old", kind="photograph", date="1825")
    noted(inbox, "note", date="1825")
    run("ingest", inbox)
    [one] = found(run)["before-cameras"]
    assert record(archive_root, "SELECT title FROM items WHERE id = ?", *one["items"]) == [("old",)]


def test_what_is_wrong_in_the_vocabularies_is_told(run, inbox, archive_root):
    words = archive_root / "vocabularies"
    with (words / "themes.csv").open("a", encoding="utf-8") as file:
        file.write("fish,,fish,рыба,,bazaar,,,,\nbread,,brеad ,хлеб,面包,,,,,\n")
        file.write("Sour Milk,,sour milk,,,,,,proposed,\n")
    with (words / "people.csv").open("a", encoding="utf-8") as file:
        file.write("narrator-02,,,,,ru,,\n")
    noted(inbox, "a")
    run("ingest", inbox)
    codes = found(run)
    told = {code: [one["told"] for one in codes[code]] for code in codes}
    assert told["shared-label"] == ["“bazaar” names market, and fish as well"]
    assert "fish has no label in Chinese" in told["no-label"]
    assert told["odd-slug"] == ["“Sour Milk” (sour milk)"]
    assert told["unsettled-theme"] == ["Sour Milk (sour milk)"]
    assert told["no-pseudonym"] == ["narrator-02 of vocabularies/people.csv"]
    assert "fish (fish)" in told["unused-theme"]
    assert "trade (trade)" not in told["unused-theme"]  # a narrower one is used
    assert [one.split("” ")[1] for one in told["untidy-vocabulary"]] == [
        "has a space at its end: “brеad”",
        "has Cyrillic е in a Latin word: “bread ”",
    ]


def test_a_vocabulary_that_was_edited_counts_at_once(run, inbox, archive_root):
    noted(inbox, "a", themes="fish")
    run("ingest", inbox)
    assert "unknown-theme" in found(run)
    with (archive_root / "vocabularies" / "themes.csv").open("a", encoding="utf-8") as file:
        file.write("fish,,fish,рыба,鱼,,,,,\n")
    assert "unknown-theme" not in found(run)
    assert stories.browse(archive_root, "SELECT themes FROM items") == [('["fish"]',)]


def test_a_query_says_which_items_are_checked(run, inbox):
    noted(inbox, "a", city=None)
    noted(inbox, "b", place=None)
    run("ingest", inbox)
    assert (
        found(run, "has:city").keys()
        == {"no-place", "unknown-place"} & found(run, "has:city").keys()
    )
    assert "no-city" in found(run, "-has:city")


def test_what_is_only_missing_is_no_fault(run, inbox):
    noted(inbox, "a", city=None, date=None, themes=None)
    run("ingest", inbox)
    ran = run("check")
    assert ran.code == 0
    assert "· no-city  1 item  `fieldarchive fix place`" in ran.out
    assert "0 of 1 item with something wrong" in ran.out


def test_every_check_is_listed_and_explained(run):
    listed = run("check", "--list").out
    for code, check in CHECKS.items():
        assert re.search(rf"^{code} .*{re.escape(check.title[:30])}", listed, re.M)
        told = run("check", "--explain", code)
        assert (told.code, check.mend in told.out) == (0, True)
    assert 'Did you mean "no-city"?' in run("check", "--explain", "no-citty").err
    assert 'Did you mean "no-city"?' in run("check", "--only", "no-citty").err
    assert run("check", "--fix", "--json").code == run("check", "--yes").code == 2


def test_every_code_that_describing_tells_is_explained():
    """Looked up in the source: a new code of an item needs its explanation."""
    for file in ("checking", "placing", "clock_words"):
        source = (SRC / "describe" / f"{file}.py").read_text("utf-8")
        codes = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source))
        assert codes
        assert codes <= CHECKS.keys() | {"of-ours"}, file


def test_the_sample_archive_has_no_word_with_a_slip(run):
    run("ingest", stories.OUR_MATERIAL[1])
    slips = {"stray-space", "invisible-sign", "full-width-sign", "look-alike-letter",
             "untidy-vocabulary"}  # fmt: skip
    assert slips.isdisjoint(found(run))


def test_in_a_pipe_each_finding_is_one_line(run, inbox):
    for number in range(5):
        noted(inbox, f"wrong{number}", date=f"{'long ago ' * 30}{number}")
    run("ingest", inbox)
    lines = run("check", "--only", "unread-date").out.splitlines()
    assert len(lines) == 1 + 5 + 1
