"""The page of a ready question: what it says where it was asked of the wrong kind of thing."""

import pytest

from mandategraph.queries import QueryLibrary, resolve
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.web.selects import every
from markup import Element
from visits import visit


def state(found: Element) -> Element:
    """What stands in the place of the rows."""
    return found.one("div", "state")


@pytest.mark.parametrize(
    ("name", "parameter", "thing", "told"),
    [
        ("partners-of-a-work", "work", "Kenya", "Kenya is a country; this question asks for a work."),
        ("country-profile", "country", "UNODC", "UNODC is a United Nations entity; this question asks for a place."),
        ("works-of-a-target", "target", "Kenya", "this question asks for a theme or target."),
        ("published-by", "actor", "Kenya", "this question asks for an organization."),
    ],
)
def test_the_wrong_kind_of_thing_is_said_so(live: str, name: str, parameter: str, thing: str, told: str) -> None:
    found = state(visit(live, f"/queries/{name}", (parameter, thing)))
    assert told in found.text
    addresses = [link.attributes["href"] for link in found.all("a")]
    assert addresses[0].startswith("/id/")
    visit(live, addresses[0])
    others = [one for one in addresses[1:] if "?" in one]
    assert 0 < len(others) <= 3
    for one in others:
        assert visit(live, one).one("table", "results").one("tbody").all("tr"), one
    assert f"/queries/{name}" in addresses


def test_the_right_kind_without_rows_is_an_answer(live: str) -> None:
    found = state(visit(live, "/queries/partners-of-a-work", ("work", "programme:crimjust")))
    assert "this question asks for" not in found.text
    assert "That is an answer too" in found.text


def test_a_parameter_that_is_only_bound_when_given_says_nothing(live: str) -> None:
    found = state(visit(live, "/queries/people-trained", ("country", "UNODC")))
    assert "this question asks for" not in found.text


def test_each_question_tells_for_which_things_it_has_answers(engine: EmbeddedEngine, library: QueryLibrary) -> None:
    asked = [(query, one) for query in library for one in query.parameters if one.kind == "thing" and one.example]
    told = 0
    for query, parameter in asked:
        text = every(query.text, parameter.name)
        assert text is not None
        found = [*engine.query(text).rows()]
        iri = resolve(engine, parameter.example)
        told += any(getattr(row[0], "value", "") == iri for row in found)
    assert (len(asked), told) == (45, 39)
