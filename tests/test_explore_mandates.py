"""Mandates and the Goals: answers that a person checked against the report, and the rules that they all keep."""

from collections.abc import Callable

import msgspec
import pytest

from mandategraph.errors import Ambiguous, NotFound, ParameterInvalid
from mandategraph.evidence import NOT_FACTS, basis_of
from mandategraph.explore.graph import Graph
from mandategraph.explore.mandates.model import Draft, Mandates, Provision, Recommendation
from mandategraph.explore.mandates.question import mandates
from mandategraph.explore.model import Statement
from mandategraph.explore.sdg.model import Sdg, SdgCell
from mandategraph.explore.sdg.question import sdg
from mandategraph.vocabulary import compact


def told(statement: Statement) -> str:
    """A statement with its paragraph and basis, by prefixed names."""
    sign = statement.evidence[0]
    subject, relation, other = (
        compact(thing.iri or "") for thing in (statement.subject, statement.relation, statement.object)
    )
    return f"{subject} {relation} {other} {sign.paragraph} {sign.basis}"


def stated(answer: Sdg) -> set[str]:
    """The stated links of the works in an answer."""
    return {told(link) for cell in answer.cells for link in cell.stated}


def provision(answer: Mandates, number: str) -> Provision:
    """The provision of that number."""
    return next(one for one in answer.provisions if one.number == number)


def works(one: Provision) -> set[str]:
    """The works that answer a provision."""
    return {compact(work.answers.subject.iri or "") for work in one.works}


def recommendation(answer: Mandates, number: str) -> Recommendation:
    """The recommendation of that number."""
    return next(one for one in answer.recommendations if one.number == number)


def draft(answer: Mandates, iri: str) -> Draft:
    """A draft by its prefixed name."""
    return next(one for one in answer.drafts if compact(one.draft.iri or "") == iri)


def cell(answer: Sdg, work: str, target: str) -> SdgCell:
    """The cell of a work and a target."""
    return next(
        one for one in answer.cells if (compact(one.work.iri or ""), compact(one.target.iri or "")) == (work, target)
    )


TRUTH: dict[str, tuple[Callable[[Graph], object], object]] = {
    "71/209: paragraphs 29 to 54 are its provisions; these have no linked work in the report": (
        lambda graph: [one.number for one in mandates(graph, "A/RES/71/209").provisions if not one.linked],
        ["35", "36", "40", "41", "47", "53", "54"],
    ),
    "71/209, paragraph 34, asks to go on with the global programme of paragraph 16 of the report and its parts": (
        lambda graph: works(provision(mandates(graph, "71/209"), "34")),
        {
            "programme:aml-global-programme",
            "activity:aml-capacity",
            "activity:aml-training",
            "activity:aml-legal-reviews",
            "activity:cryptocurrency-course-development",
            "activity:sdg-16-4-assistance",
            "meeting:aml-conferences",
            "tool:cryptocurrency-course",
        },
    ),
    "¶3 says that the report is requested by 71/209, the summary that it is pursuant to it": (
        lambda graph: {told(link) for link in mandates(graph, "A/RES/71/209").stated},
        {
            "document:sg-report-2017-06-30 mg:mandatedBy resolution:a-res-71-209 3 stated",
            "document:sg-report-2017-06-30 mg:pursuantTo resolution:a-res-71-209 summary stated",
        },
    ),
    "The summary says under which resolutions the report was prepared": (
        lambda graph: {
            compact(link.object.iri or "")
            for link in mandates(graph, "document:sg-report-2017-06-30").stated
            if link.relation.name == "pursuant to"
        },
        {f"resolution:a-res-{number}" for number in ("68-192", "70-176", "71-209", "71-287")},
    ),
    "¶55: the support of United Nations entities is pursuant to 68/191 and 70/176": (
        lambda graph: {
            told(link)
            for link in mandates(graph, work="activity:gender-related-killing-un-support").stated
            if link.relation.name == "pursuant to"
        },
        {
            f"activity:gender-related-killing-un-support mg:pursuantTo resolution:a-res-{number} 55 stated"
            for number in ("68-191", "70-176")
        },
    ),
    "¶21: the voluntary trust fund is mandated by the Global Plan of Action": (
        lambda graph: {told(link) for link in mandates(graph, "fund:victims-of-trafficking").stated},
        {"fund:victims-of-trafficking mg:mandatedBy instrument:global-plan-of-action-tip 21 read"},
    ),
    "¶56: the global report on trafficking is mandated by 64/293 and has data of 136 countries": (
        lambda graph: [one.object.name for one in mandates(graph, "A/RES/64/293").figures],
        ["136 countries whose data the report rests on"],
    ),
    "¶77(e) recommends the kidnapping manual, which answers 71/209, paragraph 29": (
        lambda graph: [
            (one.number, one.verbs, one.by_theme)
            for one in mandates(graph, "provision:a-res-71-209-29").recommendations
        ],
        [("77(e)", ("encourage",), False)],
    ),
    "¶77(t): encourage UNODC": (
        lambda graph: (
            recommendation(mandates(graph), "77(t)").verbs,
            [thing.name for thing in recommendation(mandates(graph), "77(t)").addressees],
        ),
        (("encourage",), ["United Nations Office on Drugs and Crime"]),
    ),
    "¶77: UNODC is asked in (t), (u), (v) and (x)": (
        lambda graph: [one.number for one in mandates(graph, addressee="UNODC").recommendations],
        ["77(t)", "77(u)", "77(v)", "77(x)"],
    ),
    "¶77(z) and (aa) urge": (
        lambda graph: [one.number for one in mandates(graph, verb="urge").recommendations],
        ["77(aa)", "77(z)"],
    ),
    "¶77(x) calls upon Member States and requests UNODC: no request goes to Member States": (
        lambda graph: mandates(graph, verb="request", addressee="Member States").recommendations,
        (),
    ),
    "¶77 has the letters (a) to (z), (aa), (bb) and (cc); (d) and (x) have two clauses each, not counted beside them": (
        lambda graph: (
            len(mandates(graph).recommendations),
            {one.number: len(one.clauses) for one in mandates(graph).recommendations if one.clauses},
        ),
        (29, {"77(d)": 2, "77(x)": 2}),
    ),
    "¶7: five drafts, three for the Assembly through the Council and two for the Council": (
        lambda graph: sorted(
            (compact(one.draft.iri or ""), link.relation.name, compact(link.object.iri or ""))
            for one in mandates(graph).drafts
            for link in one.recommended
            if link.relation.name in ("recommended to", "recommended through")
        ),
        [
            ("draft:alternatives-to-imprisonment", "recommended to", "body:ecosoc"),
            *(
                (f"draft:{name}", how, f"body:{body}")
                for name in ("congress-follow-up", "counter-terrorism-assistance")
                for how, body in (("recommended through", "ecosoc"), ("recommended to", "general-assembly"))
            ),
            ("draft:global-plan-of-action", "recommended to", "body:ecosoc"),
            ("draft:nelson-mandela-rules", "recommended through", "body:ecosoc"),
            ("draft:nelson-mandela-rules", "recommended to", "body:general-assembly"),
        ],
    ),
    "The draft on the Nelson Mandela Rules became 72/193; ¶7 only announces its adoption": (
        lambda graph: (
            [told(link) for link in draft(mandates(graph), "draft:nelson-mandela-rules").became],
            [told(link) for link in draft(mandates(graph), "draft:nelson-mandela-rules").planned],
        ),
        (
            ["draft:nelson-mandela-rules mg:adoptedAs resolution:a-res-72-193 None reference"],
            ["draft:nelson-mandela-rules mg:adoptedBy body:general-assembly 7 planned"],
        ),
    ),
    "What the draft on the follow-up to the Congress became is not known": (
        lambda graph: draft(mandates(graph), "draft:congress-follow-up").became,
        (),
    ),
    "¶66: that the Commission should review the working group is no fact": (
        lambda graph: {told(link) for link in mandates(graph, "decision:renewal-fingov").apart},
        {"activity:fingov-functioning-review mg:mandatedBy decision:renewal-fingov 66 hedged"},
    ),
    "¶16 and ¶29: what serves 16.4 by the text, of itself and through its indicator": (
        lambda graph: stated(sdg(graph, "16.4")),
        {
            "activity:sdg-16-4-assistance mg:contributesTo sdg:16.4 16 stated",
            "activity:firearms-data-method mg:takesIntoAccount sdg:C160402 29 stated",
        },
    ),
    "¶29: training against firearms offences serves 16.4 by its theme only": (
        lambda graph: [
            (told(one.on), one.reason)
            for one in cell(sdg(graph, "16.4"), "activity:firearms-investigation-training", "sdg:16.4").derived
        ],
        [
            (
                "activity:firearms-investigation-training mg:addressesTheme theme:firearms 29 stated",
                "The target asks for a significant reduction of illicit arms flows.",
            )
        ],
    ),
    "¶29: more than 90 practitioners were trained": (
        lambda graph: [
            one.object.name for one in sdg(graph, "16.4", work="activity:firearms-investigation-training").figures
        ],
        ["more than 90 practitioners trained"],
    ),
    "¶29: the data method takes indicator 16.4.2 into account": (
        lambda graph: stated(sdg(graph, "16.4.2")),
        {"activity:firearms-data-method mg:takesIntoAccount sdg:C160402 29 stated"},
    ),
    **{
        f"¶49: promotion of the standards and norms contributes to Goal {goal}": (
            lambda graph, goal=goal: (
                f"activity:standards-and-norms-promotion mg:contributesTo sdg:{goal} 49 stated"
                in stated(sdg(graph, goal=goal))
            ),
            True,
        )
        for goal in ("5", "11", "16")
    },
    "¶73: only the portfolio and its realignment are aligned with Goal 16": (
        lambda graph: {link for link in stated(sdg(graph, "16", family="stated")) if "alignsWith" in link},
        {
            "activity:unodc-programme-realignment mg:alignsWith sdg:16 73 stated",
            "programme:unodc-portfolio mg:alignsWith sdg:16 73 stated",
        },
    ),
    "¶58: that a method will measure 16.4.1 is planned, with UNCTAD: neither is a fact": (
        lambda graph: (
            [told(link) for link in sdg(graph, "16.4.1").apart],
            sdg(graph, "16.4.1").cells,
            sdg(graph, "16.4.1").partners,
        ),
        (["activity:illicit-financial-flows-indicator-method mg:monitors sdg:C160401 58 planned"], (), ()),
    ),
    "¶58: UNODC is called a possible custodian: said with reservation": (
        lambda graph: (
            "activity:unodc-sdg-indicator-custodianship mg:refersTo sdg:16 58 hedged"
            in {told(link) for link in sdg(graph).apart}
        ),
        True,
    ),
    "Nothing in the report is about 16.7, 16.8 and 16.9": (
        lambda graph: [(one.target.name, bool(one.reason)) for one in sdg(graph).unserved],
        [("Target 16.7", True), ("Target 16.8", True), ("Target 16.9", True)],
    ),
}
"""Questions with the answer that the report gives, and where it says so."""


@pytest.mark.parametrize("question", TRUTH)
def test_the_answer_is_what_the_report_says(graph: Graph, question: str) -> None:
    ask, answer = TRUTH[question]
    assert ask(graph) == answer


def test_the_truth_questions_are_all_there() -> None:
    assert len(TRUTH) == 28


ANSWERS: dict[str, Callable[[Graph], Sdg | Mandates]] = {
    "a target": lambda graph: sdg(graph, "16.4"),
    "an indicator": lambda graph: sdg(graph, "16.4.2"),
    "the agenda": lambda graph: sdg(graph, "2030 Agenda"),
    "the matrix": sdg,
    "another goal": lambda graph: sdg(graph, goal="17"),
    "a resolution": lambda graph: mandates(graph, "A/RES/71/209"),
    "a provision": lambda graph: mandates(graph, "provision:a-res-70-176-12"),
    "a work": lambda graph: mandates(graph, "activity:firearms-data-method"),
    "a recommendation": lambda graph: mandates(graph, "recommendation:77e"),
    "an organ": lambda graph: mandates(graph, "body:general-assembly"),
    "a draft": lambda graph: mandates(graph, "draft:congress-follow-up"),
    "the overview": mandates,
}


@pytest.mark.parametrize("name", ANSWERS)
def test_every_statement_has_evidence_and_the_answer_encodes(graph: Graph, name: str) -> None:
    answer = ANSWERS[name](graph)
    assert all(statement.evidence for statement in answer.statements())
    assert msgspec.json.decode(msgspec.json.encode(answer))
    assert all(len(row) == len(answer.columns) for row in answer.rows())
    msgspec.json.schema_components([type(answer)])


@pytest.mark.parametrize("name", ANSWERS)
def test_what_is_planned_or_hedged_stands_apart(graph: Graph, name: str) -> None:
    answer = ANSWERS[name](graph)
    drafted = answer.drafts if isinstance(answer, Mandates) else ()
    aside = {id(one) for one in (*answer.apart, *(link for each in drafted for link in each.planned))}
    for statement in answer.statements():
        plans = [basis_of(sign.graph) in NOT_FACTS for sign in statement.evidence]
        assert all(plans) if id(statement) in aside else not any(plans)


@pytest.mark.parametrize("goal", [str(number) for number in range(1, 18)])
def test_the_cells_are_the_closed_facts(graph: Graph, goal: str) -> None:
    answer = sdg(graph, goal=goal)
    found = {
        (family, cell.work.iri, cell.target.iri)
        for cell in (*answer.cells, *answer.planned)
        for family in ("stated", "derived")
        if getattr(cell, family)
    }
    rows = graph.rows(f"""SELECT ?family ?work ?node {{
        VALUES (?family ?link) {{ ("stated" mg:statedLink) ("derived" mg:derivedLink) }}
        ?work ?link ?node ; a mg:Work . ?node mg:sdgParent sdg:{goal} }}""")
    closed = {tuple(getattr(cell, "value", "") for cell in row) for row in rows}
    assert {one for one in found if one[2] != answer.target.iri} == closed


def test_a_goal_tells_its_own_links_from_those_of_its_targets(graph: Graph) -> None:
    answer = sdg(graph, "16", family="stated")
    assert {link.object.name for cell in answer.cells if cell.own for link in cell.stated} == {"Goal 16"}
    assert {cell.target.name for cell in answer.cells if not cell.own} == {"Target 16.4"}
    assert answer.stated_works == len({cell.work.iri for cell in answer.cells})
    assert answer.derived_works == 0


def test_a_planned_work_does_not_serve_yet(graph: Graph) -> None:
    planned = "mechanism:untoc-review-mechanism"
    answer = sdg(graph)
    assert planned in {compact(cell.work.iri or "") for cell in answer.planned}
    assert planned not in {compact(cell.work.iri or "") for cell in answer.cells}


def test_links_of_what_is_no_work_are_apart_from_works(graph: Graph) -> None:
    assert [told(one) for one in sdg(graph, "17").others] == ["instrument:agenda-2030 mg:refersTo sdg:17 72 read"]


def test_filters_of_the_goals(graph: Graph) -> None:
    by_theme = sdg(graph, "16.4", theme="theme:firearms")
    assert {one.on.object.iri for cell in by_theme.cells for one in cell.derived} == {
        "https://w3id.org/mandategraph/id/theme/firearms"
    }
    assert {told(link).partition(" ")[0] for link in by_theme.apart} == {"activity:firearms-data-round-2"}
    of_work = sdg(graph, work="programme:global-firearms")
    assert cell(of_work, "activity:firearms-records-panama", "sdg:16.4").derived
    assert not [one for one in of_work.cells if "wildlife" in (one.work.iri or "")]
    assert not [one for one in sdg(graph, "16.4", family="derived").cells if one.stated]
    themes = {link.relation.name for link in sdg(graph, family="derived").apart}
    verbs = {link.relation.name for link in sdg(graph, family="stated").apart}
    assert (themes, verbs) == ({"addresses theme"}, {"monitors", "refers to"})


def test_filters_of_mandates(graph: Graph) -> None:
    requests = mandates(graph, "71/209", verb="request")
    assert [one.number for one in requests.provisions] == ["33", "45", "48", "49", "50", "52", "54"]
    assert (requests.linked, requests.unlinked) == (6, 1)
    one = mandates(graph, "71/209", work="activity:aml-capacity")
    assert [(each.number, works(each)) for each in one.provisions] == [("34", {"activity:aml-capacity"})]
    assert {
        each.provisions for each in mandates(graph, verb="request").resolutions if "71/209" in each.resolution.name
    } == {7}


def test_a_part_of_a_programme_shares_its_answer_and_says_so(graph: Graph) -> None:
    (one,) = mandates(graph, "activity:aml-training").provisions
    (link,) = one.works
    assert link.through is not None
    assert compact(link.through.iri or "") == "programme:aml-global-programme"
    assert link.reason == "The paragraph names this programme."
    assert link.answers.evidence[0].basis == "inferred"


def test_the_overview_counts_no_work_twice(graph: Graph) -> None:
    answer = mandates(graph)
    counted = {one.resolution.name: (one.provisions, one.linked, one.unlinked) for one in answer.resolutions}
    assert counted["General Assembly resolution 71/209"] == (26, 19, 7)
    assert counted["General Assembly resolution 64/293"] == (0, 0, 0)
    names = {compact(thing.iri or "") for thing in answer.works_without_mandate}
    assert "activity:unodc-sdg-indicator-custodianship" not in names
    assert "activity:aml-training" not in names
    assert "initiative:acad" in names


@pytest.mark.parametrize(
    ("ask", "error", "message"),
    [
        (lambda graph: sdg(graph, "16.99"), NotFound, "nothing is named"),
        (lambda graph: sdg(graph, goal="16.4"), ParameterInvalid, "it takes 1 to 17"),
        (lambda graph: sdg(graph, goal="2030 Agenda"), ParameterInvalid, "it takes 1 to 17"),
        (lambda graph: sdg(graph, "country:ken"), ParameterInvalid, "give a goal, target or indicator"),
        (lambda graph: sdg(graph, family="both"), ParameterInvalid, "stated, derived"),
        (lambda graph: sdg(graph, theme="no such theme"), NotFound, "nothing is named"),
        (lambda graph: mandates(graph, "72/999"), NotFound, "nothing is named"),
        (lambda graph: mandates(graph, "209"), NotFound, "nothing is named"),
        (lambda graph: mandates(graph, "71/209", verb="sing"), ParameterInvalid, "request"),
        (lambda graph: mandates(graph, "29"), Ambiguous, "give one of these"),
    ],
)
def test_errors_say_what_is_wrong(
    graph: Graph, ask: Callable[[Graph], object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        ask(graph)


def test_the_number_of_a_body_never_becomes_one_of_the_assembly(graph: Graph) -> None:
    answer = mandates(graph, "8/2")
    assert answer.thing is not None
    assert answer.thing.iri == "https://w3id.org/mandategraph/id/resolution/untoc-cop-8-2"
