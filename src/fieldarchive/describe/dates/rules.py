"""The one grammar that all rules go into, and what a rule is told of whoever is reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from fieldarchive.describe.dates.parsing import Grammar
from fieldarchive.describe.dates.values import Calendar

# Words whose only meaning is what they are.
_SILENT = """
ABOUT AFTER AFTEREND AGO AND BEFORE BEFOREEND BY CENTURYWORD DASH DAYWORD DECADES DECADEWORD DET
ERA FIRSTPART HALFHOUR HALFWORD HALFYEAR HOURWORD LASTCENTURY LASTPART MINUS MINUTEWORD MONTHWORD
NOW NOWPHRASE NTH ONWARD PERHAPS QUARTERWORD QUARTERYEAR SECONDPART SINCE SINCEEND TENMORE
THIRDWORD TO UNTIL UNTILEND WEEKWORD WHILE YEARSWORD YEARTH YEARWORD
"""
GRAMMAR = Grammar(frozenset(_SILENT.split()))
rule = GRAMMAR.rule


@dataclass(slots=True)
class At:
    """By which order of figures, calendar and recording day a phrase is read.

    `complaints` are sentences about what was said and cannot be, such as a day that is in no
    calendar; they are told when nothing else can be made of the phrase. `two_centuries` is told
    instead where the day of recording would settle which century a year of two figures is of.
    """

    order: str
    calendar: Calendar
    on: date | None
    complaints: list[str] = field(default_factory=list)
    two_centuries: str = ""

    def refuse(self, sentence: str) -> None:
        """Note why what was said cannot be."""
        if sentence not in self.complaints:
            self.complaints.append(sentence)
