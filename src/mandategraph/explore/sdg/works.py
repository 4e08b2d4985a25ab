"""What serves a goal or target, as it stands in the graph."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from mandategraph.explore.facts import Fact, ends, of_class, planned, standing
from mandategraph.explore.graph import Graph, iri_of, load
from mandategraph.explore.sdg.tree import ThemeLink, tree
from mandategraph.vocabulary import MG, mg

_UNDER = load("sdg/under")
_ON, _STATED = mg("addressesTheme").value, mg("statedLink").value
_MOST = 10_000


@dataclass(frozen=True)
class Served:
    """What was read: stated links and themes of works, by IRIs, and the theme links that make the derivations."""

    stated: list[Fact]
    on: list[Fact]
    links: list[ThemeLink]
    others: list[Fact]
    apart: list[Fact]
    later: set[str]
    more: bool

    @property
    def works(self) -> set[str]:
        """The works that serve it."""
        return {fact.subject for fact in (*self.stated, *self.on)} - self.later

    @property
    def things(self) -> set[str]:
        """All that is spoken of."""
        return ends((*self.stated, *self.on, *self.others, *self.apart))


def served(graph: Graph, places: Mapping[str, str], theme: str | None, work: str | None, family: str | None) -> Served:
    """Read it from the links of `work` and what is under it, if one is given; else from those of nodes and themes."""
    links = [link for link in tree(graph).links if link.target in places and theme in (None, link.theme)]
    themes = {link.theme for link in links} | ({theme} if theme else set())
    plain, apart, more = _of_work(graph, work, {*places, *themes}) if work else _about(graph, places, themes)
    on = [fact for fact in plain if fact.relation == _ON]
    stated = [fact for fact in plain if fact.relation != _ON]
    if theme:
        its = {fact.subject for fact in (*plain, *apart) if fact.relation == _ON}
        stated, apart = ([fact for fact in some if fact.subject in its] for some in (stated, apart))
    works = of_class(graph, (fact.subject for fact in plain), MG + "Work")
    return Served(
        [fact for fact in stated if fact.subject in works and family != "derived"],
        [fact for fact in on if fact.subject in works and family != "stated"],
        links,
        [fact for fact in stated if fact.subject not in works and family != "derived"],
        [fact for fact in apart if family in (None, "derived" if fact.relation == _ON else "stated")],
        planned(graph, works),
        more,
    )


def _of_work(graph: Graph, work: str, wanted: Collection[str]) -> tuple[list[Fact], list[Fact], bool]:
    works = {work, *(iri_of(row[0]) for row in graph.rows(_UNDER, whole=NamedNode(work)))}
    found = standing(graph, property={*_verbs(graph), _ON}, subject=works)
    plain, apart = ([fact for fact in some if iri_of(fact.other) in wanted] for some in found)
    return plain[:_MOST], apart[:_MOST], max(len(plain), len(apart)) > _MOST


def _about(graph: Graph, nodes: Iterable[str], themes: Iterable[str]) -> tuple[list[Fact], list[Fact], bool]:
    stated, doubtful = standing(graph, property=_verbs(graph), other=nodes, limit=_MOST)
    on, intended = standing(graph, property=[_ON], other=themes, limit=_MOST)
    full = max(len(stated) + len(doubtful), len(on) + len(intended)) == _MOST
    return [*stated, *on], [*doubtful, *intended], full


def _verbs(graph: Graph) -> frozenset[str]:
    return graph.schema.below(_STATED) - {_STATED}
