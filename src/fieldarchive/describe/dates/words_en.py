"""English words of time, lower case. Each line: what they are, a value, the words."""

from __future__ import annotations

from collections.abc import Iterator

from fieldarchive.describe.dates import numerals
from fieldarchive.describe.dates.numerals import Number
from fieldarchive.describe.dates.when import AUTUMN, EARLY, LATE, MID, SPRING, SUMMER, WINTER

_MONTHS = (
    "january jan", "february feb febr", "march mar", "april apr", "may", "june jun", "july jul",
    "august aug", "september sep sept", "october oct", "november nov", "december dec",
)  # fmt: skip
_WEEKDAYS = (
    "monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri",
    "saturday sat", "sunday sun",
)  # fmt: skip
_DECADES = {
    0: "noughties aughts", 20: "twenties", 30: "thirties", 40: "forties", 50: "fifties",
    60: "sixties",
    70: "seventies", 80: "eighties", 90: "nineties",
}  # fmt: skip
_WORDS: tuple[tuple[str, object, str], ...] = (
    ("SEASON", SPRING, "spring springtime"),
    ("SEASON", SUMMER, "summer summertime"),
    ("SEASON", AUTUMN, "autumn fall"),
    ("SEASON", WINTER, "winter wintertime"),
    ("PART", (EARLY, EARLY), "early beginning start onset dawn"),
    ("PART", (MID, MID), "mid middle midst"),
    ("PART", (LATE, LATE), "late end close closing"),
    ("HALFWORD", None, "half"),
    ("QUARTERWORD", None, "quarter"),
    ("THIRDWORD", None, "third"),
    ("LASTPART", None, "last final"),
    ("SECONDPART", None, "latter"),
    ("FIRSTPART", None, "first opening"),
    ("CENTURYWORD", None, "century centuries cent c"),
    ("DECADEWORD", None, "decade decades"),
    ("YEARWORD", None, "year years yr"),
    ("DECADES", None, "s ies es"),
    ("NTH", None, "st nd rd th"),
    ("ABOUT", None, "about around circa ca c approx approximately roughly approximate abt"),
    ("ABOUT", None, "estimated est nearly almost"),
    ("PERHAPS", None, "perhaps maybe possibly poss probably prob presumably likely apparently"),
    ("PERHAPS", None, "supposedly"),
    ("PERHAPS", None, "uncertain doubtful allegedly conceivably seemingly"),
    ("DET", None, "all whole entire over course month back it that was"),
    ("DET", None, "in on at of the during throughout for within sometime date dated year years"),
    ("BEFORE", None, "before pre bef predating preceding"),
    ("UNTIL", None, "until till til through thru"),
    ("AFTER", None, "after post aft following"),
    ("SINCE", None, "since starting beginning from"),
    ("BY", None, "by towards toward"),
    ("TO", None, "to until till til through thru up-to"),
    ("WHILE", None, "when while during whilst"),
    ("AND", None, "and"),
    ("NOW", None, "now present today nowadays ongoing"),
    ("ONWARD", None, "onward onwards on later after"),
    ("ERA", None, "ad ce"),
    ("AGO", None, "ago earlier before back"),
    ("REL", -1, "last past previous"),
    ("REL", 0, "this current"),
    ("REL", 1, "next coming"),
    ("RELDAY", -1, "yesterday"),
    ("RELDAY", 0, "today tonight now"),
    ("RELDAY", 1, "tomorrow"),
    ("UNIT", "day", "day days night nights"),
    ("UNIT", "week", "week weeks wk wks"),
    ("UNIT", "month", "month months"),
    ("UNIT", "year", "year years yr yrs"),
    ("UNIT", "decade", "decade decades"),
    ("WEEKWORD", None, "week"),
    ("COUNT", (1, 1), "a an one"),
    ("FEW", (3, 5), "few"),
    ("FEW", (3, 9), "several some"),
    ("DAYTIME", "am", "morning dawn"),
    ("DAYTIME", "pm", "afternoon evening"),
    ("DAYTIME", "", "noon midday midnight night dusk lunchtime daytime"),
    ("AMPM", "am", "am"),
    ("AMPM", "pm", "pm"),
    ("ZONE", "Z", "utc gmt z"),
    ("ZONE", "", "msk cst yakt irkt"),
)  # fmt: skip


def entries() -> Iterator[tuple[str, object, str]]:
    """Symbol, value and forms of all words."""
    yield from _WORDS
    for number, forms in enumerate(_MONTHS, 1):
        yield "MONTH", number, forms
    for number, forms in enumerate(_WEEKDAYS):
        yield "WEEKDAY", number, forms
    for number, forms in _DECADES.items():
        yield "TENS", number, forms
    for number, word in enumerate(numerals.ENGLISH):
        yield "CARD", Number(number), word
    for number, word in enumerate(numerals.ENGLISH_TENS, 2):
        yield "CARDTENS", number * 10, word
    for number, word in enumerate(numerals.ENGLISH_ORDINALS, 1):
        yield "ORDWORD", number, word
    for number, word in enumerate(numerals.ENGLISH_TENTHS, 2):
        yield "ORDWORD", number * 10, word
