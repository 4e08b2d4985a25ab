"""The canonical form of source files: it keeps what is said, and has one order."""

import random
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from mandategraph.build.reading import data_paths
from mandategraph.cli import main
from mandategraph.ordering import natural
from mandategraph.trig import Source, canonical
from mandategraph.vocabulary import GRAPH, ID, LABEL, MG, PREFIXES, SDG, TYPE, XSD
from small import ROOT, SECOND, SECOND_REPORT, SOURCES, write_sources

DATA = data_paths(ROOT)
FIRST = ID + "document/first"
SUBJECT, PREDICATE = NamedNode(ID + "country/tcd"), NamedNode(MG + "value")


def _quads(text: str) -> set[Quad]:
    return set(parse(text.encode(), format=RdfFormat.TRIG))


def _said(value: Literal | NamedNode, graph: str = GRAPH + "things") -> Quad:
    return Quad(SUBJECT, PREDICATE, value, NamedNode(graph))


def _written(value: Literal | NamedNode) -> str:
    """How the canonical form writes an object."""
    line = canonical([_said(value)]).splitlines()[-2]
    return line.removeprefix("    country:tcd mg:value ").removesuffix(" .")


OBJECTS = [
    (Literal("plain"), '"plain"'),
    (Literal('a "quoted" word'), r'"a \"quoted\" word"'),
    (Literal("it's"), '"it\'s"'),
    (Literal("two\nlines\r\n"), r'"two\nlines\r\n"'),
    (Literal("a\ttab"), r'"a\ttab"'),
    (Literal("C:\\path\\n"), r'"C:\\path\\n"'),
    (Literal('\\"'), r'"\\\""'),
    (Literal("“Bogotá” – naïve 联合国 🕊"), '"“Bogotá” – naïve 联合国 🕊"'),
    (Literal(""), '""'),
    (Literal("Chad", language="en"), '"Chad"@en'),
    (Literal("Tchad", language="fr-CH"), '"Tchad"@fr-ch'),
    (Literal(90), "90"),
    (Literal("-5", datatype=NamedNode(XSD + "integer")), "-5"),
    (Literal("007", datatype=NamedNode(XSD + "integer")), "007"),
    (Literal("many", datatype=NamedNode(XSD + "integer")), '"many"^^xsd:integer'),
    (Literal("0.50", datatype=NamedNode(XSD + "decimal")), "0.50"),
    (Literal("5", datatype=NamedNode(XSD + "decimal")), '"5"^^xsd:decimal'),
    (Literal("1e6", datatype=NamedNode(XSD + "double")), '"1e6"^^xsd:double'),
    (Literal(True), "true"),
    (Literal("1", datatype=NamedNode(XSD + "boolean")), '"1"^^xsd:boolean'),
    (Literal("90"), '"90"'),
    (Literal("2017-06-30", datatype=NamedNode(XSD + "date")), '"2017-06-30"^^xsd:date'),
    (Literal("2017-06", datatype=NamedNode(XSD + "gYearMonth")), '"2017-06"^^xsd:gYearMonth'),
    (Literal("x", datatype=NamedNode("https://example.org/t")), '"x"^^<https://example.org/t>'),
    (NamedNode(ID + "country/tcd"), "country:tcd"),
    (NamedNode(SDG + "16.4"), "sdg:16.4"),
    (NamedNode(SDG + "codes/geoArea/148"), "geo:148"),
    (NamedNode(GRAPH + "reference/m49"), "reference:m49"),
    (NamedNode(SDG), f"<{SDG}>"),
    (NamedNode(SDG + "16."), f"<{SDG}16.>"),
    (NamedNode(ID + "country/a/b"), f"<{ID}country/a/b>"),
    (NamedNode("https://example.org/é?q=1#x"), "<https://example.org/é?q=1#x>"),
    (NamedNode(FIRST + "/paragraph/1"), f"<{FIRST}/paragraph/1>"),
    (TYPE, "rdf:type"),
]


def test_number_of_cases() -> None:
    assert (len(OBJECTS), len(TEXTS)) == (34, 7 + len(DATA))
    assert len(DATA) >= 43


@pytest.mark.parametrize(("value", "text"), OBJECTS, ids=[text for _, text in OBJECTS])
def test_object_is_written_so_and_read_back(value: Literal | NamedNode, text: str) -> None:
    assert _written(value) == text
    assert _quads(canonical([_said(value)])) == {_said(value)}


TEXTS = SOURCES | {SECOND: SECOND_REPORT}
TEXTS |= {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in DATA}


@pytest.mark.parametrize("name", TEXTS)
def test_canonical_form_is_stable_and_keeps_the_quads(name: str) -> None:
    """Whatever order the quads come in, and how often."""
    quads = list(_quads(TEXTS[name]))
    form = canonical(quads)
    assert _quads(form) == set(quads)
    assert canonical(_quads(form)) == form
    random.Random(0).shuffle(quads)
    assert canonical([*quads, *quads]) == form


def test_canonical_form() -> None:
    """Structure first, then each paragraph with its readings, plans and reservations, then the other graphs."""
    ours = [
        ("paragraph/10", "organization/unodc", MG + "partner", NamedNode(ID + "country/tcd")),
        ("hedged/9", "country/tcd", MG + "partyTo", NamedNode(ID + "treaty/untoc")),
        ("planned/9", "country/tcd", MG + "partyTo", NamedNode(ID + "treaty/untoc")),
        ("reading/9", "country/tcd", MG + "partyTo", NamedNode(ID + "treaty/untoc")),
        ("paragraph/9", "activity/p10", MG + "value", Literal(10)),
        ("paragraph/9", "activity/p9", MG + "value", Literal(10)),
        ("paragraph/9", "activity/p9", MG + "value", Literal(9)),
        ("paragraph/9", "activity/p9", LABEL.value, Literal("Nine", language="en")),
        ("paragraph/9", "activity/p9", TYPE.value, NamedNode(MG + "Activity")),
        ("paragraph/9", "activity/p9", MG + "asOf", Literal("2017")),
    ]
    quads = [Quad(NamedNode(ID + s), NamedNode(p), o, NamedNode(f"{FIRST}/{g}")) for g, s, p, o in ours]
    quads += [Quad(NamedNode(FIRST), TYPE, NamedNode(MG + "Report"), NamedNode(FIRST)), _said(Literal(1))]
    assert (
        canonical(quads)
        == """\
@prefix activity: <https://w3id.org/mandategraph/id/activity/> .
@prefix country: <https://w3id.org/mandategraph/id/country/> .
@prefix document: <https://w3id.org/mandategraph/id/document/> .
@prefix graph: <https://w3id.org/mandategraph/id/graph/> .
@prefix hedged: <https://w3id.org/mandategraph/id/document/first/hedged/> .
@prefix mg: <https://w3id.org/mandategraph/ontology#> .
@prefix organization: <https://w3id.org/mandategraph/id/organization/> .
@prefix paragraph: <https://w3id.org/mandategraph/id/document/first/paragraph/> .
@prefix planned: <https://w3id.org/mandategraph/id/document/first/planned/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix reading: <https://w3id.org/mandategraph/id/document/first/reading/> .
@prefix treaty: <https://w3id.org/mandategraph/id/treaty/> .

document:first {
    document:first a mg:Report .
}

paragraph:9 {
    activity:p9 a mg:Activity ;
        rdfs:label "Nine"@en ;
        mg:asOf "2017" ;
        mg:value 9, 10 .
    activity:p10 mg:value 10 .
}

reading:9 {
    country:tcd mg:partyTo treaty:untoc .
}

planned:9 {
    country:tcd mg:partyTo treaty:untoc .
}

hedged:9 {
    country:tcd mg:partyTo treaty:untoc .
}

paragraph:10 {
    organization:unodc mg:partner country:tcd .
}

graph:things {
    country:tcd mg:value 1 .
}
"""
    )


def test_two_documents_in_one_file_keep_their_names() -> None:
    """Only the first has paragraph: and so on; the other's graphs are written in full."""
    quads = {
        Quad(SUBJECT, PREDICATE, Literal(number), NamedNode(f"{ID}document/{name}/paragraph/1"))
        for number, name in enumerate(("first", "second"))
    }
    form = canonical(quads)
    assert "\nparagraph:1 {" in form
    assert f"\n<{ID}document/second/paragraph/1> {{" in form
    assert _quads(form) == quads


def test_default_graph_is_written_without_braces() -> None:
    quads = {Quad(SUBJECT, PREDICATE, Literal(1), DefaultGraph()), Quad(SUBJECT, TYPE, NamedNode(MG + "Country"))}
    form = canonical(quads)
    assert form.endswith("\n\ncountry:tcd a mg:Country ;\n    mg:value 1 .\n")
    assert _quads(form) == quads


@pytest.mark.parametrize("place", ["subject", "object"])
def test_blank_node_has_no_canonical_form(place: str) -> None:
    subject, value = (BlankNode(), SUBJECT) if place == "subject" else (SUBJECT, BlankNode())
    with pytest.raises(ValueError, match="give it an IRI"):
        canonical([Quad(subject, PREDICATE, value, NamedNode(GRAPH + "things"))])


def test_texts_that_differ_only_in_zeros_have_an_order() -> None:
    """Else the form would depend on the order in which a set gives them."""
    assert natural("1") != natural("01")
    assert natural("p1.10") != natural("p01.10")
    values = [Literal("0" * zeros + "1") for zeros in range(10)]
    forms = {canonical(_said(value) for value in random.Random(seed).sample(values, 10)) for seed in range(20)}
    assert len(forms) == 1


def test_digits_of_other_kinds_are_letters() -> None:
    """Superscripts have no value that a number could have."""
    assert _written(Literal("2²3")) == '"2²3"'
    assert sorted(["3", "2²3", "10"], key=natural) == ["2²3", "3", "10"]


def test_paragraph_numbers_have_their_natural_order() -> None:
    numbers = ["1", "2", "9", "10", "77", "77a", "100", "footnote-1", "footnote-10", "front"]
    assert sorted(set(numbers), key=natural) == numbers


# Places.


TEXT = f"""\
@prefix mg: <{MG}> .
@prefix sdg: <{SDG}> .
@prefix paragraph: <{FIRST}/paragraph/> .
@prefix country: <{ID}country/> .

paragraph:1 {{
    country:tcd mg:refersTo sdg:16.4, paragraph:2 ;
        mg:partner country:ner .
}}

paragraph:2 {{
    country:ner mg:refersTo sdg:16 .
    country:tcd-south mg:refersTo sdg:5 .
    country:tcd mg:partner country:ner ;
        mg:refersTo sdg:16 .
}}
"""


@pytest.mark.parametrize(
    ("iris", "line"),
    [
        ((FIRST + "/paragraph/1",), 6),
        ((FIRST + "/paragraph/2",), 11),
        ((FIRST + "/paragraph/1", ID + "country/tcd"), 7),
        ((FIRST + "/paragraph/1", ID + "country/ner"), 8),
        ((FIRST + "/paragraph/2", ID + "country/ner"), 12),
        ((FIRST + "/paragraph/2", ID + "country/tcd"), 14),
        ((FIRST + "/paragraph/2", ID + "country/tcd", MG + "refersTo"), 15),
        ((FIRST + "/paragraph/1", ID + "country/nowhere"), 6),
        ((None, SDG + "16"), 12),
        ((None, SDG + "5"), 13),
        ((None, ID + "country/ner"), 12),
    ],
)
def test_line_of(iris: tuple[str | None, ...], line: int) -> None:
    """The line in the graph's block, where the first name is a subject if it is one."""
    assert Source("x", TEXT, tuple(_quads(TEXT))).line_of(*iris) == line


# Files.


def test_shipped_files_are_canonical(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["format", "--check", "--sources", str(ROOT)])
    assert (capsys.readouterr().err, status) == ("0 files are not in canonical form\n", 0)


def test_format_is_done_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It rewrites what is not in canonical form, says the same, and then has nothing to do, nor has --check."""
    ours = ["--sources", str(write_sources(tmp_path, {SECOND: SECOND_REPORT}))]
    before = {path: _quads(path.read_text(encoding="utf-8")) for path in data_paths(tmp_path)}
    assert main(["format", "--check", *ours]) == 1
    assert f"{tmp_path / SECOND}:1: not in canonical form; run `mandategraph format`" in capsys.readouterr().err
    assert {path: _quads(path.read_text(encoding="utf-8")) for path in before} == before
    assert main(["format", *ours]) == 0
    assert {path: _quads(path.read_text(encoding="utf-8")) for path in before} == before
    written = {path: path.read_bytes() for path in tmp_path.rglob("*.t*") if path.is_file()}
    for arguments in (["format"], ["format", "--check"]):
        capsys.readouterr()
        assert main([*arguments, *ours]) == 0
        assert capsys.readouterr().err.startswith("0 files ")
    assert {path: path.read_bytes() for path in written} == written
    assert len(written) == 10


def test_prefixes_are_told_apart() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)
