"""The forty public questions, in our own words, with their exact answers."""

import json
from pathlib import Path
from typing import Any

import pytest

from mandategraph.queries import QueryLibrary
from mandategraph.store.embedded import EmbeddedEngine

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "answers.json").read_text(encoding="utf-8"))


def test_forty_questions() -> None:
    assert len({case["id"] for case in CASES}) == 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_answer(case: dict[str, Any], engine: EmbeddedEngine, library: QueryLibrary) -> None:
    answer = library[case["query"]].run(engine, case["with"])
    places = [answer.variables.index(column) for column in case["columns"]]
    rows = {tuple("" if row[place] is None else row[place].value for place in places) for row in answer.rows()}
    assert rows == {tuple(row) for row in case["rows"]}
