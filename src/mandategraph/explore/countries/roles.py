"""What one country or region is in the text: its statements by kind of relation."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Annotated, get_args
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode

from mandategraph.evidence import parted
from mandategraph.explore.graph import Graph, iri_of, load, text_of
from mandategraph.explore.links import told
from mandategraph.explore.model import Statement, Thing, says
from mandategraph.ordering import natural
from mandategraph.store.links import Link

Relation = OneOf[
    "assisted", "assessed", "venue", "focus", "origin", "donor", "supporter", "leader", "implementer", "partner",
    "party", "figure", "other"
]  # fmt: skip
KINDS: tuple[Relation, ...] = get_args(Relation)
Terms = dict[str, NamedNode | Literal]
_PLACE = load("countries/place")
_CHOSEN = {name: load(f"countries/{name}") for name in ("theme", "programme")}
READ, _SHOWN = 5000, 200
Links = dict[str, list[Link]]


@dataclass(frozen=True)
class Role:
    """What a place is in a kind of relation."""

    kind: Annotated[Relation, says("The kind of relation")]
    count: Annotated[int, says("How many different things have such a relation to the place")]
    statements: Annotated[tuple[Statement, ...], says(f"What is said; the first {_SHOWN} of a kind")]


def roles(graph: Graph, this: Thing, terms: Terms) -> tuple[tuple[Role, ...], tuple[Role, ...], bool]:
    """What is a fact, what is planned or hedged, and whether that is all there is."""
    rows = graph.rows(choosing(_PLACE, terms), place=NamedNode(this.iri or ""), **terms)
    found: dict[tuple[str, tuple[str, bool, NamedNode]], set[str]] = defaultdict(set)
    for kind, prop, out, other, name in rows[:READ]:
        if isinstance(other, NamedNode):
            forward = text_of(out) == "true" or iri_of(prop) in graph.schema.symmetric
            found[text_of(kind) or "", (iri_of(prop), forward, other)].add(iri_of(name))
    facts: Links = defaultdict(list)
    apart: Links = defaultdict(list)
    for (kind_of, ends), graphs in found.items():
        for into, names in zip((facts, apart), parted(graphs), strict=True):
            if names:
                into[kind_of].append(Link(*ends, tuple(names)))
    return _roles(graph, this, facts), _roles(graph, this, apart), len(rows) <= READ


def choosing(text: str, terms: Terms) -> str:
    """The query with a clause for a theme and a programme, where they are given: from them it is quick to start."""
    return text.replace("    # chosen\n", "".join(_CHOSEN[name] for name in _CHOSEN if name in terms))


def _roles(graph: Graph, this: Thing, found: Links) -> tuple[Role, ...]:
    return tuple(
        Role(kind, len({link.other for link in found[kind]}), _told(graph, this, found[kind]))
        for kind in KINDS
        if kind in found
    )


def _told(graph: Graph, this: Thing, found: list[Link]) -> tuple[Statement, ...]:
    others = graph.things(link.other.value for link in found)
    return tuple(told(graph, this, sorted(found, key=lambda link: _order(others, link))[:_SHOWN]))


def _order(others: dict[str, Thing], link: Link) -> tuple[object, ...]:
    """A sort key: by the name of what a link leads to."""
    name = others[link.other.value].name if isinstance(link.other, NamedNode) else link.other.value
    return natural(name.casefold()), link.other.value
