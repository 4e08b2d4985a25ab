"""Every shape lets its good example pass, and fires on its bad one, and nothing else does."""

from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDF, SH

from mandategraph.build.shapes import validate, with_hierarchy
from mandategraph.vocabulary import SHAPES
from small import ROOT

FILE = ROOT / "ontology/shapes.ttl"
ONTOLOGY = rdflib.Graph().parse(ROOT / "ontology/mandategraph.ttl")
GRAPH = rdflib.Graph().parse(FILE)
FOLDER = ROOT / "tests/shapes"
GOOD, BAD = sorted(FOLDER.glob("*/ok.ttl")), sorted(FOLDER.glob("*/*.bad.ttl"))
NO_CONSTRAINT = {RDF.type, SH.message, SH.path, SH.property, SH.targetClass, SH.targetSubjectsOf}

NODE_SHAPES = {str(shape).removeprefix(SHAPES) for shape in GRAPH.subjects(RDF.type, SH.NodeShape)}
PROPERTY_SHAPES = {str(shape).removeprefix(SHAPES): shape for shape in GRAPH.objects(None, SH.property)}
CONSTRAINED = {name for name in NODE_SHAPES if set(GRAPH.predicates(rdflib.URIRef(SHAPES + name))) - NO_CONSTRAINT}
SINGLE = sorted(name for name, shape in PROPERTY_SHAPES.items() if (shape, SH.maxCount, None) in GRAPH)


def _fired(data: rdflib.Graph) -> set[str]:
    report = validate(with_hierarchy(data, ONTOLOGY), FILE)
    return {str(shape).removeprefix(SHAPES) for shape in report.objects(None, SH.sourceShape)}


def test_every_shape_has_its_examples() -> None:
    assert {path.parent.name for path in GOOD} == NODE_SHAPES
    assert {path.name.removesuffix(".bad.ttl") for path in BAD} == CONSTRAINED | PROPERTY_SHAPES.keys()
    assert (len(GOOD), len(BAD), len(SINGLE)) == (19, 39, 18)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.parent.name)
def test_good_example_passes(path: Path) -> None:
    assert _fired(rdflib.Graph().parse(path)) == set()


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_bad_example_fires_its_shape_only(path: Path) -> None:
    assert _fired(rdflib.Graph().parse(path)) == {path.name.removesuffix(".bad.ttl")}


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name)
def test_bad_example_stands_with_its_node_shape(path: Path) -> None:
    shape, name = rdflib.URIRef(SHAPES + path.parent.name), path.name.removesuffix(".bad.ttl")
    assert name == path.parent.name or (shape, SH.property, rdflib.URIRef(SHAPES + name)) in GRAPH


@pytest.mark.parametrize("name", SINGLE)
def test_second_value_fires_where_one_is_allowed(name: str) -> None:
    shape = PROPERTY_SHAPES[name]
    node, path = GRAPH.value(None, SH.property, shape), GRAPH.value(shape, SH.path)
    data = rdflib.Graph().parse(FOLDER / str(node).removeprefix(SHAPES) / "ok.ttl")
    target = GRAPH.value(node, SH.targetClass)
    subject, value = next((s, o) for s, o in data.subject_objects(path) if (s, RDF.type, target) in data)
    data.add((subject, path, _another(value)))
    assert _fired(data) == {name}


def _another(value: rdflib.term.Node) -> rdflib.term.Node:
    """Another value of the same form."""
    if isinstance(value, rdflib.Literal):
        return rdflib.Literal(str(value)[::-1], lang=value.language, datatype=value.datatype)
    return rdflib.URIRef("https://example.org/another")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CountryCode", rdflib.Literal("tcd")),
        ("ParagraphSummary", rdflib.Literal("No language.")),
        ("RecommendationText", rdflib.URIRef("https://example.org/no-paragraph")),
    ],
)
def test_value_of_another_form_fires(name: str, value: rdflib.term.Node) -> None:
    shape = PROPERTY_SHAPES[name]
    node, path = GRAPH.value(None, SH.property, shape), GRAPH.value(shape, SH.path)
    data = rdflib.Graph().parse(FOLDER / str(node).removeprefix(SHAPES) / "ok.ttl")
    subject = next(data.subjects(RDF.type, GRAPH.value(node, SH.targetClass)))
    data.set((subject, path, value))
    assert _fired(data) == {name}


def test_subclass_is_a_target() -> None:
    """An activity of a subclass is held to the shape of activities."""
    training = "@prefix mg: <https://w3id.org/mandategraph/ontology#> . <https://example.org/one> a mg:Training ."
    assert _fired(rdflib.Graph().parse(data=training, format="turtle")) == {"ActivityShape"}
