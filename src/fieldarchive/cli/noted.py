"""What was understood of a note: told, asked about before it is recorded, and said back after."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from fieldarchive.archive import Archive
from fieldarchive.catalogue import names
from fieldarchive.catalogue.current import Current
from fieldarchive.cli import opening
from fieldarchive.cli.asking import chosen
from fieldarchive.cli.drafting import say_waits, written_in_editor
from fieldarchive.cli.exit_codes import DONE
from fieldarchive.cli.words import plural, remark, safe, say, say_problems
from fieldarchive.model import Kind, Problem, Result
from fieldarchive.noting import Noted, understood
from fieldarchive.noting.drafted import text_of
from fieldarchive.vocabulary.suggesting import Suggested, themes_in

_SUGGESTED = 4
_BECAME = {
    Result.NEW: "saved",
    Result.UPDATED: "revised",
    Result.BACK: "saved again",
    Result.UNCHANGED: "saved before",
    Result.DUPLICATE: "here already, word by word:",
}
_SETTLE = {"y": "[y]es, as it is", "e": "[e]dit again", "l": "[l]ater"}
_AGREE = {"y": "[y]es", "n": "[n]o", "e": "[e]ach"}


def settled(path: Path) -> int | None:
    """Tell what was not understood of a draft, and ask. None to record it, else an exit code."""
    while True:
        with opening.archive(for_writing=False) as archive:
            problems = understood(archive, path).problems
        if not problems:
            return None
        remark("Not all of it was understood:")
        say_problems(_of_this(problems))
        key = chosen("Record it?", _SETTLE, otherwise="l")
        if key == "y":
            return None
        if key == "l":
            say_waits(path)
            return DONE
        if (ended := written_in_editor(path, b"")) is not None:
            return ended


def agreed(path: Path) -> tuple[str, ...] | None:
    """The themes of a draft with those suggested that a person agrees to; None for no change."""
    with opening.archive(for_writing=False) as archive:
        item = understood(archive, path).item
        found = themes_in(text_of(path), archive.vocabulary.themes, item.themes)[:_SUGGESTED]
    if not found:
        return None
    answers = {key: word for key, word in _AGREE.items() if key != "e" or len(found) > 1}
    width = max(len(one.theme) for one in found)
    for n, one in enumerate(found):
        beginning = "suggest  " if n == 0 else " " * 9
        remark(f"  {beginning}+{safe(one.theme):<{width}}  {safe(one.quote)}")
    key = chosen("Add them?" if len(found) > 1 else "Add it?", answers, otherwise="n")
    if key == "e":
        found = [one for one in found if _is_agreed(one)]
    if key == "n" or not found:
        return None
    return (*item.themes, *(one.theme for one in found))


def say_noted(archive: Archive, item: Current, noted: Noted, *, was_asked: bool) -> None:
    """What became of a note, and all that is known of it, in one line.

    Who `was_asked` about what was not understood has just read it.
    """
    name = names.short_id(archive.record, item.item["id"], Kind(item.item["kind"]))
    facts = {**item.item, "themes": item.themes, "people": [p["handle"] for p in item.people]}
    say(f"{_BECAME[noted.result]} {name}   {in_one_line(archive, facts)}")
    if noted.problems:
        if not was_asked:
            say_problems(_of_this(noted.problems))
        remark(f"  next     fieldarchive edit {name}")
    elif item.item["city"] is None and item.item["place"] is None:
        remark(f"  next     fieldarchive edit --set city=CITY {name}")


def in_one_line(archive: Archive, item: Mapping[str, Any]) -> str:
    """What is known of an item: "2 themes · 1 person · recorded 2024-06-12 06:40 in Heihe".

    `people` are handles; the rest is called as in `Item`.
    """
    parts = [
        plural(len(item["themes"]), "theme") if item["themes"] else "no theme",
        plural(len(set(item["people"])), "person", "people") if item["people"] else "",
        f"recorded {_recorded(archive, item)}" if item["date"] else "no date",
        f"about {_about(item)}" if item["about"] or item["about_words"] else "",
        "closed: nobody sees it" if item["access"] == "closed" else "",
    ]
    return safe(" · ".join(part for part in parts if part))


def noted_as_json(item: Current, noted: Noted) -> dict[str, object]:
    """The same for programs."""
    told = ("title", "city", "place", "date", "about", "language", "access")
    return {
        "result": noted.result,
        "key": item.key,
        **{name: item.item[name] for name in told},
        "themes": item.themes,
        "keywords": json.loads(item.item["keywords"]),
        "people": [{"handle": p["handle"], "role": p["role"]} for p in item.people],
        "problems": [{"code": p.code, "message": p.message} for p in noted.problems],
    }


def _of_this(problems: Iterable[Problem]) -> list[Problem]:
    """Problems without the name of the draft: there is but one note."""
    return [replace(problem, path=None) for problem in problems]


def _is_agreed(one: Suggested) -> bool:
    return chosen(f"  +{safe(one.theme)}", {"y": "[y]es", "n": "[n]o"}, otherwise="n") == "y"


def _recorded(archive: Archive, item: Mapping[str, Any]) -> str:
    day, _, clock = str(item["date"]).partition("T")
    return f"{day} {clock[:5]}".rstrip() + _where(archive, item["city"], item["place"])


def _where(archive: Archive, slug: str | None, place: str | None) -> str:
    """Where it was, in English where it has a name in it; a place that is not known, in quotes."""
    city = next((one for one in archive.configuration.cities if one.slug == slug), None)
    known = archive.vocabulary.places.by_slug(place) if place else None
    names = [known.label if known else f'"{place}"'] if place else []
    names += [city.labels.get("en", city.slug)] if city else []
    return f" in {', '.join(names)}" if names else ", no city"


def _about(item: Mapping[str, Any]) -> str:
    """The told-about time, with the words where these say it otherwise."""
    edtf, words = item["about"], item["about_words"]
    if edtf is None:
        return f'"{words}"'
    return str(edtf) if words in (None, edtf) else f"{edtf} ({words})"
