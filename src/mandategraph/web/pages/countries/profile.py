"""The profile of a country or region: what it is in the text, kind by kind; by whom, on what and to what end."""

from urllib.parse import urlencode

from pyoxigraph import NamedNode

from mandategraph.explore.compare import Aspect, compare
from mandategraph.explore.countries.question import Countries
from mandategraph.explore.countries.roles import Role
from mandategraph.explore.figures.question import figures
from mandategraph.explore.figures.read import Figure
from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Statement, Thing
from mandategraph.explore.neighbours import neighbours
from mandategraph.queries import beside
from mandategraph.vocabulary import mg
from mandategraph.web.pages.choices import value
from mandategraph.web.pages.countries.filters import Filters
from mandategraph.web.pages.countries.kinds import KINDS, told
from mandategraph.web.pages.wording import plural
from mandategraph.web.view import Ask, query_of, view

_QUERY = beside(__file__, "country")
_DONE = frozenset({"assisted", "assessed", "venue", "focus"})
_EACH, _WITHIN = 12, mg("within").value
_ASPECTS = {
    "partners": "By whom",
    "mandates": "On the mandate of",
    "themes": "On what",
    "SDG links stated": "To what end, as the report says",
    "SDG links derived": "To what end, derived from the themes",
}


def profile(asking: Ask, found: Countries, place: Thing, filters: Filters) -> dict[str, object]:
    """What the page of one country or region shows."""
    graph, iri = asking.graph, place.iri or ""
    counts: dict[str, int] = {role.kind: role.count for role in found.roles}
    statements = sum(len(role.statements) for role in found.roles)
    paragraphs = f" in {plural(len(found.paragraphs), 'paragraph')}" if found.paragraphs else ""
    terms = {name: term for name, term in filters.terms.items() if name != "area"}
    whole = not filters.given
    aspects = _aspects(graph, iri) if whole else []
    shown = view(
        asking,
        _title(place, counts, filters, [aspect.name for _, aspect in aspects]),
        f"{plural(statements, 'statement')} in this profile"
        + (paragraphs and f",{paragraphs}")
        + ("" if found.complete else ", of more"),
        query_of(_QUERY, place=NamedNode(iri), **terms),
    ).under(("Countries", filters.address))
    return {
        "view": shown,
        "found": found,
        "place": place,
        "filters": filters,
        "kinds": KINDS,
        "told": told(counts),
        "areas": _areas(graph, iri),
        "aspects": aspects,
        "figures": _figures(graph, iri, found.roles) if whole and counts else [],
        "name": value(iri),
        "encoded": urlencode({"thing": value(iri)}),
    }


def _title(place: Thing, counts: dict[str, int], filters: Filters, aspects: list[str]) -> str:
    if _DONE & counts.keys() and not filters.given:
        end = "on whose mandate" if "mandates" in aspects else "to what end"
        return f"What is done in {place.name}, by whom and {end}?"
    as_what = f" as “{KINDS[filters.relation].head}”" if filters.relation else ""
    return f"What is said of {place.name}{as_what} {filters.words}".strip() + "?"


def _areas(graph: Graph, iri: str) -> tuple[Statement, ...]:
    groups = neighbours(graph, iri, direction="out").groups
    if not any(group.relation.iri == _WITHIN for group in groups):
        return ()
    return neighbours(graph, iri, relation=_WITHIN, direction="out").statements_here


def _aspects(graph: Graph, iri: str) -> list[tuple[str, Aspect]]:
    """What its works have, which is what it has in common with itself."""
    aspects = {aspect.name: aspect for aspect in compare(graph, iri, iri, each=_EACH).aspects}
    return [(heading, aspects[name]) for name, heading in _ASPECTS.items() if name in aspects]


def _figures(graph: Graph, iri: str, roles: tuple[Role, ...]) -> list[Figure]:
    """The figures of its works that are not told as its own already."""
    own = {one.object.iri for role in roles for one in role.statements}
    answer = figures(graph, iri)
    return [one for one in (*answer.figures, *answer.of_more) if one.figure.iri not in own]
