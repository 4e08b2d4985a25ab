"""What a named graph's IRI tells: what its statements rest on, and the paragraph that they stand in."""

import re
from collections.abc import Iterable

from mandategraph.ordering import natural
from mandategraph.vocabulary import DOCUMENT_GRAPH, GRAPH, PARAGRAPH_GRAPH

BASIS = {"paragraph": "Stated", "reading": "Read", "planned": "Planned", "hedged": "Hedged", "inferred": "Inferred"}
BASES = (
    "stated", "read", "reference", "curated", "structure", "planned", "hedged", "inferred", "ontology", "other"
)  # fmt: skip
"""All bases in lower case, the strongest evidence first."""
NOT_FACTS = frozenset({"Planned", "Hedged"})
"""The bases whose graphs stay out of the default graph."""

_INFERRED = re.compile(r"(?P<document>.+/id/document/[^/]+)/inferred/(?P<number>[^/]+)")


def basis_of(graph: str) -> str | None:
    """The local name of a graph's basis by its IRI; None where the IRI follows no known form."""
    paragraph = PARAGRAPH_GRAPH.fullmatch(graph)
    if paragraph:
        return BASIS[paragraph["kind"]]
    if _INFERRED.fullmatch(graph) or graph == GRAPH + "inferred":
        return "Inferred"
    if DOCUMENT_GRAPH.fullmatch(graph):
        return "Structure"
    if graph == GRAPH + "things" or graph.startswith(GRAPH + "reference/"):
        return "Reference"
    if graph == GRAPH + "curated":
        return "Curated"
    return "Ontology" if graph == GRAPH + "ontology" else None


def paragraph_of(graph: str) -> str | None:
    """The IRI of the paragraph that a graph belongs to."""
    matched = PARAGRAPH_GRAPH.fullmatch(graph) or _INFERRED.fullmatch(graph)
    return f"{matched['document']}/paragraph/{matched['number']}" if matched else None


def parted(graphs: Iterable[str]) -> tuple[set[str], set[str]]:
    """Graphs of facts, and graphs of what is planned or said with reservation."""
    every = set(graphs)
    plans = {graph for graph in every if basis_of(graph) in NOT_FACTS}
    return every - plans, plans


def rank(graph: str) -> int:
    """The place of a graph's basis among BASES."""
    return BASES.index((basis_of(graph) or "other").lower())


def outright(graphs: Iterable[str]) -> list[str]:
    """Graphs that hold a statement, the strongest first.

    What is inferred is left out where the same paragraph, or the background, says it outright.
    """
    every = set(graphs)
    inferred = {graph for graph in every if basis_of(graph) == "Inferred"}
    said = {paragraph_of(graph) for graph in every if basis_of(graph) in ("Stated", "Read")}
    if every - inferred:
        said.add(None)
    return sorted(
        (graph for graph in every if graph not in inferred or paragraph_of(graph) not in said),
        key=lambda graph: (rank(graph), natural(graph)),
    )
