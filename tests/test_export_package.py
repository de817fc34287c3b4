"""The data dictionary of an export says what is true of its files."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from export_samples import ITEMS, RELEASE, build, dictionary, table_rows
from fieldarchive.catalogue.wanted import Condition, Wanted
from fieldarchive.export import export_csv

CITY = Condition("city", ("heihe",))


@pytest.fixture
def browse(tmp_path: Path) -> Path:
    return build(tmp_path / "team.db", ITEMS)


def test_the_data_dictionary_keeps_the_rules_of_its_standard(browse, tmp_path):
    export_csv(browse, tmp_path / "out", Wanted((CITY,), told=("city heihe",)))
    described = dictionary(tmp_path / "out")
    assert re.fullmatch(r"[-a-z0-9._]+", described["name"])
    assert described["title"] == "Two cities on the Amur"
    assert described["licenses"] == [{"title": "CC BY 4.0", "path": RELEASE["licence_url"]}]
    assert described["sources"] == [{"title": "Fieldwork 2013 to 2018"}]
    assert described["fieldarchive"]["query"] == ["city heihe"]
    names = [resource["name"] for resource in described["resources"]]
    assert len(set(names)) == len(names)
    for resource in described["resources"]:
        _check_resource(tmp_path / "out", resource, names)


def _check_resource(folder: Path, resource: dict[str, Any], names: list[str]) -> None:
    content = (folder / resource["path"]).read_bytes()
    assert resource["bytes"] == len(content)
    assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    assert resource["encoding"] == "utf-8"
    assert content.endswith(resource["dialect"]["lineTerminator"].encode())
    schema = resource["schema"]
    fields = {field["name"] for field in schema["fields"]}
    assert {field["type"] for field in schema["fields"]} <= {
        *("string", "integer", "number", "date", "datetime", "array")
    }
    assert set(schema["primaryKey"]) <= fields
    for key in schema.get("foreignKeys", []):
        assert set(key["fields"]) <= fields
        assert key["reference"].get("resource", names[0]) in names


def _dangling(folder: Path) -> list[str]:
    """References of the data dictionary that lead to no row."""
    lost = []
    for resource in dictionary(folder)["resources"]:
        rows = table_rows(folder, resource["name"])
        for key in resource["schema"].get("foreignKeys", []):
            reference = key["reference"]
            there = table_rows(folder, reference.get("resource", resource["name"]))
            known = {row[reference["fields"][0]] for row in there} | {""}
            lost += [row[key["fields"][0]] for row in rows if row[key["fields"][0]] not in known]
    return lost


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(),
        Wanted((CITY,)),
        Wanted((Condition("theme", ("smell",)),)),
        Wanted((Condition("date", ("", "1900-12-31")),)),
    ],
)
def test_no_reference_leads_nowhere(browse, tmp_path, wanted):
    export_csv(browse, tmp_path / "out", wanted)
    assert _dangling(tmp_path / "out") == []


def test_a_lost_reference_would_be_caught(browse, tmp_path):
    """The negative control of the check for dangling references."""
    export_csv(browse, tmp_path / "out", Wanted())
    items = tmp_path / "out/items.csv"
    items.write_text(items.read_text("utf-8").replace('"heihe"', '"nowhere"'), "utf-8")
    assert "nowhere" in _dangling(tmp_path / "out")


def test_frictionless_finds_nothing_to_complain_of(browse, tmp_path):
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    export_csv(browse, tmp_path / "out", Wanted())
    report = frictionless.validate(str(tmp_path / "out/datapackage.json"))
    assert report.flatten(["type", "note"]) == []
