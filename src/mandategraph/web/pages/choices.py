"""What filters may be set to: the things of a class by name, and what was given, as it stands in a field."""

from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Thing
from mandategraph.vocabulary import prefixed

_MOST = 300
Pair = tuple[str, str]
"""The value of a choice and what is shown for it."""


def value(iri: str) -> str:
    """How an address names a thing.

    >>> value("https://w3id.org/mandategraph/id/country/tcd")
    'country:tcd'
    """
    return prefixed(iri)


def of_class(graph: Graph, kind: str) -> list[Pair]:
    """The things of a class by name; of very many those of which most is said."""
    things = graph.state.remember(f"choices of {kind}", lambda: graph.state.names.of_class(kind, _MOST))
    return sorted(((value(thing.iri), thing.name) for thing in things), key=lambda pair: pair[1].casefold())


def names(graph: Graph, kind: str) -> list[str]:
    """Their names alone, for a field in which one may write anything else."""
    return [name for _, name in of_class(graph, kind)]


def with_chosen(pairs: list[Pair], chosen: Thing | None) -> list[Pair]:
    """The choices, with the one that is set where it is none of them."""
    if chosen is None or value(chosen.iri or "") in dict(pairs):
        return pairs
    return [(value(chosen.iri or ""), chosen.name), *pairs]
