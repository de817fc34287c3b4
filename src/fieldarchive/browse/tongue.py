"""The language of the interface: English, Russian or Chinese, chosen once a request.

Catalogues are gettext's, one file a page under `locale/LANGUAGE/`, read as they are. What the
archive holds is never translated. The choice lies in a context variable: a thread that asks the
database does not know it, so words are translated on the page, after the database was asked.
"""

from __future__ import annotations

import gettext as standard
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

LANGUAGES: Mapping[str, str] = {"en": "English", "ru": "Русский", "zh": "中文"}
COOKIE = "fieldarchive_language"
OWN = "en"  # the language that the words are written in
_LOCALE = Path(__file__).parent / "locale"
_spoken: ContextVar[str] = ContextVar("spoken", default=OWN)


def spoken() -> str:
    """The code of the language that the page speaks."""
    return _spoken.get()


def speak(language: str) -> None:
    """Speak a language of `LANGUAGES` for the rest of this request."""
    _spoken.set(language)


def chosen(cookie: str | None, accepted: str | None) -> str:
    """The language that was chosen on a page, or else the first that the browser's owner reads.

    `cookie` is the value of `COOKIE`, `accepted` the header Accept-Language (RFC 9110, 12.5.4).
    """
    if cookie is not None and cookie in LANGUAGES:
        return cookie
    wishes = [_wish(part) for part in (accepted or "").split(",")]
    for weight, code in sorted(wishes, key=lambda wish: -wish[0]):
        if weight > 0 and code in LANGUAGES:
            return code
    return OWN


def gettext(message: str) -> str:
    """A message in the language of the page; itself where the catalogue lacks it."""
    return catalogue(spoken()).gettext(message) if message else ""


def plural(one: str, many: str, num: int) -> str:
    """The form of a message that goes with a number, `%(num)s` filled in and nothing else."""
    return catalogue(spoken()).ngettext(one, many, num).replace("%(num)s", number(num))


def _(message: str, **values: object) -> str:
    """A message in the language of the page, with its `%(name)s` filled in."""
    return gettext(message) % values if values else gettext(message)


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The same in the form that goes with `num`, which is also `%(num)s`, as readers write it."""
    return plural(one, many, num) % values


def number(count: int) -> str:
    """A whole number as it is written in the language of the page: 12,345 or 12 345."""
    from babel.numbers import format_decimal

    return format_decimal(count, locale=spoken())


def rate(value: float) -> str:
    """A rate with two digits that say something, as the language of the page writes it: 0.25."""
    from babel.numbers import format_decimal

    return format_decimal(value, "0.0" if value >= 1 else "0.0#", locale=spoken())


@cache
def catalogue(language: str) -> standard.NullTranslations:
    """All messages of a language; English has none, its messages are its words."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    whole = Catalog(locale=language)
    for path in sorted((_LOCALE / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    whole[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return standard.GNUTranslations(compiled)


def _wish(part: str) -> tuple[float, str]:
    name, _, parameters = part.partition(";")
    code = name.strip().lower().partition("-")[0]
    weight = parameters.strip().removeprefix("q=") if parameters else "1"
    try:
        return float(weight), code
    except ValueError:
        return 0.0, code
