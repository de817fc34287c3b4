"""The query language: what a person types to choose items, taken apart into terms.

    city:heihe theme:senses/smell date:1966..1969 kind:photograph -has:transcript рынок

A term is a field with a value, or a word of text; all of them have to hold. A comma between
values means either of them, a hyphen before a term means not, quotes keep words together. Words
that an operator or a bracket binds are one term, read by `grammar`; fields hold for all of it.
Nothing typed can raise; what the values mean is for `understanding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from fieldarchive.search.grammar import OPERATORS, is_plain, with_ascii_marks

# In the three languages of the archive; a field means the same in all of them.
FIELDS = {
    "city": ("город", "城市"),
    "place": ("место", "地点"),
    "theme": ("themes", "тема", "темы", "主题"),
    "kind": ("вид", "тип", "类型"),
    "date": ("дата", "日期"),
    "about": ("о", "时代"),
    "since": ("с", "от", "自", "从"),
    "until": ("по", "до", "至", "到"),
    "added": ("добавлено", "入档"),
    "language": ("lang", "язык", "语言"),
    "person": ("people", "кто", "человек", "люди", "人", "人物"),
    "access": ("доступ", "权限"),
    "keyword": ("keywords", "слово", "ключевое", "关键词"),
    "has": ("есть", "有"),
    "problem": ("check", "ошибка", "问题"),
    "id": ("item",),
}
_FIELD_OF = {name: field for field, names in FIELDS.items() for name in (field, *names)}
_QUOTED = r'"[^"]*"?'
_PHRASE = rf"={_QUOTED}|{_QUOTED}|=?[«“„][^»”“]*[»”“]?"
_NEAR = r"NEAR\([^()]*\)"
_TERM = re.compile(
    rf"(?P<sign>[-−])?(?:(?P<field>[^\W\d_]+)[:：](?P<value>(?:{_QUOTED}|[^\s\"()])*)"
    rf"|(?P<word>{_NEAR}|{_PHRASE}|[()]|[^\s\"«“„()]+))"
)
_PIECE = re.compile(rf"({_QUOTED})|([^,，、\"]+)")
_LONGEST_VALUE = 8  # words: "after the opening of the bridge" has six
_LOOSE = re.compile(r'[-−]?(?P<field>[^\W\d_]+)[:：](?P<value>[^":：]*\s[^":：]*)')


@dataclass(frozen=True, slots=True)
class Term:
    """A condition: one of `values` in a field, or the text in `values[0]` where `field` is None.

    `quoted` texts stand together. `loose` is a value with spaces that is in no quotes, or lost
    them to the shell: what follows its first words may be meant as further terms. `bound` texts
    hold operators or brackets of their own; a bound field stands in brackets, or beside OR.
    """

    field: str | None
    values: tuple[str, ...]
    negated: bool = False
    quoted: bool = False
    loose: bool = False
    bound: bool = False

    @property
    def bare_words(self) -> list[str]:
        """Those of its words that have no marks: in no quotes, and not to be found exactly."""
        text = "" if self.quoted else re.sub(_PHRASE, " ", self.values[0])
        words = (word.lstrip("-−") for word in re.split(r"[\s()]+", text))
        return [word for word in words if word and not word.startswith("=")]

    @property
    def as_typed(self) -> str:
        """The text of a term with its marks, as `grammar` reads it."""
        text = f'"{self.values[0]}"' if self.quoted else self.values[0]
        return f"-{text}" if self.negated else text


def parse(typed: Iterable[str]) -> list[Term]:
    """The terms in words as a shell hands them over; a text in one piece is taken apart as well."""
    return _bound([term for word in typed for term in _terms(with_ascii_marks(word))])


def tightened(term: Term) -> Iterator[list[Term]]:
    """The ways to read a loose term: its value, of fewer and fewer words, and what follows it."""
    words = term.values[0].split()
    for n in range(min(len(words), _LONGEST_VALUE), 0, -1):
        first = replace(term, values=_values(" ".join(words[:n])), loose=False)
        yield _bound([first, *_terms(" ".join(words[n:]))])


def _bound(found: Sequence[Term]) -> list[Term]:
    """The terms with all texts as one, where an operator or a bracket binds them."""
    terms = _placed(found)
    texts = [term.as_typed for term in terms if term.field is None]
    if all(is_plain(text) for text in texts):
        return terms
    whole = Term(None, (" ".join(texts),), bound=True)
    return [*(term for term in terms if term.field is not None), whole]


def _placed(terms: Sequence[Term]) -> list[Term]:
    """The terms with what is typed around a field: brackets and OR bind it, NOT negates it."""
    signs = [None, *map(_operator, terms), None]  # of a term at n, and of its neighbours
    last_closing = max((n for n, sign in enumerate(signs) if sign == ")"), default=0)
    leads = _lead_to_field(terms, signs)
    found: list[Term] = []
    depth, negated = 0, False
    for n, term in enumerate(terms, start=1):
        if term.field is not None:
            is_bound = "OR" in (signs[n - 1], signs[n + 1]) or (depth > 0 and n < last_closing)
            found.append(replace(term, bound=is_bound, negated=term.negated != negated))
        elif leads[n] or (signs[n] == "AND" and n > 1 and terms[n - 2].field is not None):
            negated = signs[n] == "NOT"  # said of the field; AND is what holds anyway
            continue
        else:
            depth = max(0, depth + (signs[n] == "(") - (signs[n] == ")"))
            found.append(term)
        negated = False
    return found


def _lead_to_field(terms: Sequence[Term], signs: Sequence[str | None]) -> list[bool]:
    """For each term, counted from 1, whether it is AND or NOT and a field comes next."""
    leads = [False] * len(signs)
    for n in range(len(terms) - 1, 0, -1):
        leads[n] = signs[n] in ("AND", "NOT") and (terms[n].field is not None or leads[n + 1])
    return leads


def _operator(term: Term) -> str | None:
    """AND, OR, NOT or a bracket, where a term is one."""
    if term.field is not None or term.quoted:
        return None
    text = term.values[0]
    return text if text in ("(", ")") else None if term.negated else OPERATORS.get(text)


def _terms(word: str) -> list[Term]:
    loose = _LOOSE.fullmatch(word)
    if loose and loose["value"].strip() and loose["field"].casefold() in _FIELD_OF:
        field = _FIELD_OF[loose["field"].casefold()]
        return [Term(field, (loose["value"].strip(),), word[0] in "-−", loose=True)]
    return [term for match in _TERM.finditer(word) if (term := _term(match))]


def _term(match: re.Match[str]) -> Term | None:
    negated = match["sign"] is not None
    named = (match["field"] or "").casefold()
    if named in _FIELD_OF:
        return Term(_FIELD_OF[named], _values(match["value"]), negated)
    text = match["word"] if match["field"] is None else match.group().lstrip("-−")
    found = _unquoted(text)
    if text[:1] in "=«“„" or not is_plain(text):  # with marks of its own, which stay
        return Term(None, (text,), negated)
    if not found:  # a lone quote: nothing to look for, and not a wish for everything
        return Term(None, (text,), negated)
    return Term(None, (found,), negated, quoted=text.startswith('"'))


def _values(text: str) -> tuple[str, ...]:
    """What commas part, where they stand in no quotes."""
    pieces = (_unquoted(quoted or plain) for quoted, plain in _PIECE.findall(text))
    return tuple(filter(None, pieces))


def _unquoted(text: str) -> str:
    return text.strip().strip('"').strip()
