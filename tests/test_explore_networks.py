"""Connections, partners and comparisons: checked by hand against the text of the report."""

import re
from dataclasses import dataclass

import msgspec
import networkx as nx
import pytest

from mandategraph.errors import NotFound, ParameterInvalid
from mandategraph.evidence import basis_of
from mandategraph.explore.answer import Answer
from mandategraph.explore.compare import Comparison, compare
from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Evidence, Statement, Thing
from mandategraph.explore.partners.answer import Partners
from mandategraph.explore.partners.question import partners
from mandategraph.explore.paths import search
from mandategraph.explore.paths.answer import Connection, Paths
from mandategraph.explore.paths.question import paths, sentence
from mandategraph.vocabulary import ID, MG, NOT_FOLLOWED, compact

UNODC = "organization:unodc"


@dataclass(frozen=True)
class Case:
    """A question about partners, and all of the answer: by partner, the paragraphs, as read in the report."""

    actor: str
    partners: dict[str, str]
    filters: dict[str, str] | None = None
    why: str = ""


PARTNERS = (
    Case(
        "INTERPOL",
        {
            UNODC: "20 36 48 75",
            "organization:osce": "20 48 75",
            "organization:europol": "20 75",
            "organization:wco": "20 75",
            "organization:unesco": "75",
            "organization:gctf": "48",
            "organization:ioc": "36",
        },
        why="¶ 20 in coordination with INTERPOL, WCO, Europol, OSCE; ¶ 36 with the IOC and INTERPOL; ¶ 48, 75 lists",
    ),
    Case(
        "UN-Women",
        {
            UNODC: "50 51 52 74",
            "organization:un-habitat": "50 74",
            "organization:unicef": "50",
            "organization:who": "50",
            "organization:thailand-institute-of-justice": "52",
            "organization:odihr": "51",
            "mechanism:mesecvi": "55",
        },
        why="¶ 50 list; ¶ 51 together with UN-Women, led by ODIHR; ¶ 52 workshop; ¶ 55 Follow-up Mechanism; ¶ 74 Quito",
    ),
    Case(
        "WCO",
        {UNODC: "19", "organization:icao": "19"},
        {"programme": "programme:container-control-programme"},
        why="¶ 19 in partnership with the World Customs Organization and the International Civil Aviation Organization",
    ),
    Case(
        "International Olympic Committee", {UNODC: "36", "organization:interpol": "36"}, why="¶ 36 integrity in sport"
    ),
    Case("World Bank", {UNODC: "37"}, why="¶ 37 Under StAR, UNODC, together with the World Bank"),
    Case("IOM", {UNODC: "26", "organization:osce": "26"}, why="¶ 26 workshop jointly organized with OSCE and IOM"),
    Case(
        "Nigeria",
        {UNODC: "45", "organization:european-union": "45", "organization:cted": "45"},
        why="¶ 45 multi-year partnership between it, Nigeria, the European Union and CTED",
    ),
    Case("Qatar", {UNODC: "10 12"}, why="¶ 10 works with UNODC, funds; ¶ 12 E4J; ¶ 31 pays only, with 22 others"),
    Case("Colombia", {UNODC: "69"}, why="¶ 69 a donor; ¶ 23, 50 assessed and assisted; ¶ 31 in kind"),
    Case("Jordan", {UNODC: "64", "country:ita": "64"}, why="¶ 64 initiative led by Italy and Jordan; UNODC took part"),
    Case("ICAT", {UNODC: "21"}, why="¶ 21 coordinated the work of the Group, which the Office also chaired"),
    Case("UNCTAD", {}, why="¶ 58 UNODC plans with it: planned"),
    Case("Kenya", {}, why="¶ 46, 52 it is served; ¶ 31 in kind"),
    Case("Australia", {}, why="¶ 31 pays for the Mechanism, as others do"),
)


def keys(things: tuple[Thing, ...]) -> list[str]:
    """Things by prefixed name."""
    return [compact(thing.iri or "") for thing in things]


def connection(graph: Graph, *things: str, **filters: object) -> Connection:
    """How two things are connected."""
    (found,) = paths(graph, things, **filters).connections  # type: ignore[arg-type]
    return found


def ways(found: Connection) -> list[list[str]]:
    """The things that each way passes."""
    return [keys(path.things[1:-1]) for path in found.paths]


def test_that_many_questions_about_partners_were_checked() -> None:
    assert len({case.actor for case in PARTNERS}) == 14
    assert sum(len(case.partners) for case in PARTNERS) == 29


@pytest.mark.parametrize("case", PARTNERS, ids=lambda case: case.actor)
def test_partners_are_those_of_the_text(graph: Graph, case: Case) -> None:
    found = partners(graph, case.actor, **(case.filters or {}))  # type: ignore[arg-type]
    told = {compact(one.actor.iri or ""): set(one.paragraphs) for one in found.partners}
    assert told.keys() == case.partners.keys()
    for iri, numbers in case.partners.items():
        assert set(numbers.split()) <= told[iri], iri
    assert found.total == len(case.partners)
    assert found.complete


def test_weight_counts_shared_works_and_what_is_said_of_two(graph: Graph) -> None:
    osce, *_ = [one for one in partners(graph, "INTERPOL").partners if one.actor.iri == ID + "organization/osce"]
    assert osce.weight == len(osce.works) == 6
    assert set(osce.paragraphs) == {"20", "48", "75"}
    unodc = partners(graph, "INTERPOL").partners[0]
    assert unodc.weight == len(unodc.works) + 1
    assert "cooperates with" in unodc.roles
    assert {statement.subject.iri for statement in osce.statements} == {
        ID + "organization/interpol",
        ID + "organization/osce",
    }


def test_roles_are_those_of_each_side(graph: Graph) -> None:
    (unodc,) = partners(graph, "ICAT").partners
    assert unodc.weight == len(unodc.works) + 3
    assert {"chairs", "coordinates", "member of"} <= set(unodc.roles)
    assert not {"chairs", "chaired by"} & set(unodc.own_roles)
    (icat,) = [one for one in partners(graph, "UNODC", size=500).partners if one.actor.iri == ID + "organization/icat"]
    assert {"chairs", "coordinates", "member of"} <= set(icat.own_roles)
    assert not {"chairs", "member of"} & set(icat.roles)


def test_what_is_planned_with_somebody_stays_apart(graph: Graph) -> None:
    found = partners(graph, "UNCTAD")
    assert {(compact(one.subject.iri or ""), *map(str, one.evidence)) for one in found.apart} == {
        ("organization:unctad", "¶ 58 (planned)"),
        (UNODC, "¶ 58 (planned)"),
    }
    everybody = partners(graph, "UNODC", size=500)
    assert ID + "organization/unctad" not in {one.actor.iri for one in everybody.partners}
    facts = [statement for one in everybody.partners for statement in one.statements]
    assert not {"planned", "hedged"} & {sign.basis for one in facts for sign in one.evidence}
    assert {sign.basis for one in everybody.apart for sign in one.evidence} == {"planned", "hedged"}


def test_groups_without_a_name_are_no_partners(graph: Graph) -> None:
    found = partners(graph, "UNODC", size=500)
    assert found.unnamed
    assert {one.subject.type for one in found.unnamed} == {"group"}
    assert "group" not in {one.actor.type for one in found.partners}
    interpol = partners(graph, "INTERPOL").unnamed
    assert {one.subject.name for one in interpol} == {"Regional organizations"}


def test_filters_of_partners(graph: Graph) -> None:
    crime = partners(graph, "UN-Women", theme="Crime prevention")
    assert {one.actor.iri for one in crime.partners} == {
        ID + f"organization/{name}" for name in ("un-habitat", "unicef", "unodc", "who")
    }
    assert {number for one in crime.partners for number in one.paragraphs} == {"50"}
    assert keys(tuple(one.actor for one in partners(graph, "UN-Women", minimum=7).partners)) == [UNODC]
    served = partners(graph, "UNODC", country="Nigeria", role="partner")
    assert set(keys(tuple(one.actor for one in served.partners))) >= {
        "organization:cted",
        "organization:european-union",
    }
    implementers = partners(graph, "WCO", role="implements")
    assert keys(tuple(one.actor for one in implementers.partners)) == [UNODC]
    assert keys(tuple(one.actor for one in partners(graph, "ICAT", role="chaired by").partners)) == [UNODC]
    assert partners(graph, "UNODC", theme="theme:wildlife-crime", country="Panama").total == 0


def test_partners_page_by_page(graph: Graph) -> None:
    whole = partners(graph, "UNODC", size=500)
    pages = [partners(graph, "UNODC", size=20, page=page) for page in range(1, 5)]
    assert pages[0].pages == -(-whole.total // 20)
    assert tuple(one for page in pages for one in page.partners) == whole.partners
    assert [one.weight for one in whole.partners] == sorted((one.weight for one in whole.partners), reverse=True)


def test_the_network_of_all_is_that_of_each(graph: Graph) -> None:
    whole = partners(graph, size=500)
    degrees = {one.actor.iri: one.partners for one in whole.members}
    for name in ("UNODC", "INTERPOL", "UN-Women", "Qatar", "ICAT"):
        one = partners(graph, name, size=500)
        assert one.actor is not None
        assert degrees[one.actor.iri] == one.total, name
        weights = {partner.actor.iri: partner.weight for partner in one.partners}
        tied = {
            (tie.other if tie.one == one.actor else tie.one).iri: tie.weight
            for tie in whole.ties
            if one.actor in (tie.one, tie.other)
        }
        assert tied == weights
    assert sum(member.size for member in whole.communities) == len(whole.members) == whole.total
    assert f"{whole.total} actors, {len(whole.ties)} ties" in whole.measured


def test_measures_are_those_of_the_whole_network(graph: Graph) -> None:
    whole = {one.actor.iri: one for one in partners(graph, size=500).members}
    some = partners(graph, theme="Corruption", size=500)
    assert 0 < some.total < len(whole)
    for one in some.members:
        assert (one.degree, one.betweenness, one.pagerank, one.community) == (
            whole[one.actor.iri].degree,
            whole[one.actor.iri].betweenness,
            whole[one.actor.iri].pagerank,
            whole[one.actor.iri].community,
        )
    assert max(whole.values(), key=lambda one: one.pagerank).actor.iri == ID + "organization/unodc"
    assert sum(one.pagerank for one in whole.values()) == pytest.approx(1)
    assert all(0 <= one.betweenness <= 1 for one in whole.values())


def test_a_network_for_networkx(graph: Graph) -> None:
    network = partners(graph, size=500).to_networkx()
    assert not network.is_directed()
    assert network.nodes[ID + "organization/wco"]["name"] == "World Customs Organization"
    assert network.nodes[ID + "organization/wco"]["community"]
    assert network[ID + "organization/wco"][ID + "organization/interpol"]["weight"] == 5
    around = partners(graph, "IOM").to_networkx()
    assert set(around) == {ID + f"organization/{name}" for name in ("iom", "osce", "unodc")}


def test_how_interpol_is_connected_with_16_4(graph: Graph) -> None:
    found = connection(graph, "INTERPOL", "16.4", count=20)
    assert (found.found, found.shortest, found.count) == (True, 3, 5)
    first = [path for path in found.paths if path.length == 3]
    assert {path.steps[0].statement.evidence[0].paragraph for path in first} == {"20", "75"}
    assert {path.steps[2].statement.evidence[0].basis for path in first} == {"curated"}
    assert {compact(path.things[2].iri or "") for path in first} == {"theme:transnational-organized-crime"}


def test_how_un_women_is_connected_with_kenya(graph: Graph) -> None:
    found = connection(graph, "UN-Women", "Kenya", count=1)
    assert (found.shortest, found.count, found.more) == (3, 1, True)
    (path,) = found.paths
    assert [sign.paragraph for step in path.steps for sign in step.statement.evidence] == ["52", "52", "52"]
    assert path.steps[0].sentence == (
        "United Nations Entity for Gender Equality and the Empowerment of Women is partner in Training workshop on "
        "effective prosecution of violence against women (¶ 52, stated)"
    )


def test_how_qatar_is_connected_with_youth_crime_prevention(graph: Graph) -> None:
    found = connection(graph, "Qatar", "initiative:youth-crime-prevention")
    assert (found.shortest, found.count) == (2, 1)
    assert ways(found)[0] == ["programme:doha-declaration"]
    assert [step.statement.evidence[0].paragraph for step in found.paths[0].steps] == ["12", "50"]
    assert [step.statement.relation.name for step in found.paths[0].steps] == ["supports", "programme of"]


def test_a_way_through_unodc_only_where_it_is_asked_for(graph: Graph) -> None:
    found = connection(graph, "INTERPOL", "WHO", length=2)
    assert (found.found, found.paths, found.shortest, found.count) == (False, (), None, 0)
    assert found.nearest is not None
    assert found.nearest.reason == "through United Nations Office on Drugs and Crime, which is left out"
    assert keys(found.nearest.path.things[1:-1]) == [UNODC]
    asked = connection(graph, "INTERPOL", "WHO", length=2, through=("UNODC",))
    assert (asked.found, asked.nearest, ways(asked)) == (True, None, [[UNODC]])
    assert [sign.paragraph for sign in asked.paths[0].steps[1].statement.evidence] == ["50"]
    assert paths(graph, ("INTERPOL", "WHO")).left_out[0].iri == ID + "organization/unodc"
    assert paths(graph, ("INTERPOL", "WHO"), through=("UNODC",)).left_out == ()


def test_unodc_may_be_an_end(graph: Graph) -> None:
    found = connection(graph, "UNODC", "Kenya", count=20)
    assert (found.shortest, found.count) == (2, 5)
    assert {sign.paragraph for path in found.paths[:5] for step in path.steps for sign in step.statement.evidence} == {
        "46",
        "52",
    }


def test_nothing_passes_what_is_left_out(graph: Graph) -> None:
    free = connection(graph, "UN-Women", "Kenya", count=50)
    barred = next(iter(ways(free)[0]))
    found = connection(graph, "UN-Women", "Kenya", count=50, without=(barred,))
    assert any(barred in way for way in ways(free))
    assert not any(barred in way for way in ways(found))
    assert not any(UNODC in way for way in ways(free))


def test_hubs_are_left_out_and_named(graph: Graph) -> None:
    theme = "theme:transnational-organized-crime"
    free, strict = (connection(graph, "INTERPOL", "16.4", hub_degree=degree, count=50) for degree in (60, 20))
    assert any(theme in way for way in ways(free))
    assert not any(theme in way for way in ways(strict))
    assert theme in keys(strict.hubs)
    assert theme not in keys(free.hubs)
    through = connection(graph, "INTERPOL", "16.4", hub_degree=20, through=(theme,))
    assert through.shortest == 3
    low = connection(graph, "INTERPOL", "16.4", hub_degree=1)
    assert not low.found
    assert low.nearest is not None
    assert "which is left out" in low.nearest.reason


def test_a_longer_connection_is_a_miss_not_an_answer(graph: Graph) -> None:
    found = connection(graph, "Qatar", "initiative:youth-crime-prevention", length=1)
    assert not found.found
    assert found.nearest is not None
    assert found.nearest.reason == "2 steps, more than 1"


def test_relations_that_are_followed(graph: Graph) -> None:
    partner = connection(graph, "INTERPOL", "OSCE", relations=("partner",), count=50)
    assert {step.statement.relation.name for path in partner.paths for step in path.steps} <= {
        "partner", "partner in", "coordinated with", "coordinates in",
    }  # fmt: skip
    other = connection(graph, "INTERPOL", "OSCE", not_relations=("partner in",), count=50)
    named = {step.statement.relation.name for path in other.paths for step in path.steps}
    assert not named & {"partner", "partner in", "coordinated with", "coordinates in"}
    assert not connection(graph, "INTERPOL", "16.4", relations=("partner",)).found


def test_ways_are_short_simple_and_written(graph: Graph) -> None:
    for pair in (("INTERPOL", "16.4"), ("UN-Women", "Kenya"), ("Mali", "16.4"), ("Europol", "theme:firearms")):
        found = connection(graph, *pair, count=30)
        assert found.paths, pair
        lengths = [path.length for path in found.paths]
        assert lengths == sorted(lengths)
        assert max(lengths) <= 4
        assert sum(length == found.shortest for length in lengths) == min(found.count, 30)
        for path in found.paths:
            assert len(set(keys(path.things))) == len(path.things) == path.length + 1
            assert [step.statement.subject for step in path.steps] == list(path.things[:-1])
            assert [step.statement.object for step in path.steps] == list(path.things[1:])
            bases = {sign.basis for step in path.steps for sign in step.statement.evidence}
            assert bases <= {"stated", "read", "reference", "curated"}


def written(graph: Graph) -> "nx.Graph[str]":
    """All that is written, read in one go: what a search finds step by step."""
    whole: nx.Graph[str] = nx.Graph()
    for one, relation, other, name in graph.rows("SELECT ?a ?p ?b ?g { GRAPH ?g { ?a ?p ?b } FILTER(ISIRI(?b)) }"):
        texts = [term.value for term in (one, relation, other, name)]  # type: ignore[union-attr]
        if texts[1] not in NOT_FOLLOWED and basis_of(texts[3]) in {
            "Stated",
            "Read",
            "Reference",
            "Curated",
        }:
            whole.add_edge(texts[0], texts[2])
    return whole


PAIRS = (
    ("INTERPOL", "16.4"), ("UN-Women", "Kenya"), ("Qatar", "theme:firearms"), ("WHO", "Mali"), ("Panama", "Japan"),
    ("16.5", "Nigeria"), ("ICAT", "theme:corruption"), ("UNTOC", "Fiji"), ("A/RES/71/209", "Egypt"), ("UNODC", "5.2"),
    ("IOM", "World Bank"), ("city:quito", "Thailand Institute of Justice"),
)  # fmt: skip


def test_the_search_finds_what_there_is_in_the_whole(graph: Graph) -> None:
    whole = written(graph)
    found = 0
    for degree in (15, 60):
        for pair in PAIRS:
            one, other = map(graph.thing, pair)
            out = {iri for iri in whole if whole.degree(iri) > degree} | {ID + "organization/unodc"}
            left = whole.subgraph(set(whole) - (out - {one, other}))
            told = connection(graph, *pair, hub_degree=degree, count=50)
            there = list(nx.all_simple_paths(left, one, other, cutoff=4)) if one in left else []
            lengths = sorted(len(way) - 1 for way in there)
            assert [path.length for path in told.paths] == lengths[:50], (pair, degree)
            assert told.more == (len(there) > 50)
            assert told.count == (lengths.count(lengths[0]) if lengths else 0)
            found += told.found
    assert found == 10


def test_backwards_says_that_the_property_has_no_inverse(graph: Graph) -> None:
    asked = connection(graph, "UN-Women", "WHO", relations=("custodian",), length=2)
    there = [step.statement for path in asked.paths for step in path.steps]
    assert {(one.relation.name, one.backwards) for one in there} == {("custodian of", False), ("custodian", False)}
    cited = connection(graph, "instrument:kenya-gender-mainstreaming-policy", "Kenya", length=1)
    back = connection(graph, "Kenya", "instrument:kenya-gender-mainstreaming-policy", length=1)
    assert [(step.statement.relation.name, step.statement.backwards) for step in cited.paths[0].steps] == [
        ("country relation", False)
    ]
    assert [(step.statement.relation.name, step.statement.backwards) for step in back.paths[0].steps] == [
        ("is “country relation” of", True)
    ]


def test_each_two_of_several(graph: Graph) -> None:
    found = paths(graph, ("INTERPOL", "UN-Women", "WHO"), length=2, count=1)
    assert [(compact(one.one.iri or ""), compact(one.other.iri or "")) for one in found.connections] == [
        ("organization:interpol", "organization:un-women"),
        ("organization:interpol", "organization:who"),
        ("organization:un-women", "organization:who"),
    ]
    network = found.to_networkx()
    assert {ID + f"organization/{name}" for name in ("interpol", "un-women", "who")} <= set(network)
    assert ID + "organization/unodc" not in network


def test_what_is_too_much_is_not_called_complete(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_PAIRS", 20)
    assert not connection(graph, "UN-Women", "Kenya", length=6, count=50).complete


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("implements", "A implements B"),
        ("partner in", "A is partner in B"),
        ("assisted country", "A has assisted country B"),
        ("focus country", "A has focus country B"),
        ("basis of", "A is basis of B"),
        ("adopted", "A adopted B"),
        ("resulted in", "A resulted in B"),
        ("is “custodian” of", "A is “custodian” of B"),
    ],
)
def test_sentences(name: str, words: str) -> None:
    told = Statement(Thing("A"), Thing(name), Thing("B"), (Evidence("stated", "urn:g", "29"), Evidence("curated", "h")))
    assert sentence(told) == f"{words} (¶ 29, stated; curated)"


def test_interpol_and_un_women_side_by_side(graph: Graph) -> None:
    found = {aspect.name: aspect for aspect in compare(graph, "INTERPOL", "UN-Women", each=200).aspects}
    assert keys(tuple(one.thing for one in found["partners"].shared)) == [UNODC]
    assert "organization:wco" in keys(tuple(one.thing for one in found["partners"].of_one))
    assert "organization:unicef" in keys(tuple(one.thing for one in found["partners"].of_other))
    assert (found["works"].both, found["works"].only_one, found["works"].only_other) == (0, 7, 7)
    assert keys(tuple(one.thing for one in found["venue countries"].of_other)) == ["country:ecu"]
    assert "SDG links stated" not in found


def test_kenya_and_egypt_side_by_side(graph: Graph) -> None:
    found = {aspect.name: aspect for aspect in compare(graph, "Kenya", "Egypt", each=200).aspects}
    (shared,) = found["works"].shared
    assert {sign.paragraph for one in shared.statements for sign in one.evidence} == {"52"}
    assert found["countries assessed"].only_one == 0
    assert "country:bra" in keys(tuple(one.thing for one in found["countries assessed"].of_other))


def test_stated_and_derived_links_are_compared_apart(graph: Graph) -> None:
    for aspect in compare(graph, "UNODC", "16.4", each=200).aspects:
        items = (*aspect.shared, *aspect.of_one, *aspect.of_other)
        assert all(item.statements for item in items), aspect.name
        relations = {one.relation.iri for item in items for one in item.statements}
        if aspect.name == "SDG links derived":
            assert relations == {MG + "derivedLink"}
        if aspect.name == "SDG links stated":
            assert MG + "derivedLink" not in relations
            assert relations <= graph.schema.below(MG + "statedLink")


def test_counts_of_a_comparison_are_whole_where_the_lists_are_cut(graph: Graph) -> None:
    short, whole = (compare(graph, "UNODC", "16.4", each=each) for each in (2, 200))
    for one, other in zip(short.aspects, whole.aspects, strict=True):
        assert (one.both, one.only_one, one.only_other) == (other.both, other.only_one, other.only_other)
        assert len(one.shared) == min(2, one.both)
        assert one.shared == other.shared[:2]


def test_planned_works_are_not_compared(graph: Graph) -> None:
    works = compare(graph, "16.4", "Kenya", each=200).aspects[-1]
    assert works.name == "works"
    named = keys(tuple(item.thing for item in (*works.shared, *works.of_one, *works.of_other)))
    assert "mechanism:untoc-review-mechanism" not in named


def test_comparing_the_other_way_round(graph: Graph) -> None:
    one, other = compare(graph, "INTERPOL", "UN-Women"), compare(graph, "UN-Women", "INTERPOL")
    assert [(a.name, a.both, a.only_one, a.only_other) for a in one.aspects] == [
        (a.name, a.both, a.only_other, a.only_one) for a in other.aspects
    ]


ANSWERS = (
    lambda graph: paths(graph, ("INTERPOL", "16.4", "WHO")),
    lambda graph: paths(graph, ("INTERPOL", "WHO"), length=2),
    lambda graph: partners(graph, "UNODC", size=500),
    lambda graph: partners(graph, size=500),
    lambda graph: compare(graph, "INTERPOL", "UN-Women"),
    lambda graph: compare(graph, "UNODC", "theme:firearms"),
)


@pytest.mark.parametrize("ask", ANSWERS)
def test_every_statement_has_evidence_and_every_answer_a_table(graph: Graph, ask: object) -> None:
    answer = ask(graph)  # type: ignore[operator]
    assert isinstance(answer, Answer)
    statements = list(answer.statements())
    assert statements
    assert all(one.evidence for one in statements)
    assert answer.rows()
    assert {len(row) for row in answer.rows()} == {len(answer.columns)}
    assert len(msgspec.json.encode(answer)) > 1000
    assert answer == ask(graph)  # type: ignore[operator]


def test_schemas() -> None:
    _, components = msgspec.json.schema_components([Paths, Partners, Comparison])
    assert {"Paths", "Partners", "Comparison", "Statement"} <= components.keys()


@pytest.mark.parametrize(
    ("ask", "error", "words"),
    [
        (lambda graph: paths(graph, ("INTERPOL",)), ParameterInvalid, "1 things; give two"),
        (lambda graph: paths(graph, ("INTERPOL", "organization:interpol")), ParameterInvalid, "1 things; give two"),
        (lambda graph: paths(graph, ("INTERPOL", "no such thing")), NotFound, "no such thing"),
        (lambda graph: paths(graph, ("INTERPOL", "WHO"), relations=("x",)), ParameterInvalid, "relations='x'.*partner"),
        (lambda graph: paths(graph, ("INTERPOL", "WHO"), not_relations=("status",)), ParameterInvalid, "partner"),
        (
            lambda graph: paths(graph, ("INTERPOL", "WHO"), relations=("member",), not_relations=("member",)),
            ParameterInvalid,
            "all in not_relations",
        ),
        (lambda graph: partners(graph, "no such thing"), NotFound, "no such thing"),
        (
            lambda graph: partners(graph, "WHO", role="assisted country"),
            ParameterInvalid,
            "no role; there are.*partner",
        ),
        (lambda graph: partners(graph, theme="Kenya"), NotFound, "Kenya"),
        (lambda graph: compare(graph, "WHO", "no such thing"), NotFound, "no such thing"),
    ],
)
def test_what_cannot_be_asked(graph: Graph, ask: object, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=re.compile(words, re.DOTALL)):
        ask(graph)  # type: ignore[operator]


APART = {
    "corruption": {
        "activity:anti-corruption-education-expansion": "¶ 36 (planned)",
        "activity:unodc-sdg-indicator-custodianship": "¶ 58 (hedged)",
        "tool:crime-trends-survey-revised": "¶ 57 (planned)",
    },
    "firearms": {"activity:firearms-data-round-2": "¶ 29 (planned)"},
    "judicial-integrity": {"initiative:global-judicial-integrity-network": "¶ 36 (planned)"},
    "terrorism": {},
}
"""What UNODC is to do or may do on a theme, read in the sections of planned and hedged statements of the report."""


@pytest.mark.parametrize("theme", APART)
def test_what_is_planned_is_narrowed_by_its_own_theme(graph: Graph, theme: str) -> None:
    found = partners(graph, "UNODC", theme=f"theme:{theme}")
    told = {compact(one.object.iri or ""): ", ".join(map(str, one.evidence)) for one in found.apart}
    assert told == APART[theme]


def test_groups_are_narrowed_as_partners_are(graph: Graph) -> None:
    """¶ 35: the advisers; of the 30 groups only theirs is a work on corruption. No group has a part in Nigeria."""
    whole = partners(graph, "UNODC")
    on_corruption = partners(graph, "UNODC", theme="theme:corruption")
    assert len(whole.unnamed) == 30
    assert [(one.subject.name, str(one.evidence[0])) for one in on_corruption.unnamed] == [
        ("Field-based anti-corruption advisers of UNODC", "¶ 35 (stated)")
    ]
    in_nigeria = partners(graph, "UNODC", country="Nigeria")
    assert (in_nigeria.unnamed, in_nigeria.apart) == ((), ())
    assert partners(graph, "UNODC", minimum=3).unnamed == whole.unnamed


def test_groups_and_plans_are_narrowed_by_the_part_of_the_other(graph: Graph) -> None:
    found = partners(graph, "UNODC", role="partner")
    assert [one.subject.name for one in found.apart] == ["United Nations Conference on Trade and Development"]
    assert 0 < len(found.unnamed) < len(partners(graph, "UNODC").unnamed)
    assert partners(graph, "UNODC", role="donor").apart == ()
