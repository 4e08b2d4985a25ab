"""Contradictions that can be computed: what the facts of the graph cannot all be."""

from dataclasses import dataclass

from mandategraph.explore.graph import Graph, iri_of, load
from mandategraph.explore.model import Statement, signs
from mandategraph.vocabulary import mg

_VALUES, _PERIODS, _FIGURES, _NAMES = (
    load(f"contradictions/{name}") for name in ("values", "periods", "figures", "names")
)
_START, _END, _VALUE = mg("startDate").value, mg("endDate").value, mg("value").value

Key = tuple[str, str]
"""The subject and the property of statements."""


@dataclass(frozen=True)
class Conflict:
    """Statements about a thing that cannot all be true: all those with one of the keys."""

    kind: str
    about: str
    keys: tuple[Key, ...]


def conflicts(graph: Graph) -> tuple[Conflict, ...]:
    """All that the four checks find; worked out once for a version of the graph."""
    return graph.state.remember("conflicts", lambda: tuple(_conflicts(graph)))


def _conflicts(graph: Graph) -> list[Conflict]:
    found = []
    for about, prop in graph.rows(_VALUES):
        found.append(Conflict("different values", iri_of(about), ((iri_of(about), iri_of(prop)),)))
    for (about,) in graph.rows(_PERIODS):
        keys = ((iri_of(about), _START), (iri_of(about), _END))
        found.append(Conflict("ends before it begins", iri_of(about), keys))
    for about, figure, rival in graph.rows(_FIGURES):
        keys = ((iri_of(figure), _VALUE), (iri_of(rival), _VALUE))
        found.append(Conflict("figures that differ", iri_of(about), keys))
    for about, figure, prop, *_ in graph.rows(_NAMES):
        keys = ((iri_of(figure), _VALUE), (iri_of(about), iri_of(prop)))
        found.append(Conflict("more named than counted", iri_of(about), keys))
    return found


def reason(conflict: Conflict, sides: tuple[Statement, ...]) -> str:
    """Why the statements cannot all be true."""
    if conflict.kind == "more named than counted":
        figure = next(side for side in sides if side.relation.iri == _VALUE)
        return f"{len(sides) - 1} are named, but {figure.object.name} counted ({signs(figure.evidence)})."
    told = [f"{side.relation.name} {side.object.name} ({signs(side.evidence)})" for side in sides]
    return f"It cannot have {' and '.join(told)}."
