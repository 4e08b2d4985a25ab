"""All countries: the map, and the same as a table, each row with its signs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from mandategraph.evidence import parted
from mandategraph.explore.countries.question import Countries, Place
from mandategraph.explore.countries.roles import choosing
from mandategraph.explore.graph import Graph, evidence, iri_of
from mandategraph.explore.model import Evidence
from mandategraph.queries import beside
from mandategraph.web.pages.countries.atlas import atlas
from mandategraph.web.pages.countries.filters import Filters
from mandategraph.web.pages.countries.kinds import FORMS, KINDS, WHOLE
from mandategraph.web.pages.countries.worldmap import draw
from mandategraph.web.pages.wording import listed, plural
from mandategraph.web.view import Ask, query_of, view

_QUERY, _SIGNS = (beside(__file__, name) for name in ("countries", "rows"))
_ROWS, _NAMED = 50, 3


@dataclass(frozen=True)
class Row:
    """A country or region in the table; `address` is its profile with the same filters."""

    place: Place
    region: str
    address: str
    evidence: tuple[Evidence, ...]


def table(asking: Ask, found: Countries, filters: Filters, whole: bool) -> dict[str, object]:
    """What the page of all countries shows."""
    asks = KINDS[filters.relation].asks if filters.relation else WHOLE
    count = plural(len(found.countries), "country", "countries")
    more = f", {plural(len(found.regions), 'region')} counted apart" if found.regions else ""
    addresses = {
        one.place.iri or "": filters.profile(one.place.iri or "") for one in (*found.countries, *found.regions)
    }
    cut = found.countries if whole else found.countries[:_ROWS]
    return {
        "view": view(asking, f"{asks} {filters.words}".strip() + "?", count + more, query_of(_QUERY, **filters.terms)),
        "found": found,
        "filters": filters,
        "map": draw(found.countries, atlas(asking.graph).codes, addresses),
        "addresses": addresses,
        "rows": _rows(asking.graph, cut, filters, addresses),
        "regions": _rows(asking.graph, found.regions, filters, addresses),
        "columns": _columns(found.together),
        "region_columns": _columns({kind for one in found.regions for kind in one.counts}),
        "lead": _lead(found, filters),
        "forms": FORMS,
    }


def _columns(kinds: Iterable[str]) -> dict[str, str]:
    found = set(kinds)
    return {name: kind.head for name, kind in KINDS.items() if name in found}


def _rows(graph: Graph, places: Sequence[Place], filters: Filters, addresses: dict[str, str]) -> list[Row]:
    iris = [one.place.iri or "" for one in places]
    signs, regions = _signs(graph, iris, filters), atlas(graph).regions
    return [
        Row(one, regions.get(iri, ""), addresses[iri], signs.get(iri, ()))
        for one, iri in zip(places, iris, strict=True)
    ]


def _signs(graph: Graph, places: list[str], filters: Filters) -> dict[str, tuple[Evidence, ...]]:
    terms = {name: term for name, term in filters.terms.items() if name != "area"}
    nodes = [NamedNode(iri) for iri in places]
    graphs: dict[str, set[str]] = defaultdict(set)
    for place, name in graph.rows(choosing(_SIGNS, terms), place=nodes, **terms) if nodes else ():
        graphs[iri_of(place)].add(iri_of(name))
    return {place: evidence(parted(names)[0]) for place, names in graphs.items()}


def _lead(found: Countries, filters: Filters) -> str:
    if not found.countries:
        return ""
    most = listed([one.place.name for one in found.countries[:_NAMED]])
    of_most = f"Most is said of {most}." if len(found.countries) > _NAMED else f"They are {most}."
    if filters.relation:
        kind = KINDS[filters.relation]
        together = plural(found.together[filters.relation], kind.one, kind.many)
        return f"{plural(len(found.countries), 'country is', 'countries are')} {kind.part} {together}. {of_most}"
    having = Counter(kind for one in found.countries for kind in one.counts)
    first, *parts = [f"{having[kind]:,} {name.part} {name.many}" for kind, name in KINDS.items() if kind in having][:4]
    first = first.replace(" ", " is " if first.startswith("1 ") else " are ", 1)
    return f"Of {plural(len(found.countries), 'country', 'countries')}, {listed([first, *parts])}. {of_most}"
