"""The checks on the sources: what TriG and SHACL cannot see. Each fault is one line: place, title, culprit, remedy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Store

from mandategraph.build.describing import descriptions
from mandategraph.build.reading import Sources
from mandategraph.trig import Source
from mandategraph.vocabulary import XSD, compact

_FOLDER = Path(__file__).parent / "violations"
_HEADER = re.compile(r"^# (\w+): (.+)$", re.MULTILINE)
_DATES = {XSD + "date": "{}", XSD + "gYearMonth": "{}-01", XSD + "gYear": "{}-01-01"}


@dataclass(frozen=True)
class Violation:
    """A query whose every row is a fault."""

    text: str
    title: str
    fix: str
    whole: bool
    """Whether it makes sense only when every file was read."""


@cache
def violations() -> tuple[Violation, ...]:
    """The violation queries beside this module."""
    return tuple(_violation(path.read_text(encoding="utf-8")) for path in sorted(_FOLDER.glob("*.rq")))


def _violation(text: str) -> Violation:
    header = dict(_HEADER.findall(text))
    return Violation(text, header["title"], header["fix"], header.get("scope") == "whole")


def check_sources(sources: Sources) -> list[str]:
    """All faults of the sources, in the order of their places."""
    store = Store()
    store.extend(sources.quads)
    store.extend(sources.ontology_quads)
    store.extend(descriptions(sorted({graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)})))
    problems = [
        f"{_place(source, quad)}: {fault}"
        for source in sources.files
        for quad in source.quads
        for fault in _faults(quad)
    ]
    for violation in violations():
        if violation.whole and sources.problems:
            continue
        rows = store.query(violation.text)
        assert isinstance(rows, QuerySolutions), "violation queries are SELECT queries"
        names = [variable.value for variable in rows.variables]
        for row in rows:
            found = {name: term.value for name, term in zip(names, row, strict=True) if term is not None}
            problems.append(_line(sources, violation, found))
    return sorted(set(problems))


def _line(sources: Sources, violation: Violation, found: dict[str, str]) -> str:
    detail = f" ({found['detail']})" if "detail" in found else ""
    place = sources.place(found["culprit"], found["graph"])
    return f"{place}: {violation.title}: {compact(found['culprit'])}{detail}; {violation.fix}"


def _place(source: Source, quad: Quad) -> str:
    graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else None
    named = [term.value for term in (quad.subject, quad.predicate) if isinstance(term, NamedNode)]
    return f"{source.name}:{source.line_of(graph, *named)}"


def _faults(quad: Quad) -> Iterator[str]:
    if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
        yield f"This is a blank node: near {compact(quad.predicate.value)}; give it an IRI"
    if not isinstance(quad.graph_name, NamedNode):
        yield f"This statement stands in no graph: {quad}; put it into one"
    if isinstance(quad.object, Literal) and not _is_date(quad.object) and isinstance(quad.subject, NamedNode):
        yield f"This is no date: {quad.object.value!r} of {compact(quad.subject.value)}; write it as in 2017-06-30"


def _is_date(literal: Literal) -> bool:
    form = _DATES.get(literal.datatype.value)
    if form is None:
        return True
    if not re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", literal.value):
        return False
    try:
        date.fromisoformat(form.format(literal.value))
    except ValueError:
        return False
    return True
