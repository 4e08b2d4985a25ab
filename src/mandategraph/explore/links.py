"""The statements about one thing, each once, told from that thing, with all graphs that hold it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from mandategraph.evidence import parted
from mandategraph.explore.graph import Graph, evidence, load
from mandategraph.explore.model import Evidence, Statement, Thing
from mandategraph.store.engine import Row
from mandategraph.vocabulary import ALIAS, DCTERMS, LABEL, MG, RDF, mg

_LINKS = load("links")
_TYPE = RDF + "type"
NAMES = frozenset({LABEL.value, mg("summary").value})
STRUCTURE = frozenset(
    MG + name for name in ("inDocument", "section", "inParagraph", "mentionedIn", "order", "basis")
) | {DCTERMS + "source"}
"""Properties that say where something is written rather than how it is."""

CALLED = frozenset({ALIAS.value, *(MG + name for name in ("acronym", "ambiguousAlias"))})
CODES = frozenset(MG + name for name in ("code", "iso3", "symbol", "number"))
NO_RELATIONS = NAMES | STRUCTURE | CALLED | CODES | {_TYPE}
"""What a thing is called and what kind it is, rather than how it is related."""


@dataclass(frozen=True)
class Link:
    """A statement as seen from one of its ends: `out` where the thing is its subject."""

    relation: str
    out: bool
    other: NamedNode | Literal
    evidence: tuple[Evidence, ...]


def links(graph: Graph, iri: str) -> tuple[list[Link], list[Link]]:
    """All links of a thing, in one query: those that are facts, and those only planned or said with reservation.

    They come in an order that does not depend on the store. An inverse is turned round to the property that it is the
    inverse of. What a more special property says too is left out, unless the text says the general one outright.
    """
    found: dict[tuple[str, bool, NamedNode | Literal], set[str]] = defaultdict(set)
    for key, name in _canonical(graph, graph.rows(_LINKS, thing=NamedNode(iri))):
        found[key].add(name)
    facts, apart = [], []
    for (relation, out, other), graphs in sorted(found.items(), key=lambda item: (item[0][:2], str(item[0][2]))):
        held, plans = parted(graphs)
        if held:
            facts.append(Link(relation, out, other, evidence(held)))
        if plans:
            apart.append(Link(relation, out, other, evidence(plans)))
    return _special(graph, facts), _special(graph, apart)


def _canonical(graph: Graph, rows: Iterable[Row]) -> Iterator[tuple[tuple[str, bool, NamedNode | Literal], str]]:
    schema = graph.schema
    for out, prop, other, name in rows:
        if not isinstance(prop, NamedNode) or not isinstance(name, NamedNode):
            continue
        if not isinstance(other, NamedNode | Literal) or not isinstance(out, Literal):
            continue
        relation, forward = prop.value, out.value == "true"
        if relation in schema.primary:
            relation, forward = schema.primary[relation], not forward
        yield (relation, forward or relation in schema.symmetric, other), name.value


def _special(graph: Graph, found: list[Link]) -> list[Link]:
    above = graph.schema.above
    said = {(general, link.out, link.other) for link in found for general in above.get(link.relation, ())}
    return [link for link in found if not _repeats(link, said)]


def _repeats(link: Link, said: set[tuple[str, bool, NamedNode | Literal]]) -> bool:
    inferred = all(sign.basis == "inferred" for sign in link.evidence)
    return inferred and (link.relation == _TYPE or (link.relation, link.out, link.other) in said)


def told(graph: Graph, thing: Thing, found: Iterable[Link]) -> list[Statement]:
    """Links as statements, read from the thing: the relation is named by its inverse where the thing is the object."""
    chosen = list(found)
    others = graph.things(link.other.value for link in chosen if isinstance(link.other, NamedNode))
    return [
        Statement(
            thing,
            graph.relation(link.relation, link.out),
            term(link.other, others),
            link.evidence,
            not link.out and link.relation not in graph.schema.inverse,
        )
        for link in chosen
    ]


def term(value: NamedNode | Literal, things: dict[str, Thing]) -> Thing:
    """An object as a thing or a plain value."""
    if isinstance(value, NamedNode):
        return things.get(value.value) or Thing(value.value, value.value)
    return Thing(value.value, None, None, None if value.language else value.datatype.value, value.language)
