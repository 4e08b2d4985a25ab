"""The page of a named graph: what it rests on, of which paragraph it is, and where it is as a file."""

from urllib.parse import urlencode

from flask import render_template
from pyoxigraph import NamedNode

from mandategraph.evidence import basis_of
from mandategraph.queries import beside
from mandategraph.store.engine import GRAPH_FORMATS
from mandategraph.web.pages.wording import plural
from mandategraph.web.service import graph
from mandategraph.web.signs import FORMS
from mandategraph.web.terms import value
from mandategraph.web.view import View

_GRAPH = beside(__file__, "graph")
_NAMES = {"turtle": "Turtle", "ntriples": "N-Triples", "jsonld": "JSON-LD", "rdfxml": "RDF/XML"}


def page(iri: str) -> str | None:
    """The page of a graph; None where no graph has that name."""
    asked = graph()
    rows = asked.rows(_GRAPH, thing=NamedNode(iri)) if basis_of(iri) else []
    if not rows:
        return None
    paragraphs = [iri for iri in (value(row[1]) for row in rows) if iri]
    files = {_NAMES[form]: f"/graphs?{urlencode({'graph': iri, 'format': form})}" for form in GRAPH_FORMATS}
    count = plural(int(value(rows[0][2]) or 0), "statement")
    return render_template(
        "named_graph.html",
        view=View(asked, "What does this named graph hold?", count, "", files, ""),
        iri=iri,
        form=FORMS[(basis_of(iri) or "other").lower()],
        count=count,
        paragraphs=[*asked.things(paragraphs).values()],
    )
