"""One statement: where it stands, why it holds, and a text to report an error in it."""

from flask import Blueprint, render_template, request
from pyoxigraph import NamedNode

from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Evidence, Thing
from mandategraph.explore.why.question import Why
from mandategraph.queries import beside
from mandategraph.web.pages.wording import plural, short_name
from mandategraph.web.signs import FORMS
from mandategraph.web.terms import href
from mandategraph.web.view import ask, query_of, view

blueprint = Blueprint("statement", __name__)
_QUERY = beside(__file__, "statement")
_DOCUMENTS = 5
"""How many documents a report names."""
_VERDICTS = {
    "stated": "It is written; the signs below say where.",
    "follows": "It is not written in these words, but it follows from what is written.",
    "planned only": "Only as a plan. It is not told as done.",
    "hedged only": "Only with reservation. It is not told as a fact.",
    "not stated, and does not follow": "Nowhere, and it does not follow from what is written.",
}


@blueprint.get("/statement")
def statement() -> str:
    """A statement by its subject, relation and object, each a name, code or IRI; every statement has this link."""
    asking = ask("why")
    found = asking.answer
    assert isinstance(found, Why)
    asked = asking.graph
    words = sentence(short_name(asked, found.subject), found.relation, short_name(asked, found.object))
    proofs = plural(len(found.proofs or found.apart), "proof")
    frame = view(asking, f"Where is it written: {words}?", proofs if found.proofs or found.apart else "", _query(found))
    return render_template(
        "statement.html",
        view=frame.under((found.subject.name, href(found.subject.iri or ""))),
        why=found,
        address=request.url,
        verdict=_VERDICTS[found.verdict],
        report=_report(asked, words, found),
    )


def sentence(subject: str, relation: Thing | None, other: str) -> str:
    """A statement in words, as titles and reports need it."""
    return f"{subject} – {relation.name if relation else 'has to do with'} – {other}"


def _query(found: Why) -> str:
    terms = {
        name: NamedNode(thing.iri)
        for name, thing in (("subject", found.subject), ("relation", found.relation), ("object", found.object))
        if thing and thing.iri
    }
    return query_of(_QUERY, **terms)


def _place(sign: Evidence) -> str:
    """A sign as text: its paragraph and what it says of the statement, in the words of the pages."""
    word = FORMS[sign.basis].word
    return f"¶ {sign.paragraph} ({word})" if sign.paragraph else word


def _report(graph: Graph, words: str, found: Why) -> str:
    """The text with which a reader can report an error; it names the statement, where it stands and the version."""
    places = dict.fromkeys(_place(sign) for proof in (*found.proofs, *found.apart) for sign in proof.statement.evidence)
    read = graph.things(sorted(graph.state.documents)[:_DOCUMENTS]).values()
    documents = "; ".join(one.name for one in read)
    return "\n".join(
        (
            f"Statement: {words}",
            f"Where it stands: {', '.join(places) or 'nowhere'}",
            f"Documents of the graph: {documents}",
            f"Address: {request.url}",
            f"Graph: {graph.state.version}",
            "What is wrong: ",
            "What the document says, with its paragraph: ",
        )
    )
