"""Linked data: every thing of the graph has a page and RDF, by content negotiation."""

from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, render_template, request
from pyoxigraph import NamedNode

from mandategraph.errors import NotFound, RequestInvalid
from mandategraph.queries import bind
from mandategraph.store.engine import GRAPH_FORMATS, Engine, Row
from mandategraph.vocabulary import ID, LABEL, MG, TYPE, compact
from mandategraph.web.negotiation import HTML, negotiate
from mandategraph.web.service import engine
from mandategraph.web.terms import BASIS_WORDS, Shown, grouped, href, shown, value

blueprint = Blueprint("things", __name__)
_HERE = Path(__file__).parent
_THING, _PARAGRAPH, _DESCRIBE = (
    (_HERE / f"{name}.rq").read_text(encoding="utf-8") for name in ("thing", "paragraph", "describe")
)


@dataclass(frozen=True)
class Evidence:
    """Where a statement stands: its basis, and the paragraph or the source."""

    basis: str
    words: str
    text: str
    href: str | None


@dataclass(frozen=True)
class Statement:
    """One value of a relation, with all its evidence."""

    other: Shown
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Relation:
    """A group of statements of one property in one direction."""

    label: Shown
    statements: tuple[Statement, ...]


@blueprint.get("/id/<path:local>")
def thing(local: str) -> Response:
    """A thing of ours."""
    return _respond(ID + local)


@blueprint.get("/resource")
def resource() -> Response:
    """A thing with an IRI of somebody else."""
    iri = request.args.get("iri")
    if not iri:
        raise RequestInvalid("iri is missing; ask for /resource?iri=http://metadata.un.org/sdg/16")
    return _respond(iri)


def _respond(iri: str) -> Response:
    try:
        node = NamedNode(iri)
    except ValueError as error:
        raise RequestInvalid(
            f"{iri!r} is not an IRI: {error}; write it in full, as in http://metadata.un.org/sdg/16"
        ) from error
    form = negotiate(request, HTML | GRAPH_FORMATS)
    if form == "html":
        return Response(_page(engine(), node), headers={"Vary": "Accept"})
    body = engine().query(bind(_DESCRIBE, thing=node)).serialize(form)
    if not list(engine().query(bind(_THING, thing=node)).rows()):
        raise _unknown(iri)
    return Response(body, content_type=f"{GRAPH_FORMATS[form]}; charset=utf-8", headers={"Vary": "Accept"})


def _unknown(iri: str) -> NotFound:
    return NotFound(
        f"nothing in the graph has the IRI {iri}; /sparql finds names, as in: SELECT * {{ ?thing rdfs:label ?label }}"
    )


def _page(asked: Engine, node: NamedNode) -> str:
    rows = list(asked.query(bind(_THING, thing=node)).rows())
    if not rows:
        raise _unknown(node.value)
    facts = [row for row in rows if value(row[5]) not in (MG + "Planned", MG + "Hedged")]
    apart = [row for row in rows if row not in facts]
    said = asked.query(bind(_PARAGRAPH, thing=node)).rows()
    return render_template(
        "thing.html",
        iri=node.value,
        name=compact(node.value),
        title=_first(rows, LABEL) or compact(node.value),
        types=[shown(row[3], value(row[4])) for row in rows if row[1] == TYPE and row[0] and value(row[0]) == "out"],
        relations=_relations(facts),
        apart=_relations(apart),
        said=grouped((BASIS_WORDS[value(row[0]).removeprefix(MG)].split(",")[0], _triple(row)) for row in said),
        formats=GRAPH_FORMATS,
        here=href(node.value),
    )


def _first(rows: list[Row], predicate: NamedNode) -> str:
    return next((value(row[3]) for row in rows if row[1] == predicate and value(row[0]) == "out"), "")


def _relations(rows: list[Row]) -> list[Relation]:
    """The rows of thing.rq by direction and property, then by value."""
    found: dict[tuple[str, str], dict[Shown, list[Evidence]]] = {}
    names: dict[tuple[str, str], Shown] = {}
    for row in rows:
        if row[1] in (TYPE, LABEL) and value(row[0]) == "out":
            continue
        key, other = (value(row[0]), value(row[1])), shown(row[3], value(row[4]))
        label = value(row[2]) or compact(key[1])
        names[key] = Shown(label if key[0] == "out" else f"is “{label}” of", href(key[1]))
        assert other is not None, "the pattern binds it"
        evidence, known = _evidence(row), found.setdefault(key, {}).setdefault(other, [])
        if evidence not in known:
            known.append(evidence)
    return [
        Relation(names[key], tuple(Statement(o, tuple(e)) for o, e in values.items()))
        for key, values in sorted(found.items(), reverse=True)
    ]


def _evidence(row: Row) -> Evidence:
    basis = value(row[5]).removeprefix(MG)
    if row[6] is not None:
        return Evidence(basis, BASIS_WORDS.get(basis, basis), f"¶ {value(row[7])}", href(value(row[6])))
    if row[9] is not None:
        source = value(row[9])
        return Evidence(basis, "from", "source", source if source.startswith("http") else None)
    return Evidence(basis, basis.lower(), basis.lower(), None)


def _triple(row: Row) -> tuple[Shown | None, ...]:
    return tuple(shown(row[place], value(row[place + 1])) for place in (1, 3, 5))
