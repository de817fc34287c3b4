"""Subtitles as the world writes them: every word is kept, no time is invented."""

from __future__ import annotations

import html
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldarchive.errors import Unreadable
from fieldarchive.facts import Segment
from fieldarchive.model import Hints, Role
from fieldarchive.readers import subtitles

FILES = Path(__file__).parents[1] / "files" / "transcripts"
CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"
NO_HINTS = Hints()
needs_corpora = pytest.mark.skipif(
    not CORPORA.is_dir(), reason="the published test files are not beside the repository"
)


def read_bytes(folder: Path, content: str | bytes, name="t.srt", hints=NO_HINTS):
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return subtitles.read(path, hints)


def times(reading):
    return [(s.start_ms, s.end_ms) for s in reading.segments]


def texts(reading):
    return [s.text for s in reading.segments]


def codes(reading):
    return {p.code for p in reading.problems}


def test_an_srt_becomes_segments_with_speakers():
    reading = subtitles.read(FILES / "interview.ru.srt", Hints(language="ru"))
    assert (reading.format, reading.mime) == ("srt", "application/x-subrip")
    assert reading.role is Role.TRANSCRIPT
    assert reading.segments[:2] == (
        Segment("Когда открыли переход?", 1000, 2500, "Собиратель", "ru"),
        Segment("В девяносто втором.\nМы пошли в первый же день.", 3000, 6400, "Рассказчица", "ru"),
    )
    assert codes(reading) == {"cues-overlap"}


def test_an_old_encoding_comes_out_right():
    reading = subtitles.read(FILES / "cp1251.srt", NO_HINTS)
    assert reading.encoding == "cp1251"
    assert texts(reading) == ["Река Амур, базар и переправа", "Зимой ходили пешком"]


def test_the_encoding_can_be_named(tmp_path):
    content = "1\n00:00:01,000 --> 00:00:02,000\nРека\n".encode("koi8-r")
    assert texts(read_bytes(tmp_path, content, hints=Hints(encoding="koi8-r"))) == ["Река"]


def test_times_ruined_by_a_spreadsheet_keep_their_seconds_and_their_text():
    reading = subtitles.read(FILES / "spreadsheet.srt", NO_HINTS)
    assert times(reading) == [(511_000, 513_800), (514_575, 516_000)]
    assert texts(reading) == ["這這", "早市"]
    assert "cue 91 " in reading.problems[0].message


def test_a_vtt_has_voices_and_a_language_of_its_own():
    reading = subtitles.read(FILES / "captions.vtt", Hints(language="en"))
    assert (reading.format, reading.mime, reading.problems) == ("vtt", "text/vtt", ())
    assert reading.segments == (
        Segment("Здравствуйте & добро пожаловать", 1000, 2000, "Мария", "ru"),
        Segment("你好", 1000, 2000, "Ван", "ru"),
        Segment("早市", 3000, 4000, None, "zh"),
    )


LOOSE_TIMES = [
    ("00:00:01,000 --> 00:00:02,500", (1000, 2500)),
    ("00:00:01.000 --> 00:00:02.500", (1000, 2500)),
    ("00:00:01,000-->00:00:02,500", (1000, 2500)),
    ("  00:00:01,000  -->  00:00:02,500  X1:40 X2:600 Y1:20 Y2:50", (1000, 2500)),
    ("00: 00: 01, 000 -> 00: 00: 02, 500", (1000, 2500)),
    ("00:00:01,000 –> 00:00:02,500", (1000, 2500)),
    ("00:01,000 --> 00:02,500", (1000, 2500)),
    ("0:0:1,0 --> 0:0:2,5", (1000, 2500)),
    ("00:00:01 --> 00:00:02", (1000, 2000)),
    ("75:10,000 --> 75:11,000", (4_510_000, 4_511_000)),
    ("100:00:00,000 --> 100:00:01,000", (360_000_000, 360_001_000)),
]
UNCLEAR_TIMES = [
    ("00:00:01,000 -->", (1000, None)),
    ("--> 00:00:02,500", (None, 2500)),
    ("1 --> ", (None, None)),
    ("-00:00:01,000 --> 00:00:02,500", (None, 2500)),
    ("00:00:01:12 --> 00:00:02:13", (1000, 2000)),
    ("00:75:10,000 --> 00:76:00,000", (None, None)),
    ("00:00:99,000 --> 00:00:02,500", (None, 2500)),
    ("99999999999:00:00,000 --> 00:00:02,500", (None, 2500)),
]


@pytest.mark.parametrize(("line", "expected"), LOOSE_TIMES)
def test_times_are_read_as_people_write_them(tmp_path, line, expected):
    reading = read_bytes(tmp_path, f"1\n{line}\nslow\n")
    assert times(reading) == [expected]
    assert not reading.problems


@pytest.mark.parametrize(("line", "expected"), UNCLEAR_TIMES)
def test_an_unclear_time_is_none_and_is_said(tmp_path, line, expected):
    reading = read_bytes(tmp_path, f"1\n{line}\nfrozen river\n")
    assert times(reading) == [expected]
    assert texts(reading) == ["frozen river"]
    assert codes(reading) == {"cue-times-unclear"}


SHAPES = [
    ("no numbers", "00:00:01,000 --> 00:00:02,000\na\n\n00:00:03,000 --> 00:00:04,000\nb\n"),
    ("same number", "1\n00:00:01,000 --> 00:00:02,000\na\n\n1\n00:00:03,000 --> 00:00:04,000\nb"),
    ("no empty line", "1\n00:00:01,000 --> 00:00:02,000\na\n2\n00:00:03,000 --> 00:00:04,000\nb"),
    (
        "neither",
        "00:00:01,000 --> 00:00:02,000\na\n00:00:03,000 --> 00:00:04,000\nb",
    ),
    (
        "empty lines everywhere",
        "\n\n1\n\n00:00:01,000 --> 00:00:02,000\n\na\n\n\n2\n00:00:03,000 --> 00:00:04,000\nb\n\n",
    ),
    (
        "an empty cue between",
        "1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:02,000 --> 00:00:03,000\n\n"
        "3\n00:00:03,000 --> 00:00:04,000\nb",
    ),
    (
        "every line ends twice",
        "1\n\n00:00:01,000 --> 00:00:02,000\n\na\n\n\n\n2\n\n00:00:03,000 --> 00:00:04,000\n\nb\n",
    ),
    ("CR", "1\r00:00:01,000 --> 00:00:02,000\ra\r\r2\r00:00:03,000 --> 00:00:04,000\rb"),
]


@pytest.mark.parametrize("content", [shape[1] for shape in SHAPES], ids=[s[0] for s in SHAPES])
def test_loose_files_have_their_two_cues(tmp_path, content):
    reading = read_bytes(tmp_path, content)
    assert [(s.text, s.start_ms) for s in reading.segments] == [("a", 1000), ("b", 3000)]
    assert not reading.problems


def test_a_number_that_somebody_said_stays_in_the_text(tmp_path):
    content = "1\n00:00:01,000 --> 00:00:02,000\nWhen?\n1992\n\n00:00:03,000 --> 00:00:04,000\nYes"
    assert texts(read_bytes(tmp_path, content)) == ["When?\n1992", "Yes"]


def test_an_arrow_that_somebody_wrote_stays_in_the_text(tmp_path):
    content = "1\n00:00:01,000 --> 00:00:02,000\nthe bus\n12:30 --> Heihe\nA --> B\n"
    assert texts(read_bytes(tmp_path, content)) == ["the bus\n12:30 --> Heihe\nA --> B"]


def test_text_without_times_is_kept_and_said(tmp_path):
    content = "Title of the film\n\n1\n00:00:01,000 --> 00:00:02,000\na\n\n2\nlost\n"
    reading = read_bytes(tmp_path, content)
    assert [(s.text, s.start_ms) for s in reading.segments] == [
        ("Title of the film", None), ("a", 1000), ("lost", None),
    ]  # fmt: skip
    assert codes(reading) == {"cue-without-times"}


def test_overlap_disorder_and_early_end_are_remarks(tmp_path):
    content = (
        "1\n00:00:05,000 --> 00:00:09,000\nA\n\n2\n00:00:06,000 --> 00:00:07,000\nB\n\n"
        "3\n00:00:01,000 --> 00:00:00,500\nC\n"
    )
    reading = read_bytes(tmp_path, content)
    assert times(reading) == [(5000, 9000), (6000, 7000), (1000, None)]
    assert codes(reading) == {"cues-overlap", "cues-out-of-order", "cue-ends-early"}
    assert not any(problem.serious for problem in reading.problems)


def test_formatting_goes_and_everything_else_is_text(tmp_path):
    content = (
        "1\n00:00:01,000 --> 00:00:02,000\n"
        '{\\an8}<font color="#fff">5 < 6</font> <script>alert(1)</script> <b onclick=x>y</B> &amp;'
    )
    assert texts(read_bytes(tmp_path, content)) == ["5 < 6 <script>alert(1)</script> y &amp;"]


def test_two_people_in_one_cue_are_two_segments(tmp_path):
    content = "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\nAnna: Yes?\nWang: No.\n\n" for n in (1, 2)
    )
    assert [(s.speaker, s.text) for s in read_bytes(tmp_path, content).segments] == [
        ("Anna", "Yes?"), ("Wang", "No."),
    ] * 2  # fmt: skip


def test_a_single_colon_makes_no_speaker(tmp_path):
    content = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\nWell.\n\n" for n in range(1, 6))
    content += "6\n00:00:07,000 --> 00:00:08,000\nHe said: go.\n"
    segments = read_bytes(tmp_path, content).segments
    assert [s.speaker for s in segments] == [None] * 6
    assert segments[-1].text == "He said: go."


UNREADABLE = [
    ("empty", "t.srt", ""),
    ("only spaces", "t.srt", " \n\n"),
    ("no times", "t.srt", "Dear Anna, the parcel came.\n"),
    ("no text", "t.srt", "1\n00:00:01,000 --> 00:00:02,000\n\n"),
    ("no signature", "t.vtt", "00:01.000 --> 00:02.000\nx\n"),
    ("signature of something else", "t.vtt", "WEBVTTX\n\n00:01.000 --> 00:02.000\nx\n"),
    ("no cue", "t.vtt", "WEBVTT\n"),
    ("comments alone", "t.vtt", "WEBVTT\n\nNOTE nothing\n"),
]


@pytest.mark.parametrize(("name", "content"), [u[1:] for u in UNREADABLE],
                         ids=[u[0] for u in UNREADABLE])  # fmt: skip
def test_what_is_no_transcript_is_refused_in_a_sentence(tmp_path, name, content):
    with pytest.raises(Unreadable) as caught:
        read_bytes(tmp_path, content, name)
    assert str(caught.value).endswith(".")


def test_a_vtt_named_srt_is_read_as_what_it_is(tmp_path):
    reading = read_bytes(tmp_path, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ван>x\n")
    assert (reading.format, reading.segments[0].speaker) == ("vtt", "Ван")


# The published files ------------------------------------------------------------------------------


def truths(kind):
    if not CORPORA.is_dir():
        return []
    lines = (CORPORA / "truth" / "transcripts.jsonl").read_text().splitlines()
    return [truth for truth in map(json.loads, lines) if truth["kind"] == kind]


# Lines with an arrow that are no cue with text: an empty cue, an arrow in place of a name, a time
# that the standard forbids and whose line has a broken arrow, or a line of the header.
FEWER_CUES = {"missing_caption_text.vtt": 4, "arrows.vtt": 6}
WITHOUT_CUES = {
    "empty.vtt", "no_captions.vtt", "signature-bom.vtt", "signature-space.vtt",
    "signature-tab.vtt", "signature-timings.vtt", "invalid_format1.srt",
}  # fmt: skip
# A cue with a voice in the middle of its text is three segments.
MORE_SEGMENTS = {"tags.vtt": 30}
# Every text of these is kept, also where its line of times is garbage.
GARBAGE = {"nulls.vtt": 67, "timings-garbage.vtt": 63}


@needs_corpora
@pytest.mark.parametrize("truth", truths("srt") + truths("vtt"), ids=lambda t: t["file"][-40:])
def test_published_files_give_the_cues_that_are_in_them(truth):
    path = CORPORA / truth["file"]
    if path.name in WITHOUT_CUES:
        with pytest.raises(Unreadable):
            subtitles.read(path, NO_HINTS)
        return
    reading = subtitles.read(path, NO_HINTS)
    if path.name in GARBAGE:
        assert len(reading.segments) == GARBAGE[path.name]
        return
    expected = truth["cues"] if truth["kind"] == "srt" else truth["arrow_lines"]
    expected = FEWER_CUES.get(path.name, MORE_SEGMENTS.get(path.name, expected))
    without_times = sum(s.start_ms is None and s.end_ms is None for s in reading.segments)
    assert len(reading.segments) - without_times == expected
    if truth["kind"] == "srt":
        assert (reading.encoding or "").removesuffix("-sig") == truth["encoding"]
        assert reading.segments[-1].end_ms == round(truth["end_s"] * 1000)


@needs_corpora
def test_no_garbage_of_the_standard_tests_is_believed_as_a_time():
    folder = CORPORA / "transcripts" / "webvtt.js" / "test" / "wpt-file-parsing"
    reading = subtitles.read(folder / "timings-garbage.vtt", NO_HINTS)
    assert all(text.endswith("invalid") for text in texts(reading))
    assert not any(s.start_ms is not None and s.end_ms is not None and s.end_ms != 1000
                   for s in reading.segments)  # fmt: skip


def plain_text_of(tree: str) -> str:
    lines = [line.lstrip("| ") for line in tree.split("\n")]
    return "".join(line.strip('"') for line in lines if line.startswith('"'))


@needs_corpora
def test_tags_give_the_text_that_the_standard_gives(tmp_path):
    folder = CORPORA / "transcripts" / "webvtt.js" / "test" / "wpt-cue-parsing"
    cases = [case for path in folder.glob("*.json") for case in json.loads(path.read_text())]
    tried = 0
    for case in cases:
        expected = plain_text_of(case["expectedTree"])
        if not expected:  # a tag that never ends: a player drops it, an archive keeps it
            continue
        content = f"WEBVTT\n\n00:00.000 --> 00:01.000\n{case['text']}"
        reading = read_bytes(tmp_path, content, "t.vtt")
        assert "".join(texts(reading)) == expected, case
        tried += 1
    assert tried > 30


# Rules for all input ------------------------------------------------------------------------------

LINES = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters=":："),
                min_size=1, max_size=30).map(str.strip).filter(
                    lambda t: t and not t.isdigit() and "<" not in t and "{" not in t
                    and "->" not in t and not t.startswith(("Q.", "A."))
                )  # fmt: skip
CUES = st.lists(
    st.tuples(
        st.integers(0, 400_000_000),
        st.integers(0, 100_000),
        st.lists(LINES, min_size=1, max_size=3).map("\n".join),
    ),
    min_size=1,
    max_size=8,
)


def clock(milliseconds: int, point: str) -> str:
    seconds, fraction = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{fraction:03}"


def as_segments(cues):
    return [Segment(text, start, start + length) for start, length, text in cues]


@settings(deadline=None)  # the machine may be busy
@given(CUES, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "\ufeff"]))
def test_any_cues_written_as_srt_come_back(tmp_path_factory, cues, line_end, mark):
    blocks = [
        f"{n}\n{clock(start, ',')} --> {clock(start + length, ',')}\n{text}\n"
        for n, (start, length, text) in enumerate(cues, start=1)
    ]
    content = mark + "\n".join(blocks).replace("\n", line_end)
    reading = read_bytes(tmp_path_factory.getbasetemp(), content)
    assert list(reading.segments) == as_segments(cues)


@settings(deadline=None)  # the machine may be busy
@given(CUES, st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_cues_written_as_vtt_come_back(tmp_path_factory, cues, line_end):
    blocks = [
        f"{clock(start, '.')} --> {clock(start + length, '.')} align:start\n{html.escape(text)}\n"
        for start, length, text in cues
    ]
    content = ("WEBVTT\n\n" + "\n".join(blocks)).replace("\n", line_end)
    reading = read_bytes(tmp_path_factory.getbasetemp(), content, "t.vtt")
    assert list(reading.segments) == as_segments(cues)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, cut out, doubled."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed))
        kind = chance.randrange(4)
        if kind == 0:
            changed[at] = chance.randrange(256)
        elif kind == 1:
            del changed[at : at + chance.randint(1, 20)]
        elif kind == 2:
            changed[at:at] = changed[at : at + chance.randint(1, 40)]
        else:
            changed[at:at] = chance.choice([b"\n\n", b"-->", b"<", b"\x00", b"00:", b"1\n"])
        if not changed:
            return b""
    return bytes(changed)


def test_three_hundred_damaged_files_raise_nothing_but_unreadable(tmp_path):
    chance = random.Random(1992)
    samples = [path for path in sorted(FILES.iterdir()) if path.suffix in {".srt", ".vtt"}]
    for number in range(300):
        sample = samples[number % len(samples)]
        try:
            reading = read_bytes(tmp_path, mutated(sample.read_bytes(), chance), sample.name)
        except Unreadable:
            continue
        for segment in reading.segments:
            assert segment.text
            assert (segment.start_ms or 0) >= 0


def test_a_long_hostile_file_is_read_in_a_moment(tmp_path):
    content = (
        "5\n>\n" * 50_000 + "1\n00:00:01,000 --> 00:00:02,000\n" + "<" * 100_000 + " " * 50_000
    )
    assert len(read_bytes(tmp_path, content).segments) == 2
