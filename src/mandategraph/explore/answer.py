"""What every answer can do: be a table, give its statements, become a network or a data frame."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, ClassVar

import networkx as nx

from mandategraph.explore.model import Evidence, Statement, Thing, signs

if TYPE_CHECKING:
    import pandas

Cell = str | int | float | bool | None
_SHOWN = 10


class Answer:
    """The base of all answers; each is a frozen dataclass, and its rows() are its main table."""

    columns: ClassVar[tuple[str, ...]]
    """The columns of the table, in order."""

    def rows(self) -> list[tuple[Cell, ...]]:
        """The table: one row a thing, statement or figure, in the order of the columns."""
        raise NotImplementedError

    def statements(self) -> Iterator[Statement]:
        """Every statement in the answer, in order; one that stands in it twice comes twice."""
        return _statements(self)

    def to_networkx(self) -> "nx.MultiDiGraph[str]":
        """The statements between things as a network of IRIs; edges say relation and evidence."""
        network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for statement in self.statements():
            subject, other = statement.subject, statement.object
            if subject.iri and other.iri:
                network.add_node(subject.iri, name=subject.name, type=subject.type or "")
                network.add_node(other.iri, name=other.name, type=other.type or "")
                marks = {"relation": statement.relation.name, "evidence": signs(statement.evidence)}
                if marks not in (network.get_edge_data(subject.iri, other.iri) or {}).values():
                    network.add_edge(subject.iri, other.iri, **marks)
        return network

    def to_frame(self) -> "pandas.DataFrame":
        """The table as a data frame; needs pandas (`pip install 'mandategraph[frames]'`)."""
        import pandas  # noqa: PLC0415 (an optional extra)

        return pandas.DataFrame(self.rows(), columns=list(self.columns))

    def __repr__(self) -> str:
        rows = self.rows()
        lines = [f"{type(self).__name__}: {len(rows)} rows", " | ".join(self.columns)]
        lines += [" | ".join("" if cell is None else str(cell) for cell in row) for row in rows[:_SHOWN]]
        if len(rows) > _SHOWN:
            lines.append(f"… and {len(rows) - _SHOWN} more; .rows() has all")
        return "\n".join(lines)


def _statements(value: object) -> Iterator[Statement]:
    if isinstance(value, Statement):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _statements(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _statements(part)
    elif is_dataclass(value) and not isinstance(value, Thing | Evidence | type):
        for known in fields(value):
            yield from _statements(getattr(value, known.name))
