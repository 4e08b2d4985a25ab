"""Countries: the map with its table, and the profile of one."""

from flask import Blueprint, Response, render_template

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.catalogue import function
from mandategraph.explore.countries.question import Countries
from mandategraph.web.pages.countries import profile, table
from mandategraph.web.pages.countries.filters import filters
from mandategraph.web.pages.meant import meant
from mandategraph.web.service import graph
from mandategraph.web.view import Ask, given

blueprint = Blueprint("countries", __name__)


@blueprint.get("/countries")
def countries() -> str | Response:
    """All countries as a map and a table, or, with `place`, one country or region. `show=all` leaves out no row."""
    asked = given()
    whole = _whole(asked.pop("show", []))
    doubtful = meant(graph(), asked, "place")
    if doubtful:
        return doubtful
    asking = Ask(graph(), function("countries"), asked)
    found = asking.answer
    assert isinstance(found, Countries)
    chosen = filters(asking.graph, asked)
    if found.place:
        return render_template("country.html", **profile.profile(asking, found, found.place, chosen))
    return render_template("countries.html", **table.table(asking, found, chosen, whole))


def _whole(texts: list[str]) -> bool:
    if texts not in ([], ["all"]):
        raise ParameterInvalid(f"show={texts[-1]!r} is not possible: it takes all")
    return bool(texts)
