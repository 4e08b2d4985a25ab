"""From small sources to a snapshot: the same every time, each statement in its graph, evidence for each conclusion."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad

from mandategraph.build import build
from mandategraph.errors import SnapshotMissing
from mandategraph.store import snapshot as snapshots
from mandategraph.store.snapshot import DUMP, Snapshot
from mandategraph.vocabulary import GRAPH, ID, MG, PREFIXES
from small import FIRST, SECOND, SECOND_REPORT, SOURCES, answers, build_quietly, quads, use_rule_table, write_sources

DOCUMENT = ID + "document/"
GRAPH_FORMS = {
    DOCUMENT + "first": "Structure",
    DOCUMENT + "first/paragraph/1": "Stated",
    DOCUMENT + "first/paragraph/2": "Stated",
    DOCUMENT + "first/reading/1": "Read",
    DOCUMENT + "first/planned/2": "Planned",
    DOCUMENT + "first/hedged/2": "Hedged",
    DOCUMENT + "first/inferred/1": "Inferred",
    DOCUMENT + "first/inferred/2": "Inferred",
    DOCUMENT + "second": "Structure",
    DOCUMENT + "second/paragraph/1": "Stated",
    DOCUMENT + "second/inferred/1": "Inferred",
    GRAPH + "curated": "Curated",
    GRAPH + "inferred": "Inferred",
    GRAPH + "ontology": "Ontology",
    GRAPH + "reference/places": "Reference",
    GRAPH + "things": "Reference",
}
"""The named graphs of the small sources with both reports, each with its basis."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The small sources with both reports, built once."""
    root = tmp_path_factory.mktemp("small")
    return build_quietly(write_sources(root / "sources", {SECOND: SECOND_REPORT}), root / "snapshots")


@pytest.fixture(scope="module")
def statements(small: Snapshot) -> list[Quad]:
    """All quads of that snapshot."""
    return quads(small)


@pytest.fixture(autouse=True)
def fast_closure(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the builds of single tests; that of `small` and those in other processes use owlrl."""
    use_rule_table(monkeypatch)


def _iri(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def _homes(statements: list[Quad], subject: str, predicate: str, value: str) -> set[str]:
    """The named graphs in which a triple stands."""
    wanted = (_iri(subject), _iri(predicate), _iri(value))
    found = {quad.graph_name for quad in statements if (quad.subject, quad.predicate, quad.object) == wanted}
    return {graph.value.removeprefix(ID) for graph in found if isinstance(graph, NamedNode)}


# The same sources make the same snapshot.


BUILD = "import sys, pathlib; from small import build_quietly; build_quietly(*map(pathlib.Path, sys.argv[1:]))"


def test_builds_in_other_folders_and_processes_are_identical(tmp_path: Path, small: Snapshot) -> None:
    """Whatever the hash seed, and in whatever order the files were written."""
    for seed in ("0", "1"):
        sources, target = tmp_path / seed / "sources", tmp_path / seed / "snapshots"
        order = reversed(SOURCES) if seed == "1" else SOURCES
        write_sources(sources, {SECOND: SECOND_REPORT} | {name: SOURCES[name] for name in order})
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run(
            [sys.executable, "-c", BUILD, str(sources), str(target)],
            env=environment,
            cwd=Path(__file__).parent,
            check=True,
        )
        made = snapshots.current(target)
        assert made.manifest == small.manifest
        assert (made.folder / DUMP).read_bytes() == (small.folder / DUMP).read_bytes()
        assert (made.folder / "manifest.json").read_bytes() == (small.folder / "manifest.json").read_bytes()


def test_second_build_has_nothing_to_do(tmp_path: Path) -> None:
    sources, target = write_sources(tmp_path / "sources"), tmp_path / "snapshots"
    first = build_quietly(sources, target)
    changed = {path: path.stat().st_mtime_ns for path in first.folder.rglob("*")}
    lines: list[str] = []
    assert build(sources, target, lines.append) == first
    assert lines == [f"nothing to do: snapshot {first.manifest.version} is built"]
    assert {path: path.stat().st_mtime_ns for path in first.folder.rglob("*")} == changed


def test_build_puts_an_older_snapshot_back_into_service(tmp_path: Path) -> None:
    """Each version of the sources has its own snapshot, which stays."""
    sources, target = write_sources(tmp_path / "sources"), tmp_path / "snapshots"
    old = build_quietly(sources, target)
    write_sources(sources, {FIRST: SOURCES[FIRST].replace("mg:value 90", "mg:value 91")})
    new = build_quietly(sources, target)
    assert new.manifest.version != old.manifest.version
    assert snapshots.current(target) == new
    write_sources(sources)
    assert build_quietly(sources, target) == old
    assert snapshots.current(target) == old
    assert set(new.dump()) - set(old.dump()) != set()


@pytest.mark.parametrize("name", ["mandategraph.ttl", "alignments.ttl", "shapes.ttl"])
def test_change_of_the_ontology_is_another_version(tmp_path: Path, name: str) -> None:
    sources, target = write_sources(tmp_path / "sources"), tmp_path / "snapshots"
    old = build_quietly(sources, target)
    with (sources / "ontology" / name).open("a", encoding="utf-8") as stream:
        stream.write("# a comment\n")
    assert build_quietly(sources, target).manifest.version != old.manifest.version


# The dump, the store and the manifest say the same.


def test_dump_holds_what_the_store_holds(small: Snapshot, statements: list[Quad]) -> None:
    stored = answers(small, "SELECT (COUNT(*) AS ?n) WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }")
    assert stored == [(str(len(statements)),)]
    assert small.manifest.statements == len(statements) == len(set(small.dump()))
    assert small.dump() == sorted(small.dump())


def test_manifest_counts_by_basis(small: Snapshot, statements: list[Quad]) -> None:
    """Without types, labels and summaries."""
    left_out = {_iri("rdf:type"), _iri("rdfs:label"), _iri("mg:summary")}
    named = [
        quad.graph_name.value
        for quad in statements
        if isinstance(quad.graph_name, NamedNode) and quad.predicate not in left_out
    ]
    assert small.manifest.by_basis == Counter(GRAPH_FORMS[graph] for graph in named)
    assert small.manifest.documents == (DOCUMENT + "first", DOCUMENT + "second")
    assert small.manifest.by_basis["Planned"] == 2
    assert json.loads((small.folder / "manifest.json").read_text())["version"] == small.folder.name


# The default graph.


def test_default_graph_holds_each_fact_once(statements: list[Quad]) -> None:
    """A fact of several graphs stands there once; what is planned or hedged does not stand there."""
    merged = Counter(
        (quad.subject, quad.predicate, quad.object)
        for quad in statements
        if isinstance(quad.graph_name, DefaultGraph)
        and quad.predicate not in (_iri("mg:basis"), _iri("mg:inParagraph"))
    )
    facts = {
        (quad.subject, quad.predicate, quad.object)
        for quad in statements
        if isinstance(quad.graph_name, NamedNode) and GRAPH_FORMS[quad.graph_name.value] not in ("Planned", "Hedged")
    }
    assert merged.keys() == facts
    assert set(merged.values()) == {1}
    for left_out in ("mg:assistedCountry country:ner", "mg:supportedBy organization:osce"):
        predicate, value = map(_iri, left_out.split())
        assert (_iri("activity:training"), predicate, value) not in merged
    assert (_iri("organization:unodc"), _iri("mg:partyTo"), _iri("treaty:untoc")) not in merged


def test_every_graph_is_described_by_its_basis(small: Snapshot, statements: list[Quad]) -> None:
    named = {quad.graph_name.value for quad in statements if isinstance(quad.graph_name, NamedNode)}
    assert named == GRAPH_FORMS.keys()
    assert len(named) == 16
    said = answers(small, "SELECT ?graph ?basis WHERE { ?graph mg:basis ?basis }")
    assert said == sorted((graph, MG + basis) for graph, basis in GRAPH_FORMS.items())


def test_graphs_of_paragraphs_name_their_paragraph(small: Snapshot) -> None:
    said = dict(answers(small, "SELECT ?graph ?paragraph WHERE { ?graph mg:inParagraph ?paragraph }"))
    of_paragraphs = [graph for graph, basis in GRAPH_FORMS.items() if "/document/" in graph and basis != "Structure"]
    assert len(of_paragraphs) == 9
    expected = {graph: "/".join([*graph.split("/")[:-2], "paragraph", graph.split("/")[-1]]) for graph in of_paragraphs}
    assert said == expected


def test_paragraphs_are_found_by_what_they_speak_of(small: Snapshot) -> None:
    """Stated, planned and hedged graphs count, a reading, themes and classes do not."""
    rows = answers(
        small,
        "SELECT ?paragraph ?thing WHERE {"
        " { ?paragraph mg:mentions ?thing } UNION { ?thing mg:mentionedIn ?paragraph } }",
    )
    assert {(paragraph.removeprefix(DOCUMENT), thing.removeprefix(ID)) for paragraph, thing in rows} == {
        ("first/paragraph/1", "activity/training"),
        ("first/paragraph/1", "country/tcd"),
        ("first/paragraph/1", "figure/trained"),
        ("first/paragraph/1", "organization/unodc"),
        ("first/paragraph/2", "activity/training"),
        ("first/paragraph/2", "country/ner"),
        ("first/paragraph/2", "organization/interpol"),
        ("first/paragraph/2", "organization/osce"),
        ("first/paragraph/2", "organization/unodc"),
        ("first/paragraph/2", "treaty/untoc"),
        ("second/paragraph/1", "activity/workshop"),
        ("second/paragraph/1", "country/tcd"),
        ("second/paragraph/1", "organization/unodc"),
    }


# Conclusions stand where their evidence is.


CONCLUSIONS = [
    ("activity:training", "rdf:type", "mg:Work", {"document/first/inferred/1"}),
    ("country:tcd", "mg:assistedBy", "activity:training", {"document/first/inferred/1"}),
    ("activity:training", "mg:derivedLink", "sdg:16.5", {"document/first/inferred/1"}),
    ("activity:training", "mg:derivedLink", "sdg:16", {"document/first/inferred/1"}),
    ("activity:training", "mg:participant", "organization:interpol", {"document/first/inferred/2"}),
    ("organization:unodc", "mg:cooperatesWith", "organization:interpol", {"graph/inferred"}),
    ("organization:interpol", "mg:cooperatesWith", "organization:unodc", {"graph/inferred"}),
    ("country:ner", "mg:within", "geo:2", {"graph/inferred"}),
    ("country:tcd", "rdf:type", "mg:Place", {"graph/inferred"}),
    ("country:tcd", "mg:assistedBy", "activity:workshop", {"document/second/inferred/1"}),
    ("country:ner", "mg:assistedBy", "activity:training", set()),
    ("activity:training", "mg:participant", "organization:osce", set()),
    ("treaty:untoc", "mg:hasParty", "organization:unodc", set()),
    ("organization:unodc", "rdf:type", "mg:Country", set()),
]
"""From one paragraph, with the background, from two together, from the background alone, from planned or hedged."""


@pytest.mark.parametrize(("subject", "predicate", "value", "homes"), CONCLUSIONS)
def test_conclusion_stands_with_its_evidence(
    statements: list[Quad], subject: str, predicate: str, value: str, homes: set[str]
) -> None:
    assert len(CONCLUSIONS) == 14
    assert _homes(statements, subject, predicate, value) == homes


def test_conclusion_of_each_of_two_paragraphs_stands_with_both(tmp_path: Path) -> None:
    """And a fact that another paragraph only implies stands there too, but not where it is stated."""
    more = (
        "paragraph:2 {\n    activity:training mg:assistedCountry country:tcd ; mg:participant organization:unodc .\n}\n"
    )
    made = build_quietly(write_sources(tmp_path / "sources", {FIRST: SOURCES[FIRST] + more}), tmp_path / "snapshots")
    found = quads(made)
    both = {"document/first/inferred/1", "document/first/inferred/2"}
    assert _homes(found, "country:tcd", "mg:assistedBy", "activity:training") == both
    assert _homes(found, "activity:training", "mg:participant", "organization:unodc") == {
        "document/first/paragraph/2",
        "document/first/inferred/1",
    }
    assert _homes(found, "activity:training", "mg:assistedCountry", "country:tcd") == {
        "document/first/paragraph/1",
        "document/first/paragraph/2",
    }


def test_inferred_graphs_repeat_no_source(statements: list[Quad]) -> None:
    """What stands in graph/inferred is stated nowhere and stands in no paragraph's inferred graph."""
    together = {
        (quad.subject, quad.predicate, quad.object)
        for quad in statements
        if quad.graph_name == NamedNode(GRAPH + "inferred")
    }
    elsewhere = {
        (quad.subject, quad.predicate, quad.object)
        for quad in statements
        if isinstance(quad.graph_name, NamedNode)
        and quad.graph_name != NamedNode(GRAPH + "inferred")
        and GRAPH_FORMS[quad.graph_name.value] not in ("Planned", "Hedged")
    }
    assert len(together) > 20
    assert together & elsewhere == set()


def test_one_query_finds_evidence_in_both_documents(small: Snapshot) -> None:
    """A second report is asked as the first one is: evidence from both in one answer."""
    rows = answers(
        small,
        "SELECT ?work ?document WHERE { GRAPH ?g { ?work mg:assistedCountry country:tcd ; mg:implementedBy"
        " organization:unodc } ?g mg:basis mg:Stated ; mg:inParagraph/mg:inDocument ?document }",
    )
    assert rows == [
        (ID + "activity/training", DOCUMENT + "first"),
        (ID + "activity/workshop", DOCUMENT + "second"),
    ]


def test_second_document_changes_nothing_in_the_first(tmp_path: Path, small: Snapshot) -> None:
    alone = build_quietly(write_sources(tmp_path / "sources"), tmp_path / "snapshots")
    assert set(alone.dump()) < set(small.dump())
    added = {line for line in set(small.dump()) - set(alone.dump()) if "/document/first" in line}
    assert added == set()


# The pointer.


def test_nothing_is_in_service_before_the_first_build(tmp_path: Path) -> None:
    with pytest.raises(SnapshotMissing, match="mandategraph build"):
        snapshots.current(tmp_path)


def test_unfinished_folder_does_not_disturb(tmp_path: Path) -> None:
    """What a killed build leaves is never in service, and the next build clears it away."""
    sources, target = write_sources(tmp_path / "sources"), tmp_path / "snapshots"
    old = build_quietly(sources, target)
    write_sources(sources, {SECOND: SECOND_REPORT})
    version = build_quietly(sources, tmp_path / "elsewhere").manifest.version
    unfinished = target / ".unfinished"
    (unfinished / "store").mkdir(parents=True)
    (unfinished / DUMP).write_bytes(b"half a du")
    (target / "current.new").write_text("half a ver")
    assert snapshots.current(target) == old
    new = build_quietly(sources, target)
    assert new.manifest.version == version
    assert snapshots.current(target) == new
    assert sorted(path.name for path in target.iterdir()) == sorted([old.manifest.version, version, "current", ".lock"])
    assert answers(new, "SELECT ?label WHERE { activity:workshop rdfs:label ?label }") == [("Workshop for judges",)]


@pytest.mark.parametrize("step", ["mkdir", "rename", "replace"])
def test_kill_at_any_step_leaves_the_old_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    """The build stops as it makes its folder, moves it into place, or moves the pointer."""
    sources, target = write_sources(tmp_path / "sources"), tmp_path / "snapshots"
    old = build_quietly(sources, target)
    write_sources(sources, {SECOND: SECOND_REPORT})
    with monkeypatch.context() as patched:
        patched.setattr(Path, step, _killed)
        with pytest.raises(KeyboardInterrupt):
            build_quietly(sources, target)
    assert snapshots.current(target) == old
    new = build_quietly(sources, target)
    assert snapshots.current(target) == new
    assert new.manifest.documents == (DOCUMENT + "first", DOCUMENT + "second")


def _killed(*_arguments: object, **_options: object) -> None:
    raise KeyboardInterrupt
