"""Answers as tables that fit the terminal."""

import shutil
import textwrap
from itertools import zip_longest

from pyoxigraph import Literal, NamedNode

from mandategraph.store.engine import Answer, Term
from mandategraph.vocabulary import compact

_GAP = 2


def print_table(answer: Answer) -> None:
    """Print an answer: yes or no, or columns that share the width of the terminal, and the number of rows."""
    if answer.boolean is not None:
        print("yes" if answer.boolean else "no")
        return
    print_rows(answer.variables, [tuple(map(_text, row)) for row in answer.rows()])


def print_rows(columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Print columns that share the width of the terminal, and the number of rows."""
    widths = _widths([columns, *rows], shutil.get_terminal_size((100, 24)).columns)
    for row in (columns, tuple("-" * width for width in widths), *rows):
        cells = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
        for lines in zip_longest(*cells, fillvalue=""):
            print((" " * _GAP).join(line.ljust(width) for line, width in zip(lines, widths, strict=True)).rstrip())
    print(f"\n{len(rows)} row{'' if len(rows) == 1 else 's'}")


def _text(term: Term | None) -> str:
    if isinstance(term, NamedNode):
        return compact(term.value)
    return "" if term is None else term.value if isinstance(term, Literal) else str(term)


def _widths(rows: list[tuple[str, ...]], available: int) -> list[int]:
    """Natural widths; where they do not fit, the widest columns give way."""
    widths = [max(1, *map(len, column)) for column in zip(*rows, strict=True)]
    while sum(widths) + _GAP * (len(widths) - 1) > available and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    return widths
