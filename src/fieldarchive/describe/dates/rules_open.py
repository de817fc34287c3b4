"""Rules for what is open at one end, and for a phrase as a whole."""

from __future__ import annotations

from fieldarchive.describe.dates import when as whens
from fieldarchive.describe.dates.rules import At, rule
from fieldarchive.describe.dates.rules_doubt import doubt_of, doubted
from fieldarchive.describe.dates.rules_times import without_time
from fieldarchive.describe.dates.when import When


@rule(
    "OPEN",
    "BEFORE -? SURE",
    "earlier|prior|prior than|to SURE",
    "до того ,? как SURE",
    "перед тем ,? как SURE",
    "раньше|ранее чем? SURE",
    "DET? SURE 的? BEFOREEND",
)
def before(at: At, when: When) -> When | None:
    """Before 1991, до 1991, 1991年以前."""
    return whens.before(without_time(when))


@rule(
    "OPEN",
    "AFTER -? SURE",
    "later than SURE",
    "после того ,? как SURE",
    "DET? SURE 的? AFTEREND",
    "SINCE SURE AFTEREND",
    "позже|позднее чем? SURE",
)
def after(at: At, when: When) -> When | None:
    """After 1991, после 1991, 1991年以后."""
    return whens.after(without_time(when))


@rule(
    "OPEN",
    "SINCE SURE",
    "SINCE SURE ,? и? ONWARD",
    "SURE ,? and|и? ONWARD",
    "SINCE SURE ,? и|and далее|позже|later|позднее",
    "SURE ,? и|and далее|позже|позднее|later|after",
    "SINCE? SURE SINCEEND",
    "начиная с SURE",
    "с момента SURE",
    "с|со времени|времен SURE",
    "SURE 及|或|和|与|以及 AFTEREND",
    "с тех пор ,? как SURE",
    "с того времени|момента ,? как SURE",
    "ever since SURE",
    "no|not earlier than SURE",
    "not before SURE",
    "SURE at the earliest",
    "не ранее|раньше SURE",
    "不早于|最早 SURE",
    "SURE MINUS",
    "SURE +",
    "as of SURE",
    "SURE или|or позже|later",
    "SURE 或|或者 更晚|更迟",
    "in|on or after|since SURE",
    "at the earliest SURE",
    "earliest SURE",
    "не раньше чем SURE",
)
def since(at: At, when: When) -> When | None:
    """Since 1991, с 1991 года, 1991年以来."""
    return whens.since(without_time(when))


@rule(
    "OPEN",
    "SINCE? SURE ,? and|и? DASH|TO|UNTIL NOWPHRASE",
    "SINCE? SURE ,? and|и NOWPHRASE",
    "SINCE? SURE NOWPHRASE",
)
def until_now(at: At, when: When) -> When | None:
    """From 1991 to the present, 1991年至今."""
    return whens.since(without_time(when))


@rule(
    "NOWPHRASE",
    "the? NOW",
    "the present day|time?",
    "сих пор",
    "сей день",
    "сегодняшний день",
    "наст время",
    "н /? в",
    "настоящее время",
    "настоящего времени",
    "наших дней",
    "наши дни",
    "this day",
    "至今",
    "今 为止",
    "现在 为止",
    "настоящего момента",
    "date",
)
def now(at: At) -> bool:
    """To the present, по сей день, 至今."""
    return True


@rule(
    "OPEN",
    "UNTIL SURE",
    "UNTIL SURE включительно|inclusive|incl",
    "UNTIL SURE UNTILEND",
    "SURE UNTILEND",
    "up UNTIL SURE",
    "SURE 及|或|和|与|以及 BEFOREEND",
    "不迟于 SURE",
    "up to SURE",
    "вплоть до SURE",
    "пока не SURE",
    "до тех пор ,? пока не SURE",
    "no later than SURE",
    "not after|later SURE",
    "не позднее|позже SURE",
    "不晚于|最晚|最迟 SURE",
    "SURE или|or ранее|раньше|earlier",
    "SURE 或|或者 更早",
    "in|on or before|by SURE",
    "SURE at the latest",
    "latest SURE",
    "not later than SURE",
)
def until(at: At, when: When) -> When | None:
    """Until 1991, по 1991, 到1991年为止."""
    return whens.until(without_time(when))


@rule("OPEN", "BY SURE")
def by(at: At, when: When) -> When | None:
    """By 1991; к началу XX века is that beginning itself."""
    return when if when.unit == "part" else whens.until(without_time(when))


@rule("CLAUSE", "OPEN", "DET OPEN")
def open_ended(at: At, when: When) -> When:
    """Before, until, since, after."""
    return when


@rule("WHEN", "году|годах в|во CLAUSE")
def whole_turned_round(at: At, when: When) -> When:
    """Году в 1969-м."""
    return whens.about(when)


@rule("WHEN", "QUALS ,? in|в|во? CLAUSE ,? SUFFIX?", "CLAUSE ,? SUFFIX", "CLAUSE")
def whole(at: At, *said: object) -> When | None:
    """A whole phrase; a doubt is of both ends, unless they have doubts of their own."""
    found = next(part for part in said if isinstance(part, When))
    ends = {doubt_of(end) for end in (found.first, found.last) if end}
    if len(said) > 1 and len(ends) > 1:
        return None
    return doubted(found, *(part for part in said if not isinstance(part, When)))
