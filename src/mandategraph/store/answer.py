"""The one answer: of the engine in this process, or parsed from what a worker sent."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from mandategraph.errors import NotAcceptable, QueryFailed, QueryInvalid
from mandategraph.store.engine import GRAPH_FORMATS, RESULT_FORMATS, Row

RESULTS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPHS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}


@contextmanager
def translated() -> Iterator[None]:
    """Turn the engine's exceptions into errors of ours."""
    try:
        yield
    except SyntaxError as error:
        raise QueryInvalid(f"{_fault(error)}; see https://www.w3.org/TR/sparql11-query/ for the grammar") from error
    except (OSError, ValueError, RuntimeError) as error:
        if "custom function" in str(error):
            raise QueryInvalid(f"{error}; use the functions of SPARQL") from error
        raise QueryFailed(f"the engine gave up: {error}") from error


def _fault(error: SyntaxError) -> str:
    """The parser's message in one line, in plain words where a prefix is not declared."""
    text = " ".join(str(error.msg).split())
    return text.partition(": expected")[0] + ": this prefix is not declared" if "Prefix not found" in text else text


class EngineAnswer:
    """An answer of pyoxigraph, or triples; reading it may still fail, so every read is translated."""

    def __init__(
        self,
        result: QuerySolutions | QueryBoolean | QueryTriples | Iterable[Triple],
        prefixes: Mapping[str, str],
        volatile: bool = False,
    ) -> None:
        self._result = result
        self._prefixes = dict(prefixes)
        self.volatile = volatile
        """Whether the same query may give another answer."""

    @property
    def is_graph(self) -> bool:
        return not isinstance(self._result, QuerySolutions | QueryBoolean)

    @property
    def variables(self) -> tuple[str, ...]:
        if isinstance(self._result, QuerySolutions):
            return tuple(variable.value for variable in self._result.variables)
        return ("subject", "predicate", "object") if self.is_graph else ()

    @property
    def boolean(self) -> bool | None:
        return bool(self._result) if isinstance(self._result, QueryBoolean) else None

    def rows(self) -> Iterator[Row]:
        with translated():
            if isinstance(self._result, QuerySolutions):
                yield from (tuple(solution) for solution in self._result)
            elif not isinstance(self._result, QueryBoolean):
                yield from ((triple.subject, triple.predicate, triple.object) for triple in self._result)

    def serialize(self, form: str) -> bytes:
        with translated():
            if isinstance(self._result, QuerySolutions | QueryBoolean):
                if form in RESULTS:
                    return self._result.serialize(format=RESULTS[form]) or b""
            elif form in GRAPHS:
                triples = list(self._result)
                prefixes = self._used(triples) if form == "turtle" else None
                return serialize(triples, format=GRAPHS[form], prefixes=prefixes) or b""
        offered = GRAPH_FORMATS if self.is_graph else RESULT_FORMATS
        raise NotAcceptable(f"this answer does not come as {form}; ask for one of {', '.join(offered)}")

    def _used(self, triples: Sequence[Triple]) -> dict[str, str]:
        """The prefixes that the triples need."""
        bases = _pattern(tuple(self._prefixes.values()))
        terms = {term for triple in triples for term in (triple.subject, triple.predicate, triple.object)}
        terms |= {term.datatype for term in terms if isinstance(term, Literal)}
        used = {match[0] for term in terms if isinstance(term, NamedNode) and (match := bases.match(term.value))}
        return {name: base for name, base in self._prefixes.items() if base in used}


@lru_cache(maxsize=8)
def _pattern(bases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for the longest of the bases that an IRI begins with."""
    return re.compile("|".join(re.escape(base) for base in sorted(bases, key=len, reverse=True)) or "(?!)")
