"""Recordings: their true length, their tags in the right letters, and what damage is told."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldarchive.errors import Unreadable
from fieldarchive.model import Authority, Hints, Role
from fieldarchive.readers import recordings
from fieldarchive.readers.iso_6709 import point_of
from fieldarchive.readers.language_codes import language_tag
from fieldarchive.readers.old_tags import readable
from fieldarchive.readers.recording_tags import date_of

FILES = Path(__file__).parents[1] / "files" / "recordings"
CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"
SILENCE = CORPORA / "interviews" / "scihist-ohms" / "spec" / "test_support" / "audio"
NO_HINTS = Hints()
needs_corpora = pytest.mark.skipif(
    not CORPORA.is_dir(), reason="the published test files are not beside the repository"
)


def read(name):
    return recordings.read(FILES / name, NO_HINTS)


def read_bytes(folder, content, name):
    path = folder / name
    path.write_bytes(content)
    return recordings.read(path, NO_HINTS)


def claimed(reading):
    """The strongest value of each field."""
    return {claim.field: claim.value for claim in reversed(reading.claims)}


# file, MIME type, codec, channels, sample rate, milliseconds
SOUNDS = [
    ("field-recorder.wav", "audio/wav", "pcm_s16le", 8000, 1000),
    ("tagged.mp3", "audio/mpeg", "mp3", 16000, 1000),
    ("variable.mp3", "audio/mpeg", "mp3", 16000, 3600),
    ("bare.aac", "audio/aac", "aac", 16000, 3584),
    ("cover.m4a", "audio/mp4", "aac", 16000, 1000),
    ("cover.flac", "audio/flac", "flac", 8000, 1000),
    ("speech.ogg", "audio/ogg", "vorbis", 8000, 1000),
    ("speech.opus", "audio/ogg", "opus", 48000, 1006),
    ("dictaphone.amr", "audio/amr", "amr_nb", 8000, 1020),
    ("chinese.wma", "audio/x-ms-wma", "wmav2", 8000, 1024),
    ("ferry.aiff", "audio/aiff", "pcm_s16be", 8000, 1000),
]
# file, MIME type, codec, width, height, milliseconds
VIDEOS = [
    ("upright.mp4", "video/mp4", "mpeg4", (36, 64), 1000),
    ("telephone.mov", "video/quicktime", "mpeg4", (64, 36), 1000),
    ("old-telephone.3gp", "video/3gpp", "h263", (128, 96), 1000),
    ("bridge.mkv", "video/x-matroska", "mpeg4", (64, 36), 1128),
    ("short.webm", "video/webm", "vp8", (64, 36), 1008),
]


@pytest.mark.parametrize(("name", "mime", "codec", "rate", "duration"), SOUNDS)
def test_a_sound_tells_what_it_is_and_how_long(name, mime, codec, rate, duration):
    reading = read(name)
    facts = reading.recording
    assert (reading.mime, reading.role, reading.problems) == (mime, Role.RECORDING, ())
    assert (facts.codec, facts.channels, facts.sample_rate) == (codec, 1, rate)
    assert (facts.width, facts.height) == (None, None)
    assert facts.duration_ms == pytest.approx(duration, abs=50)


@pytest.mark.parametrize(("name", "mime", "codec", "size", "duration"), VIDEOS)
def test_a_video_tells_its_size_as_it_is_seen(name, mime, codec, size, duration):
    reading = read(name)
    facts = reading.recording
    assert (reading.mime, facts.codec, reading.problems) == (mime, codec, ())
    assert (facts.width, facts.height) == size
    assert facts.duration_ms == pytest.approx(duration, abs=50)
    assert facts.channels == 1


def test_the_cover_of_an_album_makes_no_video():
    assert read("cover.m4a").mime == "audio/mp4"
    assert read("cover.flac").mime == "audio/flac"


def test_the_content_tells_the_type_and_not_the_name(tmp_path):
    reading = read_bytes(tmp_path, (FILES / "speech.opus").read_bytes(), "t.mp3")
    assert reading.mime == "audio/ogg"


@pytest.mark.parametrize("name", ["tagged.mp3", "cover.flac", "speech.ogg", "speech.opus"])
def test_tags_become_claims(name):
    reading = read(name)
    assert claimed(reading) == {
        "title": "Переправа",
        "creator": "Мария",
        "description": "Шумно, ветер.",
        "date": "2013-05-12",
    }
    assert {claim.authority for claim in reading.claims} == {Authority.EMBEDDED}
    assert "tag title" in {claim.origin for claim in reading.claims}
    assert reading.recording.recorded_at == "2013-05-12"


def test_a_field_recorder_tells_the_second():
    reading = read("field-recorder.wav")
    assert reading.recording.recorded_at == "2013-05-12T10:22:33"
    assert claimed(reading)["description"] == "Переправа, первый день"


def test_a_telephone_tells_local_time_place_and_accuracy():
    reading = read("telephone.mov")
    assert claimed(reading) == {
        "date": "2010-09-04T11:37:03+09:00",
        "latitude": 50.245,
        "longitude": 127.499,
        "accuracy_m": 12.5,
    }


def test_the_language_of_the_sound_is_told_as_bcp_47():
    assert claimed(read("upright.mp4"))["language"] == "zh"
    assert claimed(read("cover.m4a"))["language"] == "ru"
    assert "language" not in claimed(read("bridge.mkv"))


@pytest.mark.parametrize("name", ["old-russian.mp3", "old-russian-id3v1.mp3", "old-russian.wav"])
def test_tags_of_old_russian_programs_come_out_right(name):
    claims = claimed(read(name))
    assert claims["title"] == "Рассказ о переправе"
    assert claims["creator"] == "Мария Ивановна"


@pytest.mark.parametrize(
    "text", ["Café Müller à Zürich", "Señor Ibáñez", "Bjørnson på Åland", "Les années passées"]
)
def test_western_tags_are_not_taken_for_russian(text):
    assert readable({"title": text}) == {"title": text}


def test_chinese_bytes_without_a_declaration_come_out_right():
    raw = "黑龙江边的集市和渡口".encode("gb18030").decode("utf-8", "surrogateescape")
    assert readable({"title": raw, "date": "2013"}) == {
        "title": "黑龙江边的集市和渡口",
        "date": "2013",
    }


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2010-09-04T02:37:03.000000Z", "2010-09-04T02:37:03Z"),
        ("2010-09-04T11:37:03+0900", "2010-09-04T11:37:03+09:00"),
        ("2010-09-04 11:37:03", "2010-09-04T11:37:03"),
        ("2010:09:04 11:37", "2010-09-04T11:37:00"),
        ("20100904", "2010-09-04"),
        ("2010-09", "2010-09"),
        ("2010", "2010"),
        ("1904-01-01T00:00:00Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("1970-01-01", None),
        ("1980-01-01T00:00:00Z", None),
        ("0000", None),
        ("2010-13-40", None),
        ("2010-02-30T10:00:00", None),
        ("2010-09-04T25:00:00", None),
        ("2010-09-04T10:00:75", None),
        ("last summer", None),
        ("", None),
    ],
)
def test_dates_of_tags_are_iso_or_nothing(written, date):
    assert date_of(written) == date


@pytest.mark.parametrize(
    ("written", "point"),
    [
        ("+50.2572+127.5364+130/", (50.2572, 127.5364)),
        ("+50.2572+127.5364/", (50.2572, 127.5364)),
        ("-34.6037-058.3816", (-34.6037, -58.3816)),
        ("+5015.43+12732.18/", (50.257167, 127.536333)),
        ("+501525.9+1273211.0/", (50.257194, 127.536389)),
        ("+00.0000+000.0000/", None),
        ("+95.0000+127.5364/", None),
        ("+50.2572+195.0000/", None),
        ("Blagoveshchensk", None),
        ("", None),
    ],
)
def test_a_place_is_read_in_all_three_ways_of_iso_6709(written, point):
    assert point_of(written) == (pytest.approx(point, abs=1e-6) if point else None)


@settings(deadline=None)  # the machine may be busy
@given(st.floats(-89.9, 89.9).map(lambda x: round(x, 4)), st.floats(0.1, 179.9))
def test_any_place_in_degrees_comes_back(latitude, longitude):
    longitude = round(longitude, 4)
    written = f"{latitude:+08.4f}{longitude:+09.4f}/"
    assert point_of(written) == pytest.approx((latitude, longitude), abs=1e-6)


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("rus", "ru"), ("zho", "zh"), ("chi", "zh"), ("cmn", "zh"), ("eng", "en"),
        ("en-GB", "en-GB"), ("evn", "evn"), ("RUS", "ru"), ("und", None), ("zxx", None), ("", None),
        ("Russian", None),
    ],
)  # fmt: skip
def test_languages_take_their_shortest_code(written, tag):
    assert language_tag(written) == tag


# What is damaged ----------------------------------------------------------------------------------


def cut(name, share=0.5):
    content = (FILES / name).read_bytes()
    return content[: int(len(content) * share)]


@pytest.mark.parametrize(
    ("name", "duration"),
    [
        ("field-recorder.wav", 480),
        ("ferry.aiff", 498),
        ("cover.flac", 72),
        ("tagged.mp3", 468),
        ("upright.mp4", 200),
        ("bridge.mkv", 528),
    ],
)
def test_a_recording_cut_short_tells_what_is_left(tmp_path, name, duration):
    reading = read_bytes(tmp_path, cut(name), name)
    assert reading.recording.duration_ms == pytest.approx(duration, abs=100)
    assert [problem.code for problem in reading.problems] == ["recording-cut-short"]


@pytest.mark.parametrize("size", [b"\0\0\0\0", b"\xff\xff\xff\xff"])
def test_a_recorder_that_lost_its_power_costs_nothing(tmp_path, size):
    content = (FILES / "field-recorder.wav").read_bytes()
    at = content.index(b"data") + 4
    unfinished = b"RIFF" + size + content[8:at] + size + content[at + 4 :]
    reading = read_bytes(tmp_path, unfinished, "t.wav")
    assert (reading.recording.duration_ms, reading.problems) == (1000, ())


UNREADABLE = [
    ("empty", "t.wav", b""),
    ("words", "t.mp3", b"Dear Anna, the parcel came. Thank you.\n" * 50),
    ("zeros", "t.wav", b"\0" * 5000),
    ("a picture", "t.mp4", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
    ("a list of other files", "t.mp4", b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n"),
    ("a list for ffmpeg", "t.mkv", b"ffconcat version 1.0\nfile /etc/hostname\n"),
    ("an index missing", "t.m4a", cut("cover.m4a")),
]


@pytest.mark.parametrize(("name", "content"), [u[1:] for u in UNREADABLE],
                         ids=[u[0] for u in UNREADABLE])  # fmt: skip
def test_what_is_no_recording_is_refused_in_a_sentence(tmp_path, name, content):
    with pytest.raises(Unreadable) as caught:
        read_bytes(tmp_path, content, name)
    assert str(caught.value).endswith(".")


def test_an_unfinished_film_is_told_apart_from_what_is_no_recording(tmp_path):
    with pytest.raises(Unreadable) as caught:
        read_bytes(tmp_path, cut("cover.m4a"), "t.m4a")
    assert caught.value.code == "unfinished-recording"


def test_ffmpeg_says_nothing_on_the_terminal(tmp_path, capfd):
    read_bytes(tmp_path, cut("cover.flac"), "t.flac")
    with pytest.raises(Unreadable):
        read_bytes(tmp_path, cut("cover.m4a"), "t.m4a")
    assert capfd.readouterr() == ("", "")


def test_damaged_recordings_raise_nothing_but_unreadable(tmp_path):
    chance = random.Random(1992)
    samples = [path for path in sorted(FILES.iterdir()) if path.suffix != ".md"]
    for number in range(300):
        sample = samples[number % len(samples)]
        content = bytearray(sample.read_bytes())
        reach = len(content) if number % 2 else min(len(content), 400)
        for _ in range(chance.randint(1, 12)):
            content[chance.randrange(reach)] = chance.randrange(256)
        try:
            reading = read_bytes(tmp_path, bytes(content), f"t{sample.suffix}")
        except Unreadable:
            continue
        assert (reading.recording.duration_ms or 0) >= 0
        for claim in reading.claims:
            str(claim.value).encode()


# The published files ------------------------------------------------------------------------------


@needs_corpora
@pytest.mark.parametrize("seconds", [5, 10])
@pytest.mark.parametrize("suffix", ["mp3", "m4a", "flac"])
def test_published_silence_lasts_as_long_as_its_name_says(seconds, suffix):
    path = SILENCE / f"{seconds}-seconds-of-silence.{suffix}"
    if not path.exists():
        pytest.skip("this length was not published in this format")
    reading = recordings.read(path, NO_HINTS)
    assert reading.recording.duration_ms == pytest.approx(seconds * 1000, abs=50)
    assert (reading.claims, reading.problems) == ((), ())


@needs_corpora
def test_a_published_flac_without_a_length_is_measured():
    reading = recordings.read(SILENCE / "bad_metadata.flac", NO_HINTS)
    assert reading.recording.duration_ms == pytest.approx(1022, abs=50)
    assert set(claimed(reading)) == {"title", "creator"}


@needs_corpora
def test_a_published_file_of_zero_bytes_is_refused():
    with pytest.raises(Unreadable, match="empty"):
        recordings.read(SILENCE / "zero_bytes.flac", NO_HINTS)
