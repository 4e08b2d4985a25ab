"""The embedded engine: Oxigraph in this process."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from mandategraph.errors import NotAcceptable, QueryFailed, QueryInvalid, RequestInvalid, ServiceRefused
from mandategraph.store.engine import GRAPH_FORMATS, RESULT_FORMATS, Row

_RESULTS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
_GRAPHS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}

_TOKEN = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*>"""  # an IRI, which may hold a # or the word
    r"""|\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
    r"""|\#[^\n]*|[?$]\w+|[\w.-]*:[\w.:%-]*|@\w+|(?P<word>\w+)""",
    re.DOTALL,
)


def _refuse_service(text: str) -> None:
    """Raise ServiceRefused where the keyword stands in a query: it would let anybody make this server call others."""
    for token in _TOKEN.finditer(text):
        if token["word"] and token["word"].upper() == "SERVICE":
            line = text.count("\n", 0, token.start()) + 1
            raise ServiceRefused(f"SERVICE on line {line}: this endpoint calls no other; ask the other one yourself")


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        raise QueryInvalid(f"{_fault(error)}; see https://www.w3.org/TR/sparql11-query/ for the grammar") from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryFailed(f"the engine gave up: {error}") from error


def _fault(error: SyntaxError) -> str:
    """The parser's message in one line, in plain words where a prefix is not declared."""
    text = " ".join(str(error.msg).split())
    return text.partition(": expected")[0] + ": this prefix is not declared" if "Prefix not found" in text else text


class EmbeddedAnswer:
    """An answer of pyoxigraph; reading it may still fail, so every read is translated."""

    def __init__(self, result: QuerySolutions | QueryBoolean | QueryTriples, prefixes: Mapping[str, str]) -> None:
        self._result = result
        self._prefixes = dict(prefixes)

    @property
    def is_graph(self) -> bool:
        return isinstance(self._result, QueryTriples)

    @property
    def variables(self) -> tuple[str, ...]:
        if isinstance(self._result, QuerySolutions):
            return tuple(variable.value for variable in self._result.variables)
        return ("subject", "predicate", "object") if self.is_graph else ()

    @property
    def boolean(self) -> bool | None:
        return bool(self._result) if isinstance(self._result, QueryBoolean) else None

    def rows(self) -> Iterator[Row]:
        with _translated():
            if isinstance(self._result, QueryTriples):
                yield from ((triple.subject, triple.predicate, triple.object) for triple in self._result)
            elif isinstance(self._result, QuerySolutions):
                yield from (tuple(solution) for solution in self._result)

    def serialize(self, form: str) -> bytes:
        with _translated():
            if isinstance(self._result, QueryTriples) and form in _GRAPHS:
                triples = list(self._result)
                prefixes = self._used(triples) if form == "turtle" else None
                return serialize(triples, format=_GRAPHS[form], prefixes=prefixes) or b""
            if not isinstance(self._result, QueryTriples) and form in _RESULTS:
                return self._result.serialize(format=_RESULTS[form]) or b""
        offered = GRAPH_FORMATS if self.is_graph else RESULT_FORMATS
        raise NotAcceptable(f"this answer does not come as {form}; ask for one of {', '.join(offered)}")

    def _used(self, triples: Sequence[Triple]) -> dict[str, str]:
        """The prefixes that the triples need."""
        iris = {
            t.value
            for triple in triples
            for t in (triple.subject, triple.predicate, triple.object)
            if isinstance(t, NamedNode)
        }
        return {name: base for name, base in self._prefixes.items() if any(iri.startswith(base) for iri in iris)}


class EmbeddedEngine:
    """An engine over a store in this process; `prefixes` may be used in queries without being declared."""

    def __init__(self, store: Store, prefixes: Mapping[str, str] | None = None) -> None:
        self._store = store
        self._prefixes = dict(prefixes or {})

    @classmethod
    def open(cls, path: Path, prefixes: Mapping[str, str] | None = None) -> "EmbeddedEngine":
        """Open the store of a snapshot, read-only."""
        return cls(Store.read_only(str(path)), prefixes)

    def query(self, text: str, *, default: Sequence[str] = (), named: Sequence[str] = ()) -> EmbeddedAnswer:
        """See Engine.query."""
        _refuse_service(text)
        dataset = bool(default or named)
        merged: list[NamedNode | BlankNode | DefaultGraph] = [_graph(name) for name in default]
        separate: list[NamedNode | BlankNode] = [_graph(name) for name in named]
        with _translated():
            result = self._store.query(
                text,
                prefixes=self._prefixes,
                default_graph=merged if dataset else None,
                named_graphs=separate if dataset else None,
            )
        return EmbeddedAnswer(result, self._prefixes)


def _graph(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise RequestInvalid(f"{iri!r} is not the IRI of a graph: {error}") from error
