"""Rules for how sure a time is: about, perhaps, both, before it and behind it."""

from __future__ import annotations

from fieldarchive.describe.dates import when as whens
from fieldarchive.describe.dates.rules import At, rule
from fieldarchive.describe.dates.when import End, When


@rule(
    "BARE",
    "CORE",
    "DET BARE",
    "some time BARE",
    "CORE 的? 时候|期间|那年|那时|之际|间|里|时",
    "как - то BARE",
    "когда - то BARE",
    "a|one|some day in|of BARE",
    "CORE 的? 某天|某日|一天",
)
def bare(at: At, when: When) -> When:
    """In 1969, в 1969 году, 在1969年."""
    return when


@rule("TURNED", "году|годах в|во BARE", "год|года|году ABOUT в? BARE", "числа FULLDAY")
def turned_round(at: At, when: When) -> When:
    """Году в 1969-м, числа 12 мая 2013: said this way round it is about."""
    return whens.about(when)


@rule("TURNED", "BARE ? YEARWORD|YEARSWORD")
def doubted_before_its_noun(at: At, when: When) -> When:
    """1969 (?) г."""
    return whens.perhaps(when)


@rule("SURE", "TURNED")
def turned(at: At, when: When) -> When:
    """A stretch whose doubt stands inside it."""
    return when


@rule("SURE", "BARE", "QUALS ,? SURE_", "BARE ,? SUFFIX")
def sure(at: At, *said: object) -> When | None:
    """A stretch, and how sure it is."""
    found = next(part for part in said if isinstance(part, When))
    return doubted(found, *(part for part in said if not isinstance(part, When)))


@rule("SURE_", "BARE", "BARE ,? SUFFIX")
def sure_behind(at: At, when: When, suffix: str = "") -> When:
    """What stands behind a doubt."""
    return doubted(when, suffix)


@rule(
    "QUAL",
    "ABOUT",
    "где - то|нибудь",
    "some time around|about",
    "в районе",
    "somewhere around|about|in?",
    "sometime around|about",
    "some time around|about",
    "in|on|at or? ABOUT",
    "плюс - минус",
    "не точно",
)
def an_about(at: At) -> str:
    """About, где-то, 大约."""
    return "~"


@rule(
    "QUAL",
    "PERHAPS",
    "может быть",
    "вроде бы",
    "по - видимому",
    "по видимому",
    "скорее всего",
    "как будто бы?",
    "по - моему",
    "если не ошибаюсь",
    "если я не ошибаюсь",
    "если память не изменяет",
    "i think|guess|believe",
    "it? seems",
    "по всей видимости",
    "should be",
    "? ?",
    "?",
    "most probably|likely",
    "very probably|likely",
    "could be",
    "might be",
    "may be",
    "кажется , что",
    "я думаю",
    "думаю",
    "if i remember",
    "不太确定",
    "记不清",
    "如果没记错",
)
def a_perhaps(at: At) -> str:
    """Perhaps, кажется, 可能."""
    return "?"


@rule("QUALS", "QUAL ,? in|в|во|что? QUALS", "QUAL")
def doubts(at: At, *signs: str) -> str:
    """Perhaps about; said twice is said once, or a row of "?" would have too many readings."""
    return "".join(sign for sign in "?~" if any(sign in said for said in signs))


@rule("SUFFIX", "? ~", "~ ?", "%")
def both_signs(at: At) -> str:
    """1969?~."""
    return "?~"


@rule(
    "SUFFIX",
    "QUALS",
    "( QUALS )",
    "or so",
    "- ish",
    "or thereabouts",
    "ish",
    "или около того",
)
def suffix(at: At, signs: str = "~") -> str:
    """1969 or so, 1969 (?), 1969年左右."""
    return signs


def doubt_of(end: End | None) -> tuple[bool, bool] | None:
    """Whether an end is about and whether it is perhaps; None where it is open."""
    return (end.about, end.perhaps) if end else None


def doubted(when: When, *signs: object) -> When:
    """The same with all that is said of how sure it is: "~", "?" or both."""
    said = "".join(sign for sign in signs if isinstance(sign, str))
    if "~" in said:
        when = whens.about(when)
    return whens.perhaps(when) if "?" in said else when
