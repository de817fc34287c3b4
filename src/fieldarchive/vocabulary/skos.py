"""SKOS, the form in which vocabularies travel, read from Turtle or RDF/XML without a network.

rdflib is imported when it is asked for. Only what stands in the file is read: nothing that it
points to is fetched, and XML that declares entities is refused before rdflib sees it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from fieldarchive.config import LABEL_LANGUAGES
from fieldarchive.errors import CannotReword
from fieldarchive.vocabulary.words import language_of, plain

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

FORMATS = {".ttl": "turtle", ".rdf": "xml", ".xml": "xml"}
OWN = "urn:fieldarchive:"
RELATIVE = "http://relative.invalid/"  # where addresses stand that have no beginning in the file
ABOUT = "~"  # before an address in `match`: nearly the same and not quite
LARGEST = 20 << 20
# What rdflib's parsers raise for text that is none: none of it has a common root but Exception.
_NO_RDF = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, SyntaxError,
    RecursionError, SAXException,
)  # fmt: skip
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class Concept:
    """A term of somebody's vocabulary; labels and alternatives by language code.

    `others` are words of other languages than ours, or of none that is told. `broader` are the
    addresses of the terms above it, `notation` is a short name that it has.
    """

    uri: str
    notation: str | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    alternatives: Mapping[str, Sequence[str]] = field(default_factory=dict)
    others: Sequence[str] = ()
    broader: Sequence[str] = ()
    note: str | None = None
    match: Sequence[str] = ()

    @property
    def name(self) -> str:
        """The end of its address: "market" of http://example.org/themes#market."""
        return unquote(re.split("[/#:]", self.uri.rstrip("/#:"))[-1])

    @property
    def is_ours(self) -> bool:
        """Whether an archive made its address, so that its notation is a slug."""
        return self.uri.startswith(OWN)


def concepts_in(content: bytes, form: str) -> list[Concept]:
    """The terms in a file, by address; `form` is one of `FORMATS`.

    Raises `CannotReword` for what is no such file.
    """
    from rdflib.namespace import RDF, SKOS

    graph = _parsed(content, form)
    subjects = set(graph.subjects(RDF.type, SKOS.Concept))
    for link in (SKOS.broader, SKOS.narrower, SKOS.topConceptOf, SKOS.inScheme):
        subjects |= {one for one in graph.subjects(link) if (one, SKOS.prefLabel, None) in graph}
    above = _above(graph)
    return [_concept(graph, one, above) for one in sorted(subjects, key=str) if _uri(one)]


def is_uri(text: str) -> bool:
    """Whether a text can be written as an address."""
    return _URI.fullmatch(text) is not None


def _parsed(content: bytes, form: str) -> Graph:
    from rdflib import Graph

    logging.getLogger("rdflib").setLevel(logging.CRITICAL)  # of odd values we tell ourselves
    if len(content) > LARGEST:
        raise CannotReword(f"It is larger than {LARGEST >> 20} MB. Import a part of it.")
    if form == "xml":
        _refuse_entities(content)
    graph = Graph()
    try:
        return graph.parse(data=content, format=form, publicID=RELATIVE)
    except _NO_RDF as error:
        reason = plain(str(error))[:200] or type(error).__name__
        language = "Turtle" if form == "turtle" else "RDF/XML"
        raise CannotReword(f"It is not readable as {language}: {reason}") from error


def _refuse_entities(content: bytes) -> None:
    """An entity may stand for a gigabyte, or for a file of this machine."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import parseString

    try:
        parseString(content, ContentHandler())
    except DefusedXmlException as error:
        raise CannotReword(
            "It declares entities, which can do harm. Save it as Turtle (.ttl) and import that."
        ) from error
    except (SAXException, ValueError) as error:
        raise CannotReword(f"It is not readable as RDF/XML: {plain(str(error))[:200]}") from error


def _above(graph: Graph) -> dict[Node, set[Node]]:
    from rdflib.namespace import SKOS

    above: dict[Node, set[Node]] = {}
    for low, high in graph.subject_objects(SKOS.broader):
        above.setdefault(low, set()).add(high)
    for high, low in graph.subject_objects(SKOS.narrower):
        above.setdefault(low, set()).add(high)
    return above


def _concept(graph: Graph, subject: Node, above: Mapping[Node, set[Node]]) -> Concept:
    from rdflib.namespace import SKOS

    labels: dict[str, str] = {}
    alternatives: dict[str, list[str]] = {}
    others: list[str] = []
    for code, word in _words(graph, subject, SKOS.prefLabel):
        if code in labels:
            alternatives.setdefault(code, []).append(word)
        elif code in LABEL_LANGUAGES:
            labels[code] = word
        else:
            others.append(word)
    for link in (SKOS.altLabel, SKOS.hiddenLabel):
        for code, word in _words(graph, subject, link, is_hidden=link == SKOS.hiddenLabel):
            words = alternatives.setdefault(code, []) if code in LABEL_LANGUAGES else others
            words.append(word)
    notation = next((one for one in sorted(map(str, graph.objects(subject, SKOS.notation)))), None)
    matches = [str(one) for one in graph.objects(subject, SKOS.exactMatch) if _uri(one)]
    close = [ABOUT + str(one) for one in graph.objects(subject, SKOS.closeMatch) if _uri(one)]
    return Concept(
        uri=str(subject),
        notation=notation,
        labels=labels,
        alternatives=alternatives,
        others=others,
        broader=[str(one) for one in _nearest(above, subject)],
        note=_note(graph, subject),
        match=[*sorted(matches), *sorted(close)],
    )


def _words(
    graph: Graph, subject: Node, link: Node, *, is_hidden: bool = False
) -> Iterator[tuple[str, str]]:
    """The words of one kind with their languages; where none is told, the script's.

    A hidden word without a language is one that an archive knows no language of.
    """
    from rdflib import Literal

    found = (one for one in graph.objects(subject, link) if isinstance(one, Literal))
    for literal in sorted(found, key=lambda one: (str(one.language), str(one))):
        if word := plain(str(literal)):
            told = (literal.language or "").split("-")[0].lower()
            yield told or ("" if is_hidden else language_of(word)), word


def _note(graph: Graph, subject: Node) -> str | None:
    """The first of its scope note, definition and note; in English where it has several."""
    from rdflib import Literal
    from rdflib.namespace import SKOS

    for link in (SKOS.scopeNote, SKOS.definition, SKOS.note):
        found = [one for one in graph.objects(subject, link) if isinstance(one, Literal)]
        found.sort(key=lambda one: (one.language != "en", str(one.language), str(one)))
        if found and (text := plain(str(found[0]))):
            return text
    return None


def _nearest(above: Mapping[Node, set[Node]], subject: Node) -> list[Node]:
    """The terms right above one, the lowest first; none that lies in a circle with it."""
    found = sorted((one for one in above.get(subject, ()) if _uri(one)), key=str)
    over = {one: set(_all_above(above, one)) for one in found}
    return sorted(
        (one for one in found if subject not in over[one] and one != subject),
        key=lambda one: sum(one in highest for highest in over.values()),
    )


def _all_above(above: Mapping[Node, Iterable[Node]], subject: Node) -> Iterator[Node]:
    seen: set[Node] = set()
    waiting = [*above.get(subject, ())]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            yield one
            waiting += above.get(one, ())


def _uri(node: Node) -> bool:
    from rdflib import URIRef

    return isinstance(node, URIRef) and is_uri(str(node))
