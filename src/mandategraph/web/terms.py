"""How RDF terms look on a page: a label, a link, the sign of the evidence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from mandategraph.store.engine import Answer, Term
from mandategraph.vocabulary import DCTERMS, ID, ONTOLOGY, OWL, RDF, RDFS, SKOS, XSD, compact

BASIS_WORDS = {
    "Stated": "stated in",
    "Read": "read from",
    "Inferred": "follows from",
    "Planned": "planned, in",
    "Hedged": "said with reservation in",
    "Structure": "the document",
    "Reference": "names and codes",
    "Curated": "our judgement",
    "Ontology": "the ontology",
}
SAID_WORDS = {
    "Stated": "Stated in this paragraph",
    "Read": "Read from this paragraph",
    "Planned": "Planned, by this paragraph; not facts",
    "Hedged": "Said with reservation in this paragraph; not facts",
}
PLAIN_LABELS = {
    "country relation": "has to do with the country",
    "is “country relation” of": "has to do with",
    "programme of": "is the programme of",
    "incomplete list": "is told without naming every",
    "is “theme of the link” of": "is the theme in our link",
    "is “target of the link” of": "is the target in our link",
    "is “work of the link” of": "is the work in our link",
    "is “provision of the link” of": "is the provision in our link",
    "is “paragraph of the recommendation” of": "holds the recommendation",
    "is “established under” of": "is the ground of",
    "is “in line with” of": "is heeded by",
    "is “concerns” of": "is concerned by",
    "is “figure country” of": "is counted in",
    "is “status” of": "is the status of",
    "is “skos:exactMatch” of": "the same as",
}
"""Labels of our own properties that say too little where they stand alone, by what is shown instead."""
FOREIGN_LABELS = {
    "skos:altLabel": "also called",
    "skos:prefLabel": "name",
    "skos:exactMatch": "the same as",
    "skos:closeMatch": "close to",
    "skos:broadMatch": "narrower than",
    "skos:narrowMatch": "broader than",
    "skos:relatedMatch": "related to",
    "skos:inScheme": "in the scheme",
    "skos:notation": "permanent code",
    "dcterms:source": "source",
    "dcterms:description": "wording",
    "dcterms:title": "title",
    "dcterms:date": "date of the source",
    "rdf:type": "is a",
    "rdfs:label": "name",
}
"""Labels for the properties of other vocabularies that the graph uses."""


@dataclass(frozen=True)
class Shown:
    """A term ready for a page: its text, where it leads (None: nowhere) and its language."""

    text: str
    href: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Table:
    """An answer as rows of shown terms."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Shown | None, ...], ...]


_DEFINED_ELSEWHERE = (RDF, RDFS, OWL, SKOS, DCTERMS, XSD)


def href(iri: str) -> str:
    """Where this server tells about a thing: /id/… for ours, /ontology#… for a term, /resource?iri=… for any other."""
    if iri.startswith(ID):
        return "/id/" + quote(iri[len(ID) :], safe="/()-._~")
    if iri == ONTOLOGY or iri.startswith(ONTOLOGY + "#"):
        return "/ontology" + iri[len(ONTOLOGY) :]
    if iri.startswith(_DEFINED_ELSEWHERE):
        return iri
    return "/resource?iri=" + quote(iri, safe="")


def shown(term: Term | None, label: str | None = None) -> Shown | None:
    """A term for a page; an IRI shows its label, else its prefixed name."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return Shown(label or compact(term.value), href(term.value))
    if isinstance(term, Literal):
        return Shown(number(term.value) if _is_number(term) else term.value, None, term.language)
    return Shown(str(term))


def number(text: str) -> str:
    """A number with thousands separated.

    >>> number("642900000")
    '642,900,000'
    """
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}"


def _is_number(literal: Literal) -> bool:
    number = literal.datatype.value in (XSD + "integer", XSD + "decimal")
    return number and re.fullmatch(r"[+-]?\d+(\.\d+)?", literal.value, re.ASCII) is not None


def table(answer: Answer) -> Table:
    """A whole answer as a table; a boolean is a table of one cell."""
    if answer.boolean is not None:
        return Table(("answer",), ((Shown("yes" if answer.boolean else "no"),),))
    return Table(answer.variables, tuple(tuple(map(shown, row)) for row in answer.rows()))


def value(term: Term | None) -> str:
    """The lexical form of a term; empty for none."""
    return term.value if isinstance(term, NamedNode | Literal) else ""


def grouped(rows: Iterable[tuple[str, object]]) -> dict[str, list[object]]:
    """Values by key, in the order in which the keys first come."""
    groups: dict[str, list[object]] = {}
    for key, item in rows:
        groups.setdefault(key, []).append(item)
    return groups
