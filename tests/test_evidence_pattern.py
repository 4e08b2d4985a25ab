"""Adding the evidence to a query: it is tied to a statement of the query, or nothing is changed and it is said why."""

import pytest

from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.web.evidence_pattern import with_evidence
from mandategraph.web.terms import value

LISTED = (
    "SELECT ?work ?name WHERE {\n  ?work a mg:Activity ;\n    rdfs:label ?name ;\n    mg:partner ?p .\n}\nLIMIT 9000"
)
TIED = {
    "SELECT ?work ?name { ?work a mg:Activity ; rdfs:label ?name . }": "GRAPH ?graph { ?work rdfs:label ?name }",
    LISTED: "GRAPH ?graph { ?work mg:partner ?p }",
    "SELECT * { ?w mg:partner ?p, ?q ; a mg:Programme }": "GRAPH ?graph { ?w mg:partner ?p }",
    "SELECT ?w ?q { ?w rdfs:label ?n ; mg:partner ?p ; mg:implementedBy ?q }": "GRAPH ?graph { ?w mg:partner ?p }",
    "SELECT * {\n  OPTIONAL { ?w mg:partner ?p }\n  ?w a mg:Programme\n}": "{ GRAPH ?graph { ?w mg:partner ?p }",
    "SELECT ?w { ?w mg:partner ?p FILTER(?p != organization:unodc) }": "GRAPH ?graph { ?w mg:partner ?p }",
    "SELECT ?w { FILTER EXISTS { ?w mg:donor ?d } ?w mg:recipient ?p }": "GRAPH ?graph { ?w mg:recipient ?p }",
    "SELECT ?w ?n { ?w mg:partner/rdfs:label ?n ; mg:implementedBy ?i }": "GRAPH ?graph { ?w mg:implementedBy ?i }",
    "SELECT ?w { VALUES (?p ?x) { (organization:wco 1) } ?w mg:partner ?p }": "GRAPH ?graph { ?w mg:partner ?p }",
    "SELECT ?w { ?w mg:partner ?p } VALUES ?p { organization:wco }": "GRAPH ?graph { ?w mg:partner ?p }",
    "PREFIX m: <https://w3id.org/mandategraph/ontology#> PREFIX mg: <http://x/> SELECT ?w { ?w m:partner ?p }": (
        "GRAPH ?graph { ?w m:partner ?p }"
    ),
    "SELECT ?graph ?number { ?w mg:partner ?graph . ?graph rdfs:label ?number }": "GRAPH ?graph_2 { ?w mg:partner",
    "SELECT ?w { GRAPH ?g { ?w mg:partner ?p } }": "?g mg:inParagraph ?paragraph",
    "SELECT ?w { { ?w mg:partner ?p } UNION { ?w mg:donor ?p } }": "{ GRAPH ?graph { ?w mg:partner ?p }",
    "SELECT ?w { organization:unodc mg:partnerIn ?w }": "GRAPH ?graph { organization:unodc mg:partnerIn ?w }",
    'SELECT ?w { ?w rdfs:label "a # b"@en ; mg:partner ?p # who\n}': "GRAPH ?graph { ?w mg:partner ?p }",
    "SELECT DISTINCT ?w { ?w mg:partner [ a mg:Organization ] ; mg:implementedBy ?i }": (
        "GRAPH ?graph { ?w mg:implementedBy ?i }"
    ),
}
"""By query what must be in it afterwards."""
LEFT = {
    "SELECT ?p (COUNT(*) AS ?n) { ?w mg:partner ?p } GROUP BY ?p": "The rows are sums",
    "SELECT (COUNT(*) AS ?n) { ?w mg:partner ?p }": "The rows are sums",
    "SELECT ?w { ?w mg:partner/rdfs:label ?n }": "There is no statement",
    "SELECT ?w { { SELECT ?w { ?w mg:partner ?p } } }": "There is no statement",
    "SELECT ?w { VALUES ?w { 1 } FILTER NOT EXISTS { ?w mg:partner ?p } }": "There is no statement",
    "SELECT * { GRAPH <urn:g> { ?w mg:partner ?p } }": "There is no statement",
    "SELECT ?w { GRAPH ?g { ?w mg:partner ?p } ?g mg:inParagraph/mg:number ?n }": "asked for already; see ?g",
    "ASK { ?w mg:partner ?p }": "SELECT *",
    "CONSTRUCT WHERE { ?w mg:partner ?p }": "ends in its paragraph sign already",
    "DESCRIBE mg:Work": "ends in its paragraph sign already",
    "nothing": "There is no statement",
}
"""By query that stays as it is a part of what is said of it."""


def test_no_case_is_lost() -> None:
    assert (len(TIED), len(LEFT)) == (17, 11)


def rows(engine: EmbeddedEngine, text: str) -> list[dict[str, str]]:
    """The rows of a query, by the values of their variables."""
    answer = engine.query(text)
    return [dict(zip(answer.variables, map(value, row), strict=True)) for row in answer.rows()]


@pytest.mark.parametrize(("text", "part"), TIED.items())
def test_the_evidence_is_tied_to_a_statement(engine: EmbeddedEngine, text: str, part: str) -> None:
    made = with_evidence(text)
    assert part in made.text
    before, after = rows(engine, text), rows(engine, made.text)
    known = [{key: row[key] for key in row if key in before[0]} for row in after] if before else []
    assert all(row in before for row in known)
    assert bool(before) == bool(after)
    assert len(after) <= 2 * len(before), "a cross product"
    names = after[0].keys() - before[0].keys() if before else {"document"}
    assert any(name.startswith("document") for name in names)


@pytest.mark.parametrize("text", TIED)
def test_what_is_added_is_not_added_again(text: str) -> None:
    made = with_evidence(text)
    again = with_evidence(made.text, made.at)
    assert again.text == made.text
    assert "asked for already" in again.said


@pytest.mark.parametrize(("text", "said"), LEFT.items())
def test_where_it_makes_no_sense_the_text_stays(text: str, said: str) -> None:
    made = with_evidence(text)
    assert made.text == text
    assert said in made.said


@pytest.mark.parametrize(
    ("place", "statement"),
    [
        ("a mg:Activity", "?work mg:partner ?p"),
        ("rdfs:label", "?work mg:partner ?p"),
        ("name ;\n    mg:p", "?work mg:partner ?p"),
        ("?p .", "?work mg:partner ?p"),
        ("LIMIT", "?work mg:partner ?p"),
        ("SELECT", "?work mg:partner ?p"),
    ],
)
def test_the_relation_at_the_cursor_is_taken(engine: EmbeddedEngine, place: str, statement: str) -> None:
    made = with_evidence(LISTED, LISTED.index(place))
    assert f"GRAPH ?graph {{ {statement} }}" in made.text
    assert f"“{statement}”" in made.said
    assert made.at == made.text.index("GRAPH ?graph")
    assert rows(engine, made.text)


TWO = "SELECT * WHERE {\n  ?work a mg:Work .\n\n  ?work mg:partner ?p .\n  ?work mg:implementedBy ?by .\n}"


@pytest.mark.parametrize(
    ("place", "taken", "told"),
    [
        ("SELECT", "?work mg:partner ?p", True),
        ("work a mg:W", "?work mg:partner ?p", True),
        ("mg:Work", "?work mg:partner ?p", True),
        (" .\n\n", "?work mg:partner ?p", True),
        ("\n\n", "?work mg:partner ?p", True),
        ("\n  ?work mg:partner", "?work mg:partner ?p", True),
        ("partner", "?work mg:partner ?p", False),
        (" .\n  ?work mg:imp", "?work mg:partner ?p", False),
        ("By ?by", "?work mg:implementedBy ?by", False),
        ("}", "?work mg:partner ?p", True),
    ],
)
def test_a_kind_is_never_taken_where_there_is_a_relation(place: str, taken: str, told: bool) -> None:
    made = with_evidence(TWO, TWO.index(place))
    assert f"GRAPH ?graph {{ {taken} }}" in made.text
    assert made.said.startswith(f"The query now asks for the paragraph of “{taken}”")
    assert ("as the cursor is in no relation" in made.said) == told


def test_without_a_relation_the_cursor_chooses_kind_or_name() -> None:
    text = "SELECT * { ?w a mg:Activity ; rdfs:label ?n }"
    for place, taken in (("SELECT", "?w rdfs:label ?n"), ("mg:A", "?w a mg:Activity"), ("label", "?w rdfs:label ?n")):
        assert f"GRAPH ?graph {{ {taken} }}" in with_evidence(text, text.index(place)).text


def test_a_relation_of_which_no_paragraph_tells_is_said_so() -> None:
    text = "SELECT ?c { ?c mg:m49 ?code }"
    made = with_evidence(text, proved={"urn:other"})
    assert (made.text, "No paragraph states “?c mg:m49 ?code”" in made.said) == (text, True)


def test_comments_stay() -> None:
    text = "SELECT * {\n  ?w a mg:Work ; # kind\n    mg:partner ?p # who\n    ; mg:donor ?d . # end\n  ?p a ?k\n}"
    made = with_evidence(text).text
    assert [made.count(comment) for comment in ("# kind\n", "# who\n", "# end\n")] == [1, 1, 1]
