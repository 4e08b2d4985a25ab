"""The small sources with a log whose names are hard to show, and two named questions about it."""

from pathlib import Path

from small import write_sources

LOG = "graph/reports/log/text.trig"
LOG_TEXT = """\
@prefix activity: <https://w3id.org/mandategraph/id/activity/> .
@prefix country: <https://w3id.org/mandategraph/id/country/> .
@prefix document: <https://w3id.org/mandategraph/id/document/> .
@prefix graph: <https://w3id.org/mandategraph/id/graph/> .
@prefix hedged: <https://w3id.org/mandategraph/id/document/log/hedged/> .
@prefix meeting: <https://w3id.org/mandategraph/id/meeting/> .
@prefix mg: <https://w3id.org/mandategraph/ontology#> .
@prefix organization: <https://w3id.org/mandategraph/id/organization/> .
@prefix paragraph: <https://w3id.org/mandategraph/id/document/log/paragraph/> .
@prefix planned: <https://w3id.org/mandategraph/id/document/log/planned/> .
@prefix programme: <https://w3id.org/mandategraph/id/programme/> .
@prefix reading: <https://w3id.org/mandategraph/id/document/log/reading/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

document:log {
    document:log a mg:Report ; rdfs:label "The log"@en .
    paragraph:1 a mg:Paragraph ; rdfs:label "The log, 1"@en ;
        mg:inDocument document:log ; mg:number "1" ; mg:order 1 ; mg:summary "Who runs the harbour."@en .
    paragraph:2 a mg:Paragraph ; rdfs:label "The log, 2"@en ;
        mg:inDocument document:log ; mg:number "2" ; mg:order 2 ; mg:summary "Where it is, and what comes."@en .
}

paragraph:1 {
    programme:harbour mg:implementedBy organization:lantern ; mg:partner organization:forge .
}

paragraph:2 {
    programme:harbour mg:assistedCountry country:ala .
}

reading:2 {
    programme:harbour mg:assistedCountry country:tcd .
}

planned:2 {
    meeting:summit mg:organizedBy organization:lantern .
}

hedged:2 {
    meeting:summit mg:attendedBy organization:forge .
}

graph:things {
    country:ala a mg:Country ; rdfs:label "Åland"@en ; mg:iso3 "ALA" .
    meeting:summit a mg:Meeting ; rdfs:label "Harbour Summit"@en .
    organization:forge a mg:NonGovernmentalOrganization ; rdfs:label "Forge <Guild> & “Sons”"@en ;
        skos:altLabel "the Guild"@en ; mg:ambiguousAlias "the Guild"@en .
    organization:lantern a mg:IntergovernmentalOrganization ; rdfs:label "Lantern Office"@en ;
        skos:altLabel "LO"@en ; mg:acronym "LO" .
    organization:weavers a mg:NonGovernmentalOrganization ; rdfs:label "Weavers"@en ;
        skos:altLabel "the Guild"@en ; mg:ambiguousAlias "the Guild"@en .
    programme:harbour a mg:Programme ; rdfs:label "Harbour Programme"@en ; skos:altLabel "100% + safe"@en .
}
"""
"""One report: stated, read, planned and hedged statements, an alias of two things, a label with markup in it."""

QUERIES = {
    "actors/roles.rq": """\
# title: Who has which role in a work
# group: Actors
# description: Every role that somebody has in a work, with the paragraph that says so.
# param: work thing — the work (example: Harbour Programme)
# param: role text — the local name of the role (example: partner)
# param: place number — the place of the paragraph (example: 1)
PREFIX mg: <https://w3id.org/mandategraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?name ?role ?actor ?place WHERE {
  VALUES ?work { UNDEF }
  VALUES ?role { UNDEF }
  VALUES ?place { UNDEF }
  {
    GRAPH ?graph { ?work ?property ?who }
    ?graph mg:basis mg:Stated ; mg:inParagraph/mg:order ?place .
    ?property rdfs:subPropertyOf mg:participant .
    BIND(STRAFTER(STR(?property), "#") AS ?role)
  }
  ?work rdfs:label ?name .
  ?who rdfs:label ?actor
} ORDER BY ?role ?actor
""",
    "texts/summaries.rq": """\
# title: What does each paragraph say?
# group: Texts
# description: The summaries of all paragraphs.
PREFIX mg: <https://w3id.org/mandategraph/ontology#>
SELECT ?number ?summary WHERE { ?paragraph mg:summary ?summary ; mg:order ?number } ORDER BY ?number
""",
    "texts/who-is.rq": """\
# title: What is said of a thing
# group: Texts
# description: The statements about a thing as a graph.
# param: thing thing — the thing (example: LO)
CONSTRUCT { ?thing ?property ?value } WHERE {
  VALUES ?thing { UNDEF }
  ?thing ?property ?value
}
""",
}


def write_harbour(root: Path, log: str = LOG_TEXT) -> Path:
    """Sources with ontology/, graph/ and queries/ below a folder."""
    write_sources(root, {LOG: log})
    for name, text in QUERIES.items():
        path = root / "queries" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
