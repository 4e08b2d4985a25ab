"""The Sustainable Development Goals: what serves a goal or target, stated and derived, and what nothing serves."""

from collections.abc import Collection, Iterable
from typing import Annotated, Literal

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.facts import standing, statements
from mandategraph.explore.graph import Graph, iri_of, load
from mandategraph.explore.model import Statement, Thing, says
from mandategraph.explore.sdg.cells import by_theme, cells, parts
from mandategraph.explore.sdg.model import Sdg, Unserved
from mandategraph.explore.sdg.tree import Node, Tree, resolve, tree
from mandategraph.explore.sdg.works import served
from mandategraph.vocabulary import MG, mg

_GAPS = load("sdg/gaps")
_FAMILIES = ("stated", "derived")


def sdg(
    graph: Graph,
    target: Annotated[str | None, says("A goal, target or indicator by code; without it, the matrix of a goal")] = None,
    *,
    goal: Annotated[str, says("The goal of the matrix, where no target is given")] = "16",
    theme: Annotated[str | None, says("Only works on this theme, and what is derived through it")] = None,
    work: Annotated[str | None, says("Only this work or programme, and what is under it or a part of it")] = None,
    family: Annotated[Literal["stated", "derived"] | None, says("Only links of this family")] = None,
) -> Sdg:
    """What serves a goal, target or indicator, stated and derived apart; without one, works by targets of a goal.

    A link to an indicator serves its target and goal too, within its own family; `own` says which links are of the
    thing itself.
    """
    if family not in (None, *_FAMILIES):
        raise ParameterInvalid(f"family={family!r} is not possible: it takes {', '.join(_FAMILIES)}")
    known = tree(graph)
    node = _node(graph, known, target, goal)
    places = known.places(node.iri)
    read = served(
        graph,
        places,
        graph.thing(theme, MG + "Theme") if theme else None,
        graph.thing(work, MG + "Work") if work else None,
        family,
    )
    things = graph.things({*read.things, *places, *(link.theme for link in read.links)})
    made = cells(graph, things, places, node.iri, read)
    serving = [cell for cell in made if cell.work.iri not in read.later]
    custodians, figures, partners, countries = _around(graph, read.works if target else (), places)
    unserved, without = _gaps(graph, known, node, matrix=not target)
    return Sdg(
        target=things[node.iri],
        wording=node.wording,
        stated_works=len({cell.work.iri for cell in serving if cell.stated}),
        derived_works=len({cell.work.iri for cell in serving if cell.derived}),
        parts=parts(things, (node, *known.children(node.iri)), node.iri, serving),
        cells=tuple(serving),
        planned=tuple(cell for cell in made if cell.work.iri in read.later),
        apart=statements(graph, read.apart, things),
        others=statements(graph, read.others, things),
        themes=by_theme(graph, things, read.links),
        custodians=custodians,
        figures=figures,
        partners=partners,
        countries=countries,
        unserved=unserved,
        without_target=without,
        more=read.more,
    )


def _node(graph: Graph, known: Tree, target: str | None, goal: str) -> Node:
    """What is asked about; the 2030 Agenda has no targets of its own here."""
    iri = resolve(graph, target or goal, "target" if target else "goal")
    node = known.nodes.get(iri) or Node(iri, "", None, frozenset(), None)
    if not target and (node.parents or not node.code):
        raise ParameterInvalid(f"goal={goal!r} is no goal; it takes 1 to 17")
    return node


def _around(graph: Graph, works: Collection[str], places: Iterable[str]) -> tuple[tuple[Statement, ...], ...]:
    """Custodians of the indicators; figures, partners and countries of the works."""
    families = [graph.schema.below(mg(name).value) for name in ("custodian", "figure", "partner", "country")]
    told = statements(graph, standing(graph, subject=(*works, *places), property=frozenset().union(*families))[0])
    return tuple(tuple(one for one in told if one.relation.iri in family) for family in families)


def _gaps(graph: Graph, known: Tree, node: Node, matrix: bool) -> tuple[tuple[Unserved, ...], tuple[Thing, ...]]:
    """Targets of a goal that nothing serves and, for the matrix, works that serve nothing."""
    targets = known.children(node.iri) if not node.parents else []
    if not targets:
        return (), ()
    idle, lonely = graph.state.remember("sdg gaps", lambda: _unlinked(graph))
    things = graph.things({*lonely, *(target.iri for target in targets)})
    return (
        tuple(Unserved(things[target.iri], target.wording, target.without) for target in targets if target.iri in idle),
        tuple(sorted((things[iri] for iri in lonely), key=lambda thing: thing.name)) if matrix else (),
    )


def _unlinked(graph: Graph) -> tuple[set[str], set[str]]:
    """Targets that nothing serves, and works that serve nothing."""
    rows = graph.rows(_GAPS)
    idle, lonely = ({iri_of(row[place]) for row in rows} - {""} for place in (0, 1))
    return idle, lonely
