"""The statements behind a number of the glance of a thing: its works that have something, with their signs."""

from flask import Blueprint, Response, render_template
from pyoxigraph import NamedNode

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.behind import behind
from mandategraph.explore.compare import ASPECTS
from mandategraph.queries import beside
from mandategraph.web.frame import of_rows
from mandategraph.web.pages.meant import meant
from mandategraph.web.pages.wording import plural, short_name
from mandategraph.web.service import graph
from mandategraph.web.shapes import shape
from mandategraph.web.terms import href
from mandategraph.web.view import given, page_number, query_of

blueprint = Blueprint("behind", __name__)
_QUERY = beside(__file__, "behind")
_PAGE = 100
_ACTING = ("org", "body")
_RELATIONS = {name: relation for relation, name in ASPECTS.items() if relation}


@blueprint.get("/behind")
def page() -> str | Response:
    """Each work of a thing that has another one in some respect, with the signs of the statement that says so."""
    asked = given()
    if unknown := sorted(asked.keys() - {"thing", "aspect", "other", "page"}):
        raise ParameterInvalid(f"behind has no parameter {unknown[0]!r}; it takes thing, aspect, other and page")
    if missing := sorted({"thing", "aspect", "other"} - asked.keys()):
        raise ParameterInvalid(f"{missing[0]} is missing; begin at the page of a thing, “At a glance”")
    aspect = asked["aspect"][0]
    if aspect not in _RELATIONS:
        raise ParameterInvalid(f"aspect={aspect!r} is not possible: it takes {', '.join(_RELATIONS)}")
    if doubtful := meant(graph(), asked, "thing", "other"):
        return doubtful
    return _told(aspect, asked["thing"][0], asked["other"][0], page_number(asked.get("page", ["1"])[0]))


def _told(aspect: str, thing: str, other: str, number: int) -> str:
    here = graph()
    ends = here.thing(thing), here.thing(other)
    things = here.things(ends)
    statements = behind(here, ends[0], _RELATIONS[aspect], ends[1])
    names = [short_name(here, things[iri]) for iri in ends]
    terms = dict(
        zip(("thing", "relation", "other"), map(NamedNode, (ends[0], _RELATIONS[aspect], ends[1])), strict=True)
    )
    owner = f"of {names[0]}" if shape(ends[0]) in _ACTING else f"that have to do with {names[0]}"
    title = f"Which works {owner} have {names[1]} among their {aspect}?"
    shown = of_rows(here, title, plural(len(statements), "work"), query_of(_QUERY, **terms), title)
    return render_template(
        "behind.html",
        view=shown.under((names[0], href(ends[0]))),
        one=things[ends[0]],
        owner=owner,
        other=things[ends[1]],
        statements=statements[(number - 1) * _PAGE : number * _PAGE],
        count=len(statements),
        derived=aspect.endswith("derived"),
        page=number,
        pages_count=max(1, -(-len(statements) // _PAGE)),
        parameters={"thing": thing, "aspect": aspect, "other": other},
    )
