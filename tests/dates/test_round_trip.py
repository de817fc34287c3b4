"""For any date of a class, the way each language says it reads back to that date."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fieldarchive.describe.dates import read_date

EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
RU = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
    "октября", "ноября", "декабря",
)  # fmt: skip
SEASONS = {
    21: ("spring", "весной", "春天"), 22: ("summer", "летом", "夏天"),
    23: ("autumn", "осенью", "秋天"), 24: ("winter", "зимой", "冬天"),
}  # fmt: skip
PARTS = {
    (0, 3): ("early {}", "в начале {}", "{}初"),
    (4, 6): ("the middle of {}", "в середине {}", "{}中期"),
    (7, 9): ("late {}", "в конце {}", "{}末"),
    (0, 4): ("first half of {}", "первая половина {}", "{}前半期"),
    (5, 9): ("second half of {}", "вторая половина {}", "{}后半期"),
}
DOUBTS = {
    "": ("{}", "{}", "{}"),
    "~": ("about {}", "около {}", "{}左右"),
    "?": ("perhaps {}", "возможно, {}", "可能{}"),
    "%": ("perhaps about {}", "возможно, около {}", "可能{}左右"),
}
ENDS = {
    "../{}": ("before {}", "до {}", "{}以前"),
    "{}/..": ("since {}", "с {}", "{}以来"),
}
years = st.integers(1000, 2999)
decades = st.integers(100, 299).map(lambda tens: tens * 10)


def reads(edtf, *phrases):
    for words in phrases:
        found = read_date(words)
        assert found is not None, words
        assert found.edtf == edtf, words


def three(patterns, *written):
    return [pattern.format(text) for pattern, text in zip(patterns, written, strict=True)]


@given(years, st.sampled_from(sorted(DOUBTS)))
def test_a_year_and_how_sure_it_is(year, doubt):
    reads(f"{year}{doubt}", *three(DOUBTS[doubt], year, f"{year} года", f"{year}年"))


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_a_day(day):
    year, month = day.year, day.month
    reads(
        day.isoformat(),
        f"{day.day} {EN[month - 1]} {year}", f"{EN[month - 1]} {day.day}, {year}",
        f"{day.day} {RU[month - 1]} {year} г.", f"{day.day:02}.{month:02}.{year}",
        f"{year}年{month}月{day.day}日",
    )  # fmt: skip


@given(st.dates(date(1000, 1, 1), date(2999, 12, 1)), st.integers(0, 40))
def test_days_from_one_to_another(first, more):
    last = date.fromordinal(first.toordinal() + more + 1)
    en = f"{first.day} {EN[first.month - 1]} {first.year}"
    ru = f"{first.day} {RU[first.month - 1]} {first.year}"
    zh = f"{first.year}年{first.month}月{first.day}日"
    to_en = f"{last.day} {EN[last.month - 1]} {last.year}"
    to_ru = f"{last.day} {RU[last.month - 1]} {last.year} года"
    to_zh = f"{last.year}年{last.month}月{last.day}日"
    reads(
        f"{first}/{last}", f"{en} – {to_en}", f"from {en} to {to_en}", f"с {ru} по {to_ru}",
        f"{zh}至{to_zh}",
    )  # fmt: skip


@given(years, st.sampled_from(sorted(SEASONS)))
def test_a_season(year, season):
    en, ru, zh = SEASONS[season]
    reads(f"{year}-{season}", f"{en} {year}", f"{ru} {year} года", f"{year}年{zh}")


@given(decades)
def test_a_decade(first):
    edtf = f"{first // 10}X"
    reads(edtf, f"the {first}s", f"{first}-е годы", f"в {first}-х гг.", f"{first}年代")


@given(decades, st.sampled_from(sorted(PARTS)))
def test_a_part_of_a_decade(first, part):
    edtf = f"{first + part[0]}~/{first + part[1]}~"
    reads(edtf, *three(PARTS[part], f"the {first}s", f"{first}-х годов", f"{first}年代"))


@given(st.integers(11, 29))
def test_a_century(number):
    edtf = f"{number - 1}XX"
    roman = (
        "X" * (number // 10)
        + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][number % 10]
    )
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number > 13 else 0, "th")
    reads(edtf, f"{number}{ending} century", f"{roman} век", f"в {roman} в.", f"{number}世纪")


@given(years, years, st.sampled_from(["-", "–", "—", " - ", " – "]))
def test_years_from_one_to_another(one, other, dash):
    if one == other:
        return
    first, last = sorted((one, other))
    reads(
        f"{first}/{last}", f"{first}{dash}{last}", f"from {first} to {last}",
        f"between {first} and {last}", f"с {first} по {last} год", f"{first}{dash}{last} гг.",
        f"从{first}年到{last}年", f"{first}年至{last}年",
    )  # fmt: skip


@given(years, st.sampled_from(sorted(ENDS)))
def test_what_is_open_at_one_end(year, end):
    reads(end.format(year), *three(ENDS[end], year, f"{year} года", f"{year}年"))
