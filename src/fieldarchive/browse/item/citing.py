"""An item as a reference: a sentence to copy, BibTeX, and CSL-JSON (schema.citationstyles.org).

The archive's date may be fuzzy; it is cited as EDTF says it, and as a year where a format wants
one. The address is the one under which the reader sees the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fieldarchive.browse.page import wording
from fieldarchive.browse.tongue import _

_TYPES = {"interview": "interview", "photograph": "graphic", "note": "manuscript"}


def sentence(item: Mapping[str, Any], who: Sequence[str], city: str, archive: str, url: str) -> str:
    """The reference as a person writes it: narrators, title, kind, city, date, archive, address."""
    said = [
        ", ".join(who),
        f"“{item['title']}”",
        wording.kind(item["kind"]),
        ", ".join(filter(None, (city, wording.date(item["date"])))),
        f"{archive} [{item['key']}]",
        url,
    ]
    return ". ".join(one for one in said if one) + "."


def csl(
    item: Mapping[str, Any], who: Sequence[str], city: str, archive: str, url: str
) -> dict[str, Any]:
    """The reference as CSL-JSON; people are literal names, because they are pseudonyms."""
    found: dict[str, Any] = {
        "id": item["key"],
        "type": _TYPES.get(item["kind"], "document"),
        "title": item["title"],
        "author": [{"literal": name} for name in who],
        "archive": archive,
        "archive_location": item["key"],
        "event-place": city,
        "language": item["language"],
        "URL": url,
    }
    if item["date_start"]:
        parts = [[int(n) for n in item["date_start"].split("-")]]
        if item["date_end"] and item["date_end"] != item["date_start"]:
            parts.append([int(n) for n in item["date_end"].split("-")])
        found["issued"] = {"date-parts": parts}
    return {name: value for name, value in found.items() if value}


def bibtex(item: Mapping[str, Any], who: Sequence[str], city: str, archive: str, url: str) -> str:
    """The reference as a BibTeX entry, in UTF-8."""
    said = {
        "author": " and ".join(f"{{{_plain(name)}}}" for name in who),
        "title": f"{{{_plain(item['title'] or '')}}}",
        "year": str(item["year"] or ""),
        "date": item["date"] or "",
        "address": _plain(city),
        "howpublished": _plain(archive),
        "note": f"{item['kind']} {item['key']}",
        "url": url,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in said.items() if value]
    return "\n".join([f"@misc{{{item['key']},", ",\n".join(lines), "}", ""])


def authors(people: Sequence[Mapping[str, Any]]) -> list[str]:
    """Whom a reference names, by pseudonym: narrators first, then whoever made it."""
    order = ("narrator", "author", "photographer", "interviewer")
    found = [
        str(person["pseudonym"] or person["handle"])
        for role in order
        for person in people
        if person["role"] == role
    ]
    return list(dict.fromkeys(found)) or [_("Unnamed")]


def _plain(text: str) -> str:
    """A text without the signs by which BibTeX divides."""
    return text.translate({ord(sign): " " for sign in "{}\\\n\r"}).strip()
