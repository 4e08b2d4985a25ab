"""Validation of the closed graph against the SHACL shapes."""

from pathlib import Path

import pyshacl
import rdflib
from rdflib.namespace import RDFS, SH

from mandategraph.build.reading import Sources
from mandategraph.vocabulary import SHAPES, compact


def shape_problems(sources: Sources, data: rdflib.Graph) -> list[str]:
    """One line for each result of the validation: place, message, culprit, shape."""
    report = validate(data, sources.shapes)
    problems = []
    for result in report.subjects(SH.resultSeverity, SH.Violation):
        culprit, shape = str(report.value(result, SH.focusNode)), report.value(result, SH.sourceShape)
        message = report.value(result, SH.resultMessage)
        place = sources.place(culprit, None)
        problems.append(f"{place}: {message}: {compact(culprit)}; see the shape {str(shape).removeprefix(SHAPES)}")
    return sorted(set(problems))


def validate(data: rdflib.Graph, shapes: Path) -> rdflib.Graph:
    """The SHACL report on a graph that holds the class hierarchy already; its source shapes are IRIs."""
    _, report, _ = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse(shapes), inference="none", advanced=False)
    assert isinstance(report, rdflib.Graph), "pySHACL returns the report as a graph"
    return report


def with_hierarchy(data: rdflib.Graph, axioms: rdflib.Graph) -> rdflib.Graph:
    """The data with the sub-class axioms that target classes need."""
    for axiom in axioms.triples((None, RDFS.subClassOf, None)):
        data.add(axiom)
    return data
