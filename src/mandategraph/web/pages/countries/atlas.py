"""Where countries are: their codes, the region of each, and the areas that one may choose."""

from collections import Counter
from dataclasses import dataclass

from mandategraph.explore.graph import Graph, iri_of, text_of
from mandategraph.queries import beside
from mandategraph.web.pages.choices import Pair, value

_ATLAS = beside(__file__, "atlas")


@dataclass(frozen=True)
class Atlas:
    """By the IRI of a country its numeric code and the names of its regions; and the areas that have countries."""

    codes: dict[str, str]
    regions: dict[str, str]
    areas: list[Pair]


def atlas(graph: Graph) -> Atlas:
    """Of all countries of the graph; made once."""
    return graph.state.remember("atlas", lambda: _read(graph))


def _read(graph: Graph) -> Atlas:
    rows = graph.rows(_ATLAS)
    named = {iri_of(row[2]): text_of(row[3]) or "" for row in rows if row[2] is not None}
    size = Counter(iri_of(row[2]) for row in rows)
    within: dict[str, list[str]] = {}
    for country, _, area, _ in rows:
        if area is not None:
            within.setdefault(iri_of(country), []).append(iri_of(area))
    return Atlas(
        {iri_of(row[0]): text_of(row[1]) or "" for row in rows},
        {country: named[min(areas, key=lambda area: (size[area], named[area]))] for country, areas in within.items()},
        sorted(((value(area), name) for area, name in named.items()), key=lambda pair: pair[1]),
    )
