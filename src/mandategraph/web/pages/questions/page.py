"""The library of named queries: questions in plain words, with their SPARQL behind them."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from mandategraph.explore.find import class_iris
from mandategraph.queries import NamedQuery
from mandategraph.store.engine import GRAPH_FORMATS, RESULT_FORMATS
from mandategraph.vocabulary import expand
from mandategraph.web.frame import framed
from mandategraph.web.negotiation import HTML, choose, negotiate, offers, prefers_html
from mandategraph.web.pages.meant import meant
from mandategraph.web.pages.questions.evidenced import evidenced, rows_with_evidence
from mandategraph.web.pages.questions.misfit import misfits
from mandategraph.web.pages.wording import plural
from mandategraph.web.results import FORMAT_NAMES, MOST, Results, results
from mandategraph.web.service import engine, graph, served, service
from mandategraph.web.sparql import send
from mandategraph.web.terms import grouped

blueprint = Blueprint("questions", __name__)
_EVERY = tuple((HTML | RESULT_FORMATS | GRAPH_FORMATS).items())


@blueprint.get("/queries")
def queries() -> Response:
    """The library of named queries: a page by group for people, JSON for programs."""
    library = service().library
    if negotiate(request, HTML | {"json": "application/json"}) != "html":
        return jsonify(queries=[_listed(query) for query in library])
    groups = grouped((query.group, query) for query in library)
    count = plural(sum(map(len, groups.values())), "question")
    files = {"JSON": url_for("questions.queries", format="json")}
    view = framed(graph(), "Which questions are ready to ask?", count, "", files, "the library of questions")
    return Response(render_template("queries.html", view=view, groups=groups, names=_names(library)))


def _names(library: Iterable[NamedQuery]) -> dict[str, str]:
    """The names of those examples that are written as codes."""
    examples = {one.example for query in library for one in query.parameters if one.kind == "thing"}
    codes = {code: iri for code in examples if (iri := expand(code))}
    things = graph().things(codes.values())
    return {code: things[iri].name for code, iri in codes.items()}


def _listed(query: NamedQuery) -> dict[str, object]:
    return {
        "name": query.name,
        "title": query.title,
        "group": query.group,
        "description": query.description,
        "url": url_for("questions.query", name=query.name, _external=True),
        "parameters": [asdict(parameter) for parameter in query.parameters],
    }


@blueprint.get("/queries/<name>")
def query(name: str) -> Response:
    """A named query, run with the parameters of the URL."""
    named = service().library[name]
    given = {key: text for key, text in request.args.items() if text and key != "format"}
    if choose(request.headers.get("Accept"), request.values.get("format"), _EVERY) != "html":
        answer = named.run(engine(), given)
        if negotiate(request, HTML | offers(answer)) != "html":
            return send(answer)
    return _doubtful(named, given) or Response(_page(named, given))


def _doubtful(named: NamedQuery, given: dict[str, str]) -> Response | None:
    """For a browser, what may be meant by a name that is not that of one thing; a program gets the error."""
    if not prefers_html(request.headers.get("Accept")):
        return None
    things = [parameter.name for parameter in named.parameters if parameter.kind == "thing"]
    return meant(graph(), {key: [text] for key, text in given.items()}, *things)


def _page(named: NamedQuery, given: dict[str, str]) -> str:
    text = named.bound(engine(), given)
    found, formats = _found(replace(named, text=text))
    address = url_for("questions.query", name=named.name)
    files = {FORMAT_NAMES[form]: f"{address}?{urlencode(given | {'format': form})}" for form in formats}
    values = "; ".join(f"{key}: {chosen}" for key, chosen in given.items())
    told = f"{named.name} ({values})" if values else named.name
    title = named.title if named.title.endswith("?") else f"{named.title}?"
    view = framed(graph(), title, plural(found.count, found.kind), text, files, told)
    return render_template(
        "query.html",
        view=view.under(("Questions", "/queries")),
        query=named,
        given=given,
        results=found,
        most=MOST,
        kinds=_kinds(named),
        misfits=[] if found.rows else misfits(graph(), service().library, named, given),
    )


def _kinds(named: NamedQuery) -> dict[str, str]:
    """The kinds of things that parameters take which are called by a class; what is called thing takes any."""
    known, schema = class_iris(graph()), graph().schema
    things = [parameter.name for parameter in named.parameters if parameter.kind == "thing"]
    return {name: "" if name == "thing" else name for name in things if name == "thing" or schema.term(name, known)}


def _found(bound: NamedQuery) -> tuple[Results, list[str]]:
    """The rows of a query with values for its parameters, and the formats in which it comes."""
    asked = evidenced(bound)
    answer = engine().query(asked.query.text)
    formats = [*offers(answer)]
    if answer.is_graph or answer.boolean is not None:
        return results(graph(), answer, bound.text), formats
    return rows_with_evidence(graph(), asked, answer, links=served().snapshot is not None), formats
