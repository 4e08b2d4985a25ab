"""Where the text disagrees with itself, or says what cannot be so: both statements, and why."""

from flask import Blueprint, Response, render_template
from pyoxigraph import NamedNode

from mandategraph.explore.contradictions.question import Contradictions
from mandategraph.explore.timeline.events import BELONGING
from mandategraph.queries import beside
from mandategraph.web.pages.meant import meant
from mandategraph.web.pages.wording import plural, short_name
from mandategraph.web.service import graph
from mandategraph.web.view import ask, given, query_of, view

blueprint = Blueprint("contradictions", __name__)
_QUERY = beside(__file__, "contradictions")


@blueprint.get("/contradictions")
def contradictions() -> str | Response:
    """All contradictions, or those of a thing."""
    if page := meant(graph(), given(), "thing"):
        return page
    asking = ask("contradictions")
    found = asking.answer
    assert isinstance(found, Contradictions)
    name = short_name(asking.graph, found.thing) if found.thing else ""
    about = {"about": NamedNode(found.thing.iri or "")} if found.thing else {}
    links = {"link": [NamedNode(iri) for iri in BELONGING]} if found.thing else {}
    shown = view(
        asking,
        f"Where does the text contradict itself{f' about {name}' if name else ''}?",
        plural(len(found.contradictions), "contradiction"),
        query_of(_QUERY, **about, **links),
    )
    text = asking.given.get("thing", [""])[0]
    return render_template("contradictions.html", view=shown, found=found, name=name, text=text)
