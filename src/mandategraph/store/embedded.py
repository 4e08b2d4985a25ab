"""The embedded engine: Oxigraph in this process."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Store

from mandategraph.errors import RequestInvalid
from mandategraph.store.answer import EngineAnswer, translated
from mandategraph.store.lexer import inspect


class EmbeddedEngine:
    """An engine over a store in this process; `prefixes` may be used in queries without being declared.

    `plain` is a store of the default graph alone, for the queries that do not look beyond it. In memory, Oxigraph finds
    quads along one list for each term; without what the named graphs repeat these are half as long.
    """

    def __init__(self, store: Store, prefixes: Mapping[str, str] | None = None, plain: Store | None = None) -> None:
        self._store = store
        self._plain = store if plain is None else plain
        self._prefixes = dict(prefixes or {})

    @classmethod
    def open(cls, path: Path, prefixes: Mapping[str, str] | None = None) -> "EmbeddedEngine":
        """Open the store of a snapshot, read-only."""
        return cls(Store.read_only(str(path)), prefixes)

    def query(
        self, text: str, *, default: Sequence[str] = (), named: Sequence[str] = (), base: str | None = None
    ) -> EngineAnswer:
        """See Engine.query; `base` is the IRI against which relative ones are resolved."""
        found, dataset = inspect(text), bool(default or named)
        store = self._store if found.graphs or dataset else self._plain
        merged: list[NamedNode | BlankNode | DefaultGraph] = [_graph(name) for name in default]
        separate: list[NamedNode | BlankNode] = [_graph(name) for name in named]
        with translated():
            result = store.query(
                text,
                base_iri=base,
                prefixes=self._prefixes,
                default_graph=merged if dataset else None,
                named_graphs=separate if dataset else None,
            )
        return EngineAnswer(result, self._prefixes, found.volatile)


def _graph(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise RequestInvalid(f"{iri!r} is not the IRI of a graph: {error}") from error
