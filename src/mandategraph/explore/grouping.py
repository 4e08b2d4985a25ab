"""Links of a thing grouped by relation, direction and type."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Annotated, Literal

from pyoxigraph import NamedNode

from mandategraph.explore.answer import Cell
from mandategraph.explore.graph import Graph
from mandategraph.explore.links import Link, told
from mandategraph.explore.model import Statement, Thing, says, signs
from mandategraph.trig import natural


@dataclass(frozen=True, repr=False)
class Group:
    """A relation of a thing in one direction."""

    relation: Annotated[Thing, says("The property, named as read from the thing")]
    direction: Annotated[Literal["out", "in"], says("out: the thing is the subject")]
    count: Annotated[int, says("How many statements there are")]
    types: Annotated[dict[str, int], says("How many lead to things of each type")]
    statements: Annotated[tuple[Statement, ...], says("The first of them")]


def cells(statement: Statement) -> tuple[Cell, ...]:
    """Name, type, IRI and evidence of what a statement leads to."""
    other = statement.object
    return other.name, other.type, other.iri, signs(statement.evidence)


def groups(graph: Graph, this: Thing, found: list[Link], each: int) -> tuple[Group, ...]:
    """By relation and direction, those that lead to things first; `each` statements of every group."""
    by: dict[tuple[str, bool], list[Link]] = defaultdict(list)
    for link in found:
        by[link.relation, link.out].append(link)
    others = graph.things(link.other.value for link in found if isinstance(link.other, NamedNode))
    made = [
        Group(
            graph.relation(relation, out),
            "out" if out else "in",
            len(links_of),
            _types(others, links_of),
            tuple(told(graph, this, sorted(links_of, key=lambda link: order(others, link))[:each])),
        )
        for (relation, out), links_of in by.items()
    ]
    return tuple(sorted(made, key=lambda group: ("value" in group.types, group.relation.name, group.direction)))


def _types(others: dict[str, Thing], found: list[Link]) -> dict[str, int]:
    counted = Counter(type_of(others, link) for link in found)
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def type_of(others: dict[str, Thing], link: Link) -> str:
    """The type of what a link leads to; "value" for a plain value."""
    return (others[link.other.value].type or "thing") if isinstance(link.other, NamedNode) else "value"


def order(others: dict[str, Thing], link: Link) -> tuple[object, ...]:
    """A sort key: by the name of what a link leads to."""
    name = others[link.other.value].name if isinstance(link.other, NamedNode) else link.other.value
    return natural(name.casefold()), link.other.value
