"""The matrix of works by targets: which works stand on a page of it, and what each cell shows."""

from collections import defaultdict
from dataclasses import dataclass

from mandategraph.explore.model import Thing
from mandategraph.explore.sdg.model import Sdg, SdgCell, SdgPart
from mandategraph.vocabulary import prefixed

_PAGE = 40


@dataclass(frozen=True)
class Mark:
    """What a cell shows: stated, derived, both or planned; empty for nothing."""

    kind: str
    target: str
    code: str


@dataclass(frozen=True)
class Line:
    """A work with a mark for each column, and the cell of it that is open."""

    work: Thing
    name: str
    marks: tuple[Mark, ...]
    opened: SdgCell | None


@dataclass(frozen=True)
class Matrix:
    """A page of the matrix; `columns` are the goal itself and its targets, `works` counts those of all pages."""

    columns: tuple[tuple[SdgPart, str], ...]
    lines: tuple[Line, ...]
    works: int
    page: int
    pages: int


def drawn(found: Sdg, page: int, opened: tuple[str, str]) -> Matrix:
    """A page of the matrix, the works first that the text itself links; `opened` names the work and target to open."""
    by: dict[str, dict[str, tuple[str, SdgCell]]] = defaultdict(dict)
    works: dict[str, Thing] = {}
    for cells, planned in ((found.planned, True), (found.cells, False)):
        for cell in cells:
            iri = cell.work.iri or ""
            works[iri] = cell.work
            by[iri][cell.target.iri or ""] = ("planned" if planned else _kind(cell), cell)
    order = sorted(works, key=lambda iri: (_rank(by[iri]), works[iri].name))
    columns = tuple((part, _code(part.target)) for part in found.parts)
    lines = tuple(_line(works[iri], by[iri], columns, opened) for iri in order[(page - 1) * _PAGE : page * _PAGE])
    return Matrix(columns, lines, len(order), page, max(1, -(-len(order) // _PAGE)))


def _kind(cell: SdgCell) -> str:
    return ("both" if cell.derived else "stated") if cell.stated else "derived"


def _rank(cells: dict[str, tuple[str, SdgCell]]) -> tuple[int, int]:
    stated = sum(kind in ("stated", "both") for kind, _ in cells.values())
    return -stated, -len(cells)


def _line(
    work: Thing,
    cells: dict[str, tuple[str, SdgCell]],
    columns: tuple[tuple[SdgPart, str], ...],
    opened: tuple[str, str],
) -> Line:
    name = prefixed(work.iri or "")
    marks = tuple(
        Mark(cells.get(part.target.iri or "", ("", None))[0], part.target.iri or "", code) for part, code in columns
    )
    wanted = next((part.target.iri for part, code in columns if (name, code) == opened), None)
    return Line(work, name, marks, cells[wanted][1] if wanted in cells else None)


def _code(target: Thing) -> str:
    return target.name.rpartition(" ")[2]
