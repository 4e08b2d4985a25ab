"""The overview of mandates."""

from pyoxigraph import Literal, NamedNode

from mandategraph.explore.graph import Graph, iri_of, load, text_of
from mandategraph.explore.mandates.links import drafts, recommendations, tally
from mandategraph.explore.mandates.model import Mandates, ResolutionCount
from mandategraph.explore.model import Thing

_RESOLUTIONS, _WITHOUT = load("mandates/resolutions"), load("mandates/without")
_RECOMMENDATIONS = load("mandates/all_recommendations")


def overview(graph: Graph, verb: str | None, addressee: str | None) -> Mandates:
    """Every resolution, works without mandate, drafts and recommendations; the filters are for what asks something."""
    counted = _resolutions(graph, verb, addressee)
    lonely, drafted = graph.state.remember("overview of mandates", lambda: (_without(graph), drafts(graph)))
    known = [iri_of(row[0]) for row in graph.rows(_RECOMMENDATIONS)]
    found = recommendations(graph, known, (), verb, addressee)
    return Mandates(
        None,
        sum(one.linked for one in counted),
        sum(one.unlinked for one in counted),
        (),
        (),
        (),
        (),
        found,
        *tally(found),
        counted,
        lonely,
        drafted,
        (),
    )


def _resolutions(graph: Graph, verb: str | None, addressee: str | None) -> tuple[ResolutionCount, ...]:
    terms = {"verb": Literal(verb)} if verb else {}
    rows = graph.rows(_RESOLUTIONS, **terms, **({"addressee": NamedNode(addressee)} if addressee else {}))
    things = graph.things(iri_of(row[0]) for row in rows)
    made = []
    for row in rows:
        asked, linked, works = (int(text_of(cell) or 0) for cell in row[2:5])
        made.append(ResolutionCount(things[iri_of(row[0])], text_of(row[1]), asked, linked, asked - linked, works))
    return tuple(sorted(made, key=lambda one: (-one.provisions, one.resolution.name)))


def _without(graph: Graph) -> tuple[Thing, ...]:
    found = graph.things(iri_of(row[0]) for row in graph.rows(_WITHOUT))
    return tuple(sorted(found.values(), key=lambda thing: (thing.name, thing.iri or "")))
