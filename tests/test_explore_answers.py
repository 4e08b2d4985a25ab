"""What finding, timelines, proofs and contradictions answer; the truth was read in the report by hand."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple, parse

from mandategraph.errors import Ambiguous, NotFound, ParameterInvalid
from mandategraph.explore.answer import Answer
from mandategraph.explore.contradictions.question import Contradictions, contradictions
from mandategraph.explore.entity import Entity
from mandategraph.explore.find import Found, find
from mandategraph.explore.graph import Graph, State
from mandategraph.explore.timeline.question import Timeline, timeline
from mandategraph.explore.timeline.spans import spans
from mandategraph.explore.why.plans import weakest
from mandategraph.explore.why.question import Why, why
from mandategraph.explore.why.tree import Proof
from mandategraph.reason import proofs
from mandategraph.reason.rules import Rule
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.store.snapshot import Snapshot
from mandategraph.vocabulary import ID, MG, PREFIXES, compact


@pytest.fixture(scope="module")
def graph(engine: EmbeddedEngine, snapshot: Snapshot) -> Graph:
    """The shipped graph."""
    return Graph(engine, State.of(snapshot))


def told(answer: Answer) -> set[tuple[str, ...]]:
    """What an answer says, in short: of a timeline time, name and evidence; of proofs the leaves, of others rows."""
    if isinstance(answer, Timeline):
        return {(row[0], row[1] or "", row[2] or "", str(row[5]), str(row[-1])) for row in answer.rows()}
    if isinstance(answer, Why):
        leaves = [str(row[-1]) for row in answer.rows() if row[6] == "stands outright"]
        return {(answer.verdict, *sorted(leaves))}
    if isinstance(answer, Contradictions):
        return {(one.concerns.name, *one.paragraphs) for one in answer.contradictions}
    return {(str(row[0]),) for row in answer.rows()}


Ask = Callable[[Graph], Answer]
TRUTH: dict[str, tuple[Ask, set[tuple[str, ...]]]] = {
    "¶ 16: which paragraph tells of cryptocurrency": (
        lambda graph: find(graph, "cryptocurrency", type="paragraph"),
        {("Paragraph 16",)},
    ),
    "¶ 20: which organization INTERPOL is, misspelt": (
        lambda graph: find(graph, "Intepol", size=1),
        {("International Criminal Police Organization",)},
    ),
    "¶ 32: when the Implementation Review Group met": (
        lambda graph: timeline(graph, "Implementation Review Group", since="2016"),
        {
            ("fact", "2016-06-20", "2016-06-24", "Seventh session of the Implementation Review Group, June 2016",
             "¶ 32 (stated)"),
            ("fact", "2016-11-14", "2016-11-16",
             "Resumed seventh session of the Implementation Review Group, November 2016", "¶ 32 (stated)"),
        },
    ),
    "¶ 15, 32, 53, 74: meetings of October and November 2016": (
        lambda graph: timeline(graph, type="meeting", since="2016-10", until="2016-11"),
        {
            ("fact", "2016-10", "", "Side event on organized crime and city safety at Habitat III", "¶ 74 (read)"),
            ("fact", "2016-10", "", "Eighth session of the Conference of the Parties to the United Nations Convention"
             " against Transnational Organized Crime", "¶ 15 (stated)"),
            ("fact", "2016-10-17", "2016-10-20", "United Nations Conference on Housing and Sustainable Urban"
             " Development (Habitat III)", "¶ 74 (stated)"),
            ("fact", "2016-11", "",
             "Second International Conference on Access to Legal Aid in Criminal Justice Systems", "¶ 53 (stated)"),
            ("fact", "2016-11-14", "2016-11-16",
             "Resumed seventh session of the Implementation Review Group, November 2016", "¶ 32 (stated)"),
        },
    ),
    "¶ 33: the next Conference on corruption is a plan": (
        lambda graph: timeline(graph, "UNCAC", type="meeting"),
        {
            ("planned", "2017-11-06", "2017-11-10", "Seventh session of the Conference of the States Parties to the"
             " United Nations Convention against Corruption", "¶ 33 (planned)"),
        },
    ),
    "¶ 36: the judicial integrity network is to follow the project": (
        lambda graph: timeline(graph, "judicial integrity"),
        {
            ("fact", "2016", "", "Global project to strengthen judicial integrity", "¶ 36 (stated)"),
            ("planned", "2018", "", "Global judicial integrity network", "¶ 36 (planned)"),
        },
    ),
    "¶ 27, 29: the firearms programme": (
        lambda graph: timeline(graph, "Global Firearms Programme"),
        {
            ("undated", "", "", "Assistance to countries against illicit firearms trafficking", "¶ 27 (stated)"),
            ("undated", "", "", "Regional activities of the Global Firearms Programme", "¶ 27 (stated)"),
            ("undated", "", "", "Firearms record-keeping system in Panama", "¶ 29 (stated)"),
            ("planned", "2017", "", "Second round of official data collection on firearms", "¶ 29 (planned)"),
        },
    ),
    "¶ 39: when the nuclear amendment entered into force": (
        lambda graph: timeline(graph, "treaty:cppnm-amendment", since="2016"),
        {
            ("fact", "2016-05-08", "", "Amendment to the Convention on the Physical Protection of Nuclear Material",
             "¶ 39 (stated)"),
        },
    ),
    "¶ 17: when the training in Kazakhstan was": (
        lambda graph: timeline(graph, "Kazakhstan"),
        {
            ("fact", "2017-05", "", "Common-response training of investigators on kidnapping in Kazakhstan",
             "¶ 17 (stated)"),
        },
    ),
    "¶ 19: the customs organization is a partner of the Container Control Programme": (
        lambda graph: why(graph, "Container Control Programme", "World Customs Organization", relation="partner"),
        {("stated", "¶ 19 (stated)")},
    ),
    "¶ 49: standards and norms contribute to Goal 5": (
        lambda graph: why(graph, "activity:standards-and-norms-promotion", "sdg:5", relation="contributes to"),
        {("stated", "¶ 49 (stated)")},
    ),
    "¶ 27: the firearms programme serves 16.4 by our judgement of its theme": (
        lambda graph: why(graph, "Global Firearms Programme", "16.4", relation="derived SDG link"),
        {("follows", "curated", "¶ 27 (stated)")},
    ),
    "¶ 36: the Olympic Committee works with UNODC as a partner in its work on sport": (
        lambda graph: why(graph, "UNODC", "International Olympic Committee"),
        {("follows", "¶ 36 (stated)", "¶ 36 (stated)")},
    ),
    "¶ 58: UNCTAD is to be a partner, and is none yet": (
        lambda graph: why(graph, "UNODC", "UNCTAD", relation="cooperates with"),
        {("planned only", "¶ 58 (planned)", "¶ 58 (planned)")},
    ),
    "¶ 58: UNODC is a possible custodian": (
        lambda graph: why(graph, "activity:unodc-sdg-indicator-custodianship", "UNODC", relation="custodian"),
        {("hedged only", "¶ 58 (hedged)")},
    ),
    "¶ 66: the working group is to go on until 2021": (
        lambda graph: why(graph, "body:fingov", "2021", relation="end date"),
        {("planned only", "¶ 66 (planned)")},
    ),
    "¶ 19: nothing says that UNODC is a partner in its own programme": (
        lambda graph: why(graph, "Container Control Programme", "UNODC", relation="partner"),
        {("not stated, and does not follow",)},
    ),
    "¶ 28, 41: Niger has nothing to do with Nigeria": (
        lambda graph: why(graph, "Niger", "Nigeria"),
        {("not stated, and does not follow",)},
    ),
    "¶ 21, 33, 41, 56: all contradictions": (
        contradictions,
        {
            ("Global Report on Trafficking in Persons (2016)", "21", "56"),
            ("Seventh meeting of the Working Group on Prevention", "33"),
            ("Horn of Africa", "41"),
        },
    ),
    "¶ 33: the contradiction of a working group": (
        lambda graph: contradictions(graph, "body:wg-prevention"),
        {("Seventh meeting of the Working Group on Prevention", "33")},
    ),
}  # fmt: skip


def test_truth_is_collected() -> None:
    assert len(TRUTH) == 20


@pytest.mark.parametrize("question", TRUTH)
def test_truth(question: str, graph: Graph) -> None:
    ask, expected = TRUTH[question]
    assert told(ask(graph)) == expected


@pytest.mark.parametrize("question", TRUTH)
def test_every_statement_has_evidence_and_every_answer_encodes(question: str, graph: Graph) -> None:
    answer = TRUTH[question][0](graph)
    assert all(statement.evidence for statement in answer.statements())
    assert all(len(row) == len(answer.columns) for row in answer.rows())
    assert msgspec.json.decode(msgspec.json.encode(answer))


@pytest.mark.parametrize("kind", [Found, Timeline, Why, Contradictions])
def test_answers_have_a_schema(kind: type[Answer]) -> None:
    _, components = msgspec.json.schema_components([kind])
    assert kind.__name__ in components
    if kind is Why:
        assert components["Proof"]["properties"]["premises"]["items"] == {"$ref": "#/$defs/Proof"}


def bases(answer: Answer) -> set[str]:
    return {sign.basis for statement in answer.statements() for sign in statement.evidence}


def test_find_says_what_matched(graph: Graph) -> None:
    by_acronym, by_summary = find(graph, "interpol"), find(graph, "cryptocurrency", type="paragraph")
    best = by_acronym.matches[0]
    assert (best.thing.name, best.matched, best.kind, best.how) == (
        "International Criminal Police Organization", "INTERPOL", "acronym", "exact",
    )  # fmt: skip
    assert by_summary.matches[0].kind == "summary"
    assert "cryptocurrency" in by_summary.matches[0].matched


def test_find_gives_pages_without_overlap(graph: Graph) -> None:
    first, second = (find(graph, "training", size=5, page=page) for page in (1, 2))
    assert first.total == second.total > 10
    assert first.pages == -(-first.total // 5)
    assert not {one.thing for one in first.matches} & {one.thing for one in second.matches}


def test_find_narrows_to_a_class_and_those_below_it(graph: Graph) -> None:
    kinds = {match.thing.type for match in find(graph, "firearms", type="activity", size=100).matches}
    assert {"training", "technical assistance"} <= kinds
    assert not kinds & {"theme", "paragraph", "programme"}
    assert [match.thing.iri for match in find(graph, "16", type="goal").matches] == [f"{PREFIXES['sdg']}16"]


def test_finding_nothing_gives_the_nearest_names(graph: Graph) -> None:
    nothing = find(graph, "Mandela House of Zanzibar")
    assert (nothing.total, nothing.matches) == (0, ())
    assert nothing.nearest
    assert {row[3] for row in nothing.rows()} == {"nearest"}


@pytest.mark.parametrize(
    ("ask", "error", "words"),
    [
        (lambda graph: find(graph, " "), ParameterInvalid, "a word of what"),
        (lambda graph: find(graph, "x", type="publicaton"), ParameterInvalid, "publication"),
        (lambda graph: timeline(graph, since="2016-13"), ParameterInvalid, "since='2016-13' is no date"),
        (lambda graph: timeline(graph, until="2016-02-30"), ParameterInvalid, "until="),
        (lambda graph: timeline(graph, since="16"), ParameterInvalid, "2016-05-01"),
        (lambda graph: timeline(graph, since="２０１６"), ParameterInvalid, "no date"),
        (lambda graph: timeline(graph, since="2018", until="2017"), ParameterInvalid, "turn them round"),
        (lambda graph: timeline(graph, "Interpool"), NotFound, "INTERPOL"),
        (lambda graph: why(graph, "UNODC", "Kenya", relation="implemented buy"), ParameterInvalid, "implemented by"),
        (lambda graph: why(graph, "UNODC", "no such thing"), NotFound, "no such thing"),
        (lambda graph: why(graph, "UNODC", "16"), Ambiguous, "sdg:16"),
        (lambda graph: contradictions(graph, "Interpool"), NotFound, "INTERPOL"),
    ],
)  # fmt: skip
def test_errors_name_culprit_and_remedy(ask: Ask, error: type[Exception], words: str, graph: Graph) -> None:
    with pytest.raises(error, match=words):
        ask(graph)


def test_plans_stay_apart_on_every_timeline(graph: Graph) -> None:
    for thing in (None, "UNODC", "body:fingov", "corruption", "16.4", "Vienna"):
        answer = timeline(graph, thing, size=500)
        for event in (*answer.events, *answer.undated):
            assert event.status != "planned"
            assert not {"planned", "hedged"} & {sign.basis for one in event.dates for sign in one.evidence}
        for event in answer.planned:
            signs = {sign.basis for one in event.dates for sign in one.evidence}
            assert event.status == "planned" or signs <= {"planned", "hedged"}


def test_all_that_the_graph_dates_is_on_the_timeline(graph: Graph) -> None:
    rows = graph.rows(
        "SELECT DISTINCT ?thing { GRAPH ?graph { ?thing ?property ?value } FILTER(DATATYPE(?value) IN "
        "(xsd:date, xsd:gYear, xsd:gYearMonth, xsd:dateTime)) }"
    )
    answer = timeline(graph, size=500)
    shown = {event.thing.iri for event in (*answer.events, *answer.planned)}
    assert {row[0].value for row in rows if row[0]} <= shown  # type: ignore[union-attr]
    assert len(answer.events) == answer.count


def test_a_timeline_is_in_order_and_its_pages_do_not_overlap(graph: Graph) -> None:
    whole = timeline(graph, "UNODC", size=500).events
    times = [event.when or event.until or "" for event in whole]
    assert times == sorted(times)
    pages = [timeline(graph, "UNODC", size=10, page=page) for page in range(1, 5)]
    assert tuple(event for page in pages for event in page.events) == whole[:40]
    assert pages[0].pages == -(-len(whole) // 10)


def test_a_period_is_in_all_the_time_that_it_covers(graph: Graph) -> None:
    for since, until in (("2016-06", "2016-07"), ("2017", None), (None, "2016-01-01")):
        events = timeline(graph, "UNODC", since=since, until=until, type="management").events
        budget = [event for event in events if event.thing.name.startswith("Consolidated budget")]
        assert [(event.when, event.until) for event in budget] == [("2016", "2017")]
    assert timeline(graph, "UNODC", since="2018", type="management").count == 0


def test_a_timeline_narrows_by_status(graph: Graph) -> None:
    assert {event.status for event in timeline(graph, "UNODC", status="completed").events} == {"completed"}
    ongoing = timeline(graph, "UNODC", status="ongoing")
    assert {event.status for event in (*ongoing.events, *ongoing.undated)} == {"ongoing"}
    assert ongoing.planned == ()
    planned = timeline(graph, status="planned")
    assert (planned.events, planned.undated) == ((), ())
    assert len(planned.planned) > 15


def test_a_timeline_says_how_things_belong(graph: Graph) -> None:
    events = timeline(graph, "16.4", size=500).events
    assert all(event.how and event.how.relation.name in ("derived SDG link", "refers to", "contributes to", "about")
               for event in events)  # fmt: skip
    other, itself = timeline(graph, "Habitat III").events
    assert other.how
    assert other.how.relation.name == "part of"
    assert (itself.when, itself.how) == ("2016-10-17", None)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([("date", "2016"), ("date", "2016-12")], [("2016-12", None, 2)]),
        ([("startDate", "2016-09"), ("endDate", "2016-09")], [("2016-09", None, 2)]),
        ([("startDate", "2016"), ("date", "2016"), ("endDate", "2017")], [("2016", "2017", 3)]),
        ([("date", "2015"), ("date", "2016")], [("2015", None, 1), ("2016", None, 1)]),
        ([("startDate", "2015"), ("startDate", "2017"), ("endDate", "2016"), ("endDate", "2018")],
         [("2015", "2016", 2), ("2017", "2018", 2)]),
        ([("endDate", "2021")], [(None, "2021", 1)]),
        ([("startDate", "2017"), ("endDate", "2016")], [("2017", None, 1), (None, "2016", 1)]),
        ([("asOf", "2017-06"), ("date", "2017")], [("2017", None, 1), ("2017-06", None, 1)]),
    ],
)  # fmt: skip
def test_dates_are_put_together(dates: list[tuple[str, str]], expected: list[tuple[Any, ...]]) -> None:
    made = spans("urn:x", [(MG + name, value) for name, value in dates])
    assert [(span.first, span.last, len(span.dates)) for span in made] == expected


def leaves(proof: Proof) -> list[Proof]:
    return [leaf for premise in proof.premises for leaf in leaves(premise)] if proof.premises else [proof]


def test_a_proof_goes_down_to_paragraphs_and_reasons(graph: Graph) -> None:
    answer = why(graph, "Firearms record-keeping system in Panama", "sdg:16", relation="derived SDG link")
    (proof,) = answer.proofs
    assert proof.rule == "prp-spo2: derived SDG link ∘ SDG parent → derived SDG link"
    assert [str(leaf.statement.evidence[0]) for leaf in leaves(proof)] == ["¶ 29 (stated)", "curated", "reference"]
    assert [leaf.reason for leaf in leaves(proof)] == [
        None, "The target asks for a significant reduction of illicit arms flows.", None,
    ]  # fmt: skip
    assert [row[2] for row in answer.rows()] == [0, 1, 2, 2, 1]


def test_no_fact_is_proved_by_a_plan(graph: Graph) -> None:
    answer = why(graph, "UNODC", "UNCTAD")
    assert (answer.verdict, answer.proofs, answer.relation) == ("planned only", (), None)
    assert bases(answer) == {"planned"}
    second = why(graph, "Second round of official data collection on firearms", "16.4")
    assert second.verdict == "planned only"
    assert str(second.apart[0].statement).endswith("[¶ 29 (planned)]")


def test_a_proof_is_as_weak_as_its_weakest_leaf() -> None:
    home, triple = "https://w3id.org/mandategraph/id/document/made-up", Triple(*3 * [NamedNode("urn:x")])
    leaf = {name: proofs.Proof(triple, graphs=(f"{home}/{name}/1",)) for name in ("paragraph", "planned", "hedged")}
    triples = iter(Triple(*2 * [NamedNode("urn:x")], NamedNode(f"urn:{number}")) for number in range(9))
    mixed = [replace(one, triple=next(triples)) for one in leaf.values()]
    rule = Rule("prp-trp", (), ("?x", "urn:x", "?y"))
    assert weakest(proofs.Proof(triple, rule, tuple(mixed))) == "Hedged"
    assert weakest(proofs.Proof(triple, rule, tuple(mixed[:2]))) == "Planned"
    assert weakest(leaf["paragraph"]) == ""


def test_two_things_alone_give_all_relations_each_once(graph: Graph) -> None:
    answer = why(graph, "UNODC", "Qatar")
    assert {proof.statement.relation.name for proof in answer.proofs} == {"cooperates with", "contributed by"}
    assert answer.verdict == "stated"
    assert [proof.rule is None for proof in answer.proofs].count(True) == 1


def test_what_does_not_hold_says_what_does(graph: Graph) -> None:
    answer = why(graph, "Container Control Programme", "UNODC", relation="mg:partner")
    assert [str(one) for one in answer.instead] == [
        "Container Control Programme — implemented by — United Nations Office on Drugs and Crime  [¶ 19 (stated)]"
    ]
    assert why(graph, "Niger", "Nigeria").instead == ()


def test_plain_values_and_types_are_proved(graph: Graph) -> None:
    edition = "Global Report on Trafficking in Persons (2016)"
    assert [why(graph, edition, value, relation="ordinal").verdict for value in ("3", "4", "5")] == [
        "stated", "stated", "not stated, and does not follow",
    ]  # fmt: skip
    kind = why(graph, "Firearms record-keeping system in Panama", "work", relation="type")
    assert kind.verdict == "follows"
    assert "technical assistance" in {row[5] for row in kind.rows()}


PLANTED = """
@prefix : <urn:made-up/> .
@prefix g: <https://w3id.org/mandategraph/id/document/made-up/> .
<https://w3id.org/mandategraph/id/graph/things> {
  :a rdfs:label "Meeting A" . :b rdfs:label "Work B" . :c rdfs:label "Work C" . :d rdfs:label "Work D" .
  :e rdfs:label "Meeting E" . :p rdfs:label "Plan P" . :q rdfs:label "Work Q" .
}
<https://w3id.org/mandategraph/id/document/made-up/paragraph/1> {
  :a mg:ordinal 3 ; mg:date "2016"^^xsd:gYear .
  :b mg:startDate "2017"^^xsd:gYear ; mg:endDate "2016-12"^^xsd:gYearMonth .
  :c mg:figure :f1 . :f1 mg:figureOf :c ; mg:value 2 ; mg:unit mg:CountryUnit ; mg:measures "countries assisted"@en .
  :c mg:assistedCountry :x, :y, :z . :e mg:ordinal 7 ; mg:startDate "2016"^^xsd:gYear .
}
<https://w3id.org/mandategraph/id/document/made-up/paragraph/2> {
  :a mg:ordinal 30 ; mg:date "2016-05"^^xsd:gYearMonth .
  :d mg:figure :f2, :f3 . :f2 mg:value 10 ; mg:measures "cases"@en . :f3 mg:value 12 ; mg:measures "cases"@en .
  :e mg:endDate "2016-05"^^xsd:gYearMonth .
}
<https://w3id.org/mandategraph/id/document/made-up/planned/2> {
  :e mg:ordinal 8 ; mg:endDate "2018"^^xsd:gYear . :a mg:ordinal 5 . :q mg:cites :e ; mg:date "2018"^^xsd:gYear .
}
<https://w3id.org/mandategraph/id/document/made-up/hedged/2> { :d mg:date "2020"^^xsd:gYear . }
<https://w3id.org/mandategraph/id/document/made-up/paragraph/3> {
  :p mg:status <https://w3id.org/mandategraph/id/status/planned> ; mg:date "2019"^^xsd:gYear .
}
"""


@pytest.fixture(scope="module")
def planted() -> Graph:
    """A graph with faults, and with plans for what is dated."""
    prefixes = "".join(f"@prefix {name}: <{PREFIXES[name]}> .\n" for name in ("mg", "rdfs", "xsd"))
    quads = list(parse(prefixes + PLANTED, RdfFormat.TRIG))
    facts = [
        Quad(quad.subject, quad.predicate, quad.object)
        for quad in quads
        if not {"planned", "hedged"} & set(str(quad.graph_name).split("/"))
    ]
    document = "https://w3id.org/mandategraph/id/document/made-up"
    bases = [(NamedNode(f"{document}/{name.lower()}/2"), NamedNode(f"{MG}{name}")) for name in ("Planned", "Hedged")]
    store = Store()
    store.extend([*quads, *facts, *(Quad(name, NamedNode(f"{MG}basis"), basis) for name, basis in bases)])
    engine = EmbeddedEngine(store, PREFIXES)
    return Graph(engine, State.over(engine, "made-up"))


def test_contradictions_are_computed(planted: Graph) -> None:
    found = contradictions(planted).contradictions
    assert {one.found_by for one in found} == {"computed"}
    assert {(one.name, one.reason) for one in found} == {
        ("Meeting A: different values", "It cannot have mg:ordinal 3 (¶ 1 (stated)) and mg:ordinal 30 (¶ 2 (stated))."),
        ("Work B: ends before it begins",
         "It cannot have mg:endDate 2016-12 (¶ 1 (stated)) and mg:startDate 2017 (¶ 1 (stated))."),
        ("Work C: more named than counted", "3 are named, but 2 counted (¶ 1 (stated))."),
        ("Work D: figures that differ", "It cannot have mg:value 10 (¶ 2 (stated)) and mg:value 12 (¶ 2 (stated))."),
    }  # fmt: skip
    assert [one.concerns.name for one in contradictions(planted, "Work B").contradictions] == ["Work B"]


def test_a_plan_for_what_is_dated_stays_apart(planted: Graph) -> None:
    answer = timeline(planted, "Meeting E")
    assert told(answer) == {
        ("fact", "2016", "2016-05", "Meeting E", "¶ 1 (stated), ¶ 2 (stated)"),
        ("planned", "", "2018", "Meeting E", "¶ 2 (planned)"),
    }
    assert "Plan P" not in {event.thing.name for event in timeline(planted).events}
    assert [event.when for event in timeline(planted, "Plan P").planned] == ["2019"]
    assert told(timeline(planted, "Work D")) == {("planned", "2020", "", "Work D", "¶ 2 (hedged)")}


def test_a_contradiction_shows_both_places(graph: Graph) -> None:
    (one,) = contradictions(graph, "Global Report on Trafficking in Persons (2016)").contradictions
    assert one.found_by == "curated"
    assert {(side.object.name, str(side.evidence[0])) for side in one.sides} == {
        ("4", "¶ 21 (stated)"), ("3", "¶ 56 (stated)"),
    }  # fmt: skip
    assert contradictions(graph, "Paragraph 41").contradictions[0].concerns.name == "Horn of Africa"
    assert contradictions(graph, "Kenya").contradictions == ()


def test_a_vague_date_does_not_hide_a_later_exact_one(graph: Graph) -> None:
    """The Global Report is of 2016, and came out on 21 December: it is in no list until June."""
    report = f"{ID}publication/global-report-tip-2016"
    dates = {date for until in ("2016-06", "2016-12") for date in [until] if report in _until(graph, until)}
    assert dates == {"2016-12"}


def _until(graph: Graph, until: str) -> set[str | None]:
    return {event.thing.iri for event in timeline(graph, "UNODC", until=until, size=500).events}


def test_a_question_tells_what_it_names(graph: Graph) -> None:
    def named(text: str, type: str | None = None) -> list[str]:
        return [compact(match.thing.iri or "") for match in find(graph, text, type=type).named]

    question = "Who works with UNODC on terrorism?"
    assert named(question)[:2] == ["organization:unodc", "theme:terrorism"]
    assert named("what serves 16.4") == ["sdg:16.4"]
    assert named("UNODC and INTERPOL") == ["organization:unodc", "organization:interpol"]
    assert named(question, "organization") == ["organization:unodc"]
    assert named("training in Kenya") == ["country:ken"]
    assert named("UNODC") == named("Office on Drugs and Crime") == []


def test_the_nearest_names_are_of_the_type_that_is_asked(graph: Graph) -> None:
    text = "Mandela House of Zanzibar"
    assert {match.thing.type for match in find(graph, text, type="paragraph").nearest} <= {"paragraph"}
    assert {match.thing.type for match in find(graph, text).nearest} - {"paragraph"}


def test_counts_say_what_they_count() -> None:
    found, told = (msgspec.json.schema(kind)["$defs"] for kind in (Found, Entity))
    assert "each once for each graph" in found["Match"]["properties"]["count"]["description"]
    assert "each once, by its best evidence" in told["Entity"]["properties"]["count"]["description"]
