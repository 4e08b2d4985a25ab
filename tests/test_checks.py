"""Each check on the sources finds its fault, and says where it is, what it is and what to do about it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from mandategraph.build import build, check, pipeline
from mandategraph.build.checking import violations
from mandategraph.errors import SourceInvalid
from mandategraph.store import snapshot
from mandategraph.vocabulary import ID
from small import (
    CURATED,
    FIRST,
    PLACES,
    ROOT,
    SECOND,
    SECOND_REPORT,
    SOURCES,
    STRUCTURE,
    THINGS,
    TREATIES,
    use_rule_table,
    write_sources,
)

MARK = "# culprit"
QUERIES = sorted((Path(pipeline.__file__).parent / "violations").glob("*.rq"))
KINDS = {path.stem: (known.title, known.fix) for path, known in zip(QUERIES, violations(), strict=True)} | {
    "blank-node": ("This is a blank node", "give it an IRI"),
    "no-date": ("This is no date", "write it as in 2017-06-30"),
    "no-graph": ("This statement stands in no graph", "put it into one"),
}
"""Title and remedy of each kind of fault but a syntax error, which speaks in the parser's words."""


@dataclass(frozen=True)
class Case:
    """A fault: what takes the place of what in which file; the culprit stands on the line that ends with MARK."""

    kind: str
    file: str
    old: str
    new: str
    culprit: str
    also: frozenset[str] = frozenset()
    """Titles of further problems that the fault may bring with it."""

    @property
    def text(self) -> str:
        assert SOURCES[self.file].count(self.old) == 1, f"{self.old!r} does not stand once in {self.file}"
        return SOURCES[self.file].replace(self.old, self.new)

    @property
    def place(self) -> str:
        line = next(number for number, line in enumerate(self.text.splitlines(), 1) if line.endswith(MARK))
        return f"{self.file}:{line}"


NER = 'country:ner a mg:Country ; rdfs:label "Niger"@en ; mg:iso3 "NER" .'
OSCE = 'organization:osce a mg:RegionalOrganization ; rdfs:label "OSCE"@en .'
INTERPOL = 'organization:interpol a mg:IntergovernmentalOrganization ; rdfs:label "INTERPOL"@en .'
SOURCE = 'reference:places dcterms:source "A list of areas"@en .'
PARTNER = "    activity:training mg:partner organization:interpol ."
CASES = [
    Case("graph-without-basis", FIRST, "hedged:2 {", f"graph:nowhere {{ {MARK}", "graph:nowhere"),
    Case(
        "graph-without-basis",
        FIRST,
        "hedged:2 {",
        f"<{ID}document/first/draft/2> {{ {MARK}",
        f"<{ID}document/first/draft/2>",
    ),
    Case("reference-without-source", PLACES, f"{{\n    {SOURCE}", f"{{ {MARK}", "reference:places"),
    Case(
        "graph-of-unknown-paragraph",
        FIRST,
        "hedged:2 {",
        f"hedged:3 {{ {MARK}",
        f"<{ID}document/first/paragraph/3>",
        frozenset(
            {
                "A paragraph has one number as printed",
                "A paragraph has one summary in our own words",
                "A paragraph stands in one document",
            }
        ),
    ),
    Case("blank-node", TREATIES, "things {", f'things {{\n    [] rdfs:label "Nobody"@en . {MARK}', "near rdfs:label"),
    Case("blank-node", THINGS, OSCE, f"{OSCE[:-1]}; mg:partOf [] . {MARK}", "near mg:partOf"),
    Case("blank-node", FIRST, PARTNER, f"    _:someone mg:partOf organization:interpol . {MARK}", "near mg:partOf"),
    Case("undeclared-class", THINGS, OSCE, f"{OSCE[:-1]}; a skos:Concept . {MARK}", "skos:Concept"),
    Case("undeclared-term", THINGS, OSCE, f"{OSCE[:-1]}; a mg:Club . {MARK}", "mg:Club"),
    Case("undeclared-term", FIRST, PARTNER, f"    activity:training mg:helper organization:osce . {MARK}", "mg:helper"),
    Case("undeclared-property", THINGS, OSCE, f'{OSCE[:-1]}; xsd:name "OSCE" . {MARK}', "xsd:name"),
    Case("thing-without-label", THINGS, OSCE, f"organization:osce a mg:Network . {MARK}", "organization:osce"),
    Case("thing-without-label", FIRST, PARTNER, f"    activity:other a mg:Project . {MARK}", "activity:other"),
    Case("thing-without-type", THINGS, OSCE, f'organization:osce rdfs:label "OSCE"@en . {MARK}', "organization:osce"),
    Case("second-label", THINGS, OSCE, f'{OSCE[:-1]}; rdfs:label "OSZE"@de . {MARK}', "organization:osce (OSZE)"),
    Case(
        "two-things-alike",
        THINGS,
        INTERPOL,
        f'{INTERPOL}\n    organization:icpo a mg:Network, mg:UNEntity ; rdfs:label "UNODC"@en . {MARK}',
        f"organization:icpo (UNODC is also {ID}organization/unodc)",
    ),
    Case(
        "country-without-code",
        THINGS,
        NER,
        f'country:ner a mg:Country ; rdfs:label "Niger"@en . {MARK}',
        "country:ner",
        frozenset({"A country has one ISO 3166 alpha-3 code"}),
    ),
    Case(
        "country-code-twice",
        THINGS,
        NER,
        NER.replace("NER", "TCD") + f" {MARK}",
        f"country:ner (TCD is also that of {ID}country/tcd)",
    ),
    Case(
        "figure-without-unit",
        FIRST,
        'figure:trained a mg:Figure ; rdfs:label "Prosecutors trained"@en ;\n'
        '        mg:measures "prosecutors trained"@en ;\n        mg:unit mg:Person ;',
        f'figure:trained a mg:Figure ; rdfs:label "Prosecutors trained"@en ; {MARK}\n'
        '        mg:measures "prosecutors trained"@en ;',
        "figure:trained",
        frozenset({"A figure has one unit"}),
    ),
    Case(
        "paragraph-without-statement",
        STRUCTURE,
        "    paragraph:1 a mg:Paragraph ;",
        '    paragraph:3 a mg:Paragraph ; rdfs:label "First report, 3"@en ; mg:inDocument document:first ;'
        f' mg:number "3" ; mg:summary "Nothing."@en . {MARK}\n    paragraph:1 a mg:Paragraph ;',
        f"<{ID}document/first/paragraph/3>",
    ),
    Case(
        "no-date",
        FIRST,
        'mg:date "2017-03-01"^^xsd:date ;',
        f'mg:date "2017-02-30"^^xsd:date ; {MARK}',
        "'2017-02-30' of activity:training",
    ),
    Case(
        "no-date",
        FIRST,
        'mg:date "2017-03-01"^^xsd:date ;',
        f'mg:date "20170301"^^xsd:date ; {MARK}',
        "'20170301' of activity:training",
    ),
    Case(
        "no-date",
        FIRST,
        PARTNER,
        f'{PARTNER}\n    organization:unodc mg:date "2017-13"^^xsd:gYearMonth . {MARK}',
        "'2017-13' of organization:unodc",
    ),
    Case(
        "alias-of-two-things",
        THINGS,
        NER,
        f'{NER[:-1]} ; skos:altLabel "Republic of Chad"@en . {MARK}',
        f"country:ner (“Republic of Chad” is also {ID}country/tcd)",
    ),
    Case(
        "alias-of-two-things",
        THINGS,
        NER,
        f'{NER[:-1]} ; skos:altLabel "Chad"@en . {MARK}',
        f"country:ner (“Chad” is also {ID}country/tcd)",
    ),
    Case(
        "no-graph",
        PLACES,
        "reference:places {",
        f"geo:11 mg:within geo:2 . {MARK}\nreference:places {{",
        "<http://metadata.un.org/sdg/codes/geoArea/11>",
    ),
]


SYNTAX_ERRORS = [
    (THINGS, NER, f"country:ner a mg:Country mg:Country . {MARK}"),
    (STRUCTURE, "document:first a mg:Report ;", f"document:first a mg:Report mg:Report ; {MARK}\n"),
    (FIRST, PARTNER, f"activity:training mg:partner mg:partner mg:partner . {MARK}"),
    (PLACES, SOURCE, f"reference:places dcterms:source 'A list of areas . {MARK}"),
    (CURATED, "theme:scheme a skos:ConceptScheme ;", f"theme:scheme a unknown:ConceptScheme ; {MARK}\n"),
    ("ontology/mandategraph.ttl", "mg:City a owl:Class ;", f"mg:City a owl:Class owl:Class ; {MARK}"),
    (
        "ontology/alignments.ttl",
        "mg:City rdfs:subClassOf",
        f"mg:City mg:City . {MARK}\nmg:City rdfs:subClassOf",
    ),
    ("ontology/shapes.ttl", "ms:CityShape a sh:NodeShape ;", f"ms:CityShape a sh:NodeShape sh:Shape ; {MARK}"),
]
"""A file of each kind, and what takes the place of what in it; the parser stumbles on the line that ends with MARK."""


@pytest.fixture(autouse=True)
def fast_closure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each case closes the graph."""
    use_rule_table(monkeypatch)


def _problems(root: Path, changed: dict[str, str]) -> list[str]:
    with pytest.raises(SourceInvalid) as caught:
        check(write_sources(root, changed), lambda _: None)
    assert str(caught.value).splitlines()[1:] == caught.value.problems
    return caught.value.problems


def _title(problem: str) -> str:
    return problem.split(": ")[1]


def test_every_check_has_a_case() -> None:
    assert {case.kind for case in CASES} == KINDS.keys()
    assert (len(QUERIES), len(KINDS), len(CASES), len(SYNTAX_ERRORS)) == (15, 18, 26, 8)


@pytest.mark.parametrize("changed", [{}, {SECOND: SECOND_REPORT}], ids=["one report", "two reports"])
def test_small_sources_are_valid(tmp_path: Path, changed: dict[str, str]) -> None:
    check(write_sources(tmp_path, changed), lambda _: None)


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case.kind}" for number, case in enumerate(CASES, 1)])
def test_fault_is_found(tmp_path: Path, case: Case) -> None:
    title, remedy = KINDS[case.kind]
    problems = _problems(tmp_path, {case.file: case.text})
    assert {title} <= {_title(problem) for problem in problems} <= {title, *case.also}
    wanted = f"{case.place}: {title}: {case.culprit}"
    assert [problem for problem in problems if problem.startswith(wanted) and problem.endswith(f"; {remedy}")]


@pytest.mark.parametrize(("name", "old", "new"), SYNTAX_ERRORS, ids=[name for name, _, _ in SYNTAX_ERRORS])
def test_syntax_error_is_the_only_problem(tmp_path: Path, name: str, old: str, new: str) -> None:
    """What is missing because a file cannot be read is no further fault."""
    text = SOURCES.get(name) or (ROOT / name).read_text(encoding="utf-8")
    assert text.count(old) == 1
    wrong = text.replace(old, new)
    line = next(number for number, line in enumerate(wrong.splitlines(), 1) if line.endswith(MARK))
    (problem,) = _problems(tmp_path, {name: wrong})
    assert problem.startswith(f"{name}:{line}: ")
    assert problem.endswith("; mend the syntax there")


def test_file_that_is_not_utf8_is_a_problem(tmp_path: Path) -> None:
    root = write_sources(tmp_path)
    (root / THINGS).write_bytes(SOURCES[THINGS].replace("Chad", "Tchàd").encode("latin-1"))
    with pytest.raises(SourceInvalid) as caught:
        check(root, lambda _: None)
    (problem,) = caught.value.problems
    assert problem.startswith(f"{THINGS}:")


@pytest.mark.parametrize("missing", ["graph", "ontology"])
def test_missing_folder_is_a_problem(tmp_path: Path, missing: str) -> None:
    root = write_sources(tmp_path)
    (root / missing).rename(root / "elsewhere")
    with pytest.raises(SourceInvalid, match=f"{missing}.*MANDATEGRAPH_SOURCES"):
        check(root, lambda _: None)


def test_alias_declared_ambiguous_passes(tmp_path: Path) -> None:
    """Only where both things declare it."""
    alias = 'skos:altLabel "Republic of Chad"@en'
    on_both = SOURCES[THINGS].replace(alias, f'{alias} ; mg:ambiguousAlias "Republic of Chad"')
    on_both = on_both.replace(NER, f'{NER[:-1]} ; {alias} ; mg:ambiguousAlias "Republic of Chad" .')
    check(write_sources(tmp_path / "both", {THINGS: on_both}), lambda _: None)
    on_one = SOURCES[THINGS].replace(NER, f'{NER[:-1]} ; {alias} ; mg:ambiguousAlias "Republic of Chad" .')
    assert len(_problems(tmp_path / "one", {THINGS: on_one})) == 2


def test_paragraph_marked_as_no_statement_passes(tmp_path: Path) -> None:
    """The second report's last paragraph has no graph; its mark is what lets it pass."""
    unmarked = SECOND_REPORT.replace("mg:nonStatement true", "mg:nonStatement false")
    (problem,) = _problems(tmp_path, {SECOND: unmarked})
    assert _title(problem) == KINDS["paragraph-without-statement"][0]


def test_shape_is_checked_on_the_closed_graph(tmp_path: Path) -> None:
    """A figure of nothing; figureOf is only ever concluded."""
    alone = SOURCES[FIRST].replace("mg:figure figure:trained ;", "")
    line = next(number for number, text in enumerate(alone.splitlines(), 1) if "figure:trained a" in text)
    (problem,) = _problems(tmp_path, {FIRST: alone})
    assert problem == (
        f"{FIRST}:{line}: A figure is the mg:figure of something: figure:trained; see the shape FigureSubject"
    )


def test_faults_of_several_files_come_all_at_once(tmp_path: Path) -> None:
    chosen = {case.file: case for case in CASES if case.kind != "no-date"}
    problems = _problems(tmp_path, {case.file: case.text for case in chosen.values()})
    assert len(chosen) == 5
    for case in chosen.values():
        assert any(problem.startswith(f"{case.place}: {KINDS[case.kind][0]}: ") for problem in problems)


def test_same_name_in_another_graph_of_the_file_does_not_mislead(tmp_path: Path) -> None:
    """The line is that in the graph's own block, though the graph and the culprit are named above it."""
    text = SOURCES[FIRST].replace(PARTNER, f"    activity:training mg:partner mg:Person, mg:nobody . {MARK}")
    text = text.replace("mg:addressesTheme theme:corruption ;", "mg:addressesTheme theme:corruption, mg:nobody ;")
    marked = next(number for number, line in enumerate(text.splitlines(), 1) if line.endswith(MARK))
    problems = _problems(tmp_path, {FIRST: text})
    assert any(problem.startswith(f"{FIRST}:{marked}: ") for problem in problems)


def test_failed_build_leaves_the_old_snapshot_in_service(tmp_path: Path) -> None:
    sources, snapshots = write_sources(tmp_path / "sources"), tmp_path / "snapshots"
    old = build(sources, snapshots, lambda _: None)
    before = sorted(path.name for path in snapshots.iterdir())
    case = next(case for case in CASES if case.kind == "thing-without-label")
    write_sources(sources, {case.file: case.text})
    with pytest.raises(SourceInvalid):
        build(sources, snapshots, lambda _: None)
    assert snapshot.current(snapshots) == old
    assert sorted(path.name for path in snapshots.iterdir()) == before


def test_check_tells_each_step_and_writes_nothing(tmp_path: Path) -> None:
    lines: list[str] = []
    root = write_sources(tmp_path)
    before = sorted(root.rglob("*"))
    check(root, lines.append)
    assert [line.split()[2].rstrip(":") for line in lines] == ["read", "checked", "closed", "validated"]
    assert sorted(root.rglob("*")) == before
