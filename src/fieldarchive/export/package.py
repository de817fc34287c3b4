"""The data dictionary of an export: a `datapackage.json` after Data Package 2.0.

It says of each file and column what it is, in which unit, and to what it refers, so that R and
Python load typed tables and a person knows in ten years what was meant. What the standard has no
word for (the filter, and how to undo the defusing) stands under the key "fieldarchive".
https://datapackage.org/standard/data-package/
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from fieldarchive.catalogue.wanted import Wanted
from fieldarchive.export.blocks import LINE_END
from fieldarchive.export.folder import MARK
from fieldarchive.export.tables import WrittenTable

_PROFILE = "https://datapackage.org/profiles/2.0/"
_DEFUSING = {
    "prefix": "'",
    "note": (
        "A text that a spreadsheet would run as a formula has an apostrophe before it: at the "
        "beginning of a cell and after a line break, tab or semicolon inside it, before = + - @ "
        "(or their full-width forms) behind any spaces, quotes and invisible signs, and before a "
        "tab or carriage return at the beginning of a cell. Numbers stay numbers. To have the text "
        "as it was, remove one apostrophe in these places (fieldarchive.export.cells.restored)."
    ),
}


def describe(
    dictionary: Mapping[str, Any],
    written: Mapping[str, WrittenTable],
    release: Mapping[str, str],
    wanted: Wanted,
) -> str:
    """The text of datapackage.json for tables that are written. The same export, the same text."""
    title = release.get("archive_name", "fieldarchive")
    package = {
        "$schema": _PROFILE + "datapackage.json",
        "name": _plain_name(title),
        "title": title,
        "description": release.get("archive_about"),
        "licenses": _licences(release),
        "sources": _sources(release),
        "resources": [
            _resource(name, dictionary[name], written[name], dictionary) for name in written
        ],
        MARK: {
            "version": version("fieldarchive"),
            "audience": release.get("audience"),
            "licence": release.get("licence"),
            "query": [*wanted.told, *wanted.beside],
            "defusing": _DEFUSING,
        },
    }
    return json.dumps(_without_gaps(package), ensure_ascii=False, indent=2) + "\n"


def _resource(
    name: str, table: Mapping[str, Any], written: WrittenTable, dictionary: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "$schema": _PROFILE + "dataresource.json",
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "title": table["title"],
        "description": table["description"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": written.bytes,
        "hash": f"sha256:{written.sha256}",
        "dialect": {
            "$schema": _PROFILE + "tabledialect.json",
            "header": True,
            "delimiter": ",",
            "lineTerminator": LINE_END,
            "quoteChar": '"',
            "doubleQuote": True,
        },
        "schema": _schema(name, table, dictionary),
    }


def _schema(name: str, table: Mapping[str, Any], dictionary: Mapping[str, Any]) -> dict[str, Any]:
    key = table["key"] if isinstance(table["key"], list) else [table["key"]]
    return {
        "$schema": _PROFILE + "tableschema.json",
        "fields": [_field(column, facts) for column, facts in table["columns"].items()],
        "missingValues": [""],
        "primaryKey": key,
        "foreignKeys": [
            _reference(name, column, facts["refers_to"])
            for column, facts in table["columns"].items()
            if facts.get("refers_to", "").partition(".")[0] in dictionary
        ],
    }


def _field(column: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    known = ("type", "title", "description", "unit")
    return {"name": column} | {fact: facts[fact] for fact in known if fact in facts}


def _reference(name: str, column: str, target: str) -> dict[str, Any]:
    """A foreign key; a reference of a table to itself names no resource (Table Schema 2.0)."""
    table, _, field = target.partition(".")
    resource = {} if table == name else {"resource": table}
    return {"fields": [column], "reference": resource | {"fields": [field]}}


def _licences(release: Mapping[str, str]) -> list[dict[str, str]]:
    """The licence, when it can be said as the standard wants: with a link or as a short name."""
    licence, url = release.get("licence"), release.get("licence_url")
    if url:
        return [{"path": url} | ({"title": licence} if licence else {})]
    if licence and re.fullmatch(r"[-A-Za-z0-9._]+", licence):
        return [{"name": licence}]
    return []


def _sources(release: Mapping[str, str]) -> list[dict[str, str]]:
    said = {"title": release.get("source"), "path": release.get("source_url")}
    source = {key: value for key, value in said.items() if value}
    return [source] if source else []


def _plain_name(title: str) -> str:
    """A name for machines, [-a-z0-9._] only; "fieldarchive" where the title leaves nothing."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower())) or "fieldarchive"


def _without_gaps(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not known; an empty list of licences is an error in the standard."""
    return {key: value for key, value in facts.items() if value not in (None, [])}
