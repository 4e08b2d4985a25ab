"""Nothing in the program knows the shipped report: a second document beside it is built and asked like the first."""

import shutil

import pytest

from conftest import ROOT
from mandategraph.build import build
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.vocabulary import PREFIXES
from small import use_rule_table

SECOND = """
@prefix activity: <https://w3id.org/mandategraph/id/activity/> .
@prefix country: <https://w3id.org/mandategraph/id/country/> .
@prefix document: <https://w3id.org/mandategraph/id/document/> .
@prefix mg: <https://w3id.org/mandategraph/ontology#> .
@prefix organization: <https://w3id.org/mandategraph/id/organization/> .
@prefix paragraph: <https://w3id.org/mandategraph/id/document/second/paragraph/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

document:second {
    document:second a mg:Report ; rdfs:label "A second report"@en .
    paragraph:1 a mg:Paragraph ; rdfs:label "Paragraph 1"@en ; mg:number "1" ; mg:order 1 ;
        mg:inDocument document:second ; mg:summary "Training in Kenya."@en .
    paragraph:2 a mg:Paragraph ; rdfs:label "Paragraph 2"@en ; mg:number "2" ; mg:order 2 ;
        mg:inDocument document:second ; mg:summary "Its partner."@en .
}
paragraph:1 {
    activity:second-training a mg:Training ; rdfs:label "Training of judges in Kenya"@en ;
        mg:implementedBy organization:unodc ; mg:assistedCountry country:ken .
}
paragraph:2 { activity:second-training mg:partner organization:interpol . }
"""

ACROSS = """
SELECT DISTINCT ?document ?paragraph WHERE {
  GRAPH ?g { ?work mg:assistedCountry country:ken }
  ?g mg:inParagraph ?source . ?source mg:inDocument ?document ; mg:number ?paragraph .
}
"""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    """The shipped sources and a second document, built together."""
    root = tmp_path_factory.mktemp("both")
    for folder in ("ontology", "graph"):
        shutil.copytree(ROOT / folder, root / folder)
    (root / "graph" / "reports" / "second.trig").write_text(SECOND, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        use_rule_table(patch)
        made = build(root, root / "snapshots", lambda _: None)
    assert len(made.manifest.documents) == 2
    return EmbeddedEngine.open(made.store, PREFIXES)


def test_one_query_asks_across_both(both: EmbeddedEngine) -> None:
    rows = {tuple(term.value.rpartition("/")[2] for term in row if term) for row in both.query(ACROSS).rows()}
    assert {("sg-report-2017-06-30", "52"), ("second", "1")} <= rows


def test_what_follows_from_two_of_its_paragraphs_is_placed_so(both: EmbeddedEngine) -> None:
    query = "SELECT DISTINCT ?g WHERE { GRAPH ?g { organization:unodc mg:cooperatesWith organization:interpol } }"
    graphs = {row[0].value.partition("/id/")[2] for row in both.query(query).rows() if row[0]}
    assert "document/sg-report-2017-06-30/inferred/20" in graphs
    assert not any(graph.startswith("document/second") for graph in graphs), "it needs both paragraphs of the second"


def test_no_module_names_the_shipped_report() -> None:
    named = [path for path in (ROOT / "src").rglob("*") if path.is_file() and b"sg-report" in path.read_bytes()]
    assert not [path for path in named if path.suffix != ".pyc"]
