"""The network of all who work together."""

from collections import defaultdict

from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Thing
from mandategraph.explore.partners.answer import Community, Member, Partners, Tie
from mandategraph.explore.partners.chosen import Chosen, kept
from mandategraph.explore.partners.network import Network, network, told, weight

_MOST, _NAMED, _EXAMPLES = 50, 3, 1
"""Members of a community that are given; that name it; works of a tie of which is told."""


def of_all(graph: Graph, chosen: Chosen) -> Partners:
    """The network of all; the measures are those of the whole network, whatever the filters."""
    whole = network(graph)
    tied = kept(graph, whole.parts, whole.ties, chosen, ())
    weights = {pair: weight(whole.parts, pair, works) for pair, works in tied.items()}
    strength: dict[str, int] = defaultdict(int)
    near: dict[str, int] = defaultdict(int)
    for pair, heavy in weights.items():
        for iri in pair:
            strength[iri] += heavy
            near[iri] += 1
    ranked = sorted(strength, key=lambda iri: (-strength[iri], iri))
    here = chosen.here(ranked)
    between = sorted((pair for pair in tied if set(pair) <= set(here)), key=lambda pair: (-weights[pair], pair))
    shown = {iri for group in whole.communities for iri in group[:_MOST]}
    works = {work for pair in between for work in tied[pair][:_EXAMPLES]}
    things = graph.things({*here, *shown, *works})
    names = [", ".join(things[iri].name for iri in group[:_NAMED]) for group in whole.communities]
    return Partners(
        None,
        len(ranked),
        chosen.page,
        chosen.pages(ranked),
        True,
        (),
        (),
        (),
        tuple(_member(things[iri], whole, names, strength[iri], near[iri]) for iri in here),
        tuple(
            Tie(
                things[pair[0]],
                things[pair[1]],
                weights[pair],
                tuple(one for work in tied[pair][:_EXAMPLES] for one in told(graph, things, whole.parts, pair, work)),
            )
            for pair in between
        ),
        tuple(
            Community(name, len(group), tuple(things[iri] for iri in group[:_MOST]))
            for name, group in zip(names, whole.communities, strict=True)
        ),
        f"the whole network, without the filters: {len(whole.measures)} actors, {len(whole.ties)} ties"
        + ("" if whole.exact else "; betweenness is estimated"),
    )


def _member(thing: Thing, whole: Network, names: list[str], strength: int, near: int) -> Member:
    known = whole.measures[thing.iri or ""]
    return Member(thing, strength, near, known.degree, known.betweenness, known.pagerank, names[known.community])
