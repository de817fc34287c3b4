"""Rules for numbers: cardinals, ordinals, days of a month, years, numbers of centuries."""

from __future__ import annotations

from dataclasses import replace

from fieldarchive.describe.dates.numerals import Number
from fieldarchive.describe.dates.rules import At, rule
from fieldarchive.describe.dates.when import When, a_year

OLDEST_OF_TWO_FIGURES = 30


@rule("CARDINAL", "CARDTENS - CARD", "CARDTENS CARD")
def tens_and_ones(at: At, tens: int, ones: Number) -> Number | None:
    """Sixty-nine, шестьдесят девять."""
    return Number(tens + ones.value) if 0 < ones.value < 10 else None


@rule("CARDINAL", "CARD")
def ones_alone(at: At, ones: Number) -> Number:
    """Seven, семь."""
    return ones


@rule("CARDINAL", "CARDTENS")
def tens_alone(at: At, tens: int) -> Number:
    """Sixty, шестьдесят."""
    return Number(tens)


@rule("INWORDS", "CARDTENS -? ORDWORD")
def tens_and_ordinal(at: At, tens: int, ordinal: int) -> int | None:
    """Twenty-first, шестьдесят восьмой."""
    return tens + ordinal if ordinal < 10 else None


@rule("INWORDS", "ORDWORD")
def ordinal_word(at: At, ordinal: int) -> int:
    """Nineteenth, девятнадцатый."""
    return ordinal


@rule("ORD", "INWORDS")
def ordinal_in_words(at: At, ordinal: int) -> int:
    """An ordinal in words."""
    return ordinal


@rule("ORD", "NUM MINUS? NTH", "第 NUM", "NUM . NTH")
def ordinal_in_figures(at: At, number: Number) -> int | None:
    """19th, 19-й, 第一."""
    return number.value if 0 < number.value < 100 else None


@rule("ORD", "ROMAN -? NTH?")
def ordinal_in_roman(at: At, number: int) -> int:
    """XIX, XIX-й."""
    return number


@rule("ORD", "NUM")
def ordinal_as_number(at: At, number: Number) -> int | None:
    """19 before век, 二十 before 世纪."""
    return number.value if 0 < number.value < 100 and number.width < 3 else None


@rule("DAY", "NUM", "NUM DAYWORD", "CARDINAL")
def day_number(at: At, number: Number) -> int | None:
    """12, 12日."""
    return number.value if 1 <= number.value <= 31 and number.width < 3 else None


@rule("DAY", "NUM MINUS? NTH числа?", "NUM числа")
def day_with_ending(at: At, number: Number) -> int | None:
    """12th, 12-го, 12-го числа."""
    return number.value if 1 <= number.value <= 31 and number.width < 3 else None


@rule("DAY", "INWORDS числа?")
def day_in_words(at: At, number: int) -> int | None:
    """Twelfth, двенадцатого."""
    return number if number <= 31 else None


@rule("YEAR", "NUM", "NUM YEARWORD", "NUM YEARSWORD", "year|год|公元 NUM YEARWORD?")
def year_in_figures(at: At, number: Number) -> When | None:
    """1969, 1969 год, 一九六九年."""
    return a_year(number.value) if number.width == 4 else None


@rule("YEAR", "NUM MINUS YEARTH YEARWORD?", "NUM YEARTH YEARWORD?")
def year_as_ordinal(at: At, number: Number) -> When | None:
    """1969-й, в 2013-м году; two figures are a year of our own time."""
    return a_year(number.value) if number.width == 4 else short_year(at, number)


@rule("YEAR", "ad|ce|公元 NUM YEARWORD?")
def year_of_our_era(at: At, number: Number) -> When | None:
    """公元 988 年, AD 988."""
    return a_year(number.value)


@rule("YEAR", "NUM YEARWORD н . э", "NUM YEARWORD нашей эры", "NUM ERA")
def year_said_to_be_ours(at: At, number: Number) -> When | None:
    """988 год нашей эры, 988 AD."""
    return a_year(number.value)


@rule("YEAR", "NUM год|года|году|годом|г")
def short_year_in_russian(at: At, number: Number) -> When | None:
    """988 год, or 68 год of our own time."""
    return a_year(number.value) if number.width == 3 else short_year(at, number)


@rule("YEAR", "NUM 年|年份")
def short_year_in_chinese(at: At, number: Number) -> When | None:
    """六八年, 68年; 两千零八年, but 两千年 is as often so many years."""
    is_by_value = number.width == 0 and number.value > 1000 and number.value % 100
    return a_year(number.value) if is_by_value else short_year(at, number)


@rule("YEAR", "' NUM", "' NUM YEARWORD")
def short_year_in_english(at: At, number: Number) -> When | None:
    """'68."""
    return short_year(at, number)


@rule("YEAR", "INWORDS год|года|году|годом|годе|г")
def short_year_in_words(at: At, number: int) -> When | None:
    """В шестьдесят восьмом году."""
    return short_year(at, Number(number, 2)) if 10 <= number < 100 else None


@rule("YEAR", "CARDTENS ORDWORD")
def short_year_without_its_noun(at: At, tens: int, ordinal: int) -> When | None:
    """В шестьдесят восьмом; twenty-first is no year."""
    return short_year(at, Number(tens + ordinal, 2)) if tens >= 40 and ordinal < 10 else None


@rule("YEAR", "тысяча девятьсот INWORDS YEARWORD?")
def year_of_nineteen_hundred(at: At, number: int) -> When | None:
    """Тысяча девятьсот шестьдесят девятый год."""
    return a_year(1900 + number)


@rule("YEAR", "тысяча восемьсот INWORDS YEARWORD?")
def year_of_eighteen_hundred(at: At, number: int) -> When | None:
    """Тысяча восемьсот пятьдесят восьмой год."""
    return a_year(1800 + number)


@rule("YEAR", "две|двух тысячи|тысяч INWORDS YEARWORD?")
def year_of_two_thousand(at: At, number: int) -> When | None:
    """Две тысячи тринадцатый год."""
    return a_year(2000 + number)


@rule(
    "YEAR", "двухтысячный|двухтысячного|двухтысячном|двухтысячному YEARWORD?", "year two thousand"
)
def year_two_thousand(at: At) -> When | None:
    """Двухтысячный год."""
    return a_year(2000)


@rule("YEAR", "CARD -? CARDINAL")
def year_by_its_halves(at: At, hundreds: Number, rest: Number) -> When | None:
    """Nineteen sixty-nine."""
    fits = 11 <= hundreds.value <= 19 and 10 <= rest.value < 100
    return a_year(hundreds.value * 100 + rest.value) if fits else None


@rule("YEAR", "CARDTENS CARDINAL")
def year_by_twenty_and_the_rest(at: At, tens: int, rest: Number) -> When | None:
    """Twenty thirteen."""
    return a_year(2000 + rest.value) if tens == 20 and 10 <= rest.value < 100 else None


@rule("YEAR", "CARD oh|hundred and? CARD", "CARD oh|hundred CARD")
def year_with_a_naught(at: At, hundreds: Number, rest: Number) -> When | None:
    """Nineteen oh five."""
    fits = 11 <= hundreds.value <= 19 and rest.value < 20
    return a_year(hundreds.value * 100 + rest.value) if fits else None


@rule("YEAR", "two thousand and? CARDINAL")
def year_after_two_thousand(at: At, rest: Number) -> When | None:
    """Two thousand and thirteen."""
    return a_year(2000 + rest.value)


def short_year(at: At, number: Number) -> When | None:
    """The year that two figures mean: the last one before the recording, or of the usual century.

    Without a recording, 00 to 29 could be of either century and are not read.
    """
    if number.width not in {0, 2} or number.value > 99:
        return None
    century = (at.calendar.century - 1) * 100
    if at.on is not None:
        year = at.on.year - (at.on.year - number.value) % 100
    elif number.value >= OLDEST_OF_TWO_FIGURES or at.calendar.century != 20:
        year = century + number.value
    else:
        said = f"{number.value:02}"
        at.two_centuries = (
            f"{said} can be 19{said} or 20{said}. Four figures tell, or the day of recording."
        )
        return None
    found = a_year(year)
    short = found and replace(found, is_short=True)
    return short and short.noting(f"{number.value:02} is read as {year}.")
