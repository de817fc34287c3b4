"""An item's description as a text for an editor, and what a person changed in it.

The words are those that somebody said, not what was understood of them, so that what is left as
it is says nothing anew. Only the fields that a person changed become an edit.
"""

from __future__ import annotations

from collections.abc import Mapping

from fieldarchive.archive import Archive
from fieldarchive.catalogue import items, names, revisions
from fieldarchive.config import schema
from fieldarchive.errors import Unreadable
from fieldarchive.history.claims import LISTS, texts_of, winner, words_of
from fieldarchive.intake.making_items import all_claims
from fieldarchive.model import JSON, Authority
from fieldarchive.readers.front_matter import claims_of
from fieldarchive.readers.yaml_text import load
from fieldarchive.readers.yaml_written import in_a_list, scalar

# What is only told while files are read says nothing of the item by hand.
_NOT_BY_HAND = {"encoding"}
_HEAD = """\
# {name}  {title}
# Change a value, or empty it to say that there is none. Remarks after # are
# not read. Close without a change, and nothing is written.
"""


def fields_by_hand() -> list[str]:
    """The fields that a person may say by hand, in the order of the sidecar's schema."""
    return [
        name for name in schema("sidecar.schema.json")["properties"] if name not in _NOT_BY_HAND
    ]


def said_now(archive: Archive, record: str) -> dict[str, JSON]:
    """What is believed of an item, by field, as it was said; fields that nobody says are left out.

    Lists are lists of texts, everything else is text.
    """
    claims = all_claims(archive, revisions.standing(archive.record, record))
    said: dict[str, JSON] = {}
    for name in fields_by_hand():
        if (claim := winner(claims, name)) is None:
            continue
        said[name] = [*words_of(claim)] if name in LISTS else " ".join(texts_of(claim)).strip()
    return said


def as_text(archive: Archive, record: str, said: Mapping[str, JSON]) -> str:
    """The text that an editor opens: what is said a line a field, then what nobody says yet.

    Problems of the item stand above as remarks.
    """
    name, title = names.name_of(archive.record, record), names.title_of(archive.record, record)
    told = items.parts_of(archive.record, "problems", record)
    remarks = [f"# · {' '.join(problem['message'].split())}\n" for problem in told]
    fields = sorted(fields_by_hand(), key=lambda field: field not in said)
    lines = [_line(field, said.get(field)) for field in fields]
    return _HEAD.format(name=name, title=_plain(title or "")) + "".join([*remarks, "\n", *lines])


def changed(text: str, said: Mapping[str, JSON]) -> dict[str, JSON]:
    """The fields that a text says otherwise than `said`, each as an edit takes it.

    A field that was emptied or whose line was removed is an empty text or list. Raises
    `Unreadable`, whose reason is a sentence.
    """
    claims, problems = claims_of(load(text), Authority.EDIT, "editor")
    for problem in problems:
        raise Unreadable(problem.message, problem.code)
    now: dict[str, JSON] = {}
    for claim in claims:
        is_list = claim.field in LISTS
        now[claim.field] = [*words_of(claim)] if is_list else " ".join(texts_of(claim)).strip()
    emptied: dict[str, JSON] = {name: [] if name in LISTS else "" for name in said}
    return {
        name: value
        for name, value in {**emptied, **now}.items()
        if value != said.get(name) and (value or name in said)
    }


def _line(name: str, value: JSON) -> str:
    if isinstance(value, list):
        return f"{name}: {in_a_list(map(str, value))}\n"
    return f"{name}: {scalar(str(value))}\n" if value else f"{name}:\n"


def _plain(title: str) -> str:
    return " ".join(title.split())
