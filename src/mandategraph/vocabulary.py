"""The namespaces and IRIs that all other modules use, and where the data folders stand."""

import re
from pathlib import Path

from pyoxigraph import NamedNode

MG = "https://w3id.org/mandategraph/ontology#"
SHAPES = "https://w3id.org/mandategraph/shapes#"
ONTOLOGY = "https://w3id.org/mandategraph/ontology"
ID = "https://w3id.org/mandategraph/id/"
GRAPH = ID + "graph/"
SDG = "http://metadata.un.org/sdg/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"

KINDS = (
    "activity",
    "agenda-item",
    "answer",
    "body",
    "city",
    "contradiction",
    "contribution",
    "country",
    "decision",
    "document",
    "draft",
    "figure",
    "fund",
    "group",
    "initiative",
    "instrument",
    "legislation",
    "mandate",
    "mechanism",
    "meeting",
    "office-holder",
    "organization",
    "portal",
    "programme",
    "project",
    "provision",
    "publication",
    "recommendation",
    "region",
    "resolution",
    "status",
    "theme",
    "theme-target",
    "tool",
    "treaty",
)
"""The path segments that follow ID: one a broad class, and each also a prefix."""

PREFIXES: dict[str, str] = {
    "mg": MG,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "skos": SKOS,
    "dcterms": DCTERMS,
    "xsd": XSD,
    "prov": "http://www.w3.org/ns/prov#",
    "sdg": SDG,
    "sdgo": SDG + "ontology#",
    "geo": SDG + "codes/geoArea/",
    "graph": GRAPH,
    "reference": GRAPH + "reference/",
    **{kind: f"{ID}{kind}/" for kind in KINDS},
}

TYPE = NamedNode(RDF + "type")
LABEL = NamedNode(RDFS + "label")
ALIAS = NamedNode(SKOS + "altLabel")

DOCUMENT_GRAPH = re.compile(r".+/id/document/[^/]+")
PARAGRAPH_GRAPH = re.compile(
    r"(?P<document>.+/id/document/[^/]+)/(?P<kind>paragraph|reading|planned|hedged)/(?P<number>[^/]+)"
)

_BUNDLED = Path(__file__).parent / "_data"
DATA = _BUNDLED if _BUNDLED.is_dir() else Path(__file__).parents[2]
"""The folder that holds ontology/, graph/ and queries/: a checkout's top, or the installed package's own copy."""

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w.-]*[\w-])?", re.ASCII)


def mg(name: str) -> NamedNode:
    """A term of our ontology."""
    return NamedNode(MG + name)


def compact(iri: str, prefixes: dict[str, str] | None = None) -> str:
    """The shortest prefixed name of an IRI, or the IRI in angle brackets where none fits.

    >>> compact("https://w3id.org/mandategraph/id/country/tcd")
    'country:tcd'
    """
    known = PREFIXES if prefixes is None else prefixes
    fits = [
        f"{prefix}:{iri[len(base) :]}"
        for prefix, base in known.items()
        if iri.startswith(base) and _LOCAL.fullmatch(iri[len(base) :])
    ]
    return min(fits, key=len) if fits else f"<{iri}>"


def prefixed(iri: str) -> str:
    """The same without brackets, as addresses and pages name a thing.

    >>> prefixed("https://w3id.org/mandategraph/id/country/tcd"), prefixed("urn:x")
    ('country:tcd', 'urn:x')
    """
    return compact(iri).strip("<>")


def expand(name: str) -> str | None:
    """The IRI of a prefixed name or of an IRI; None where it is neither.

    >>> expand("sdg:16.4")
    'http://metadata.un.org/sdg/16.4'
    """
    prefix, colon, local = name.strip("<>").partition(":")
    if not colon:
        return None
    if local.startswith("//"):
        return name.strip("<>")
    return PREFIXES[prefix] + local if prefix in PREFIXES else None


NAMES = frozenset({LABEL.value, mg("summary").value})
STRUCTURE = frozenset(
    MG + name for name in ("inDocument", "section", "inParagraph", "mentionedIn", "order", "basis")
) | {DCTERMS + "source"}
"""Properties that say where something is written rather than how it is."""

CALLED = frozenset({ALIAS.value, *(MG + name for name in ("acronym", "ambiguousAlias"))})
CODES = frozenset(MG + name for name in ("code", "iso3", "symbol", "number"))
NO_RELATIONS = NAMES | STRUCTURE | CALLED | CODES | {TYPE.value}
"""What a thing is called and what kind it is, rather than how it is related."""
NOT_FOLLOWED = STRUCTURE | frozenset(
    (
        RDF + "type",
        SKOS + "inScheme",
        *(SKOS + kind + "Match" for kind in ("exact", "close", "broad", "narrow", "related")),
        *(
            MG + name
            for name in (
                "status", "incompleteList", "unit", "qualifier", "contributionKind", "earmarking", "concerns", "saidIn",
                "linkTheme", "linkTarget", "answerWork", "answerProvision", "derivedLink",
            )
        ),
    )
)  # fmt: skip
"""Properties that connect nothing: kinds and units, where it is written, what is said twice or never but derived."""
