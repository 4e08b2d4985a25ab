"""Whose a figure is, where it was counted and under what: the statements around figures."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from mandategraph.evidence import parted
from mandategraph.explore.graph import Graph, evidence, iri_of, load, text_of
from mandategraph.explore.model import Statement
from mandategraph.vocabulary import mg

_OF, _WORKS = load("figures/of"), load("figures/works")
_FIGURE, _COUNTED, _PART, _UNDER = (mg(name).value for name in ("figure", "figureCountry", "partOf", "underProgramme"))
_COUNTRIES = tuple(mg(name).value for name in ("assistedCountry", "assessedCountry", "focusCountry"))
_REGIONS = tuple(mg(name).value for name in ("assistedRegion", "focusRegion"))
Triple = tuple[str, str, str]


@dataclass(frozen=True)
class Around:
    """The statements around one figure."""

    of: tuple[Statement, ...]
    places: tuple[Statement, ...]
    incomplete: bool
    under: tuple[Statement, ...]


class About:
    """The statements around some figures, in two queries."""

    def __init__(self, graph: Graph, figures: Iterable[str]) -> None:
        self.graph = graph
        self.graphs: dict[Triple, set[str]] = defaultdict(set)
        self.by: dict[str, dict[Triple, None]] = defaultdict(dict)
        self.listed: set[str] = set()
        known = [NamedNode(iri) for iri in figures]
        for figure, subject, country, name in graph.rows(_OF, figure=known) if known else ():
            that = iri_of(figure)
            self._add(that, (iri_of(subject), _FIGURE, that) if subject else (that, _COUNTED, iri_of(country)), name)
        works = [NamedNode(iri) for iri in sorted({triple[0] for triple in self.graphs if triple[1] == _FIGURE})]
        for subject, prop, other, name, more in graph.rows(_WORKS, subject=works) if works else ():
            triple = iri_of(subject), iri_of(prop), iri_of(other)
            self._add(triple[0], triple, name)
            if triple[1] in _REGIONS or (triple[1] in _COUNTRIES and text_of(more) == "true"):
                self.listed.add(triple[0])
        self.names = graph.things({iri for one, _, other in self.graphs for iri in (one, other)} | set(figures))

    def _add(self, of: str, triple: Triple, graph: object) -> None:
        self.by[of][triple] = None
        self.graphs[triple].add(iri_of(graph if isinstance(graph, NamedNode) else None))

    def around(self, figure: str, planned: bool = False) -> Around:
        """The statements around a figure; what is only planned is told of planned figures alone.

        The places of a work are those of its figure only where the figure has no country of its own, and only the
        nearest work counts: not the programme to which the same figure is ascribed too.
        """
        of = self._told([triple for triple in self.by[figure] if triple[1] == _FIGURE], planned)
        works = [one.subject.iri or "" for one in of]
        links = [triple for work in works for triple in self.by[work]]
        under = [triple for triple in links if triple[1] == _UNDER]
        also = {(part, whole) for part, _, whole in under}
        under += [triple for triple in links if triple[1] == _PART and (triple[0], triple[2]) not in also]
        near = set(works) - {whole for _, _, whole in under}
        counted = self._told([triple for triple in self.by[figure] if triple[1] == _COUNTED], planned)
        places = [triple for triple in links if triple[0] in near and triple[1] in (*_COUNTRIES, *_REGIONS)]
        return Around(
            tuple(sorted(of, key=lambda one: one.subject.iri not in near)),
            counted or self._told(places, planned),
            not counted and bool(near & self.listed),
            self._told(under, planned),
        )

    def _told(self, triples: Iterable[Triple], planned: bool) -> tuple[Statement, ...]:
        told = []
        for triple in sorted(triples, key=lambda triple: (self.names[triple[2]].name, triple)):
            graphs = self.graphs[triple]
            held = parted(graphs)[0] or (graphs if planned else set())
            if held:
                one, relation, other = triple
                told.append(
                    Statement(self.names[one], self.graph.relation(relation), self.names[other], evidence(held))
                )
        return tuple(told)


def iris(statements: Iterable[Statement]) -> frozenset[str]:
    """The IRIs that statements lead to."""
    return frozenset(one.object.iri for one in statements if one.object.iri)
