"""Numbers, kinds, lengths and codes as a reader wants to see them, in the language of the page.

Nothing here is stored or searched; the tables, CSV and JSON keep the values as they are. Dates
are said by `dating`.
"""

from __future__ import annotations

from babel import Locale

from fieldarchive.browse.page.dating import date, decade, month, season
from fieldarchive.browse.tongue import _, ngettext, number, spoken

__all__ = [
    "KINDS", "access", "clock", "clock_source", "counted", "date", "decade", "file_role", "kind",
    "kinds", "language", "length", "month", "number", "position", "role", "season", "shortened",
    "size",
]  # fmt: skip

KINDS = ("interview", "photograph", "note")
_LONGEST = 200


def kind(name: str) -> str:
    """One item of a kind."""
    return {
        "interview": _("Interview"),
        "photograph": _("Photograph"),
        "note": _("Field note"),
    }.get(name, name)


def kinds(name: str) -> str:
    """Items of a kind, as a heading."""
    return {
        "interview": _("Interviews"),
        "photograph": _("Photographs"),
        "note": _("Field notes"),
    }.get(name, name)


def counted(name: str, count: int) -> str:
    """So many items of a kind, without the number: "interviews" after 0, "interview" after 1."""
    if name == "interview":
        return ngettext("interview", "interviews", count)
    if name == "photograph":
        return ngettext("photograph", "photographs", count)
    if name == "note":
        return ngettext("field note", "field notes", count)
    return name


def access(name: str) -> str:
    """Who may see an item."""
    return {"open": _("Open to anybody"), "team": _("For the team")}.get(name, name)


def role(name: str) -> str:
    """What a person does in an item, as a heading."""
    return {
        "narrator": _("Narrator"),
        "interviewer": _("Interviewer"),
        "participant": _("Participant"),
        "photographer": _("Photographer"),
        "author": _("Author"),
        "translator": _("Translator"),
    }.get(name, name.capitalize())


def file_role(name: str) -> str:
    """What a file is for its item."""
    return {
        "image": _("image"),
        "recording": _("recording"),
        "transcript": _("transcript"),
        "text": _("text"),
        "table": _("table of descriptions"),
        "sidecar": _("sidecar"),
        "attachment": _("attachment"),
    }.get(name, name)


def clock_source(name: str | None) -> str | None:
    """Which clock tells when an item was recorded, by the names of the column `clock`."""
    return {
        "gps": _("by GPS"),
        "offset": _("by its clock, with the offset that it wrote"),
        "device": _("by the clock of its device"),
        "place": _("by its clock, taken to keep the time of the place"),
        "said": _("as somebody says"),
    }.get(name or "")


def language(code: str | None) -> str | None:
    """The name of a language by its BCP 47 code; the code itself where it has none here."""
    if not code:
        return None
    base = code.split("-")[0].lower()
    found = Locale(spoken()).languages.get(base) or _named_here(base)
    return str(found[:1].upper() + found[1:]) if found else code


def _named_here(base: str) -> str | None:
    return {
        "evn": _("Evenki"),
        "dta": _("Daur"),
        "orh": _("Oroqen"),
        "bua": _("Buryat"),
        "mnc": _("Manchu"),
    }.get(base)


def clock(milliseconds: int | None) -> str:
    """A place in a recording: 1:07, or 1:02:07 beyond an hour."""
    if milliseconds is None:
        return ""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def length(milliseconds: int | None) -> str | None:
    """How long a recording is: "48 s", "12 min", "1 h 20 min"."""
    if milliseconds is None:
        return None
    seconds = round(milliseconds / 1000)
    if seconds < 60:
        return _("%(seconds)s s", seconds=seconds)
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours:
        return _("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes)
    return _("%(minutes)s min", minutes=minutes)


def size(count: int | None) -> str | None:
    """A number of bytes, in the decimal units that shops and file managers use."""
    if count is None:
        return None
    amount, step = float(count), 0
    units = (_("kB"), _("MB"), _("GB"), _("TB"))
    while amount >= 1000 and step < len(units):
        amount, step = amount / 1000, step + 1
    if step == 0:
        return ngettext("%(num)s byte", "%(num)s bytes", count)
    from babel.numbers import format_decimal

    return f"{format_decimal(amount, '0.0', locale=spoken())} {units[step - 1]}"


def shortened(text: str) -> str:
    """The beginning of a long text, about 200 characters, on one line."""
    line = " ".join(text[: 4 * _LONGEST].split())
    if len(line) <= _LONGEST:
        return line
    head, _, tail = line[:_LONGEST].rpartition(" ")
    return (head if head and len(tail) < 40 else line[:_LONGEST]) + "…"


def position(latitude: float | None, longitude: float | None) -> str | None:
    """A place on earth: "50.2759° N, 127.5264° E"."""
    if latitude is None or longitude is None:
        return None
    values = {"latitude": f"{abs(latitude):.4f}", "longitude": f"{abs(longitude):.4f}"}
    if latitude >= 0:
        if longitude >= 0:
            return _("%(latitude)s° N, %(longitude)s° E", **values)
        return _("%(latitude)s° N, %(longitude)s° W", **values)
    if longitude >= 0:
        return _("%(latitude)s° S, %(longitude)s° E", **values)
    return _("%(latitude)s° S, %(longitude)s° W", **values)
