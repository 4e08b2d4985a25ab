"""Every example of the ontology is a statement or a thing of the shipped graph."""

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, SKOS

from conftest import ROOT
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.vocabulary import MG

DESCRIBED_ONLY = {"ambiguousAlias", "nonStatement"}
"""Terms that the shipped data has had no need of so far; their examples show how they would be used."""


def _cases() -> list[tuple[str, str, bool]]:
    graph = rdflib.Graph().parse(ROOT / "ontology" / "mandategraph.ttl")
    found = []
    for term, example in graph.subject_objects(SKOS.example):
        name = str(term).removeprefix(MG)
        if name not in DESCRIBED_ONLY and (term, RDF.type, OWL.DatatypeProperty) not in graph:
            found.append((name, str(example), (term, RDF.type, OWL.Class) in graph))
        elif name not in DESCRIBED_ONLY and str(example).endswith(" ."):
            found.append((name, str(example), False))
    return sorted(found)


CASES = [case for case in _cases() if "…" not in case[1]]


def test_no_case_is_lost() -> None:
    assert len(CASES) >= 240


@pytest.mark.parametrize(("name", "example", "is_class"), CASES, ids=[case[0] for case in CASES])
def test_example_is_in_the_graph(engine: EmbeddedEngine, name: str, example: str, is_class: bool) -> None:
    pattern = f"{example} a mg:{name}" if is_class else example
    asked = f"ASK {{ {{ GRAPH ?g {{ {pattern} }} }} UNION {{ {pattern} }} }}"
    assert engine.query(asked).boolean, asked
