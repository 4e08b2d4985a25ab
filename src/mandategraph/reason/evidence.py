"""What the store says of statements: whether they hold, in which graphs they stand, and why we judge so."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from mandategraph.store.engine import Engine, Row
from mandategraph.vocabulary import MG

ASSERTED = frozenset({"Stated", "Read", "Curated", "Reference", "Structure"})
"""The bases of graphs whose statements stand outright: neither inferred nor planned nor said with reservation."""

_SLOT = "(UNDEF UNDEF UNDEF)"
_HOLDING, _STANDING, _REASONS = (
    (Path(__file__).parent / f"{name}.rq").read_text(encoding="utf-8") for name in ("holding", "standing", "reasons")
)


def holding(engine: Engine, statements: Collection[Triple]) -> set[Triple]:
    """Those that are facts, stated or inferred. What is only planned or hedged is none."""
    return {_statement(row) for row in _ask(engine, _HOLDING, statements)}


def standing(engine: Engine, statements: Collection[Triple]) -> dict[Triple, tuple[tuple[str, str], ...]]:
    """The graphs in which each statement stands, with the local name of the basis of each; also planned and inferred.

    A statement that stands nowhere is no key.
    """
    found: dict[Triple, list[tuple[str, str]]] = defaultdict(list)
    for row in _ask(engine, _STANDING, statements):
        graph, basis = row[3], row[4]
        if isinstance(graph, NamedNode) and isinstance(basis, NamedNode):
            found[_statement(row)].append((graph.value, basis.value.removeprefix(MG)))
    return {statement: tuple(sorted(graphs)) for statement, graphs in found.items()}


def reasons(engine: Engine, statements: Collection[Triple]) -> dict[Triple, str]:
    """Why we judge so, for those statements that are judgements of ours and have a reason."""
    rows = _ask(engine, _REASONS, statements)
    return {_statement(row): row[3].value for row in rows if isinstance(row[3], Literal)}


def _ask(engine: Engine, text: str, statements: Collection[Triple]) -> Iterator[Row]:
    """A query with statements, written by the term serializer, in its slot; nothing is asked about none."""
    if statements:
        bound = " ".join(sorted(f"({each.subject} {each.predicate} {each.object})" for each in statements))
        yield from engine.query(text.replace(_SLOT, bound)).rows()


def _statement(row: Row) -> Triple:
    return Triple(row[0], row[1], row[2])  # type: ignore[arg-type]
