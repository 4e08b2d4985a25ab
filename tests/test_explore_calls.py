"""The questions in three ways: the JSON API, the command line and Python give one answer, in every format."""

import csv
import io
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import msgspec
import networkx as nx
import pytest
from pyoxigraph import RdfFormat, parse

from mandategraph import open_graph
from mandategraph.api import MandateGraph
from mandategraph.explore.catalogue import FUNCTIONS
from mandategraph.explore.export import FORMATS
from mandategraph.explore.graph import Graph, load
from mandategraph.store.snapshot import Snapshot

EXAMPLES: dict[str, dict[str, list[str]]] = {
    "find": {"text": ["cryptocurrency"]},
    "entity": {"thing": ["INTERPOL"]},
    "neighbours": {"thing": ["UNODC"], "relation": ["implements"], "type": ["training"]},
    "paths": {"things": ["INTERPOL", "16.4"]},
    "partners": {"actor": ["UN-Women"]},
    "sdg": {"target": ["16.4"]},
    "mandates": {"mandate": ["A/RES/71/209"]},
    "countries": {"place": ["Kenya"]},
    "figures": {"unit": ["person"]},
    "funding": {"thing": ["UNODC"]},
    "timeline": {"thing": ["UNODC"]},
    "compare": {"one": ["INTERPOL"], "other": ["UN-Women"]},
    "why": {"subject": ["INTERPOL"], "relation": ["cooperates with"], "object": ["UNODC"]},
    "contradictions": {},
}
"""One call of each question."""


@pytest.fixture(scope="module")
def python(snapshot: Snapshot) -> MandateGraph:
    """The graph as Python opens it."""
    return open_graph(snapshot.folder.parent)


def get(address: str) -> tuple[int, str, bytes]:
    """Status, media type and body."""
    try:
        with urllib.request.urlopen(address, timeout=30) as reply:
            return reply.status, reply.headers.get_content_type(), reply.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get_content_type(), error.read()


def command(snapshot: Snapshot, *words: str) -> "subprocess.CompletedProcess[bytes]":
    """Run a command over the shipped graph."""
    environment = os.environ | {"MANDATEGRAPH_SNAPSHOTS": str(snapshot.folder.parent), "COLUMNS": "100"}
    return subprocess.run(
        [str(Path(sys.executable).with_name("mandategraph")), *words], env=environment, capture_output=True
    )


def words_of(name: str) -> list[str]:
    """A call of EXAMPLES as words of a command line."""
    words = [name]
    for parameter, values in EXAMPLES[name].items():
        if FUNCTIONS[name].parameters[parameter].positional:
            words += values
        else:
            words += [f"--{parameter.replace('_', '-')}", *values]
    return words


def test_every_question_has_an_example() -> None:
    assert set(EXAMPLES) == set(FUNCTIONS)
    assert len(EXAMPLES) == 14


@pytest.mark.parametrize("name", EXAMPLES)
def test_three_ways_one_answer(live: str, snapshot: Snapshot, python: MandateGraph, name: str) -> None:
    status, media, body = get(f"{live}/api/{name}?{urlencode(EXAMPLES[name], doseq=True)}")
    assert (status, media) == (200, "application/json")
    told = json.loads(body)
    assert told["asked"]["question"] == name
    assert told["asked"]["version"] == snapshot.manifest.version
    assert snapshot.manifest.version in told["asked"]["citation"]
    printed = command(snapshot, *words_of(name), "--format", "json")
    assert printed.returncode == 0, printed.stderr
    assert json.loads(printed.stdout) == told
    method = getattr(python, name)
    things = {key: value for key, value in EXAMPLES[name].items() if FUNCTIONS[name].parameters[key].positional}
    filters = {key: value[0] for key, value in EXAMPLES[name].items() if key not in things}
    many = [tuple(value) if FUNCTIONS[name].parameters[key].many else value[0] for key, value in things.items()]
    assert json.loads(msgspec.json.encode(method(*many, **filters))) == told["answer"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_statement_has_evidence(graph: Graph, name: str) -> None:
    answer = FUNCTIONS[name].call(graph, EXAMPLES[name])
    assert answer.rows()
    assert {len(row) for row in answer.rows()} == {len(answer.columns)}
    assert [statement for statement in answer.statements() if not statement.evidence] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_triples_of_an_answer_stand_in_the_graph(live: str, graph: Graph, name: str) -> None:
    """Each triple of the Turtle, beside labels and what is said of the answer itself; JSON-LD has the same ones."""
    address = f"{live}/api/{name}?{urlencode(EXAMPLES[name] | {'format': 'turtle'}, doseq=True)}"
    status, media, body = get(address)
    assert (status, media) == (200, "text/turtle")
    triples = {quad.triple for quad in parse(body, format=RdfFormat.TURTLE)}
    known = set(graph.rows(load("everything").replace("?graph WHERE", "WHERE")))
    about = {triple for triple in triples if str(triple.subject.value).startswith("https://w3id.org/mandategraph/api/")}
    assert len(about) == 2
    labels = {triple for triple in triples if triple.predicate.value.endswith("#label")}
    assert [str(triple) for triple in triples - about - labels if tuple(triple) not in known] == []
    _, media, linked = get(address.replace("format=turtle", "format=jsonld"))
    assert media == "application/ld+json"
    assert {quad.triple for quad in parse(linked, format=RdfFormat.JSON_LD)} == triples


@pytest.mark.parametrize("name", EXAMPLES)
def test_graphml_is_what_the_answer_says(live: str, graph: Graph, name: str) -> None:
    status, media, body = get(f"{live}/api/{name}?{urlencode(EXAMPLES[name] | {'format': 'graphml'}, doseq=True)}")
    assert (status, media) == (200, "application/graphml+xml")
    read = nx.read_graphml(io.BytesIO(body))
    made = FUNCTIONS[name].call(graph, EXAMPLES[name]).to_networkx()
    assert dict(read.nodes(data=True)) == dict(made.nodes(data=True))
    assert sorted(map(_edge, read.edges(data=True))) == sorted(map(_edge, made.edges(data=True)))
    assert {"query", "version", "citation"} <= read.graph.keys()


def _edge(edge: tuple[str, str, dict[str, object]]) -> str:
    ends, marks = edge[:2], {key: value for key, value in edge[2].items() if key != "id"}
    return repr((sorted(ends) if "weight" in marks else ends, sorted(marks.items())))


@pytest.mark.parametrize("name", EXAMPLES)
def test_csv_is_the_table(live: str, graph: Graph, name: str) -> None:
    _, media, body = get(f"{live}/api/{name}?{urlencode(EXAMPLES[name] | {'format': 'csv'}, doseq=True)}")
    assert media == "text/csv"
    lines = body.decode().splitlines(keepends=True)
    assert [line[:2] for line in lines[:4]][:3] == ["# "] * 3
    table = list(csv.reader(io.StringIO("".join(lines[3:]), newline="")))
    answer = FUNCTIONS[name].call(graph, EXAMPLES[name])
    assert table[0] == list(answer.columns)
    assert len(table) == 1 + len(answer.rows())


@pytest.mark.parametrize("name", EXAMPLES)
def test_tables_fit_the_terminal(snapshot: Snapshot, name: str) -> None:
    printed = command(snapshot, *words_of(name))
    assert printed.returncode == 0, printed.stderr
    assert max(map(len, printed.stdout.decode().splitlines())) <= 100


BAD = [
    ("entity", {}, 400, "thing is missing"),
    ("entity", {"thing": ["Interpoool"]}, 404, "INTERPOL"),
    ("entity", {"thing": ["INTERPOL", "UNODC"]}, 400, "give it once"),
    ("entity", {"thing": ["INTERPOL"], "colour": ["red"]}, 400, "colour"),
    ("neighbours", {"thing": ["UNODC"], "direction": ["up"]}, 400, "out, in"),
    ("neighbours", {"thing": ["UNODC"], "page": ["0"]}, 400, "page"),
    ("neighbours", {"thing": ["UNODC"], "page": ["x"]}, 400, "page"),
    ("neighbours", {"thing": ["UNODC"], "relation": ["loves"]}, 400, "implements"),
    ("neighbours", {"thing": ["UNODC"], "type": ["dragon"]}, 400, "training"),
    ("nothing", {}, 404, "entity"),
]


@pytest.mark.parametrize(("name", "given", "status", "said"), BAD)
def test_bad_calls_say_what_is_right(live: str, name: str, given: dict[str, list[str]], status: int, said: str) -> None:
    told = get(f"{live}/api/{name}?{urlencode(given, doseq=True)}")
    assert (told[0], told[1]) == (status, "application/problem+json"), told
    assert said in json.loads(told[2])["detail"]


def test_an_ambiguous_name_is_told_with_its_candidates(live: str) -> None:
    status, _, body = get(f"{live}/api/entity?thing=16")
    assert status == 400
    problem = json.loads(body)
    assert problem["type"].endswith("ambiguous-name")
    assert "sdg:16" in problem["detail"]
    assert "provision:a-res-68-191-16" in problem["detail"]


def test_command_line_errors_are_one_line(snapshot: Snapshot) -> None:
    printed = command(snapshot, "entity", "Interpoool")
    assert (printed.returncode, printed.stdout) == (2, b"")
    assert printed.stderr.decode().count("\n") == 1
    assert "INTERPOL" in printed.stderr.decode()


def test_formats_are_offered(live: str) -> None:
    status, _, body = get(f"{live}/api/entity?thing=INTERPOL&format=pdf")
    assert status == 406
    assert all(form in json.loads(body)["detail"] for form in FORMATS)


def test_python_answers_are_helpful(python: MandateGraph) -> None:
    answer = python.neighbours("UNODC")
    assert repr(answer).startswith("Neighbours: ")
    assert len(repr(answer).splitlines()) < 14
    frame = python.entity("INTERPOL").to_frame()
    assert list(frame.columns)[:2] == ["status", "relation"]
    assert len(frame) == len(python.entity("INTERPOL").rows())
    assert python.version in repr(python)


def test_formulas_stay_text(tmp_path: Path, start: "object") -> None:
    """A name that a spreadsheet would take for a formula begins with an apostrophe."""
    path = tmp_path / "data.trig"
    label = "<http://www.w3.org/2000/01/rdf-schema#label>"
    path.write_text(f'<urn:g> {{ <urn:a> {label} "=1+1" ; <urn:p> <urn:b> . <urn:b> {label} "@b" }}')
    with start("--data", str(path)) as address:  # type: ignore[operator]
        status, _, body = get(f"{address}/api/neighbours?thing=urn:a&relation=urn:p&format=csv")
    assert status == 200
    assert ",'@b," in body.decode()
