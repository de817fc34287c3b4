"""A folder is walked without following links, and files that belong together are found together."""

import os
import socket
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stories
from fieldarchive.model import Bundle, Role
from fieldarchive.readers.formats import FORMATS
from fieldarchive.scan import PassedBy, display, key_of, scan, stem_of


def bundles(*paths):
    return [found for found in scan(paths) if isinstance(found, Bundle)]


def passed_by(*paths):
    return {
        found.problem.path: found.problem.code
        for found in scan(paths)
        if isinstance(found, PassedBy)
    }


def names(bundle):
    return [file.source.path.name for file in bundle.files]


def test_a_recording_and_its_transcripts_are_one_bundle(inbox):
    for name in ["r-012.wav", "r-012.ru.srt", "r-012.en.vtt", "r-012.docx", "r-012.yaml"]:
        stories.write(inbox / name, "x")
    [bundle] = bundles(inbox)
    assert bundle.stem == "inbox/r-012"
    assert {f.source.path.name: f.language for f in bundle.files if f.language} == {
        "r-012.ru.srt": "ru",
        "r-012.en.vtt": "en",
    }
    assert len(bundle.files) == 5


@pytest.mark.parametrize(
    ("name", "stem", "language"),
    [
        ("r-012.ru.srt", "r-012", "ru"),
        ("r-012.zh-CN.vtt", "r-012", "zh-CN"),
        ("r-012.RUS.srt", "r-012", "ru"),
        ("DSC_1.JPG.xmp", "DSC_1", None),
        ("DSC_1.JPG.yaml", "DSC_1", None),
        ("DSC_1.ru.jpg", "DSC_1.ru", None),
        ("notes.md.txt", "notes.md", None),
        ("version.1.txt", "version.1", None),
        (".ru.srt", "", "ru"),
        ("noending", "noending", None),
    ],
)
def test_what_a_name_shares_with_others(name, stem, language):
    assert stem_of(name) == (stem, language)


def test_a_stem_spelled_in_two_ways_is_one_stem(inbox):
    composed, decomposed = "Чайный дом", unicodedata.normalize("NFD", "Чайный дом")
    assert composed != decomposed
    stories.write(inbox / f"{composed}.md", "x")
    stories.write(inbox / f"{decomposed}.yaml", "title: y")
    stories.write(inbox / "DSC_1.JPG", "x")
    stories.write(inbox / "dsc_1.xmp", "x")
    assert sorted(len(bundle.files) for bundle in bundles(inbox)) == [2, 2]


def test_what_describes_a_folder_holds_below_it_and_a_table_only_beside_it(inbox):
    stories.write(inbox / "_folder.yaml", "city: heihe")
    stories.write(inbox / "items.csv", "file,title\na.md,A")
    stories.write(inbox / "a.md", "x")
    stories.write(inbox / "deep" / "_folder.yaml", "place: the quay")
    stories.write(inbox / "deep" / "b.md", "x")
    above, below = bundles(inbox)
    assert [f.name for f in above.folder_files] == ["inbox/_folder.yaml", "inbox/items.csv"]
    assert [f.name for f in below.folder_files] == ["inbox/deep/_folder.yaml", "inbox/_folder.yaml"]


def test_links_pipes_and_sockets_are_passed_by_and_told(inbox, tmp_path):
    secret = stories.write(tmp_path / "outside" / "secret.txt", "secret")
    (inbox / "link.txt").symlink_to(secret)
    (inbox / "loop").symlink_to(inbox)
    (inbox / "away").symlink_to(secret.parent)
    os.mkfifo(inbox / "pipe.wav")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(inbox / "socket.txt"))
        assert passed_by(inbox) == {
            "inbox/away": "link",
            "inbox/link.txt": "link",
            "inbox/loop": "link",
            "inbox/pipe.wav": "not-a-file",
            "inbox/socket.txt": "not-a-file",
        }
    assert bundles(inbox) == []
    assert list(passed_by(inbox / "link.txt").values()) == ["link"]
    assert list(passed_by(inbox / "pipe.wav").values()) == ["not-a-file"]
    assert list(passed_by(inbox / "nothing").values()) == ["not-found"]


def test_a_file_named_by_itself_brings_what_lies_beside_it(inbox):
    for name in ["a.md", "a.yaml", "b.md", "_folder.yaml"]:
        stories.write(inbox / name, "x")
    [bundle] = bundles(inbox / "a.md")
    assert names(bundle) == ["a.md", "a.yaml"]
    assert [f.path.name for f in bundle.folder_files] == ["_folder.yaml"]


def test_what_systems_leave_behind_is_left_alone(inbox):
    for name in [".DS_Store", "._a.md", "Thumbs.db", "desktop.ini", "__MACOSX/a.md", ".git/a.md"]:
        stories.write(inbox / name, "x")
    assert list(scan([inbox])) == []


@pytest.mark.parametrize(
    "name", [b"bad\xff\xfe.txt", b"new\nline.txt", "я".encode() * 125 + b".md", b"-rf.md"]
)
def test_a_strange_name_is_carried_in_its_own_bytes(inbox, name):
    path = os.path.join(os.fsencode(inbox), name)
    with open(path, "wb") as file:
        file.write(b"x")
    [bundle] = bundles(inbox)
    assert os.fsencode(bundle.files[0].source.path) == path
    bundle.files[0].source.name.encode("utf-8")


@given(st.binary(min_size=1, max_size=60).filter(lambda b: b"\0" not in b and b"/" not in b))
def test_any_name_has_a_stem_a_key_and_a_text(raw):
    name = os.fsdecode(raw)
    stem, _ = stem_of(name)
    assert name.startswith(stem)
    assert key_of(unicodedata.normalize("NFD", stem)) == key_of(stem)
    display(name).encode("utf-8")


@pytest.mark.parametrize(
    ("name", "stem", "language"),
    [
        ("talk.mp3.srt", "talk", None),
        ("talk.wav.ru.vtt", "talk", "ru"),
        ("ETR009_Careful.mp3.meta", "ETR009_Careful", None),
        ("DSC_1.JPG.xmp", "DSC_1", None),
    ],
)
def test_a_file_named_after_the_whole_of_another_belongs_to_it(name, stem, language):
    assert stem_of(name) == (stem, language)


def test_every_medium_can_have_a_transcript_named_after_it():
    media = [f for f in FORMATS if f.role in {Role.IMAGE, Role.RECORDING}]
    endings = [ending for entry in media for ending in entry.suffixes]
    assert [e for e in endings if stem_of(f"talk{e}.srt") != ("talk", None)] == []
