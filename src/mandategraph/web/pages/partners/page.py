"""Who works with whom: with one actor, or all with all; as a table, and as a picture of its strongest."""

from urllib.parse import urlencode

from flask import Blueprint, Response, render_template
from pyoxigraph import NamedNode

from mandategraph.explore.partners.answer import Partners
from mandategraph.queries import beside
from mandategraph.web.pages.meant import meant
from mandategraph.web.pages.partners.drawing import Figure
from mandategraph.web.pages.partners.filters import KINDS, Filters, choices, code, filters, meaning, role_names
from mandategraph.web.pages.partners.network import around, network_figure, number_of
from mandategraph.web.pages.partners.rows import partner_rows, tie_rows
from mandategraph.web.pages.wording import plural, short_name
from mandategraph.web.service import graph
from mandategraph.web.shapes import SHAPES, shape
from mandategraph.web.view import Ask, View, ask, given, query_of, view

blueprint = Blueprint("partners", __name__)
_ONE, _ALL = (beside(__file__, name) for name in ("one", "all"))
_GROUPS = 12
"""How many communities are told of."""


@blueprint.get("/partners")
def partners() -> str | Response:
    """The network of all, or the partners of one actor."""
    known, doubtful = meaning(graph(), given())
    if doubtful and (page := meant(graph(), given(), kinds={name: KINDS[name] for name in doubtful})):
        return page
    asking = ask("partners", **{name: texts for name, texts in known.items() if texts != given().get(name)})
    found = asking.answer
    assert isinstance(found, Partners)
    chosen = filters(asking.graph, known)
    return _of_one(asking, found, chosen) if found.actor else _of_all(asking, found, chosen)


def _of_one(asking: Ask, found: Partners, chosen: Filters) -> str:
    assert found.actor
    name = short_name(asking.graph, found.actor)
    each_other = "" if chosen.words else ", and who works with each other"
    held = f" and {len(found.apart)} planned or possible" if found.apart else ""
    shown = view(
        asking,
        f"Who works with {name}{chosen.words}{each_other}?",
        f"{plural(found.total, 'partner')}{held}",
        query_of(_ONE, actor=NamedNode(found.actor.iri or ""), **chosen.terms(asking.graph)),
    ).under(("Partners", "/partners"))
    rows = partner_rows(asking.graph, found)
    return render_template(
        "partners_one.html",
        found=found,
        name=name,
        rows=rows,
        **_frame(asking, shown, chosen, around(asking.graph, found, rows)),
    )


def _of_all(asking: Ask, found: Partners, chosen: Filters) -> str:
    shown = view(
        asking,
        f"Who works with whom{chosen.words}?",
        plural(found.total, "actor"),
        query_of(_ALL, **chosen.terms(asking.graph)),
    )
    drawn = network_figure(asking.graph, found)
    return render_template(
        "partners.html",
        found=found,
        groups=found.communities[:_GROUPS],
        group_number=number_of(found),
        drawn_groups={group + 1 for group in drawn.shown_groups},
        ties=tie_rows(asking.graph, found),
        **_frame(asking, shown, chosen, drawn),
    )


def _frame(asking: Ask, shown: View, chosen: Filters, drawn: Figure) -> dict[str, object]:
    """What both pages have."""
    kinds = {shape(spot.actor.iri) for spot in drawn.spots}
    paged = {name: texts for name, texts in asking.given.items() if name != "page"}
    return {
        "view": shown,
        "figure": drawn,
        "kinds": [pair for pair in SHAPES.items() if pair[0] in kinds],
        "filters": chosen,
        "choices": choices(asking.graph),
        "minima": [(str(least), f"{least} times") for least in sorted({2, 3, 5, chosen.minimum} - {1})],
        "roles": role_names(asking.graph),
        "short": lambda thing: short_name(asking.graph, thing),
        "code": code,
        "address": "/partners?" + urlencode(paged, doseq=True) + ("&" if paged else ""),
    }
