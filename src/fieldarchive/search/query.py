"""The query language: what a person types to choose items, taken apart into terms.

    city:heihe theme:senses/smell date:1966..1969 kind:photograph -has:transcript рынок

A term is a field with a value, or a word of text; all of them have to hold. A comma between
values means either of them, a hyphen before a term means not, quotes keep words together. Words
that an operator or a bracket binds are one term, read by `grammar`; fields hold for all of it.
Nothing typed can raise; what the values mean is for `understanding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from fieldarchive.search.grammar import is_plain

# In the three languages of the archive; a field means the same in all of them.
FIELDS = {
    "city": ("город", "城市"),
    "place": ("место", "地点"),
    "theme": ("themes", "тема", "темы", "主题"),
    "kind": ("вид", "тип", "类型"),
    "date": ("дата", "日期"),
    "about": ("о", "时代"),
    "since": ("с", "自"),
    "until": ("по", "至"),
    "added": ("добавлено", "入档"),
    "language": ("lang", "язык", "语言"),
    "person": ("people", "кто", "人"),
    "access": ("доступ", "权限"),
    "keyword": ("keywords", "слово", "关键词"),
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
_LOOSE = re.compile(r'[-−]?(?P<field>[^\W\d_]+)[:：](?P<value>[^":：]*\s[^":：]*)')


@dataclass(frozen=True, slots=True)
class Term:
    """A condition: one of `values` in a field, or the text in `values[0]` where `field` is None.

    `quoted` texts stand together. `loose` is a value with spaces that the shell kept together:
    what follows its first word may be meant as further terms. `bound` texts hold operators or
    brackets of their own.
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
    terms = [term for word in typed for term in _terms(word)]
    texts = [term.as_typed for term in terms if term.field is None]
    if all(is_plain(text) for text in texts):
        return terms
    whole = Term(None, (" ".join(texts),), bound=True)
    return [*(term for term in terms if term.field is not None), whole]


def tightened(term: Term) -> list[Term]:
    """A loose term as its first word and the terms that follow."""
    first, _, rest = term.values[0].strip().partition(" ")
    return [replace(term, values=(first,), loose=False), *parse([rest])]


def _terms(word: str) -> list[Term]:
    loose = _LOOSE.fullmatch(word)
    if loose and loose["field"].casefold() in _FIELD_OF:
        field = _FIELD_OF[loose["field"].casefold()]
        return [Term(field, (loose["value"].strip(),), word[0] in "-−", loose=True)]
    return [term for match in _TERM.finditer(word) if (term := _term(match))]


def _term(match: re.Match[str]) -> Term | None:
    negated = match["sign"] is not None
    named = (match["field"] or "").casefold()
    if named in _FIELD_OF:
        values = tuple(_unquoted(piece[0] or piece[1]) for piece in _PIECE.findall(match["value"]))
        return Term(_FIELD_OF[named], tuple(filter(None, values)), negated)
    text = match["word"] if match["field"] is None else match.group().lstrip("-−")
    found = _unquoted(text)
    if text[:1] in "=«“„" or not is_plain(text):  # with marks of its own, which stay
        return Term(None, (text,), negated)
    if not found:  # a lone quote: nothing to look for, and not a wish for everything
        return Term(None, (text,), negated)
    return Term(None, (found,), negated, quoted=text.startswith('"'))


def _unquoted(text: str) -> str:
    return text.strip().strip('"').strip()
