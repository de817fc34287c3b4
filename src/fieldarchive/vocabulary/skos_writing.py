"""Themes written as SKOS; what is read back is the same table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from fieldarchive.vocabulary.skos import ABOUT, is_uri
from fieldarchive.vocabulary.themes import Theme

if TYPE_CHECKING:
    from rdflib import Graph

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def written(themes: Iterable[Theme], base: str, title: str, form: str) -> bytes:
    """The themes in Turtle or RDF/XML, as terms of one scheme; addresses are `base` and a slug."""
    from rdflib import Graph, Literal, URIRef
    from rdflib.namespace import DCTERMS, RDF, SKOS

    graph, scheme = Graph(), URIRef(base.rstrip("/#:"))
    graph.bind("skos", SKOS)
    graph.bind("theme", base)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, DCTERMS.title, Literal(_sayable(title))))
    for theme in themes:
        _add(graph, theme, base)
        top = (scheme, SKOS.hasTopConcept, URIRef(base + theme.slug))
        graph.add((URIRef(base + theme.slug), SKOS.inScheme, scheme))
        if not theme.broader:
            graph.add(top)
    form = "pretty-xml" if form == "xml" else form
    return graph.serialize(format=form, encoding="utf-8")


def _add(graph: Graph, theme: Theme, base: str) -> None:
    from rdflib import Literal, URIRef
    from rdflib.namespace import RDF, SKOS

    subject = URIRef(base + theme.slug)
    graph.add((subject, RDF.type, SKOS.Concept))
    graph.add((subject, SKOS.notation, Literal(theme.slug)))
    for code, label in theme.labels.items():
        graph.add((subject, SKOS.prefLabel, Literal(_sayable(label), lang=code)))
    for code, words in theme.alternatives.items():
        for word in words:
            graph.add((subject, SKOS.altLabel, Literal(_sayable(word), lang=code)))
    for word in theme.formerly:
        graph.add((subject, SKOS.hiddenLabel, Literal(_sayable(word))))
    if theme.broader:
        graph.add((subject, SKOS.broader, URIRef(base + theme.broader)))
    if theme.note:
        graph.add((subject, SKOS.scopeNote, Literal(_sayable(theme.note))))
    for address in theme.match:
        link = SKOS.closeMatch if address.startswith(ABOUT) else SKOS.exactMatch
        if is_uri(uri := address.removeprefix(ABOUT)):
            graph.add((subject, link, URIRef(uri)))


def _sayable(text: str) -> str:
    """A text without the signs that XML has no spelling for."""
    return _NO_XML.sub("", text)
