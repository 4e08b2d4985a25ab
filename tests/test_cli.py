"""The commands as a user calls them: what they print, where, and with which exit code."""

import csv
import io
import os
import re
import subprocess
import sys
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

from client import fetch
from conftest import ROOT, Server, free_port
from harbour import LOG, LOG_TEXT, write_harbour
from mandategraph import __version__
from mandategraph.cli.tables import print_table
from mandategraph.errors import RequestInvalid
from mandategraph.explore.catalogue import FUNCTIONS
from mandategraph.queries import QueryLibrary
from mandategraph.settings import ENVIRONMENT_PREFIX, Settings
from mandategraph.store import snapshot as snapshots
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.store.engine import GRAPH_FORMATS, RESULT_FORMATS
from mandategraph.vocabulary import ID, LABEL
from small import build_quietly

COMMANDS = ("build", "check", "format", "serve", "query", "ask", "diff", "attach")
FLAGS = {
    "build": ("sources", "snapshots"),
    "check": ("sources",),
    "format": ("sources",),
    "serve": tuple(known.name for known in fields(Settings) if known.name != "sources"),
    "query": ("snapshots",),
    "ask": ("snapshots", "queries"),
    "diff": ("snapshots",),
    "attach": ("snapshots",),
}
"""The settings that each command takes as flags."""

RESULT_PARSERS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "tsv": QueryResultsFormat.TSV,
}
GRAPH_PARSERS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}

CALLS = [
    ("a prefixed name", ["--work", "programme:harbour"], 2),
    ("an IRI", ["--work", ID + "programme/harbour"], 2),
    ("an IRI in brackets", ["--work", f"<{ID}programme/harbour>"], 2),
    ("a label", ["--work", "Harbour Programme"], 2),
    ("a label in another case", ["--work=HARBOUR programme"], 2),
    ("an alias", ["--work", "100% + safe"], 2),
    ("an acronym of something else", ["--work", "LO"], 0),
    ("a text", ["--role", "partner"], 1),
    ("a number", ["--place", "1"], 2),
    ("a negative number", ["--place", "-1"], 0),
    ("several", ["--place=1", "--role", "partner", "--work", "programme:harbour"], 1),
    ("a value that looks like a flag", ["--role", "--work"], 0),
    ("nothing", [], 2),
]
"""How to ask `roles`, and how many rows come."""

WRONG = [
    ("a query that does not parse", ["query", "broken.rq"], 2, "2:"),
    ("a prefix that nobody declares", ["query", "undeclared.rq"], 2, "refix"),
    ("a file that is not there", ["query", "nowhere.rq"], 2, "cannot read nowhere.rq"),
    ("a folder", ["query", "."], 2, "cannot read ."),
    ("a file that is not UTF-8", ["query", "latin.rq"], 2, "cannot read latin.rq"),
    ("rows as a graph", ["query", "rows.rq", "--format", "turtle"], 2, "ask for one of json, xml, csv, tsv"),
    ("a graph as rows", ["query", "graph.rq", "--format", "csv"], 2, "ask for one of turtle, ntriples"),
    ("an unknown question", ["ask", "nothing"], 2, "no query is named 'nothing'; the library has roles"),
    ("an unknown parameter", ["ask", "roles", "--who", "x"], 2, "roles has no parameter 'who'; it takes work, role"),
    ("a parameter without value", ["ask", "roles", "--work"], 2, "'--work' is not a parameter with its value"),
    ("a value without parameter", ["ask", "roles", "harbour"], 2, "'harbour' is not a parameter with its value"),
    ("an unknown thing", ["ask", "roles", "--work", "Nobody"], 2, "nothing is named 'Nobody'"),
    ("an ambiguous name", ["ask", "roles", "--work", "the Guild"], 2, "organization/forge or https://"),
    ("no number", ["ask", "roles", "--place", "first"], 2, "place='first' is not a whole number; give one"),
    ("no IRI", ["ask", "roles", "--work", "country:a>b"], 2, "'country:a>b' is not an IRI"),
    ("an unknown snapshot", ["diff", "one", "two"], 1, "one holds no snapshot; run `mandategraph build`"),
    ("no snapshot to query", ["query", "rows.rq", "--snapshots", "empty"], 1, "empty holds no built graph"),
    ("no snapshot to ask", ["ask", "roles", "--snapshots", "empty"], 1, "empty holds no built graph"),
    ("no snapshot to serve", ["serve", "--snapshots", "empty"], 1, "run `mandategraph build`"),
    ("no file to serve", ["serve", "--data", "nowhere.ttl"], 2, "nowhere.ttl"),
    ("a file of no known kind", ["serve", "--data", "rows.rq"], 2, "rows.rq: not a known kind of file; give one"),
    ("a file with a fault", ["serve", "--data", "broken.ttl"], 2, "broken.ttl"),
    ("a port beyond the last", ["serve", "--port", "99999"], 2, "99999"),
    ("a port below the first", ["serve", "--port", "-1"], 2, "-1"),
    ("no thread", ["serve", "--threads", "0", "--port", str(free_port())], 2, "threads"),
]
"""A call that fails, its exit code, and a part of the one line that it prints."""

MISUSES = [
    ("no command", [], "COMMAND"),
    ("an unknown command", ["make"], "'make'"),
    *((f"an unknown option of {name}", [name, "--nope"], "--nope") for name in ("build", "check", "format", "serve")),
    ("an unknown option of query", ["query", "rows.rq", "--nope"], "--nope"),
    ("an unknown option of diff", ["diff", "a", "b", "--nope"], "--nope"),
    ("an abbreviated option", ["build", "--snap", "x"], "--snap"),
    ("an unknown format", ["query", "rows.rq", "--format", "xls"], "'xls'"),
    ("a port that is no number", ["serve", "--port", "web"], "'web'"),
    ("no file", ["query"], "FILE"),
    ("one snapshot", ["diff", "a"], "NEW"),
]
"""A call that the parser refuses: exit code 2, with the usage and a line that names the culprit."""

BAD_SETTINGS = [("PORT", "web"), ("PORT", ""), ("PORT", "80.5"), ("THREADS", "four")]


@dataclass(frozen=True)
class Done:
    """What a call left behind."""

    code: int
    raw: bytes
    errors: str

    @property
    def output(self) -> str:
        """Standard output as text."""
        return self.raw.decode("utf-8")


@dataclass(frozen=True)
class Workspace:
    """A folder with sources, a snapshot of them, and files with queries, in which commands run."""

    folder: Path

    def run(self, *arguments: str, stdin: str = "", **variables: str) -> Done:
        """Run the program as it is installed, with settings from variables alone."""
        environment = {name: text for name, text in os.environ.items() if not name.startswith(ENVIRONMENT_PREFIX)}
        environment |= {"MANDATEGRAPH_SOURCES": "sources", "MANDATEGRAPH_QUERIES": "sources/queries"} | variables
        command = [str(Path(sys.executable).with_name("mandategraph")), *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=environment, input=stdin.encode(), capture_output=True, timeout=20
        )
        return Done(done.returncode, done.stdout, done.stderr.decode("utf-8"))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A folder whose var/ holds the snapshot of its sources/."""
    folder = tmp_path_factory.mktemp("workspace")
    build_quietly(write_harbour(folder / "sources"), folder / "var")
    (folder / "broken.ttl").write_text("<a> <b", encoding="utf-8")
    (folder / "broken.rq").write_text("SELECT * {\n}}", encoding="utf-8")
    (folder / "undeclared.rq").write_text("ASK { ?s a no:Such }", encoding="utf-8")
    (folder / "latin.rq").write_bytes(b"ASK { ?s ?p '\xe9' }")
    (folder / "rows.rq").write_text("SELECT ?name { organization:forge rdfs:label ?name }", encoding="utf-8")
    (folder / "graph.rq").write_text("DESCRIBE organization:forge", encoding="utf-8")
    return Workspace(folder)


@pytest.fixture
def fresh(tmp_path: Path) -> Workspace:
    """A folder with sources and no snapshot."""
    write_harbour(tmp_path / "sources")
    return Workspace(tmp_path)


def test_no_case_is_lost() -> None:
    assert (len(CALLS), len(WRONG), len(MISUSES), len(BAD_SETTINGS)) == (13, 25, 13, 4)
    assert FLAGS.keys() == set(COMMANDS)
    assert {flag for flags in FLAGS.values() for flag in flags} == {known.name for known in fields(Settings)}


def test_version(workspace: Workspace) -> None:
    assert workspace.run("--version") == Done(0, f"{__version__}\n".encode(), "")


def test_help_lists_the_commands(workspace: Workspace) -> None:
    done = workspace.run("--help")
    assert done.code == 0
    assert tuple(re.findall(r"^    (\w+)(?: {2,}\w|$)", done.output, re.MULTILINE)) == (*COMMANDS, *FUNCTIONS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command(workspace: Workspace, command: str) -> None:
    done = workspace.run(command, "--help", COLUMNS="200")
    assert (done.code, done.errors) == (0, "")
    assert done.output.startswith(f"usage: mandategraph {command} ")
    options = " ".join(done.output.partition("options:")[2].split())
    shown = set(re.findall(rf"--([\w-]+) [A-Z_]+ (?:(?!--).)*?; {ENVIRONMENT_PREFIX}(\w+)\)", options))
    assert shown == {(flag.replace("_", "-"), flag.upper()) for flag in FLAGS[command]}


def test_python_runs_it_too(workspace: Workspace) -> None:
    code = "import sys; from mandategraph.cli import main; sys.exit(main(['ask', '--queries', 'sources/queries']))"
    done = subprocess.run([sys.executable, "-c", code], cwd=workspace.folder, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split()[0] == "roles"


def test_build_says_what_it_does(fresh: Workspace) -> None:
    done = fresh.run("build")
    assert (done.code, done.output) == (0, "")
    version = snapshots.current(fresh.folder / "var").manifest.version
    steps = ("read ", "checked the sources", "closed: ", "validated against the shapes", f"wrote snapshot {version}")
    lines = done.errors.splitlines()
    assert len(lines) == len(steps)
    assert all(step in line for step, line in zip(steps, lines, strict=True))
    assert fresh.run("build").errors == f"nothing to do: snapshot {version} is built\n"


def test_check_writes_nothing(fresh: Workspace) -> None:
    before = sorted(fresh.folder.rglob("*"))
    done = fresh.run("check")
    assert (done.code, done.output) == (0, "")
    assert "validated against the shapes" in done.errors
    assert sorted(fresh.folder.rglob("*")) == before


@pytest.mark.parametrize("command", ["build", "check"])
def test_faults_of_the_sources_are_all_listed(fresh: Workspace, command: str) -> None:
    log = LOG_TEXT.replace("mg:partner", "mg:parter").replace("country:ala }", "country:al }").replace('"ALA"', '"al"')
    (fresh.folder / "sources" / LOG).write_text(log.replace("country:ala .", "country:al ."), encoding="utf-8")
    done = fresh.run(command)
    assert (done.code, done.output) == (1, "")
    faults = [line for line in done.errors.splitlines() if line.startswith(f"{LOG}:")]
    assert f"mandategraph: {len(faults)} problems in the sources" in done.errors
    assert len(faults) >= 3
    assert all(re.fullmatch(r"[^:]+:\d+: .+; .+", fault) for fault in faults)
    assert not (fresh.folder / "var").exists()


@pytest.mark.parametrize("command", ["build", "check", "format"])
def test_no_sources(workspace: Workspace, command: str) -> None:
    done = workspace.run(command, "--sources", "nowhere")
    assert (done.code, done.output) == (1, "")
    assert "nowhere/ontology/mandategraph.ttl: not found; set MANDATEGRAPH_SOURCES" in done.errors
    assert "Traceback" not in done.errors


def test_format_writes_the_canonical_form_once(fresh: Workspace) -> None:
    source = fresh.folder / "sources" / LOG
    before = fresh.run("format", "--check")
    assert (before.code, before.output) == (1, "")
    assert f"{LOG}:1: not in canonical form; run `mandategraph format`" in before.errors
    assert "nothing was built" not in before.errors
    assert source.read_text(encoding="utf-8") == LOG_TEXT
    assert re.fullmatch(r"\d+ files rewritten\n", fresh.run("format").errors)
    assert source.read_text(encoding="utf-8") != LOG_TEXT
    again = fresh.run("format", "--check")
    assert (again.code, again.errors) == (0, "0 files are not in canonical form\n")
    assert fresh.run("format").errors == "0 files rewritten\n"
    assert fresh.run("check").code == 0


@pytest.mark.parametrize(
    ("fault", "message"), [("\n}", r"\d+: .+; mend the syntax there"), ("graph:things { [] a mg:Meeting }", ".+ IRI")]
)
def test_format_names_a_fault_and_writes_nothing(fresh: Workspace, fault: str, message: str) -> None:
    (fresh.folder / "sources" / LOG).write_text(LOG_TEXT + fault, encoding="utf-8")
    before = {path: path.read_bytes() for path in fresh.folder.rglob("*.t*") if path.is_file()}
    done = fresh.run("format")
    assert done.code == 1
    assert {path: path.read_bytes() for path in before} == before
    assert re.search(f"{LOG}:{message}", done.errors)
    assert "Traceback" not in done.errors


@pytest.mark.parametrize(("arguments", "rows"), [call[1:] for call in CALLS], ids=[call[0] for call in CALLS])
def test_ask(workspace: Workspace, arguments: list[str], rows: int) -> None:
    done = workspace.run("ask", "roles", *arguments)
    assert (done.code, done.errors) == (0, "")
    assert done.output.endswith(f"\n{rows} row{'' if rows == 1 else 's'}\n")


def test_ask_by_acronym(workspace: Workspace) -> None:
    done = workspace.run("ask", "who-is", "--thing", "lo")
    assert (done.code, done.errors) == (0, "")
    assert "Lantern Office" in done.output


def test_ask_without_name_lists_the_questions(workspace: Workspace) -> None:
    done = workspace.run("ask")
    assert (done.code, done.errors) == (0, "")
    lines = [re.split(" {2,}", line) for line in done.output.splitlines()]
    assert lines == [
        ["roles", "Who has which role in a work"],
        ["summaries", "What does each paragraph say?"],
        ["who-is", "What is said of a thing"],
    ]


def test_query_from_a_file_and_from_standard_input(workspace: Workspace) -> None:
    text = (workspace.folder / "rows.rq").read_text(encoding="utf-8")
    done = workspace.run("query", "rows.rq")
    assert done.output.split("\n") == ["name", "-" * 22, "Forge <Guild> & “Sons”", "", "1 row", ""]
    assert (done.code, done.errors) == (0, "")
    assert workspace.run("query", "-", stdin=text) == done


def test_query_with_a_yes_or_no(workspace: Workspace) -> None:
    assert workspace.run("query", "-", stdin="ASK { ?s a mg:Country }") == Done(0, b"yes\n", "")
    assert workspace.run("query", "-", stdin="ASK { ?s a mg:Contribution }") == Done(0, b"no\n", "")


@pytest.mark.parametrize("form", RESULT_FORMATS)
@pytest.mark.parametrize(
    "call", [["query", "rows.rq"], ["ask", "roles", "--role", "partner"]], ids=lambda call: call[0]
)
def test_rows_in_each_format(workspace: Workspace, call: list[str], form: str) -> None:
    done = workspace.run(*call, "--format", form)
    assert (done.code, done.errors) == (0, "")
    assert done.output.count("Forge") == 1
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(done.output)))) == 2
    else:
        assert len(list(parse_query_results(done.raw, format=RESULT_PARSERS[form]))) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("form", GRAPH_FORMATS)
@pytest.mark.parametrize("call", [["query", "graph.rq"], ["ask", "who-is", "--thing", "organization:forge"]])
def test_graph_in_each_format(workspace: Workspace, call: list[str], form: str) -> None:
    done = workspace.run(*call, "--format", form)
    assert (done.code, done.errors) == (0, "")
    labels = [quad.object for quad in parse(done.raw, format=GRAPH_PARSERS[form]) if quad.predicate == LABEL]
    assert [getattr(label, "value", "") for label in labels] == ["Forge <Guild> & “Sons”"]


@pytest.mark.parametrize("columns", [1, 2, 3, 5, 8])
@pytest.mark.parametrize("width", [80, 120])
def test_a_table_fits_the_terminal(workspace: Workspace, columns: int, width: int) -> None:
    names = " ".join(f"?number{place}" for place in range(columns))
    texts = " ".join(f'"{"some words and " * (3 * place + 1)}{"long" * 40}"' for place in range(columns))
    query = f"SELECT {names} {{ VALUES ({names}) {{ ({texts}) ({'UNDEF ' * columns}) }} }}"
    done = workspace.run("query", "-", stdin=query, COLUMNS=str(width))
    lines = done.output.splitlines()
    assert lines[-1] == "2 rows"
    assert max(map(len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)
    assert done.output.replace(" ", "").replace("\n", "").count("long") >= columns


def test_a_table_of_triples_has_short_names(workspace: Workspace) -> None:
    done = workspace.run("query", "graph.rq", COLUMNS="80")
    assert done.output.splitlines()[0].split() == ["subject", "predicate", "object"]
    assert "organization:forge" in done.output
    assert "mg:partnerIn" in done.output
    assert max(map(len, done.output.splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "code", "part"), [case[1:] for case in WRONG], ids=[case[0].replace(" ", "-") for case in WRONG]
)
def test_an_error_is_one_line(workspace: Workspace, arguments: list[str], code: int, part: str) -> None:
    done = workspace.run(*arguments)
    lines = [line for line in done.errors.splitlines() if not line.startswith("serving on ")]
    assert (done.code, done.output) == (code, ""), done.errors
    assert len(lines) == 1, done.errors
    assert lines[0].startswith("mandategraph: ")
    assert part in lines[0]


@pytest.mark.parametrize(("arguments", "culprit"), [case[1:] for case in MISUSES], ids=[case[0] for case in MISUSES])
def test_the_parser_names_the_culprit(workspace: Workspace, arguments: list[str], culprit: str) -> None:
    done = workspace.run(*arguments)
    assert (done.code, done.output) == (2, "")
    usage, *_, last = done.errors.splitlines()
    assert usage.startswith("usage: mandategraph")
    assert re.match(r"mandategraph( \w+)?: error: ", last)
    assert culprit in last


def test_a_port_in_use(workspace: Workspace, start: Server) -> None:
    with start(snapshots=workspace.folder / "var") as running:
        port = running.rpartition(":")[2]
        done = workspace.run("serve", "--port", port)
    assert done.code == 2
    assert done.errors.splitlines()[-1].startswith(f"mandategraph: cannot serve on 127.0.0.1:{port}: ")
    assert done.errors.endswith("; give another --port\n")


def test_serve_takes_its_settings_from_variables(workspace: Workspace) -> None:
    port = str(free_port())
    variables = {"MANDATEGRAPH_PORT": port, "MANDATEGRAPH_SNAPSHOTS": "var", "MANDATEGRAPH_QUERIES": "sources/queries"}
    command = [str(Path(sys.executable).with_name("mandategraph")), "serve"]
    process = subprocess.Popen(
        command, cwd=workspace.folder, env=os.environ | variables, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        assert process.stderr.readline() == f"serving on http://127.0.0.1:{port}\n"
        assert fetch_when_ready(f"http://127.0.0.1:{port}/queries/summaries?format=csv").startswith("number,summary")
    finally:
        process.terminate()
        process.communicate(timeout=10)


def fetch_when_ready(url: str) -> str:
    """The text of a page of a server that has just said that it starts."""
    for _ in range(200):
        try:
            return fetch(url).text
        except OSError:
            continue
    raise AssertionError(f"{url} does not answer")


def test_a_reader_that_stops_early_is_no_error(workspace: Workspace) -> None:
    environment = os.environ | {"MANDATEGRAPH_SNAPSHOTS": "var"}
    program = Path(sys.executable).with_name("mandategraph")
    query = "echo 'SELECT * { ?s ?p ?o . ?a ?b ?o } LIMIT 20000'"
    line = f"{query} | {program} query - --format csv | head -1"
    done = subprocess.run(line, shell=True, cwd=workspace.folder, env=environment, capture_output=True, text=True)
    assert (done.stdout.count("\n"), done.stderr) == (1, "")


def test_diff_groups_statements_by_paragraph(fresh: Workspace) -> None:
    assert fresh.run("build").code == 0
    old = snapshots.current(fresh.folder / "var").manifest.version
    log = LOG_TEXT.replace("mg:partner organization:forge", "mg:partner organization:weavers")
    log = log.replace("meeting:summit mg:organizedBy", "meeting:summit mg:hostedBy").replace(
        '"Weavers"', '"The Weavers"'
    )
    (fresh.folder / "sources" / LOG).write_text(log, encoding="utf-8")
    assert fresh.run("build").code == 0
    new = snapshots.current(fresh.folder / "var").manifest.version
    done = fresh.run("diff", old, new)
    assert (done.code, done.errors) == (0, "")
    groups = grouped(done.output)
    assert groups[ID + "document/log/paragraph/1"] == [
        "- programme:harbour mg:partner organization:forge",
        "+ programme:harbour mg:partner organization:weavers",
    ]
    assert groups[ID + "document/log/planned/2"] == [
        "+ meeting:summit mg:hostedBy organization:lantern",
        "- meeting:summit mg:organizedBy organization:lantern",
    ]
    assert groups[ID + "graph/things"] == [
        '+ organization:weavers rdfs:label "The Weavers"@en',
        '- organization:weavers rdfs:label "Weavers"@en',
    ]
    assert ID + "document/log/paragraph/2" not in groups
    assert "- organization:forge mg:partnerIn programme:harbour" in groups[ID + "document/log/inferred/1"]
    assert re.search(r"^\d+ lines came, \d+ went \(.+\)$", done.output, re.MULTILINE)
    assert grouped(fresh.run("diff", new, old).output) == {
        graph: sorted((swapped(change) for change in changes), key=lambda text: text[2:])
        for graph, changes in groups.items()
    }


def grouped(output: str) -> dict[str, list[str]]:
    """The changes of `diff` by graph."""
    groups: dict[str, list[str]] = {}
    for line in output.splitlines()[:-1]:
        if line.startswith("  "):
            groups[list(groups)[-1]].append(line[2:])
        else:
            groups[line] = []
    return groups


def swapped(change: str) -> str:
    """A change the other way round."""
    return {"+": "-", "-": "+"}[change[0]] + change[1:]


def test_diff_of_a_snapshot_with_itself(workspace: Workspace) -> None:
    version = snapshots.current(workspace.folder / "var").manifest.version
    for name in (version, f"var/{version}"):
        done = workspace.run("diff", version, name)
        assert (done.code, done.errors) == (0, "")
        assert done.output.startswith("0 lines came, 0 went")


@pytest.mark.parametrize("known", fields(Settings), ids=lambda known: known.name)
def test_a_variable_sets_and_a_flag_overrules(known) -> None:  # type: ignore[no-untyped-def]
    variable = ENVIRONMENT_PREFIX + known.name.upper()
    kind = type(known.default)
    set_, given = kind("41"), kind("42")
    assert getattr(Settings.from_environment({}), known.name) == known.default
    assert getattr(Settings.from_environment({variable: "41"}), known.name) == set_
    assert getattr(Settings.from_environment({variable: "41"}, **{known.name: None}), known.name) == set_
    assert getattr(Settings.from_environment({variable: "41"}, **{known.name: given}), known.name) == given
    assert known.metadata["help"]


def test_a_flag_overrules_a_variable(workspace: Workspace) -> None:
    wrong = {"MANDATEGRAPH_SNAPSHOTS": "nowhere", "MANDATEGRAPH_QUERIES": "nowhere"}
    assert workspace.run("ask", "roles", **wrong).code == 2
    right = ["--snapshots", "var", "--queries", "sources/queries"]
    assert workspace.run("ask", "roles", *right, **wrong).code == 0


@pytest.mark.parametrize(("name", "text"), BAD_SETTINGS)
def test_a_bad_value_names_its_variable(workspace: Workspace, name: str, text: str) -> None:
    variable = ENVIRONMENT_PREFIX + name
    with pytest.raises(RequestInvalid, match=f"{variable}='{text}' is not a whole number; set it to one"):
        Settings.from_environment({variable: text})
    done = workspace.run("serve", **{variable: text})
    assert (done.code, done.output, done.errors.count("\n")) == (2, "", 1)
    assert done.errors.startswith(f"mandategraph: {variable}={text!r}")


def test_shipped_questions_fit_the_terminal(
    engine: EmbeddedEngine, library: QueryLibrary, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    too_wide = set()
    for query in library:
        print_table(query.run(engine, {}))
        if max(map(len, capsys.readouterr().out.splitlines())) > 80:
            too_wide.add(query.name)
    assert not too_wide


def test_shipped_sources_are_found_without_settings() -> None:
    assert Settings().sources == ROOT
    assert Settings().queries == ROOT / "queries"
