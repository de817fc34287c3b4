"""Russian words of time in all their cases, lower case, with е for ё."""

from __future__ import annotations

from collections.abc import Iterator

from fieldarchive.describe.dates import numerals
from fieldarchive.describe.dates.numerals import Number
from fieldarchive.describe.dates.when import AUTUMN, EARLY, LATE, MID, SPRING, SUMMER, WINTER

_HARD = "ый ой ая ое ые ого ому ую ым ом ых ыми"
_SOFT = "ий яя ее ие его ей ему юю им ем их ими"
_THIRD = "ий ья ье ьи ьего ьей ьему ью ьим ьем ьих ьими"
_SINGULAR, _PLURAL = "ый ой ая ое ого ому ую ым ом", "ые ых ым ыми"
_MONTHS = (
    ("январ", "ь я ю ем е"), ("феврал", "ь я ю ем е"), ("март", "_ а у ом е"),
    ("апрел", "ь я ю ем е"), ("ма", "й я ю ем е"), ("июн", "ь я ю ем е"),
    ("июл", "ь я ю ем е"), ("август", "_ а у ом е"),
    ("сентябр", "ь я ю ем е"), ("октябр", "ь я ю ем е"), ("ноябр", "ь я ю ем е"),
    ("декабр", "ь я ю ем е"),
)  # fmt: skip
_SHORT_MONTHS = (
    "янв", "фев февр", "мар", "апр", "", "июн", "июл", "авг", "сен сент", "окт", "ноя нояб", "дек",
)  # fmt: skip
_WEEKDAYS = (
    "понедельник понедельника понедельнику понедельником понедельнике пн",
    "вторник вторника вторнику вторником вторнике вт", "среда среды среде среду средой ср",
    "четверг четверга четвергу четвергом четверге чт",
    "пятница пятницы пятнице пятницу пятницей пт",
    "суббота субботы субботе субботу субботой сб",
    "воскресенье воскресенья воскресенью воскресеньем вс",
)  # fmt: skip
_WORDS: tuple[tuple[str, object, str], ...] = (
    ("SEASON", SPRING, "весна весны весне весну весной весною"),
    ("SEASON", SUMMER, "лето лета лету летом лете"),
    ("SEASON", AUTUMN, "осень осени осенью"),
    ("SEASON", WINTER, "зима зимы зиме зиму зимой зимою"),
    ("PART", (EARLY, EARLY), "начало начала началу началом начале нач"),
    ("PART", (MID, MID), "середина середины середине середину серединой сер"),
    ("PART", (LATE, LATE), "конец конца концу концом конце кон исход исходе исходу излет излете"),
    ("FIRSTPART", None, "первые первых"),
    ("HALFWORD", None, "половина половины половине половину половиной пол полов"),
    ("HALFYEAR", None, "полугодие полугодия полугодию полугодием полугодии"),
    ("QUARTERYEAR", None, "квартал квартала кварталу кварталом квартале кв"),
    ("QUARTERWORD", None, "четверть четверти четвертью четв"),
    ("THIRDWORD", None, "треть трети третью"),
    ("CENTURYWORD", None, "век века веку веком веке веков векам веках вв в"),
    ("CENTURYWORD", None, "столетие столетия столетию столетием столетии столетий ст"),
    ("DECADEWORD", None, "десятилетие десятилетия десятилетию десятилетием десятилетии"),
    ("YEARWORD", None, "год года году годом годе г"),
    ("YEARSWORD", None, "годы годов годам годами годах гг"),
    ("DECADES", None, "е х м ми ые ых ым ыми ие"),
    ("NTH", None, "е го ое ого му ому м й я ю ая ую ой ым ом"),
    ("YEARTH", None, "й ый го ого му ому м ом ым"),
    ("ABOUT", None, "около ок примерно приблизительно прибл приблиз порядка ориентировочно"),
    ("ABOUT", None, "почти условно этак примерн приблизит"),
    ("PERHAPS", None, "возможно вероятно вер наверное наверно видимо похоже кажется вроде"),
    ("PERHAPS", None, "предположительно"),
    ("PERHAPS", None, "предп предпол якобы по-моему может"),
    ("DET", None, "уже еще однажды это то был было лихие лихих"),
    ("DET", None, "в во на за период периода периоде течение протяжении времена время эпоху"),
    ("DET", None, "весь всю все целый примета год годы году года"),
    ("BEFORE", None, "до ранее раньше перед накануне прежде"),
    ("UNTIL", None, "по до"),
    ("AFTER", None, "после позже позднее спустя вслед"),
    ("SINCE", None, "с со от начиная"),
    ("BY", None, "к ко"),
    ("TO", None, "по до и"),
    ("WHILE", None, "когда при во-время"),
    ("AND", None, "и"),
    ("NOW", None, "сейчас теперь сегодня"),
    ("ERA", None, "нэ"),
    ("AGO", None, "назад"),
    ("RELDAY", -1, "вчера"),
    ("RELDAY", -2, "позавчера"),
    ("RELDAY", -3, "позапозавчера"),
    ("RELDAY", 0, "сегодня сейчас теперь"),
    ("RELDAY", 1, "завтра"),
    ("RELDAY", 2, "послезавтра"),
    ("UNIT", "day", "день дня дню днем дне дни дней сутки суток"),
    ("UNIT", "week", "неделя недели неделе неделю неделей недель"),
    ("UNIT", "month", "месяц месяца месяцу месяцем месяце месяцы месяцев мес"),
    ("UNIT", "year", "год года году годом годе лет г"),
    ("UNIT", "decade", "десятилетие десятилетия десятилетий"),
    ("WEEKWORD", None, "неделя недели неделе неделю неделей"),
    ("COUNT", (2, 3), "пару пара"),
    ("FEW", (3, 9), "несколько"),
    ("COUNT", (10, 10), "десяток десятка"),
    ("DAYTIME", "am", "утро утром утра утру"),
    ("DAYTIME", "pm", "день днем дня вечер вечером вечера вечеру"),
    ("DAYTIME", "", "полдень полночь"),
    ("DAYTIME", "am", "ночь ночью ночи рассвет рассвете"),
    ("HOURWORD", None, "час часа часов часам ч"),
    ("MINUTEWORD", None, "минута минуты минут мин"),
)  # fmt: skip
_RELATIVE = {
    -1: (("прошл", _HARD), ("прошедш", _SOFT), ("минувш", _SOFT), ("предыдущ", _SOFT)),
    -2: (("позапрошл", _HARD),),
    0: (
        ("текущ", _SOFT),
        ("нынешн", _SOFT),
        ("с", "его"),
        ("эт", "от а о и ого ой ому у им ом их ими"),
    ),
    1: (("следующ", _SOFT), ("будущ", _SOFT), ("грядущ", _SOFT)),
}
_DECADES = {0: ("нулев", "двухтысячн"), **{n: (s,) for n, s in numerals.RUSSIAN_ORDINALS.items()
                                           if n % 10 == 0}}  # fmt: skip


def entries() -> Iterator[tuple[str, object, str]]:
    """Symbol, value and forms of all words."""
    yield from _WORDS
    for number, (stem, endings) in enumerate(_MONTHS, 1):
        yield "MONTH", number, f"{_forms(stem, endings)} {_SHORT_MONTHS[number - 1]}"
    for number, forms in enumerate(_WEEKDAYS):
        yield "WEEKDAY", number, forms
    for offset, stems in _RELATIVE.items():
        for stem, endings in stems:
            yield "REL", offset, _forms(stem, endings)
    for part, stem in (((EARLY, EARLY), "ранн"), ((LATE, LATE), "поздн")):
        yield "PART", part, _forms(stem, _SOFT.replace("ее ", ""))
        yield "SEASONPART", part, f"{stem}ее"  # with a year it is later or earlier
    yield "LASTPART", None, "посл " + _forms("последн", _SOFT)
    yield from (("ORDWORD", 1, "перв"), ("ORDWORD", 2, "втор вт"))
    yield from _numbers()


def _numbers() -> Iterator[tuple[str, object, str]]:
    for number, forms in numerals.RUSSIAN.items():
        yield ("CARD", Number(number), forms) if number < 20 else ("CARDTENS", number, forms)
    for number, stem in numerals.RUSSIAN_ORDINALS.items():
        yield "ORDWORD", number, _forms(stem, _SINGULAR)
    yield "ORDWORD", 3, _forms("трет", _THIRD)
    for number, stems in _DECADES.items():
        for stem in stems:
            yield "TENS", number, _forms(stem, _PLURAL)


def _forms(stem: str, endings: str) -> str:
    return " ".join(stem + ending.strip("_") for ending in endings.split())
