"""The sample archive keeps its promises: valid, trilingual, small, and marked as invented.

It is what a newcomer sees first and what `demo` copies, so it must never need an excuse.
"""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from PIL import Image
from referencing import Registry, Resource
from shapely import Point
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from fieldarchive import config, vocabulary
from fieldarchive.model import Hints
from fieldarchive.readers import formats, front_matter
from fieldarchive.readers.field_names import description_field_of
from fieldarchive.readers.yaml_text import Node, load
from fieldarchive.vocabulary.themes import parse_themes
from fieldarchive.vocabulary.words import folded

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "archive"
SEED = ROOT / "schemas" / "seed"
INBOX = SAMPLE / "inbox"
MARK = "omposed for demonstration"
MAX_INBOX = 8_000_000
MAX_PICTURE = 120_000
PICTURES = {".jpg", ".png", ".tif", ".webp", ".avif", ".heic"}
RECORDINGS = {".m4a", ".mp3", ".opus", ".flac", ".wav"}
SENSES = {"smell", "sound", "taste", "touch", "light"}
PEOPLE = ("narrators", "interviewers", "participants")
# 800 m around either centre, in steps of some 100 m.
AROUND = [step / 1000 for step in range(-8, 9)]


@pytest.fixture(scope="module")
def words() -> vocabulary.Vocabulary:
    return vocabulary.load(SAMPLE, config.load(SAMPLE))


def sample_files() -> list[Path]:
    return sorted(path for path in INBOX.rglob("*") if path.is_file())


def with_suffix(*suffixes: str) -> list[Path]:
    return [path for path in sample_files() if path.suffix in suffixes]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def described(path: Path) -> dict[str, Node]:
    """What front matter or a sidecar says, under the names of the schema."""
    text = path.read_text(encoding="utf-8")
    front = front_matter.split(text)[0] if path.suffix == ".md" else text
    return {description_field_of(name) or name: node for name, node in load(front or "").items()}


def listed(value: Node | None) -> list[str]:
    if isinstance(value, list):
        return [str(entry) for entry in value]
    return [word.strip() for word in re.split("[;；]", str(value or "")) if word.strip()]


def descriptions() -> Iterator[tuple[str, dict[str, Node]]]:
    """Everything a person wrote about an item of the sample, and where."""
    for path in with_suffix(".md", ".yaml"):
        yield str(path.relative_to(INBOX)), described(path)
    for path in with_suffix(".csv"):
        for number, row in enumerate(table(path), start=1):
            yield f"{path.relative_to(INBOX)} line {number}", {**row}


def boundaries() -> dict[str, BaseGeometry]:
    places = json.loads((SAMPLE / "vocabularies/places.geojson").read_text(encoding="utf-8"))
    return {
        feature["properties"]["slug"]: shape(feature["geometry"])
        for feature in places["features"]
        if feature["properties"]["type"] == "city"
    }


@pytest.mark.parametrize("root", [SAMPLE, SEED], ids=["sample", "seed"])
def test_configuration_is_valid(root):
    raw = tomllib.loads((root / "fieldarchive.toml").read_text(encoding="utf-8"))
    schema = config.schema("configuration.schema.json")
    assert not list(Draft202012Validator(schema).iter_errors(raw))
    assert config.load(root).name


@pytest.mark.parametrize("folder", [SAMPLE / "vocabularies", SEED], ids=["sample", "seed"])
def test_every_theme_has_a_slug_of_its_own_a_parent_that_exists_and_three_labels(folder):
    themes = table(folder / "themes.csv")
    slugs = [row["slug"] for row in themes]
    assert len(set(slugs)) == len(slugs)
    assert {row["broader"] for row in themes} - {""} <= set(slugs)
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", slug) for slug in slugs)
    assert all(row["en"] and row["ru"] and row["zh"] for row in themes)
    assert set(slugs) >= SENSES


@pytest.mark.parametrize("folder", [SAMPLE / "vocabularies", SEED], ids=["sample", "seed"])
def test_no_word_names_two_themes(folder):
    owners: dict[str, set[str]] = {}
    path = folder / "themes.csv"
    for theme in vocabulary.themes.themes_of(path, parse_themes(path, path.read_bytes())):
        for word in theme.words():
            owners.setdefault(folded(word), set()).add(theme.slug)
    assert {word: slugs for word, slugs in owners.items() if len(slugs) > 1} == {}


def test_headers_are_those_of_the_seed():
    for name in ("themes.csv", "people.csv"):
        first_lines = [
            (folder / name).read_text(encoding="utf-8").splitlines()[0]
            for folder in (SAMPLE / "vocabularies", SEED)
        ]
        assert first_lines[0] == first_lines[1]


def test_descriptions_follow_the_schema_of_the_sidecar():
    validator = Draft202012Validator(config.schema("sidecar.schema.json"))
    for path in with_suffix(".md", ".yaml"):
        assert not [error.message for error in validator.iter_errors(described(path))], path


def test_tables_follow_the_schema_of_an_items_table():
    sidecar = Resource.from_contents(config.schema("sidecar.schema.json"))
    registry = Registry().with_resource("fieldarchive:sidecar", sidecar)
    schema = config.schema("items-table.schema.json")
    validator = Draft202012Validator(schema, registry=registry)
    for path in with_suffix(".csv"):
        for row in table(path):
            assert not [error.message for error in validator.iter_errors(row)], path


def test_every_theme_that_is_named_is_in_the_vocabulary(words):
    unknown = {
        (where, word)
        for where, description in descriptions()
        for word in listed(description.get("themes"))
        if not words.theme_of(word)
    }
    assert unknown == set()


def test_an_unknown_theme_would_be_seen(words):
    assert words.theme_of("bazar by the moon") is None
    assert words.theme_of("рынки") == words.theme_of("早市") == "market"


def test_everybody_who_is_named_is_in_the_table_of_people(words):
    handles = {row["handle"] for row in table(SAMPLE / "vocabularies/people.csv")}
    named = {
        word
        for _, description in descriptions()
        for role in PEOPLE
        for word in listed(description.get(role))
    }
    team = tomllib.loads((SAMPLE / "fieldarchive.toml").read_text(encoding="utf-8"))["team"]
    assert named | {member["handle"] for member in team} <= handles
    assert len(named) >= 8


def test_every_person_is_marked_as_invented():
    people = table(SAMPLE / "vocabularies/people.csv")
    assert {row["note"] for row in people} == {"Invented for demonstration"}


def test_cities_are_whole_and_apart():
    blagoveshchensk, heihe = boundaries()["blagoveshchensk"], boundaries()["heihe"]
    assert blagoveshchensk.is_valid
    assert heihe.is_valid
    assert not blagoveshchensk.intersects(heihe)


@pytest.mark.parametrize(
    ("city", "latitude", "longitude"),
    [("blagoveshchensk", 50.2759, 127.5264), ("heihe", 50.2441, 127.4902)],
)
def test_all_around_its_centre_is_in_the_city(words, city, latitude, longitude):
    found = {
        words.where(latitude + north, longitude + east, 1).city
        for north in AROUND
        for east in AROUND
    }
    assert found == {city}


def test_mid_river_and_a_town_of_the_same_name_are_in_neither_city(words):
    assert words.where(50.2530, 127.5080, 1).city is None
    assert words.where(55.0431, 55.9574, 1).city is None
    assert not any(city.covers(Point(127.5080, 50.2530)) for city in boundaries().values())


def test_the_sample_is_small():
    assert sum(path.stat().st_size for path in sample_files()) < MAX_INBOX
    assert all(path.stat().st_size <= MAX_PICTURE for path in with_suffix(*PICTURES))


def test_the_sample_holds_what_a_field_season_brings():
    assert len(with_suffix(*PICTURES)) >= 40
    assert len(with_suffix(*RECORDINGS)) == 6
    assert len(with_suffix(".md", ".txt", ".docx", ".odt")) >= 35


def test_every_file_is_marked_itself_or_by_its_folder():
    for path in sample_files():
        folders = [
            folder / "_folder.yaml" for folder in path.parents if folder.is_relative_to(INBOX)
        ]
        marked = [file for file in folders if file.is_file() and MARK in file.read_text("utf-8")]
        assert marked, path


def test_what_others_made_names_its_source():
    rows = {row["file"]: row["rights"] for row in table(INBOX / "for-comparison/items.csv")}
    pictures = {path.name for path in (INBOX / "for-comparison").iterdir() if path.suffix == ".jpg"}
    assert set(rows) == pictures
    assert all(right.startswith(("Public domain;", "CC BY 2.0;")) for right in rows.values())


def test_pictures_can_be_opened_and_those_with_a_position_never_lie_in_the_other_city(words):
    placed = 0
    for path in with_suffix(*PICTURES):
        reading = formats.read(path, formats.format_of(path), Hints(thumbnail=False))
        facts = reading.photograph
        assert facts is not None
        if facts.latitude is None:
            continue
        placed += 1
        folder = path.relative_to(INBOX).parts[0]
        found = words.where(facts.latitude, facts.longitude, 1).city
        # On the ice one stands in no city; before a crossing, on a quay.
        assert found in {folder, None} or folder == "crossing", path
    assert placed >= 30


def test_some_pictures_are_stored_turned():
    turned = set()
    for path in with_suffix(".jpg"):
        with Image.open(path) as picture:
            turned.add(picture.getexif().get(0x0112, 1))
    assert {1, 6, 8} <= turned


def test_lines_of_a_transcript_follow_one_another():
    for path in with_suffix(".srt", ".vtt"):
        segments = formats.read(path, formats.format_of(path), Hints()).segments
        assert len(segments) >= 8
        assert all(one.end_ms <= two.start_ms for one, two in pairwise(segments)), path


def test_both_transcripts_of_an_interview_say_the_same_lines_at_the_same_time():
    folder = INBOX / "blagoveshchensk/interviews"
    times = [
        [
            (s.start_ms, s.end_ms)
            for s in formats.read(path, formats.format_of(path), Hints()).segments
        ]
        for path in (folder / "r-003.ru.srt", folder / "r-003.en.vtt")
    ]
    assert times[0] == times[1]
