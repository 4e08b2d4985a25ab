"""Linked data: every thing of the graph has a page and RDF, by content negotiation."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template, request
from pyoxigraph import NamedNode

from mandategraph.errors import NotFound, RequestInvalid
from mandategraph.queries import bind
from mandategraph.store.engine import GRAPH_FORMATS, Engine, Row, Term
from mandategraph.vocabulary import ID, LABEL, MG, TYPE, compact, mg
from mandategraph.web.negotiation import HTML, negotiate
from mandategraph.web.service import engine
from mandategraph.web.terms import BASIS_WORDS, FOREIGN_LABELS, SAID_WORDS, Shown, href, shown, value

blueprint = Blueprint("things", __name__)
_HERE = Path(__file__).parent
_THING, _PARAGRAPH, _DESCRIBE, _KNOWN, _GRAPH = (
    (_HERE / f"{name}.rq").read_text(encoding="utf-8") for name in ("thing", "paragraph", "describe", "known", "graph")
)
_AT_THE_TOP = (TYPE, LABEL, mg("summary"))


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
    if not engine().query(bind(_KNOWN, thing=node)).boolean:
        raise NotFound(
            f"nothing in the graph has the IRI {iri}; /sparql finds things by name: see /ontology, How to ask"
        )
    form = negotiate(request, HTML | GRAPH_FORMATS)
    if form == "html":
        return Response(_page(engine(), node))
    body = engine().query(bind(_DESCRIBE, thing=node)).serialize(form)
    return Response(body, content_type=f"{GRAPH_FORMATS[form]}; charset=utf-8")


def _page(asked: Engine, node: NamedNode) -> str:
    rows = list(asked.query(bind(_THING, thing=node)).rows())
    apart = [row for row in rows if value(row[5]) in (MG + "Planned", MG + "Hedged")]
    name = compact(node.value)
    return render_template(
        "thing.html",
        iri=node.value,
        name="" if name.startswith("<") else name,
        title=_own(rows, LABEL) or name,
        summary=_own(rows, mg("summary")),
        types=list(dict.fromkeys(shown(r[3], value(r[4])) for r in rows if r[1] == TYPE and value(r[0]) == "out")),
        relations=_relations([row for row in rows if row not in apart]),
        apart=_relations(apart),
        said=_said(asked, node),
        graph=_graph(asked, node),
        formats=GRAPH_FORMATS,
        here=href(node.value),
    )


def _graph(asked: Engine, node: NamedNode) -> tuple[Shown | None, ...]:
    """For a named graph: its basis, its paragraph and how many statements it has; else empty."""
    return next((tuple(map(shown, row)) for row in asked.query(bind(_GRAPH, thing=node)).rows()), ())


def _own(rows: list[Row], predicate: NamedNode) -> str:
    return next((value(row[3]) for row in rows if row[1] == predicate and value(row[0]) == "out"), "")


def _said(asked: Engine, node: NamedNode) -> dict[str, dict[Shown | None, list[tuple[Shown | None, Shown | None]]]]:
    """What a paragraph says: by basis, then by subject, its relations and values."""
    found: dict[str, dict[Shown | None, list[tuple[Shown | None, Shown | None]]]] = {basis: {} for basis in SAID_WORDS}
    for row in asked.query(bind(_PARAGRAPH, thing=node)).rows():
        subject, other = shown(row[1], value(row[2])), shown(row[5], value(row[6]))
        relation = Shown(_label(row[3], row[4]), href(value(row[3])))
        found[value(row[0]).removeprefix(MG)].setdefault(subject, []).append((relation, other))
    return {SAID_WORDS[basis]: subjects for basis, subjects in found.items() if subjects}


def _label(relation: Term | None, label: Term | None) -> str:
    name = compact(value(relation))
    return value(label) or FOREIGN_LABELS.get(name, name)


def _relations(rows: list[Row]) -> list[Relation]:
    """The rows of thing.rq by direction and property, then by value; links to things come before plain values."""
    found: dict[tuple[bool, str, Shown], dict[Shown, list[Evidence]]] = {}
    for row in rows:
        other, out = shown(row[3], value(row[4])), value(row[0]) == "out"
        if other is None or (out and row[1] in _AT_THE_TOP):
            continue
        label = _label(row[1], row[2])
        heading = Shown(label if out else f"is “{label}” of", href(value(row[1])))
        evidence = found.setdefault((other.href is None, heading.text, heading), {}).setdefault(other, [])
        if (new := _evidence(row)) not in evidence:
            evidence.append(new)
    return [
        Relation(heading, tuple(Statement(other, _best(signs)) for other, signs in values.items()))
        for (_, _, heading), values in sorted(found.items(), key=lambda item: item[0][:2])
    ]


def _best(signs: list[Evidence]) -> tuple[Evidence, ...]:
    """The evidence without what is inferred though it is said outright, by the same paragraph or by the background."""
    outright = {sign.text for sign in signs if sign.basis in ("Stated", "Read")}
    if any(sign.basis != "Inferred" for sign in signs):
        outright.add("")
    return tuple(sign for sign in signs if sign.basis != "Inferred" or sign.text not in outright)


def _evidence(row: Row) -> Evidence:
    basis = value(row[5]).removeprefix(MG)
    if row[6] is not None:
        return Evidence(basis, BASIS_WORDS.get(basis, basis), f"¶ {value(row[7])}", href(value(row[6])))
    if row[9] is not None:
        return Evidence(basis, "from", urlsplit(value(row[9])).netloc, value(row[9]))
    return Evidence(basis, "follows from several statements" if basis == "Inferred" else BASIS_WORDS[basis], "", None)
