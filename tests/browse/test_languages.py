"""The language of the interface: chosen on a page, remembered, and complete in each language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from fieldarchive import browse
from fieldarchive.browse import tongue
from fieldarchive.browse.page import wording
from fieldarchive.config import schema

ROOM = Path(browse.__file__).parent
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
OPTIONS = {"**.html": {"extensions": "jinja2.ext.i18n", "newstyle_gettext": "true"}}
PLACEHOLDER = re.compile(r"%\(\w+\)s")


@pytest.fixture(autouse=True)
def _english_again():
    yield
    tongue.speak("en")


def said_on_pages() -> set[str | tuple[str, ...]]:
    """Every message of the templates and modules, a plural one as a pair."""
    found = extract_from_dir(str(ROOM), METHODS, OPTIONS, KEYWORDS, strip_comment_tags=True)
    messages = {tuple(m) if isinstance(m, tuple) else m for _file, _line, m, *_ in found}
    return messages | titles()


def titles() -> set[str]:
    """What tables and columns are called."""
    tables = schema("tables.json")["tables"].values()
    columns = [column for table in tables for column in table["columns"].values()]
    return {one["title"] for one in (*tables, *columns)}


def translated(language: str) -> dict[str | tuple[str, ...], list[str]]:
    """The translations of a language, all forms of each."""
    found = {}
    for path in (ROOM / "locale" / language).glob("*.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale=language, abort_invalid=True):
                if message.id:
                    forms = message.string
                    found[message.id] = list(forms) if isinstance(forms, tuple) else [forms]
    return found


def faults(language: str, messages: set[str | tuple[str, ...]]) -> list[str]:
    """What the catalogue of a language lacks, has too much, or fills in otherwise."""
    known = translated(language)
    lacking = [f"not translated: {m!r}" for m in messages if not all(known.get(m, [""]))]
    stale = [f"said nowhere: {m!r}" for m in known if m not in messages]
    other = [
        f"other placeholders: {m!r}"
        for m, forms in known.items()
        for form in forms
        if set(PLACEHOLDER.findall(form)) - set(PLACEHOLDER.findall("".join(m)))
    ]
    return sorted(lacking + stale + other)


@pytest.mark.parametrize("language", ["ru", "zh"])
def test_every_word_of_the_interface_is_translated(language):
    assert faults(language, said_on_pages()) == []


def test_a_word_that_is_not_translated_is_noticed():
    assert faults("ru", said_on_pages() | {"Never said"}) == ["not translated: 'Never said'"]


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        (None, None, "en"), (None, "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        (None, "de, zh-CN;q=0.5", "zh"),
        ("zh", "ru", "zh"), ("xx", "ru", "ru"), (None, "ru;q=0", "en"), (None, "fr", "en"),
        (None, "en;q=0.3, zh;q=0.7", "zh"),
    ],
)  # fmt: skip
def test_the_language_is_that_chosen_or_that_of_the_browser(cookie, accepted, language):
    assert tongue.chosen(cookie, accepted) == language


@given(st.text(), st.text())
def test_no_header_is_too_odd(cookie, accepted):
    assert tongue.chosen(cookie, accepted) in tongue.LANGUAGES


@pytest.mark.parametrize(
    ("edtf", "ru", "zh"),
    [
        ("2013-05-12", "12 мая 2013", "2013年5月12日"), ("2013-05", "май 2013", "2013年5月"),
        ("2013-22", "лето 2013", "2013年夏"), ("196X", "1960-е", "1960年代"),
        ("1969~", "примерно 1969", "约1969年"), ("../1991", "1991 и раньше", "1991年及以前"),
        ("1991/..", "1991 и позже", "1991年及以后"),
    ],
)  # fmt: skip
def test_dates_are_said_in_each_language(edtf, ru, zh):
    for language, said in (("ru", ru), ("zh", zh)):
        tongue.speak(language)
        assert wording.date(edtf) == said


@pytest.mark.parametrize(
    ("count", "said"), [(1, "интервью"), (2, "фотографии"), (5, "фотографий"), (21, "фотография")]
)
def test_numbers_take_their_russian_form(count, said):
    tongue.speak("ru")
    kind = "interview" if said == "интервью" else "photograph"
    assert wording.counted(kind, count) == said


async def test_a_language_that_is_chosen_is_remembered(filled, serving):
    client = serving(filled.release()).client
    page = (await client.get("/", headers={"accept-language": "ru"})).text
    assert '<html lang="ru">' in page
    assert "Фотографии" in page or "фотографи" in page
    answer = await client.get("/-/language?to=zh&back=/search%3Fq%3D%D1%80", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/search?q=р" or "search" in answer.headers["location"]
    cookie = answer.headers["set-cookie"].split(";")[0]
    page = (await client.get("/", headers={"cookie": cookie, "accept-language": "ru"})).text
    assert '<html lang="zh">' in page
    assert "黑河</a></h2>" in page


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nSet-Cookie: x=1"]
)
async def test_the_way_back_leads_to_no_other_host(filled, serving, back):
    client = serving(filled.release()).client
    answer = await client.get(
        "/-/language", params={"to": "ru", "back": back}, follow_redirects=False
    )
    assert answer.headers["location"] == "/"
