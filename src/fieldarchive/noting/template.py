"""The head of a new note: what an editor opens on, or what one line on the terminal becomes.

Values are written so that the reader of front matter gives them back as they are. Remarks stand
behind a `#`, in the first language of the archive, and claim nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from unicodedata import east_asian_width

from fieldarchive.archive import Archive
from fieldarchive.noting.tonight import Tonight, elsewhere
from fieldarchive.readers.yaml_written import scalar

_FENCE = "---"
_OFFERED = ("date", "about", "city", "place", "themes", "narrators", "title", "language")
_REMARKS_AT = 26  # the column in which remarks begin
_WORDS = {
    "en": {
        "about": "the time people talk about: late 60s, 1969~",
        "themes": "such as {}",
        "narrators": "handles of people.csv",
        "last": "as in {}, {} ago",
        "h": "h", "min": "min",
    },
    "ru": {
        "about": "о каком времени рассказывают: конец 60-х, 1969~",
        "themes": "например, {}",
        "narrators": "из people.csv",
        "last": "как в {}, {} назад",
        "h": "ч", "min": "мин",
    },
    "zh": {
        "about": "讲的是什么时候：六十年代末、1969~",
        "themes": "如：{}",
        "narrators": "people.csv 中的代号",
        "last": "同 {}，{}前",
        "h": "小时", "min": "分钟",
    },
}  # fmt: skip


def template(archive: Archive, one: Tonight) -> str:
    """A note without its text, with tonight's fields and those that are offered."""
    names = dict.fromkeys([*_OFFERED, *one.fields])
    remarks = _remarks(archive, one)
    lines = [_line(name, one.fields.get(name, ""), remarks.get(name)) for name in names]
    return "\n".join([_FENCE, *lines, _FENCE, "", ""])


def written(one: Tonight, text: str) -> str:
    """A whole note: its fields, and below them the text."""
    names = dict.fromkeys([*_OFFERED, *one.fields])
    lines = [_line(name, one.fields[name], None) for name in names if name in one.fields]
    return "\n".join([_FENCE, *lines, _FENCE, text.strip("\r\n"), ""])


def age_in_words(age: timedelta, words: Mapping[str, str] = _WORDS["en"]) -> str:
    """How long ago, to the minute or the hour: "40 min", "3 h"."""
    minutes = max(1, int(age.total_seconds()) // 60)
    return f"{minutes} {words['min']}" if minutes < 100 else f"{minutes // 60} {words['h']}"


def _remarks(archive: Archive, one: Tonight) -> dict[str, str]:
    language = next((code for code in archive.configuration.languages if code in _WORDS), "en")
    words = _WORDS[language]
    themes = [theme.labels.get(language, theme.slug) for theme in archive.vocabulary.themes]
    remarks = {
        "about": words["about"],
        "themes": words["themes"].format(", ".join(themes[:3])) if themes else "",
        "narrators": words["narrators"],
    }
    if one.last:
        origin = words["last"].format(one.last.name, age_in_words(one.last.age, words))
        remarks |= dict.fromkeys(one.inherited, origin)
    if hours := list(_hours(archive, one, language)):
        remarks["date"] = " · ".join(hours)
    return remarks


def _hours(archive: Archive, one: Tonight, language: str) -> Iterator[str]:
    """The hour in the note's city, and in those where it is another one."""
    if one.city is None:
        return
    both = [(one.city, f"{one.moment:%H:%M}"), *elsewhere(archive, one)]
    for city, local in both[:3]:
        yield f"{local} {city.labels.get(language, city.slug)}"


def _line(name: str, value: str, remark: str | None) -> str:
    shown = f"{name}: {scalar(value)}".rstrip()
    if not remark:
        return shown
    columns = sum(1 + (east_asian_width(sign) in "WF") for sign in shown)
    space = " " * (_REMARKS_AT - columns)
    return f"{shown}{space} # {remark}".replace("\n", " ")
