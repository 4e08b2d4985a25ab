"""entity and neighbours: what they say of the shipped graph, counts against pages, planned things apart."""

import pytest

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.entity import entity
from mandategraph.explore.graph import Graph
from mandategraph.explore.neighbours import neighbours

TOLD = [
    ("INTERPOL", "partner in", "Work on integrity and good governance in sport", "36"),
    ("INTERPOL", "coordinates in", "Regional cooperation platforms for prosecutors", "20"),
    ("INTERPOL", "cooperates with", "United Nations Office on Drugs and Crime", "75"),
    ("Kenya", "assisted by", "Training of police station commanders in gender mainstreaming in Kenya", "52"),
    ("Kenya", "country focus of", "Adaptation of the module on human rights and terrorism to the law of Kenya", "46"),
    ("UNODC", "implements", "Common-response training of investigators on kidnapping in Kazakhstan", "17"),
    ("16.4", "has contributor", "Assistance to Member States towards target 16.4", "16"),
]
"""Thing, relation, the beginning of the other's name, and the paragraph; read in the report."""


@pytest.mark.parametrize(("thing", "relation", "other", "paragraph"), TOLD)
def test_what_is_told(graph: Graph, thing: str, relation: str, other: str, paragraph: str) -> None:
    found = entity(graph, thing)
    told = [statement for group in found.relations for statement in group.statements]
    told += neighbours(graph, thing, relation=relation, size=500).statements_here
    fits = [one for one in told if one.relation.name == relation and one.object.name.startswith(other)]
    assert paragraph in {sign.paragraph for one in fits for sign in one.evidence}


def test_no_case_is_lost() -> None:
    assert len(TOLD) == 7


@pytest.mark.parametrize("thing", ["UNODC", "16.4", "A/RES/71/209", "Kenya"])
def test_counts_are_the_lengths_of_pages(graph: Graph, thing: str) -> None:
    overview = neighbours(graph, thing)
    assert sum(group.count for group in overview.groups) == overview.total
    assert len(overview.groups) >= 4
    for group in overview.groups:
        assert sum(group.types.values()) == group.count
        asked = {"relation": group.relation.iri or "", "direction": group.direction}
        first = neighbours(graph, thing, **asked, size=7)
        seen = list(first.statements_here)
        for page in range(2, first.pages + 1):
            seen += neighbours(graph, thing, **asked, page=page, size=7).statements_here
        assert len(seen) == len(set(seen)) == first.total == group.count, group.relation.name


def test_filters_leave_a_part(graph: Graph) -> None:
    everything = neighbours(graph, "UNODC", relation="implements", size=500).statements_here
    stated = neighbours(graph, "UNODC", relation="implements", basis="stated", size=500).statements_here
    ongoing = neighbours(graph, "UNODC", relation="implements", status="ongoing", size=500).statements_here
    training = neighbours(graph, "UNODC", relation="implements", type="training", size=500).statements_here
    for part in (stated, ongoing, training):
        assert 0 < len(part) < len(everything)
        assert set(part) < set(everything)
    assert {one.object.type for one in training} == {"training"}
    assert all(any(sign.basis == "stated" for sign in one.evidence) for one in stated)


def test_what_is_planned_stays_apart(graph: Graph) -> None:
    """UNCTAD is to become a partner (58); it is none yet."""
    found = entity(graph, "UNCTAD")
    facts = {sign.basis for group in found.relations for one in group.statements for sign in one.evidence}
    apart = {sign.basis for group in found.apart for one in group.statements for sign in one.evidence}
    assert not facts & {"planned", "hedged"}
    assert apart <= {"planned", "hedged"}
    assert apart


def test_unodc_is_readable(graph: Graph) -> None:
    found = entity(graph, "UNODC")
    assert found.count == neighbours(graph, "UNODC").total > 400
    assert max(len(group.statements) for group in found.relations) == 25
    assert "CDP" not in found.also_called
    assert "UNODC" in found.also_called


def test_a_wrong_filter_names_the_right_ones(graph: Graph) -> None:
    with pytest.raises(ParameterInvalid, match="training"):
        neighbours(graph, "UNODC", type="dragon")
    with pytest.raises(ParameterInvalid, match="implements"):
        neighbours(graph, "UNODC", relation="loves")
