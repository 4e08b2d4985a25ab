"""What helps to write a query: its faults and warnings, the words to complete it with, and its evidence."""

from flask import Blueprint, Response, jsonify, request

from mandategraph.errors import ParameterInvalid, QueryInvalid, ServiceRefused
from mandategraph.explore.graph import iri_of
from mandategraph.queries import beside
from mandategraph.vocabulary import PREFIXES
from mandategraph.web import protocol
from mandategraph.web.evidence_pattern import WithEvidence, with_evidence
from mandategraph.web.fault import Fault, fault_of
from mandategraph.web.ontology import Usage, usage
from mandategraph.web.service import engine, graph, prefixes
from mandategraph.web.warned import Warned, Words, warned

blueprint = Blueprint("helping", __name__)
_NOTHING = "urn:mandategraph:nothing"
"""The graph that a query is asked of when only its grammar is to be checked."""
_PROVED, _WORDS = (beside(__file__, name) for name in ("proved", "words"))


@blueprint.route("/sparql/check", methods=["GET", "POST"])
def check() -> Response:
    """Whether a query can be read, without an answer: its first fault, else what is doubtful in it, with its place."""
    text = _text()
    found = fault(text)
    if found is None:
        return jsonify(valid=True, warnings=[_placed(one) for one in warnings(text)])
    return jsonify(valid=False, reason=found.reason, line=found.line, column=found.column, length=found.length)


@blueprint.route("/sparql/evidence", methods=["GET", "POST"])
def evidence() -> Response:
    """A query with the pattern that gives the paragraph of a statement, that at the letter `at`, and what was done."""
    at = request.args.get("at", "")
    if at and not (at.isascii() and at.isdigit() and len(at) < 9):
        raise ParameterInvalid(f"at={at!r} is no place; give the number of letters before the cursor, from 0 on")
    found = put_evidence(_text(), int(at) if at else None)
    return jsonify(query=found.text, said=found.said, at=found.at)


@blueprint.get("/sparql/schema")
def schema() -> Response:
    """What completion offers: prefixes, and classes and properties with label, definition and count."""
    return jsonify(prefixes=prefixes(), classes=_terms(classes=True), properties=_terms(classes=False))


def terms_in_use() -> list[Usage]:
    """The classes and properties with their counts; counted once for a version of the graph."""
    asking = graph()
    return asking.state.remember("usage of terms", lambda: usage(asking.engine, prefixes()))


def fault(text: str) -> Fault | None:
    """Why a query cannot be read; None where it can be."""
    try:
        engine().query(text, default=[_NOTHING], named=[_NOTHING])
    except (QueryInvalid, ServiceRefused) as error:
        return fault_of(error, text, prefixes())
    return None


def put_evidence(text: str, at: int | None = None) -> WithEvidence:
    """A query that asks for the paragraph of one of its statements; one that cannot be read stays as it is."""
    found = fault(text)
    if found:
        place = f" ({found.place})" if found.place else ""
        return WithEvidence(
            text, f"The query cannot be read{place}: {found.reason} Mend it first; it is as you left it."
        )
    asking = graph()
    proved = asking.state.remember("relations in paragraphs", lambda: _iris(_PROVED))
    made = with_evidence(text, at, prefixes(), proved)
    if fault(made.text):
        return WithEvidence(text, "The pattern could not be put into this query. It is as you left it.")
    return made


def warnings(text: str) -> list[Warned]:
    """What is doubtful in a query that can be read; nothing over a file that is served without a build."""
    if not prefixes():
        return []
    asking = graph()
    known = asking.state.remember("words of the ontology", lambda: Words(_iris(_WORDS), _labels()))
    return warned(text, known, PREFIXES)


def _labels() -> dict[str, str]:
    return {one.name: one.label for one in terms_in_use()}


def _iris(query: str) -> frozenset[str]:
    return frozenset(iri_of(row[0]) for row in engine().query(query).rows())


def _text() -> str:
    return protocol.read(request.method, request.query_string, request.content_type or "", request.get_data()).text


def _placed(one: Warned) -> dict[str, object]:
    return {
        "line": one.line,
        "column": one.column,
        "length": one.length,
        "reason": one.reason,
        "replacement": one.replacement,
    }


def _terms(classes: bool) -> list[dict[str, object]]:
    return [
        {"name": one.name, "label": one.label, "definition": one.definition, "count": one.count}
        for one in terms_in_use()
        if one.is_class == classes
    ]
