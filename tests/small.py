"""Small valid sources, and one query over what was built from them."""

import shutil
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Quad, RdfFormat, parse
from rdflib.namespace import RDF

from mandategraph.build import build, pipeline
from mandategraph.build.closing import Facts
from mandategraph.reason.closure import close
from mandategraph.reason.rules import Triple, rules_of
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.store.snapshot import Snapshot
from mandategraph.vocabulary import ID, KINDS, PREFIXES

ROOT = Path(__file__).parents[1]
STRUCTURE, FIRST = "graph/reports/first/structure.trig", "graph/reports/first/text.trig"
SECOND = "graph/reports/second/text.trig"
THINGS, TREATIES = "graph/things/actors.trig", "graph/things/treaties.trig"
PLACES, CURATED = "graph/reference/places.trig", "graph/curated/corruption.trig"


def _head(document: str = "") -> str:
    bases = {name: PREFIXES[name] for name in ("dcterms", "geo", "graph", "mg", "rdfs", "sdg", "sdgo", "skos", "xsd")}
    bases |= {kind: f"{ID}{kind}/" for kind in KINDS} | {"reference": PREFIXES["reference"]}
    if document:
        kinds = ("paragraph", "reading", "planned", "hedged")
        bases |= {kind: f"{ID}document/{document}/{kind}/" for kind in kinds}
    return "".join(f"@prefix {name}: <{base}> .\n" for name, base in bases.items())


SOURCES = {
    STRUCTURE: _head("first")
    + """
document:first {
    document:first a mg:Report ; rdfs:label "First report"@en .
    paragraph:1 a mg:Paragraph ; rdfs:label "First report, 1"@en ; mg:inDocument document:first ; mg:number "1" .
    paragraph:2 a mg:Paragraph ; rdfs:label "First report, 2"@en ; mg:inDocument document:first ; mg:number "2" .
}
""",
    FIRST: _head("first")
    + """
document:first {
    paragraph:1 mg:summary "A training in Chad."@en .
    paragraph:2 mg:summary "The partner of the training."@en .
}

paragraph:1 {
    activity:training a mg:Training ; rdfs:label "Training of prosecutors"@en ;
        mg:addressesTheme theme:corruption ;
        mg:assistedCountry country:tcd ;
        mg:date "2017-03-01"^^xsd:date ;
        mg:figure figure:trained ;
        mg:implementedBy organization:unodc .
    figure:trained a mg:Figure ; rdfs:label "Prosecutors trained"@en ;
        mg:measures "prosecutors trained"@en ;
        mg:unit mg:Person ;
        mg:value 90 .
}

reading:1 {
    activity:training mg:beneficiary organization:interpol .
}

paragraph:2 {
    activity:training mg:partner organization:interpol .
}

planned:2 {
    activity:training mg:assistedCountry country:ner ;
        mg:supportedBy organization:osce .
}

hedged:2 {
    organization:unodc mg:partyTo treaty:untoc .
}
""",
    THINGS: _head()
    + """
graph:things {
    country:ner a mg:Country ; rdfs:label "Niger"@en ; mg:iso3 "NER" .
    country:tcd a mg:Country ; rdfs:label "Chad"@en ; skos:altLabel "Republic of Chad"@en ; mg:iso3 "TCD" .
    organization:interpol a mg:IntergovernmentalOrganization ; rdfs:label "INTERPOL"@en .
    organization:osce a mg:RegionalOrganization ; rdfs:label "OSCE"@en .
    organization:unodc a mg:UNEntity ; rdfs:label "UNODC"@en .
}
""",
    TREATIES: _head()
    + """
graph:things {
    treaty:untoc a mg:Treaty ; rdfs:label "Organized Crime Convention"@en ; skos:altLabel "the Convention"@en .
}
""",
    PLACES: _head()
    + """
reference:places {
    reference:places dcterms:source "A list of areas"@en .
    geo:2 a mg:M49Area ; rdfs:label "Africa"@en .
    geo:11 a mg:M49Area ; rdfs:label "Western Africa"@en ; mg:within geo:2 .
    country:ner mg:within geo:11 .
    sdg:16 a sdgo:Goal ; rdfs:label "Goal 16"@en .
    sdg:16.5 a sdgo:Target ; rdfs:label "Target 16.5"@en ; mg:sdgParent sdg:16 .
}
""",
    CURATED: _head()
    + """
graph:curated {
    theme:scheme a skos:ConceptScheme ; rdfs:label "Themes"@en .
    theme:corruption a mg:Theme ; rdfs:label "Corruption"@en ; skos:inScheme theme:scheme ; mg:themeTarget sdg:16.5 .
    theme-target:corruption a mg:ThemeTargetLink ; rdfs:label "Corruption serves target 16.5"@en ;
        mg:linkTheme theme:corruption ; mg:linkTarget sdg:16.5 ; mg:reason "The target names it."@en .
}
""",
}
"""A report of two paragraphs, the things that it names, one reference graph and one curated graph."""

SECOND_REPORT = (
    _head("second")
    + """
document:second {
    document:second a mg:Report ; rdfs:label "Second report"@en .
    paragraph:1 a mg:Paragraph ; rdfs:label "Second report, 1"@en ;
        mg:inDocument document:second ; mg:number "1" ; mg:summary "A workshop in Chad."@en .
    paragraph:2 a mg:Paragraph ; rdfs:label "Second report, 2"@en ;
        mg:inDocument document:second ; mg:number "2" ; mg:nonStatement true ; mg:summary "Thanks."@en .
}

paragraph:1 {
    activity:workshop a mg:Training ; rdfs:label "Workshop for judges"@en ;
        mg:assistedCountry country:tcd ;
        mg:implementedBy organization:unodc .
}
"""
)
"""A second report of two paragraphs, the last of which states nothing."""


def write_sources(root: Path, changed: dict[str, str] | None = None) -> Path:
    """The small sources below a folder, with files changed or added; beside them the ontology of the project."""
    shutil.copytree(ROOT / "ontology", root / "ontology", dirs_exist_ok=True)
    for name, text in (SOURCES | (changed or {})).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def build_quietly(sources: Path, snapshots: Path) -> Snapshot:
    """A build without progress lines."""
    return build(sources, snapshots, lambda _: None)


def use_rule_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Close with the rule table in the place of owlrl, which takes seconds; test_reason says that the two agree."""

    def conclusions(facts: Facts, axioms: rdflib.Graph) -> set[Triple]:
        terms = set(map(str, axioms.subjects(RDF.type, None)))
        closed = close(dict.fromkeys(facts, 0), rules_of(axioms))
        return {triple for triple in closed.keys() - facts.keys() if triple[0] not in terms and triple[0] != triple[2]}

    monkeypatch.setattr(pipeline, "conclusions", conclusions)


def quads(snapshot: Snapshot) -> list[Quad]:
    """All quads of a snapshot, as its dump has them."""
    return list(parse("\n".join(snapshot.dump()).encode(), format=RdfFormat.N_QUADS))


def answers(snapshot: Snapshot, query: str) -> list[tuple[str, ...]]:
    """The rows of a query, each term by its value, sorted."""
    rows = EmbeddedEngine.open(snapshot.store, PREFIXES).query(query).rows()
    return sorted(tuple(getattr(term, "value", "") for term in row) for row in rows)
