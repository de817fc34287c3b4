"""What describing itself told of items, by code: what it means, and what mends it.

The sentences come from `describe`, `readers` and `intake`, which tell them when an item is taken
in; here they are explained and gathered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fieldarchive.archive import Archive
from fieldarchive.catalogue import inspection, revisions
from fieldarchive.groups import groups
from fieldarchive.history.claims import winner, words_of
from fieldarchive.inspecting.findings import Check, Finding, Fix

UNKNOWN_THEME = "unknown-theme"
_AT_ONCE = 500
_PLACE, _DATE, _THEME = (f"fieldarchive fix {what}" for what in ("place", "date", "theme"))
_CLOCK, _LIST = "fieldarchive device fix", "fieldarchive find problem:"


def _check(
    code: str, title: str, why: str, mend: str = "", *, wrong: bool = True, fix: bool = False
) -> Check:
    return Check(code, title, why, mend or _LIST + code, is_wrong=wrong, can_fix=fix)


CHECKS = (
    _check(
        "unread-date", "Dates that were not understood",
        "The words are kept and shown, but the item is in no timeline. `fieldarchive date WORDS` "
        "shows how words are read.", _DATE,
    ),
    _check(
        "unread-stretch", "Stretches of a recording that were not understood",
        "`about_at` says from which minute or segment on another time is talked of: 00:14:22 late "
        "60s, or #12-15 1968. Correct the line in the sidecar and ingest the folder again.",
    ),
    _check(
        UNKNOWN_THEME, "Words said as themes that name none",
        "They stay keywords. Correct the word, or make a theme of it: `fieldarchive theme add`, "
        "`fieldarchive theme propose`. `check --fix` takes the theme that a word looks like, where "
        "it is only one.", _THEME, fix=True,
    ),
    _check(
        "unknown-city", "Cities that are not in fieldarchive.toml",
        "The item has no city until the word is corrected or the city added there.", _PLACE,
    ),
    _check("ambiguous-city", "Names that two cities share", "Write the slug of one.", _PLACE),
    _check(
        "unknown-place", "Places that are not in vocabularies/places.geojson",
        "The words stay as they are. A place that is in the file has names in three languages, "
        "and a city.", _PLACE, wrong=False,
    ),
    _check("ambiguous-place", "Names that two places share", "Write the slug of one.", _PLACE),
    _check(
        "place-unsure", "Positions that tell no city",
        "The circle of their accuracy reaches over the river, or into another city. Whoever was "
        "there knows.", _PLACE,
    ),
    _check(
        "place-contradicts-city", "Places that lie in another city than the one that is said",
        "What is said of the city was taken. One of the two is wrong.", _PLACE,
    ),
    _check(
        "city-contradicts-position", "Cities that contradict the position",
        "What a person says was taken. The wrong folder, or a position of the last hour: "
        "`fieldarchive show ITEM --why` tells who says what.", _PLACE,
    ),
    _check(
        "no-such-place", "Positions that are not on the globe",
        "Latitude goes from -90 to 90, longitude from -180 to 180. Say both in a sidecar.",
    ),
    _check(
        "unread-number", "Numbers that were not understood",
        "Degrees and metres are written like 50.2441.",
    ),
    _check(
        "unknown-kind", "Kinds that are not known",
        "An item is an interview, a photograph or a note.",
    ),
    _check(
        "unknown-access", "Words for access that are not known",
        "Their items are closed, because the word may have said that. Write open, team or closed.",
    ),
    _check(
        "description-refused", "Descriptions that cannot be read",
        "Their items are closed, because the description may have said that. Correct the file that "
        "the sentence names, and ingest it again.",
    ),
    _check(
        "access-no-longer-said", "Access whose file no longer says it",
        "It still holds, because access never loosens by itself. Say `access:` in a sidecar, or "
        "`fieldarchive edit --set access=team -- ITEM`.", wrong=False,
    ),
    _check(
        "unknown-person", "People who are no handle of vocabularies/people.csv",
        "They were not recorded, because the word may be a real name. `fieldarchive person add` "
        "makes a handle; use it, and ingest the file again.", "fieldarchive person add",
    ),
    _check(
        "unknown-device", "Devices that are not in fieldarchive.toml",
        "Without the device its clock is not known. `fieldarchive device list` shows what is "
        "known, `fieldarchive device add` adds one.", "fieldarchive device list",
    ),
    _check(
        "unknown-field", "Fields that no description has",
        "What they say is kept in the file and read by nobody. Correct the name of the field and "
        "ingest the file again.", wrong=False,
    ),
    _check(
        "clock-contradicts-gps", "Clocks that GPS time contradicts",
        "GPS time was taken. A whole hour means that the device kept another zone; minutes, that "
        "it was not set right.", _CLOCK,
    ),
    _check(
        "clock-contradicts-position", "Clocks that kept another time than the place has",
        "The time at the place was taken.", _CLOCK,
    ),
    _check(
        "clock-contradicts-folder", "Clocks that contradict the day in a name",
        "The clock was taken. Either it was reset, or the folder is of another day.", _CLOCK,
    ),
    _check(
        "clock-contradicts-device", "Times that contradict what is noted of their device",
        "What the camera wrote was taken. The device may have been set to another zone since.",
        _CLOCK,
    ),
    _check(
        "clock-ambiguous", "Times that clocks showed twice, when they were set back",
        "The first time was taken. GPS time or an offset would have decided; who knows better can "
        "say the date.", wrong=False,
    ),
    _check(
        "clock-left-out", "Times that clocks never showed, when they were set forward",
        "The device was not set forward with the clocks around it, or it kept another zone: "
        "`fieldarchive device zone` says which.", wrong=False,
    ),
    _check(
        "gps-rollover", "GPS dates that are 1024 weeks too early",
        "Old receivers count their weeks anew. The right date was taken.", wrong=False,
    ),
    _check(
        "reset-clock", "Cameras whose clock was reset",
        "A camera begins to count there when its battery was out, so no instant was made of it. "
        "One picture of a clock dates all its pictures: fieldarchive device calibrate PHOTO "
        '--shows "2013-05-12 14:05 heihe".', _DATE,
    ),
    _check(
        "impossible-date", "Dates in files that no calendar has",
        "They were left out. `fieldarchive show ITEM --why` tells what the file says.", _DATE,
    ),
    _check(
        "null-island", "Positions at 0, 0",
        "A device without a fix writes that. It was left out.", wrong=False,
    ),
    _check(
        "copy-brings-more", "Copies that say more than the item that is kept",
        "The copy made no item of its own. Put what it says beside the first file.", wrong=False,
    ),
    _check(
        "copy-is-stricter", "Copies that say a stricter access",
        "The stricter access holds. Say `access:` where you want it otherwise.", wrong=False,
    ),
    _check(
        "said-elsewhere-too", "Items whose files lie in two places that say different things",
        "Both stay; the stronger word holds: `fieldarchive show ITEM --why`.", wrong=False,
    ),
)  # fmt: skip
_WRONG = {check.code for check in CHECKS if check.is_wrong}
_KNOWN = {check.code for check in CHECKS}


def of_reading(code: str) -> Check:
    """A code that has no explanation of its own: what a reader noticed in a file."""
    return _check(
        code, "What was noticed while a file was read",
        "The original is kept whole; the sentence tells what was not understood in it.",
        wrong=False,
    )  # fmt: skip


def findings(archive: Archive) -> Iterator[Finding]:
    """What describing told, a finding a sentence."""
    found: dict[tuple[str, str], list[str]] = {}
    for code, message, _, record in inspection.told(archive.record):
        found.setdefault((code, message), []).append(record)
    for (code, message), records in found.items():
        if code == UNKNOWN_THEME:
            continue
        yield Finding(code, message, tuple(dict.fromkeys(records)))
    yield from _unknown_themes(archive, {k: v for k, v in found.items() if k[0] == UNKNOWN_THEME})


def _unknown_themes(
    archive: Archive, told: Mapping[tuple[str, str], list[str]]
) -> Iterator[Finding]:
    """The same sentences, with the theme that the word must mean where it looks like one alone."""
    said = _themes_said(archive, {record for records in told.values() for record in records})
    for (code, message), records in told.items():
        words = (word for record in records for word in said.get(record, ()))
        word = next((word for word in words if message.startswith(f'theme "{word}" ')), "")
        like = archive.vocabulary.themes_like(word) if word else []
        slug = archive.vocabulary.theme_of(like[0]) if len(like) == 1 else None
        fix = Fix("themes", word, slug) if slug else None
        yield Finding(code, message, tuple(dict.fromkeys(records)), fix)


def _themes_said(archive: Archive, records: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for group in groups(sorted(records), _AT_ONCE):
        for one in revisions.standings(archive.record, list(group)):
            claim = winner(one.account.description, "themes")
            known = archive.vocabulary.theme_of
            found[one.record] = [w for w in words_of(claim) if not known(w)] if claim else []
    return found
