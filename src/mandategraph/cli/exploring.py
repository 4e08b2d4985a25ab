"""What the commands of the questions do."""

import argparse
import sys

from mandategraph.cli.tables import print_rows
from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.catalogue import Function
from mandategraph.explore.export import asked, export
from mandategraph.explore.graph import Graph, State
from mandategraph.settings import Settings
from mandategraph.store import snapshot
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.vocabulary import PREFIXES, compact

PLACE = "asked_"
"""Before the name of a question's parameter in the parsed call: some are named as settings are."""


def explore(settings: Settings, options: argparse.Namespace) -> None:
    """Answer the question of the command."""
    question: Function = options.question
    given = {name: texts for name in question.parameters if (texts := _texts(getattr(options, PLACE + name)))}
    found = snapshot.current(settings.snapshots)
    graph = Graph(EmbeddedEngine.open(found.store, PREFIXES), State.of(found))
    answer = question.call(graph, given)
    if options.format == "table":
        _print(answer)
    else:
        sys.stdout.buffer.write(export(answer, asked(graph, question, given), options.format).rstrip(b"\n") + b"\n")


def _texts(value: object) -> list[str]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [str(value)]


def _print(answer: Answer) -> None:
    """The table without IRIs and without the columns that are empty."""
    rows = [tuple(map(_cell, row)) for row in answer.rows()]
    columns = [place for place, name in enumerate(answer.columns) if not name.endswith("iri")]
    kept = [place for place in columns if not rows or any(row[place] for row in rows)]
    print_rows(tuple(answer.columns[place] for place in kept), [tuple(row[place] for place in kept) for row in rows])


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.3g}"
    return compact(cell) if isinstance(cell, str) and cell.startswith("http") and " " not in cell else str(cell)
