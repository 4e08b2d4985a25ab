"""What this service and its data are, for programs: SPARQL 1.1 Service Description, VoID and DCAT in one graph."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from urllib.parse import quote

from flask import Blueprint, Response, request
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from mandategraph.errors import RequestInvalid
from mandategraph.queries import beside
from mandategraph.store.answer import EngineAnswer
from mandategraph.store.engine import GRAPH_FORMATS, Engine, Term
from mandategraph.store.snapshot import Dump, Manifest
from mandategraph.vocabulary import OWL, PREFIXES, TYPE, XSD
from mandategraph.web.dumps import GZIP, INSIDE
from mandategraph.web.graphs import LIST
from mandategraph.web.negotiation import negotiate
from mandategraph.web.service import served
from mandategraph.web.terms import value

blueprint = Blueprint("description", __name__)
_HERE = Path(__file__).parent
_SERVICE, _OURS = ((_HERE / f"{name}.ttl").read_bytes() for name in ("description", "dataset"))
_PROPERTIES, _CLASSES, _ENTITIES = (beside(__file__, name) for name in ("properties", "classes", "entities"))
_NAMESPACES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "entailment": "http://www.w3.org/ns/entailment/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "formats": "http://www.w3.org/ns/formats/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}
_MEDIA = "https://www.iana.org/assignments/media-types/"
_PLACE = ".well-known/void"

Subject = NamedNode | BlankNode
Counts = list[tuple[NamedNode, Literal]]


@blueprint.get("/" + _PLACE)
def describe_service() -> Response:
    """The description in the format that the request asks for, Turtle if it asks for none; also for a bare /sparql."""
    if not request.host:
        raise RequestInvalid("the Host header is not the name of a host; send the one in the address")
    form = negotiate(request, GRAPH_FORMATS)
    now = served()
    triples = description(now.engine, now.snapshot.manifest if now.snapshot else None, request.url_root)
    body = EngineAnswer(triples, _NAMESPACES | PREFIXES).serialize(form)
    return Response(body, content_type=f"{GRAPH_FORMATS[form]}; charset=utf-8")


def description(engine: Engine, manifest: Manifest | None, root: str) -> Sequence[Triple]:
    """The service below the address `root`, its dataset and each graph of it; without a manifest no dumps or version.

    Classes and properties are counted in the default graph; the dataset has as many triples as all its graphs together.
    Blank nodes have fixed labels, so that the same graph is always described by the same bytes.
    """
    here = root + _PLACE
    dataset, whole = NamedNode(here + "#dataset"), NamedNode(root + "graphs?default")
    named, classes, properties = (_counts(engine, query) for query in (LIST, _CLASSES, _PROPERTIES))
    triples = [
        *_fixed(_SERVICE, here),
        *(chain(_fixed(_OURS, here), _snapshot(manifest, dataset, root)) if manifest else ()),
        Triple(dataset, _term("void:triples"), Literal(_sum(named) + _sum(properties))),
        *_vocabularies(dataset, classes, properties),
        Triple(whole, _term("void:triples"), Literal(_sum(properties))),
        Triple(whole, _term("void:entities"), Literal(int(value(next(engine.query(_ENTITIES).rows())[0])))),
        *_partitions(whole, "class", "entities", classes),
        *_partitions(whole, "property", "triples", properties),
        *_named(named, dataset, root),
    ]
    places: dict[object, int] = {}
    return sorted(triples, key=lambda triple: places.setdefault(triple.subject, len(places)))


def _fixed(turtle: bytes, base: str) -> Iterator[Triple]:
    return (quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE, base_iri=base))


def _snapshot(manifest: Manifest, dataset: NamedNode, root: str) -> Iterator[Triple]:
    built = f"snapshot {manifest.version}, built by mandategraph {manifest.program}"
    yield Triple(dataset, _term("dcat:version"), Literal(manifest.version))
    yield Triple(dataset, NamedNode(OWL + "versionInfo"), Literal(built))
    for name, dump in sorted(manifest.dumps.items()):
        if name in INSIDE:
            yield from _distribution(dataset, name, dump, NamedNode(f"{root}dumps/{name}"))


def _distribution(dataset: NamedNode, name: str, dump: Dump, address: NamedNode) -> Iterator[Triple]:
    file, checksum = NamedNode(f"{dataset.value.partition('#')[0]}#{name}"), BlankNode(f"checksum-{name}")
    yield Triple(dataset, _term("void:dataDump"), address)
    yield Triple(dataset, _term("dcat:distribution"), file)
    yield from _about(
        file,
        "dcat:Distribution",
        ("dcat:downloadURL", address),
        ("dcat:mediaType", NamedNode(_MEDIA + INSIDE[name])),
        ("dcat:compressFormat", NamedNode(_MEDIA + GZIP)),
        ("dcat:byteSize", Literal(str(dump.size), datatype=NamedNode(XSD + "nonNegativeInteger"))),
        ("spdx:checksum", checksum),
    )
    yield from _about(
        checksum,
        "spdx:Checksum",
        ("spdx:algorithm", _term("spdx:checksumAlgorithm_sha256")),
        ("spdx:checksumValue", Literal(dump.sha256, datatype=NamedNode(XSD + "hexBinary"))),
    )


def _vocabularies(dataset: NamedNode, *used: Counts) -> Iterator[Triple]:
    for namespace in sorted({re.sub("[^#/:]+$", "", term.value) for term, _ in chain(*used)}):
        yield Triple(dataset, _term("void:vocabulary"), NamedNode(namespace))


def _partitions(whole: NamedNode, kind: str, counted: str, found: Counts) -> Iterator[Triple]:
    yield Triple(whole, _term("void:classes" if kind == "class" else "void:properties"), Literal(len(found)))
    for place, (term, size) in enumerate(found, 1):
        part = BlankNode(f"{kind}-{place}")
        yield Triple(whole, _term(f"void:{kind}Partition"), part)
        yield Triple(part, _term(f"void:{kind}"), term)
        yield Triple(part, _term(f"void:{counted}"), size)


def _named(found: Counts, dataset: NamedNode, root: str) -> Iterator[Triple]:
    """Each named graph; the IRI of its content is the address under which the Graph Store Protocol gives it."""
    for place, (name, statements) in enumerate(found, 1):
        named, graph = BlankNode(f"graph-{place}"), NamedNode(f"{root}graphs?graph={quote(name.value, safe='')}")
        yield Triple(dataset, _term("sd:namedGraph"), named)
        yield from _about(named, "sd:NamedGraph", ("sd:name", name), ("sd:graph", graph))
        yield from _about(graph, "sd:Graph", ("void:triples", statements))


def _counts(engine: Engine, query: str) -> Counts:
    """The IRIs in the first column, sorted, with the numbers in the second."""
    pairs = (row[:2] for row in engine.query(query).rows())
    found = [(term, count) for term, count in pairs if isinstance(term, NamedNode) and isinstance(count, Literal)]
    return sorted(found, key=lambda pair: value(pair[0]))


def _sum(counts: Counts) -> int:
    return sum(int(count.value) for _, count in counts)


def _about(subject: Subject, kind: str, *facts: tuple[str, Term]) -> Iterator[Triple]:
    yield Triple(subject, TYPE, _term(kind))
    for name, other in facts:
        yield Triple(subject, _term(name), other)


def _term(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(_NAMESPACES[prefix] + local)
