"""What the documents say holds: settings, commands, pages, dependencies, and every command with its output."""

import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections import Counter
from dataclasses import fields
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from conftest import ROOT
from mandategraph import __version__
from mandategraph.cli import commands as run
from mandategraph.cli.main import parser
from mandategraph.explore.catalogue import FUNCTIONS
from mandategraph.queries import QueryLibrary
from mandategraph.settings import ENVIRONMENT_PREFIX, Settings
from mandategraph.store.snapshot import Snapshot
from mandategraph.vocabulary import ID, MG
from mandategraph.web import create_app

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = ("build", "check", "format", "serve", "query", "ask", "diff", "attach", *FUNCTIONS)
RULES = sorted({rule.rule for rule in create_app(Settings()).url_map.iter_rules() if rule.endpoint != "static"})
DEPENDENCIES = [
    re.split(r"[^\w.-]", text)[0]
    for text in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
]
KINDS = {
    OWL.Class: "class",
    OWL.ObjectProperty: "property",
    OWL.DatatypeProperty: "property",
    OWL.AnnotationProperty: "property",
}
READ_ONLY = re.compile(r"mandategraph (serve|diff|format(?! --check))\b|python3? server\.py\b")
"""Commands that wait for ever, name a snapshot of the reader's own, or would rewrite the sources: only parsed."""


def examples() -> list[tuple[str, list[str]]]:
    """The commands of the console blocks of the README, each with the lines of output that follow it."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL):
        lines = iter(block.replace("\\\n", "").splitlines())
        for line in lines:
            if line.endswith("<<'END'"):
                found.append(("\n".join([line[2:], *iter(lines.__next__, "END"), "END"]), []))
            elif line.startswith("$ "):
                found.append((line[2:].strip(), []))
            elif line.strip():
                found[-1][1].append(line.rstrip())
    return found


EXAMPLES = examples()


def ontology() -> dict[rdflib.URIRef, tuple[str, rdflib.Graph]]:
    """The terms of the ontology and its statuses, each with its kind: class, property, or the class it is one of."""
    graph = rdflib.Graph().parse(ROOT / "ontology" / "mandategraph.ttl")
    return {
        term: (KINDS.get(kind, str(kind)), graph)
        for term, kind in graph.subject_objects(RDF.type)
        if isinstance(term, rdflib.URIRef) and str(term).startswith((MG, ID)) and (kind in KINDS or MG in str(kind))
    }


ONTOLOGY = ontology()


def test_no_case_is_lost() -> None:
    assert len(fields(Settings)) >= 6
    assert len(RULES) >= 8
    assert len(DEPENDENCIES) >= 7
    assert len(EXAMPLES) >= 5
    assert len(ONTOLOGY) >= 250


@pytest.mark.parametrize("name", [known.name for known in fields(Settings)])
def test_readme_names_each_setting(name: str) -> None:
    assert f"`{ENVIRONMENT_PREFIX}{name.upper()}`" in README


@pytest.mark.parametrize("command", COMMANDS)
def test_readme_names_each_command(command: str) -> None:
    assert re.search(rf"\bmandategraph {command}\b", README)


def test_these_are_all_commands() -> None:
    assert re.findall(r"^    (\w+)(?: {2,}\w|$)", parser().format_help(), re.MULTILINE) == list(COMMANDS)


@pytest.mark.parametrize("rule", RULES)
def test_readme_names_each_address(rule: str) -> None:
    start, parameter, _ = rule.partition("<")
    assert re.search(rf"[`\s]{re.escape(start)}" + (r"[^\s`]" if parameter else r"(?![\w/])"), README)


@pytest.mark.parametrize("dependency", DEPENDENCIES)
def test_readme_gives_the_reason_for_each_dependency(dependency: str) -> None:
    lines = [line for line in README.splitlines() if re.search(rf"(?i)`{re.escape(dependency)}`", line)]
    assert any(len(re.findall(r"\w+", line.replace(dependency, ""))) >= 4 for line in lines)


def test_each_question_is_in_the_readme_or_listed_by_ask(capsys: pytest.CaptureFixture[str]) -> None:
    names = {query.name for query in QueryLibrary(ROOT / "queries")}
    assert len(names) >= 25
    arguments = parser().parse_args(["ask"])
    run.ask(Settings(), arguments)
    listed = {line.split()[0] for line in capsys.readouterr().out.splitlines()}
    assert not {name for name in names - listed if f"`{name}`" not in README}


@pytest.mark.parametrize(("command", "output"), EXAMPLES, ids=[command.splitlines()[0][:60] for command, _ in EXAMPLES])
def test_readme_command(request: pytest.FixtureRequest, command: str, output: list[str]) -> None:
    program = command.split()[0]
    if program in ("git", "cd"):
        return
    if program == "make":
        check_make(command)
        return
    if READ_ONLY.match(command):
        check_call(command)
        return
    snapshot: Snapshot = request.getfixturevalue("snapshot")
    if "curl " in command:
        live = request.getfixturevalue("live")
        command = re.sub(r"http://(127\.0\.0\.1|localhost)(:\d+)?(?=[/'\"\s]|$)", live, command)
    done = run_in_shell(command, snapshot.folder.parent)
    assert done.returncode == 0, done.stdout
    printed = iter([line.rstrip() for line in done.stdout.splitlines()])
    lacking = [line for line in output if line.strip() not in ("…", "...") and line not in printed]
    assert not lacking, done.stdout


def check_make(command: str) -> None:
    """The targets and variables of a `make` command are those of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for word in shlex.split(command, comments=True)[1:]:
        name, assigned, _ = word.partition("=")
        assert re.search(rf"^{name} \?=" if assigned else rf"^{name}:", makefile, re.MULTILINE), word


def check_call(command: str) -> None:
    """The parser knows the options of a command."""
    words = shlex.split(command, comments=True)
    arguments = ["serve", *words[2:]] if words[0].startswith("python") else words[1:]
    assert parser().parse_args(arguments)


def run_in_shell(command: str, snapshots: Path) -> "subprocess.CompletedProcess[str]":
    """Run a line as a reader would in the project's folder, on a terminal of 80 columns."""
    known = {name: text for name, text in os.environ.items() if not name.startswith(ENVIRONMENT_PREFIX)}
    here = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "80"}
    return subprocess.run(
        command,
        shell=True,
        cwd=ROOT,
        env=known | here | {ENVIRONMENT_PREFIX + "SNAPSHOTS": str(snapshots)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )


def test_changelog_has_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    entry = re.search(rf"^## \[?{re.escape(__version__)}\b.*\n((?:(?!## ).*\n?)*)", changelog, re.MULTILINE)
    assert entry
    assert entry[1].strip()


def test_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__


@pytest.mark.parametrize("term", sorted(ONTOLOGY), ids=lambda term: term.rpartition("#")[2].removeprefix(ID))
def test_each_term_is_explained(term: rdflib.URIRef) -> None:
    kind, graph = ONTOLOGY[term]
    labels, definitions = (list(graph.objects(term, each)) for each in (RDFS.label, SKOS.definition))
    assert [str(text).strip() != "" and text.language for text in (*labels, *definitions)] == ["en", "en"]  # type: ignore[attr-defined]
    assert str(definitions[0]).endswith(".")
    if kind in ("class", "property"):
        assert any(str(example).strip() for example in graph.objects(term, SKOS.example))


def test_no_two_terms_of_a_kind_share_a_label() -> None:
    labels = Counter((kind, str(graph.value(term, RDFS.label)).lower()) for term, (kind, graph) in ONTOLOGY.items())
    assert not [label for label, times in labels.items() if times > 1]
