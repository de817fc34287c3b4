"""`vocabularies/people.csv`: people by handle and pseudonym. Real names have no place in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fieldarchive.config import LABEL_LANGUAGES
from fieldarchive.errors import ConfigurationError
from fieldarchive.vocabulary.tables import Table, parse
from fieldarchive.vocabulary.words import alternatives, folded

COLUMNS = ("handle",)
DECADE = re.compile("[0-9]{3}X")
_SEPARATORS = re.compile("[;,|、，；]")
# Headers of columns in which somebody can be found again, folded and without signs between words.
_FINDS_SOMEBODY = {
    "name", "names", "full name", "real name", "first name", "last name", "surname", "family name",
    "given name", "patronymic", "address", "phone", "phone number", "telephone", "mobile", "email",
    "e mail", "mail", "passport", "id card", "birthday", "date of birth", "birth date", "wechat",
    "telegram", "whatsapp", "vk",
    "имя", "фамилия", "отчество", "фио", "ф и о", "имя и фамилия", "настоящее имя", "полное имя",
    "адрес", "телефон", "тел", "мобильный", "почта", "паспорт", "дата рождения", "день рождения",
    "姓名", "名字", "姓", "名", "真名", "真实姓名", "本名", "全名", "地址", "住址", "电话",
    "电话号码", "手机", "手机号", "邮箱", "电子邮件", "身份证", "身份证号", "护照", "生日",
    "出生日期", "微信", "微信号",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part. `pseudonyms` are by language code, `languages` BCP 47 tags.

    `role` is free words; `birth_decade` is EDTF such as 196X, because a year would help to
    recognise somebody. `speakers` are the labels that transcripts have for this person.
    """

    handle: str
    role: str | None = None
    pseudonyms: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    birth_decade: str | None = None
    speakers: tuple[str, ...] = ()
    note: str | None = None

    def pseudonym(self, language: str | None) -> str:
        """The name to use, in `language` where there is one, else in any, else the handle."""
        if language is not None and language in self.pseudonyms:
            return self.pseudonyms[language]
        return next(iter(self.pseudonyms.values()), self.handle)

    def labels(self) -> tuple[str, ...]:
        """Everything that a transcript may call this person."""
        return (self.handle, *self.pseudonyms.values(), *self.speakers)


def parse_people(path: Path, content: bytes) -> Table:
    """The table of people in a file's bytes.

    Raises `ConfigurationError`, also for a column that is made for real names and the like.
    """
    table = parse(path, content, COLUMNS)
    for name in table.header.cells:
        if " ".join(re.findall(r"\w+", folded(name))) in _FINDS_SOMEBODY:
            raise ConfigurationError(
                path,
                f'has a column "{name.strip()}". Whoever reads it could find somebody, and this '
                "file goes into every backup. Take the column out; people are known here by handle "
                "and pseudonym (columns en, ru, zh).",
            )
    return table


def people_of(path: Path, table: Table) -> tuple[Person, ...]:
    """The people of a table, in its order; raises `ConfigurationError`."""
    people: dict[str, Person] = {}
    for row in table.rows():
        if row["handle"] in people:
            raise ConfigurationError(path, f'the handle "{row["handle"]}" stands there twice.')
        person = person_of(row)
        if person.birth_decade and not DECADE.fullmatch(person.birth_decade):
            raise ConfigurationError(
                path,
                f'"{person.birth_decade}" is no birth decade ({person.handle}). Write 196X; '
                "a year would help to recognise somebody.",
            )
        people[person.handle] = person
    return tuple(people.values())


def person_of(row: Mapping[str, str]) -> Person:
    """The person in one row of the table."""
    languages = (word.strip() for word in _SEPARATORS.split(row.get("languages", "")))
    return Person(
        handle=row["handle"],
        role=row.get("role") or None,
        pseudonyms={code: row[code] for code in LABEL_LANGUAGES if row.get(code)},
        languages=tuple(word for word in languages if word),
        birth_decade=row.get("birth_decade") or None,
        speakers=alternatives(row.get("speakers", "")),
        note=row.get("note") or None,
    )
