"""What photographs say: small pictures of each format, and the odd ones."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from fieldarchive.errors import Unreadable
from fieldarchive.model import JSON, Authority, Hints, Reading, Role
from fieldarchive.readers import photographs, xmp_sidecars

FILES = Path(__file__).parents[1] / "files" / "photographs"
RICH = ["jpg", "png", "tif", "webp", "heic", "avif"]
PLAIN = ["market.gif", "market.bmp", "pair.mpo", "clear.png", "palette.png", "cmyk.jpg"]


def read(name: str, **hints: object) -> Reading:
    return photographs.read(FILES / name, Hints(**hints))  # type: ignore[arg-type]


def winner(reading: Reading, field: str) -> JSON:
    return next(iter(all_of(reading, field)), None)


def all_of(reading: Reading, field: str) -> list[JSON]:
    return [claim.value for claim in reading.claims if claim.field == field]


def corners(reading: Reading) -> tuple[bool, bool]:
    """Whether the upper left corner of the thumbnail is red, and the lower right one."""
    assert reading.thumbnail
    image = Image.open(io.BytesIO(reading.thumbnail.jpeg))
    first, last = image.getpixel((3, 3)), image.getpixel((image.width - 4, image.height - 4))
    return first[0] > first[2], last[0] > last[2]  # type: ignore[index]


@pytest.mark.parametrize("suffix", RICH)
def test_every_container_gives_words_date_and_place(suffix: str) -> None:
    reading = read(f"market.{suffix}")
    assert winner(reading, "title") == "Рынок на набережной"
    assert winner(reading, "description") == "Торговцы и 集市"
    assert winner(reading, "keywords") == ["рынок", "集市"]
    assert winner(reading, "creator") == "M. K."
    assert winner(reading, "city") == "Благовещенск"
    assert winner(reading, "place") == "Набережная"
    assert winner(reading, "rights") == "CC0"
    assert winner(reading, "date") == "2013-05-12T11:07:03.25+09:00"
    assert (winner(reading, "latitude"), winner(reading, "longitude")) == (50.257, 127.536)
    assert winner(reading, "accuracy_m") == 8.5
    assert {claim.authority for claim in reading.claims} == {Authority.EMBEDDED}


@pytest.mark.parametrize("suffix", RICH)
def test_every_container_gives_the_camera_s_facts(suffix: str) -> None:
    reading = read(f"market.{suffix}")
    facts = reading.photograph
    assert facts
    assert (facts.width, facts.height) == (60, 40)
    assert (facts.taken_local, facts.taken_offset) == ("2013-05-12T11:07:03.25", "+09:00")
    assert facts.gps_at == "2013-05-12T02:07:01Z"
    assert (facts.altitude_m, facts.direction, facts.accuracy_m) == (131.0, 241.5, 8.5)
    assert (facts.camera, facts.camera_serial) == ("Canon EOS 40D", "0042")
    assert (facts.lens, facts.rating) == ("EF 50mm", 4)
    assert reading.role is Role.IMAGE
    assert corners(reading) == (True, False)
    assert not reading.problems


@pytest.mark.parametrize("name", PLAIN)
def test_pictures_of_all_modes_have_a_thumbnail(name: str) -> None:
    reading = read(name)
    assert reading.thumbnail
    assert (reading.thumbnail.width, reading.thumbnail.height) == (60, 40)
    assert not reading.problems


def test_transparency_becomes_white() -> None:
    thumbnail = read("clear.png").thumbnail
    assert thumbnail
    assert Image.open(io.BytesIO(thumbnail.jpeg)).getextrema() == ((255, 255),) * 3


def test_deep_grey_keeps_its_tones() -> None:
    thumbnail = read("deep_grey.tif").thumbnail
    assert thumbnail
    image = Image.open(io.BytesIO(thumbnail.jpeg)).convert("L")
    tones = [image.getpixel((x, 4)) for x in (1, 32, 62)]
    assert tones == pytest.approx([4, 128, 248], abs=4)


def test_gif_gives_its_xmp() -> None:
    assert winner(read("market.gif"), "title") == "Рынок на набережной"


@pytest.mark.parametrize("number", range(2, 9))
def test_thumbnails_stand_upright(number: int) -> None:
    reading = read(f"turned_{number}.jpg")
    assert reading.photograph
    assert (reading.photograph.width, reading.photograph.height) == (60, 40)
    assert reading.photograph.orientation == number
    assert corners(reading) == (True, False)


def test_a_thumbnail_has_a_long_side_of_480_pixels() -> None:
    thumbnail = read("large.jpg").thumbnail
    assert thumbnail
    assert (thumbnail.width, thumbnail.height) == (480, 300)


def test_no_thumbnail_is_made_where_none_is_wanted() -> None:
    reading = read("large.jpg", thumbnail=False)
    assert reading.thumbnail is None
    assert reading.photograph
    assert reading.photograph.width == 800


def test_a_raw_shows_the_camera_s_preview_upright() -> None:
    reading = read("market.dng")
    assert (reading.format, winner(reading, "date")) == ("raw", "2013-05-12T11:07:03")
    assert reading.thumbnail
    assert (reading.thumbnail.width, reading.thumbnail.height) == (60, 40)
    assert reading.photograph
    assert reading.photograph.camera == "Leica M8 test"


def test_a_raw_without_a_preview_still_tells_its_date() -> None:
    reading = read("no_preview.cr3")
    assert winner(reading, "date") == "2013-05-12T11:07:03"
    assert reading.thumbnail is None
    assert [problem.code for problem in reading.problems] == ["no-preview"]


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [
        ("cp1251.jpg", "title", "Чайная лавка"),
        ("cp1251.jpg", "keywords", ["быт", "граница"]),
        ("utf8.jpg", "title", "Чайная лавка"),
        ("description_cp1251.jpg", "description", "Лёд на реке"),
        ("description_koi8r.jpg", "description", "Переправа через Амур зимой"),
        ("description_gb18030.jpg", "description", "黑河早市，卖鱼的老人"),
        ("description_camera.jpg", "description", None),
        ("windows.jpg", "title", "集市"),
        ("windows.jpg", "keywords", ["быт", "рынок"]),
        ("windows.jpg", "description", "五一劳动节"),
        ("extended.jpg", "description", "Долгий день"),
    ],
)
def test_words_are_read_in_the_encoding_they_were_written_in(
    name: str, field: str, value: JSON
) -> None:
    assert winner(read(name), field) == value


def test_a_person_s_word_on_the_encoding_is_taken() -> None:
    reading = read("description_cp1251.jpg", encoding="koi8_r")
    assert winner(reading, "description") == "Лёд на реке".encode("cp1251").decode("koi8_r")


def test_the_camera_wins_on_dates_and_people_on_words() -> None:
    reading = read("disagree.jpg")
    assert all_of(reading, "date") == ["2013-07-01T10:00:00", "2014-02-03T11:00:00", "2012-01-01"]
    assert all_of(reading, "title") == ["from XMP", "from IPTC", "from EXIF"]


def test_the_day_of_scanning_does_not_win_over_the_day_of_the_picture() -> None:
    reading = read("scan.jpg")
    assert all_of(reading, "date") == ["1969-05", "2015-01-02T03:04:05"]
    assert reading.photograph
    assert reading.photograph.taken_local is None


@pytest.mark.parametrize(
    ("name", "date", "code"),
    [
        ("zero_date.jpg", None, "impossible-date"),
        ("bad_date.jpg", None, "impossible-date"),
        ("null_island.jpg", None, "null-island"),
    ],
)
def test_what_cannot_be_believed_is_said(name: str, date: str | None, code: str) -> None:
    reading = read(name)
    assert winner(reading, "date") == date
    assert winner(reading, "latitude") is None
    assert [problem.code for problem in reading.problems] == [code]


def test_a_blank_date_means_unknown_and_is_no_news() -> None:
    reading = read("blank_date.jpg")
    assert winner(reading, "date") is None
    assert not reading.problems


def test_south_and_west_are_negative() -> None:
    reading = read("south_west.jpg")
    assert (winner(reading, "latitude"), winner(reading, "longitude")) == (-33.5, -70.25)


def test_a_place_in_xmp_alone_is_found() -> None:
    facts = read("gps_in_xmp.jpg").photograph
    assert facts
    assert (facts.latitude, facts.longitude) == (50.257, 127.536)


def test_hierarchical_keywords_keep_their_paths() -> None:
    reading = read("hierarchy.jpg")
    assert all_of(reading, "keywords") == [["рынок"], ["Благовещенск"]]
    assert winner(reading, "keyword_paths") == ["Места|Россия|Благовещенск", "Темы|рынок"]


@pytest.mark.parametrize("suffix", RICH)
def test_owners_and_faces_are_not_read(suffix: str) -> None:
    path = FILES / f"market.{suffix}"
    assert b"OWNER-MARK" in path.read_bytes()
    said = repr(photographs.read(path, Hints()))
    assert "OWNER-MARK" not in said
    assert "FACE-MARK" not in said


@pytest.mark.parametrize("name", ["attributes.xmp", "elements.xmp"])
def test_both_ways_to_write_a_sidecar_say_the_same(name: str) -> None:
    reading = xmp_sidecars.read(FILES / name, Hints())
    assert (reading.format, reading.mime) == ("xmp", "application/rdf+xml")
    assert all_of(reading, "title") == ["Market", "Рынок"]
    assert winner(reading, "keywords") == ["рынок", "集市"]
    assert winner(reading, "date") == "2013-05-12T11:07:03.25+09:00"
    assert {claim.authority for claim in reading.claims} == {Authority.SIDECAR}
    assert reading.photograph
    assert (reading.photograph.rating, reading.photograph.latitude) == (5, 50.257)


@pytest.mark.parametrize("content", [b"", b"<html>no</html>", b"\0" * 64, b"just words"])
def test_what_is_no_picture_is_refused_whatever_its_name(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "IMG_1.HEIC"
    path.write_bytes(content)
    with pytest.raises(Unreadable):
        photographs.read(path, Hints())


def test_the_content_decides_the_format(tmp_path: Path) -> None:
    path = tmp_path / "IMG_1.HEIC"
    path.write_bytes((FILES / "large.jpg").read_bytes())
    reading = photographs.read(path, Hints())
    assert (reading.format, reading.mime) == ("jpeg", "image/jpeg")
