"""The rules beneath: moments, places, encodings, camera names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.readers.exif import is_boilerplate
from fieldarchive.readers.ifd import Value, fetch_from_bytes, read_tags
from fieldarchive.readers.legacy_text import decoded, encoding_of
from fieldarchive.readers.moments import read_iptc_moment, read_moment, read_offset
from fieldarchive.readers.positions import exif_position, xmp_position
from fieldarchive.readers.tidy import camera_name, clean, clean_words


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2013:05:12 11:07:03", "2013-05-12T11:07:03"),
        ("2013-05-12T11:07", "2013-05-12T11:07:00"),
        ("2013-05-12T11:07:03.25+09:00", "2013-05-12T11:07:03.25+09:00"),
        ("2013:05:12 11:07:03Z", "2013-05-12T11:07:03+00:00"),
        ("2008-05-25T19:31:26.0+1:00", "2008-05-25T19:31:26+01:00"),
        ("2013-05", "2013-05"),
        ("2013", "2013"),
        ("2003: 8: 2 14: 5: 1", "2003-08-02T14:05:01"),
    ],
)
def test_moments_become_iso(written: str, iso: str) -> None:
    assert str(read_moment(written)) == iso


@pytest.mark.parametrize("written", ["", "    :  :     :  :  ", "\0" * 19, "- - -"])
def test_blanks_are_no_moment(written: str) -> None:
    assert read_moment(written) is None


@pytest.mark.parametrize(
    "written",
    [
        "0000:00:00 00:00:00",
        "2019:13:45 25:61:61",
        "2019:02:30 00:00:00",
        "yesterday",
        "2019:1:1 24:00",
    ],
)
def test_impossible_moments_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_moment(written)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_moments(text: str) -> None:
    try:
        moment = read_moment(text, text, text)
    except ValueError:
        return
    assert moment is None or moment.local[:4].isdecimal()


@given(st.datetimes(min_value=None, max_value=None))
def test_every_camera_time_survives(moment: object) -> None:
    iso = moment.replace(microsecond=0).isoformat()  # type: ignore[attr-defined]
    found = read_moment(iso.replace("-", ":").replace("T", " "))
    assert found is not None
    assert found.local == iso


def test_iptc_writes_days_and_clocks_apart() -> None:
    assert str(read_iptc_moment("20130512", "110703+0900")) == "2013-05-12T11:07:03+09:00"
    assert str(read_iptc_moment("19690500", "")) == "1969-05"
    assert str(read_iptc_moment("19690000", "110703")) == "1969"


def test_offsets_beyond_the_world_are_none() -> None:
    assert read_offset("+14:00") == "+14:00"
    assert read_offset("+15:00") is None
    assert read_offset("+09:75") is None


def rational(*parts: int) -> Value:
    return Value(b"".join(part.to_bytes(4, "big") for part in parts), 5, ">")


def letter(sign: bytes) -> Value:
    return Value(sign + b"\0", 2, ">")


def test_decimal_minutes_may_leave_seconds_over_zero() -> None:
    degrees = {2: rational(50, 1, 3, 2, 0, 0), 4: rational(127, 1, 30, 1, 0, 1)}
    place = exif_position({1: letter(b"N"), 3: letter(b"E"), **degrees})
    assert place
    assert (place.latitude, place.longitude) == (50.025, 127.5)


def test_a_place_without_its_hemisphere_is_no_place() -> None:
    assert exif_position({2: rational(50, 1), 4: rational(127, 1)}) is None
    assert (
        exif_position({1: letter(b"N"), 2: rational(99, 1), 3: letter(b"E"), 4: rational(1, 1)})
        is None
    )


def test_xmp_places_are_read_in_minutes_or_seconds() -> None:
    for latitude in ("50,15.42N", "50,15,25.2N", "50.257N"):
        place = xmp_position({"exif:GPSLatitude": (latitude,), "exif:GPSLongitude": ("127,0W",)})
        assert place
        assert (place.latitude, place.longitude) == (50.257, -127)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "utf-8"])
@pytest.mark.parametrize(
    "words",
    [
        ["Рынок на набережной", "торговля", "лёд"],
        ["Ёлочный базар", "пожилые люди"],
        ["Дача под Чигирями", "быт", "граница"],
        ["Старушка продаёт черемшу"],
    ],
)
def test_russian_words_are_judged_together(words: list[str], encoding: str) -> None:
    raw = [word.encode(encoding) for word in words]
    assert [decoded(word, encoding_of(raw)) for word in raw] == words


@pytest.mark.parametrize(
    "words", [["大岛上的集市", "节日"], ["黑河早市"], ["冬天的黑龙江", "饮食"]]
)
def test_chinese_words_are_judged_together(words: list[str]) -> None:
    raw = [word.encode("gb18030") for word in words]
    assert [decoded(word, encoding_of(raw)) for word in raw] == words


def test_western_names_stay_western() -> None:
    raw = ["Café à Köln".encode("cp1252")]
    assert decoded(raw[0], encoding_of(raw)) == "Café à Köln"


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("Canon", "Canon EOS 40D", "Canon EOS 40D"),
        ("NIKON CORPORATION", "NIKON D70", "NIKON D70"),
        ("SONY", "DSC-HX5V", "SONY DSC-HX5V"),
        ("", "X100", "X100"),
        ("", "", None),
    ],
)
def test_the_make_is_not_doubled(make: str, model: str, camera: str | None) -> None:
    assert camera_name(make, model) == camera


def test_what_cameras_write_by_themselves_is_no_description() -> None:
    assert all(
        map(is_boilerplate, ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "SAMSUNG CSC", "DCIM\\100"])
    )
    assert not any(
        map(is_boilerplate, ["Canon factory gate", "Sony shop", "рынок", "Samsung, 1998"])
    )


@given(st.binary(max_size=300))
def test_no_bytes_break_the_walk_of_tags(data: bytes) -> None:
    for head in (b"", b"II*\0\x08\0\0\0", b"MM\0+\0\x08\0\0\0\0\0\0\0\0\0\x10"):
        tags = read_tags(fetch_from_bytes(head + data))
        assert all(isinstance(value.numbers(), tuple) for value in tags.main.values())


@given(st.text())
def test_clean_text_is_short_and_can_be_printed(text: str) -> None:
    tidy = clean(text)
    assert len(tidy.encode()) <= 4096
    assert "\x1b" not in tidy
    assert "\0" not in tidy


def test_keywords_are_given_once() -> None:
    assert clean_words([" быт ", "быт", "", "тайга\0"]) == ["быт", "тайга"]
