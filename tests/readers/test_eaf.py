"""ELAN transcripts: every annotation with text, its times, and nothing taken on trust."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from fieldarchive.errors import Unreadable
from fieldarchive.facts import Segment
from fieldarchive.model import Hints
from fieldarchive.readers import eaf
from fieldarchive.readers.formats import format_of

SAMPLE = Path(__file__).parents[1] / "files" / "transcripts" / "two-banks.eaf"
CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"
NO_HINTS = Hints()
needs_corpora = pytest.mark.skipif(
    not CORPORA.is_dir(), reason="the published test files are not beside the repository"
)


def read_changed(folder, *changes, encoding="utf-8"):
    """The sample with pieces of it replaced."""
    text = SAMPLE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "t.eaf"
    path.write_bytes(text.encode(encoding))
    return eaf.read(path, NO_HINTS)


def test_annotations_become_segments_and_a_translation_follows_its_sentence():
    reading = eaf.read(SAMPLE, NO_HINTS)
    assert reading.segments == (
        Segment("Река встала.", 0, 1500, "n-07", "ru", "Speech"),
        Segment("江面封冻了。", 0, 1500, None, "zh", "Translation"),
        Segment("Пошли по льду.", 1500, None, "n-07", "ru", "Speech"),
    )
    assert reading.problems == ()


def test_the_registry_knows_elan():
    entry = format_of(SAMPLE)
    assert entry
    assert (entry.name, entry.reader) == ("eaf", "eaf")


def test_a_language_told_beforehand_holds_for_tiers_without_one(tmp_path):
    path = tmp_path / "t.eaf"
    path.write_text(SAMPLE.read_text("utf-8").replace(' LANG_REF="rus"', ""), "utf-8")
    assert eaf.read(path, Hints(language="evn")).segments[0].language == "evn"


def test_a_file_in_utf_16_is_read(tmp_path):
    change = ('encoding="UTF-8"', 'encoding="UTF-16"')
    assert read_changed(tmp_path, change, encoding="utf-16").segments[0].text == "Река встала."


@pytest.mark.parametrize(
    "change",
    [
        ('TIME_SLOT_REF2="ts2"', 'TIME_SLOT_REF2="ts99"'),
        ('TIME_VALUE="0"', 'TIME_VALUE="9999"'),
        ('ANNOTATION_REF="a1"', 'ANNOTATION_REF="a99"'),
        ('ANNOTATION_REF="a1"', 'ANNOTATION_REF="a4"'),
    ],
    ids=["a slot that is not there", "backward", "no such annotation", "a ring"],
)
def test_what_contradicts_itself_keeps_its_text_and_is_named(tmp_path, change):
    reading = read_changed(tmp_path, change)
    assert Counter(s.text for s in reading.segments) == Counter(
        s.text for s in eaf.read(SAMPLE, NO_HINTS).segments
    )
    assert [problem.code for problem in reading.problems] == ["annotation-times-unclear"]
    assert "annotation" in reading.problems[0].message


@pytest.mark.parametrize("value", ["-5", "99999999999999999999", "soon", ""])
def test_a_time_that_cannot_be_is_unknown_and_is_said(tmp_path, value):
    reading = read_changed(tmp_path, ('TIME_VALUE="0"', f'TIME_VALUE="{value}"'))
    assert [s.start_ms for s in reading.segments if s.text == "Река встала."] == [None]
    assert [problem.code for problem in reading.problems] == ["annotation-times-unclear"]


def test_video_frames_are_not_taken_for_milliseconds(tmp_path):
    reading = read_changed(tmp_path, ('TIME_UNITS="milliseconds"', 'TIME_UNITS="PAL-frames"'))
    assert {(s.start_ms, s.end_ms) for s in reading.segments} == {(None, None)}
    assert len(reading.problems) == 1


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
UNREADABLE = [
    ("empty", b""),
    ("no XML", b"Dear Anna"),
    ("other XML", b"<html/>"),
    ("no text", b'<ANNOTATION_DOCUMENT FORMAT="3.0"/>'),
    ("entities", f"{BOMB}<ANNOTATION_DOCUMENT>&b;</ANNOTATION_DOCUMENT>".encode()),
    ("an outside entity", f"{OUTSIDE}<ANNOTATION_DOCUMENT>&a;</ANNOTATION_DOCUMENT>".encode()),
    (
        "not what it declares",
        SAMPLE.read_text("utf-8").replace("江面封冻了。", "").encode("cp1251"),
    ),
    ("unknown encoding", b'<?xml version="1.0" encoding="klingon"?><ANNOTATION_DOCUMENT/>'),
]


@pytest.mark.parametrize("content", [u[1] for u in UNREADABLE], ids=[u[0] for u in UNREADABLE])
def test_what_is_no_transcript_is_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "t.eaf"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        eaf.read(path, NO_HINTS)
    assert str(caught.value).endswith(".")


def truths():
    if not CORPORA.is_dir():
        return []
    lines = (CORPORA / "truth" / "transcripts.jsonl").read_text("utf-8").splitlines()
    return [truth for truth in map(json.loads, lines) if truth["kind"] == "eaf"]


# Annotations that were made and left empty: an empty one is no segment.
EMPTY = {"words-pos": 1992, "Transcription": 2, "Phrase Free Translation": 2}


@needs_corpora
@pytest.mark.parametrize("truth", truths(), ids=lambda truth: Path(truth["file"]).name)
def test_published_files_give_every_annotation_of_every_tier(truth):
    reading = eaf.read(CORPORA / truth["file"], NO_HINTS)
    found = Counter(segment.tier for segment in reading.segments)
    for tier in truth["tiers"]:
        assert found[tier["id"]] == tier["n"] - EMPTY.get(tier["id"], 0), tier["id"]
        speakers = {s.speaker for s in reading.segments if s.tier == tier["id"]}
        assert speakers <= {tier["participant"] or None}
    times = [t for s in reading.segments for t in (s.start_ms, s.end_ms) if t is not None]
    assert truth["min_ms"] <= min(times)
    assert max(times) <= truth["max_ms"]
    assert not reading.problems
