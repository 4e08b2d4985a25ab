"""The goals, targets and indicators, and the themes that serve them by our judgement; read once for a version."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.graph import Graph, evidence, iri_of, load, text_of
from mandategraph.explore.model import Evidence
from mandategraph.ordering import natural
from mandategraph.store.engine import Row
from mandategraph.vocabulary import MG, SDG, compact

_TREE, _THEMES = load("sdg/tree"), load("sdg/themes")
_CLASSES = tuple(f"{SDG}ontology#{name}" for name in ("Goal", "Target", "Indicator"))
AGENDA = "https://w3id.org/mandategraph/id/instrument/agenda-2030"


@dataclass(frozen=True)
class Node:
    """A goal, target or indicator; some indicators have two targets. `without` says why no theme serves it."""

    iri: str
    code: str
    wording: str | None
    parents: frozenset[str]
    without: str | None


@dataclass(frozen=True)
class ThemeLink:
    """A theme serves a target by our judgement."""

    theme: str
    target: str
    reason: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Tree:
    """All nodes by IRI, and all theme links."""

    nodes: Mapping[str, Node]
    links: tuple[ThemeLink, ...]

    def children(self, iri: str) -> list[Node]:
        """The targets of a goal, the indicators of a target; by code."""
        found = [node for node in self.nodes.values() if iri in node.parents]
        return sorted(found, key=lambda node: natural(node.code))

    def places(self, top: str) -> dict[str, str]:
        """The thing itself and all below it, each with the part to which it belongs: itself or a child of the top."""
        found = {top: top}
        for child in self.children(top):
            found |= {child.iri: child.iri} | {below.iri: child.iri for below in self.children(child.iri)}
        return found


def tree(graph: Graph) -> Tree:
    """The goals and what serves them by theme."""
    return graph.state.remember("sdgs", lambda: _read(graph))


def _read(graph: Graph) -> Tree:
    by: dict[str, list[Row]] = defaultdict(list)
    for row in graph.rows(_TREE):
        by[iri_of(row[0])].append(row)
    nodes = {iri: _node(iri, rows) for iri, rows in by.items()}
    links = tuple(
        ThemeLink(iri_of(row[0]), iri_of(row[1]), text_of(row[2]) or "", evidence([iri_of(row[3])]))
        for row in graph.rows(_THEMES)
    )
    return Tree(nodes, links)


def _node(iri: str, rows: list[Row]) -> Node:
    codes = sorted({text_of(row[1]) or "" for row in rows}, key=natural)
    parents = frozenset(iri_of(row[3]) for row in rows if row[3])
    return Node(iri, " / ".join(codes), text_of(rows[0][2]), parents, text_of(rows[0][4]))


def resolve(graph: Graph, text: str, name: str) -> str:
    """The IRI of a goal, target or indicator, or of the 2030 Agenda; a parameter `name` that is none is told so."""
    iri = graph.thing(text, *_CLASSES, MG + "Instrument")
    if iri != AGENDA and iri not in tree(graph).nodes:
        raise ParameterInvalid(
            f"{name}={text!r} is {compact(iri)}; give a goal, target or indicator, such as 16, 16.4 or 16.4.2"
        )
    return iri
