"""Links of a thing grouped by relation, direction and type."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from mandategraph.explore.answer import Cell
from mandategraph.explore.graph import Graph
from mandategraph.explore.links import told
from mandategraph.explore.model import Statement, Thing, says, signs
from mandategraph.store.linking import HUB
from mandategraph.store.links import Count, Filter, Link

Key = tuple[str, bool]
"""A relation and whether the thing is its subject."""


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


def groups(
    graph: Graph, counted: Iterable[Count], statements: Mapping[Key, tuple[Statement, ...]]
) -> tuple[Group, ...]:
    """By relation and direction, those that lead to things first."""
    by: dict[Key, Counter[str]] = defaultdict(Counter)
    for count in counted:
        by[count.relation, count.out][kind_name(graph, count.kind)] += count.links
    made = [
        Group(
            graph.relation(relation, out),
            "out" if out else "in",
            kinds.total(),
            dict(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))),
            statements.get((relation, out), ()),
        )
        for (relation, out), kinds in by.items()
    ]
    return tuple(sorted(made, key=lambda group: ("value" in group.types, group.relation.name, group.direction)))


def kind_name(graph: Graph, kind: str | None) -> str:
    """What the type of the other end is called; "value" for a plain value."""
    return "thing" if kind is None else graph.schema.name(kind) if kind else "value"


def sizes(counted: Iterable[Count]) -> Counter[Key]:
    """How many links each group has."""
    found: Counter[Key] = Counter()
    for count in counted:
        found[count.relation, count.out] += count.links
    return found


def first(
    graph: Graph, this: Thing, counted: Iterable[Count], wanted: Filter, each: int
) -> dict[Key, tuple[Statement, ...]]:
    """The first statements of each group."""
    found = {key: page(graph, this, wanted, key, size, each) for key, size in sizes(counted).items()}
    statements = iter(told(graph, this, (link for links in found.values() for link in links)))
    return {key: tuple(next(statements) for _ in links) for key, links in found.items()}


def page(graph: Graph, this: Thing, wanted: Filter, key: Key, size: int, limit: int, offset: int = 0) -> list[Link]:
    """Some links of a group by name; where there are very many, those come first of whose other end most is said."""
    return graph.state.links.page(this.iri or "", *key, wanted, limit, offset, by_name=size <= HUB)
