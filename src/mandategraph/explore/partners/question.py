"""Who works together: with one actor, or all with all."""

from typing import Annotated

import msgspec

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.graph import Graph
from mandategraph.explore.model import says
from mandategraph.explore.partners.answer import Partners
from mandategraph.explore.partners.chosen import Chosen
from mandategraph.explore.partners.network import roles
from mandategraph.explore.partners.one import of_one
from mandategraph.explore.partners.whole import of_all
from mandategraph.vocabulary import MG, mg


def partners(
    graph: Graph,
    actor: Annotated[str | None, says("An organization, body or country by IRI, code or name; without it, all")] = None,
    *,
    role: Annotated[str | None, says("Only works in which the partner has this part (name or IRI)")] = None,
    theme: Annotated[str | None, says("Only works on this theme")] = None,
    country: Annotated[str | None, says("Only works that serve this country")] = None,
    programme: Annotated[str | None, says("Only this programme and works under it")] = None,
    minimum: Annotated[int, msgspec.Meta(ge=1, description="Only ties of this weight or more")] = 1,
    page: Annotated[int, msgspec.Meta(ge=1, description="The number of the page")] = 1,
    size: Annotated[int, msgspec.Meta(ge=1, le=500, description="Partners, or actors, a page")] = 25,
) -> Partners:
    """Who works with whom, how closely, in which role and on what; without an actor, the network of all.

    Two work together who take part in the same work, or of whom it is said. Who is only served takes no part, and two
    who only pay for the same work are not tied by that. With a theme, country or programme, what is said of two without
    a work is left out.
    """
    filters = {
        mg(name).value: graph.thing(text, MG + kind)
        for name, text, kind in (
            ("addressesTheme", theme, "Theme"),
            ("assistedCountry", country, "Country"),
            ("underProgramme", programme, "Work"),
        )
        if text is not None
    }
    chosen = Chosen(filters, _roles(graph, role), minimum, page, size)
    return of_all(graph, chosen) if actor is None else of_one(graph, graph.thing(actor, MG + "Actor"), chosen)


def _roles(graph: Graph, text: str | None) -> frozenset[str] | None:
    """The properties of a role by its name, that of the inverse or IRI."""
    if text is None:
        return None
    every, schema = roles(graph.schema), graph.schema
    asked = schema.term(text, (*sorted(every), *(iri for iri, good in schema.primary.items() if good in every)))
    if asked is None:
        raise ParameterInvalid(f"role={text!r} is no role; there are {', '.join(sorted(map(schema.name, every)))}")
    return schema.below(schema.primary.get(asked, asked)) & every
