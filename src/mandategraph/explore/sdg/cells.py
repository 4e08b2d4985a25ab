"""The matrix of works and targets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from mandategraph.explore.facts import statements
from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Statement, Thing
from mandategraph.explore.sdg.model import Derivation, SdgCell, SdgPart, ServedByTheme
from mandategraph.explore.sdg.tree import Node, ThemeLink
from mandategraph.explore.sdg.works import Served
from mandategraph.ordering import natural
from mandategraph.vocabulary import mg

_SERVES = mg("themeTarget").value


def cells(
    graph: Graph, things: dict[str, Thing], places: Mapping[str, str], top: str, read: Served
) -> tuple[SdgCell, ...]:
    """A cell for each work and part that have a link, by work and then by part; stated and derived side by side."""
    stated: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    derived: dict[tuple[str, str], list[Derivation]] = defaultdict(list)
    for said in statements(graph, read.stated, things):
        stated[said.subject.iri or "", places[said.object.iri or ""]].append(said)
    by_theme: dict[str, list[ThemeLink]] = defaultdict(list)
    for link in read.links:
        by_theme[link.theme].append(link)
    for on in statements(graph, read.on, things):
        for link in by_theme[on.object.iri or ""]:
            key = on.subject.iri or "", places[link.target]
            derived[key].append(Derivation(on, things[link.target], link.reason))
    rank = {part: number for number, part in enumerate(sorted(set(places.values()), key=natural))}
    keys = sorted({*stated, *derived}, key=lambda key: (things[key[0]].name, key[0], rank[key[1]]))
    return tuple(
        SdgCell(things[work], things[part], part == top, tuple(stated[work, part]), tuple(derived[work, part]))
        for work, part in keys
    )


def parts(things: Mapping[str, Thing], nodes: Iterable[Node], top: str, made: Iterable[SdgCell]) -> tuple[SdgPart, ...]:
    """How many works serve each part, by family."""
    stated: dict[str | None, set[str | None]] = defaultdict(set)
    derived: dict[str | None, set[str | None]] = defaultdict(set)
    for cell in made:
        for by, said in ((stated, cell.stated), (derived, cell.derived)):
            by[cell.target.iri] |= {cell.work.iri} if said else set()
    return tuple(
        SdgPart(things[node.iri], node.wording, node.iri == top, len(stated[node.iri]), len(derived[node.iri]))
        for node in nodes
    )


def by_theme(graph: Graph, things: Mapping[str, Thing], links: Iterable[ThemeLink]) -> tuple[ServedByTheme, ...]:
    """The theme links as statements, by target and theme."""
    made = [
        ServedByTheme(
            Statement(things[link.theme], graph.relation(_SERVES), things[link.target], link.evidence), link.reason
        )
        for link in links
    ]
    return tuple(sorted(made, key=lambda one: (natural(one.link.object.name), one.link.subject.name)))
