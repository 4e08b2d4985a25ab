"""How things are connected: every path in sentences, every step with its signs, and what to ask instead."""

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from client import fetch
from mandategraph.web.terms import href
from markup import Element, read
from visits import api, shown_query, visit

Given = tuple[tuple[str, str], ...]
FOUND: list[Given] = [
    (("things", "Qatar"), ("things", "youth crime prevention")),
    (("things", "UN-Women"), ("things", "INTERPOL"), ("things", "Mexico"), ("count", "20")),
    (("things", "UNODC"), ("things", "INTERPOL"), ("relations", "cooperates with")),
    (("things", "Qatar"), ("things", "Kenya"), ("through", "UNODC"), ("length", "3")),
]
MISSED: list[Given] = [
    (("things", "Qatar"), ("things", "Kenya"), ("length", "2"), ("hub_degree", "20")),
    (("things", "Qatar"), ("things", "youth crime prevention"), ("length", "2")),
]


def page(live: str, *given: tuple[str, str], status: int = 200) -> Element:
    """The page under some filters."""
    return visit(live, "/paths", *given, status=status)


def told(live: str, *given: tuple[str, str]) -> dict[str, Any]:
    """The answer of the API under the same filters."""
    return api(live, "paths", *given)  # type: ignore[no-any-return]


def told_ways(found: Element) -> list[Element]:
    """The paths that are answers; not the nearest misses."""
    return [way for way in found.all("ol", "path") if way.attributes["class"] == "path"]


def test_no_case_is_lost() -> None:
    assert (len(FOUND), len(MISSED)) == (4, 2)


def test_without_two_things_there_is_a_form_and_an_example(live: str) -> None:
    found = page(live)
    assert len(found.all("input", name="", id="f-things-1") + found.all("input", name="", id="f-things-2")) == 2
    example = found.one("section").one("a")
    assert example.text.startswith("How is ")
    assert fetch(live + example.attributes["href"], accept="text/html").status == 200
    assert page(live, ("things", "Qatar")).one("input", id="f-things-1").attributes["value"] == "Qatar"


@pytest.mark.parametrize("given", FOUND)
def test_every_path_is_told_step_by_step(live: str, given: Given) -> None:
    found, answer = page(live, *given), told(live, *given)
    paths = [path for one in answer["connections"] for path in one["paths"]]
    ways = told_ways(found)
    assert len(ways) == len(paths) > 0
    for way, path in zip(ways, paths, strict=True):
        stops = [stop.one("a").attributes["href"] for stop in way.all("p", "stop")]
        assert stops == [href(thing["iri"]) for thing in path["things"]]
        steps = way.all("p", "say")
        assert len(steps) == sum(1 + len(step["also"]) for step in path["steps"])
        assert all(step.all("button", "p") and step.attributes["data-statement"] for step in steps)
    assert f"{len(paths)} path" in found.one("div", "meta").text


@pytest.mark.parametrize("given", FOUND)
def test_query_gives_the_statements_that_the_page_counts(live: str, given: Given) -> None:
    found = page(live, *given)
    statements = {step.attributes["data-statement"] for way in told_ways(found) for step in way.all("p", "say")}
    assert f"{len(statements)} statement" in found.one("div", "meta").text
    assert len(shown_query(live, found)) == len(statements) > 0


@pytest.mark.parametrize("given", MISSED)
def test_no_path_is_an_answer_and_says_what_to_change(live: str, given: Given) -> None:
    found = page(live, *given)
    assert "That is an answer too." in found.one("div", "lead").text
    (state,) = found.all("div", "state")
    assert told(live, *given)["connections"][0]["nearest"]["reason"] in state.text
    changes = [one.attributes["href"] for one in state.all("a")]
    assert changes
    assert any("That is an answer too" not in fetch(live + link, accept="text/html").text for link in changes)
    for link in changes:
        asked = parse_qsl(urlsplit(link).query)
        assert [text for name, text in asked if name == "things"] == [text for name, text in given if name == "things"]


def test_hubs_are_named_and_can_be_let_in(live: str) -> None:
    found, answer = page(live, *FOUND[0]), told(live, *FOUND[0])
    (connection,) = answer["connections"]
    out = [thing["name"] for thing in (*answer["left_out"], *connection["hubs"])]
    links = [one for one in found.all("a") if one.text.startswith("Let it pass through ")]
    assert [one.text.removeprefix("Let it pass through ") for one in links] == out
    assert len(out) > 1
    again = read(fetch(live + links[0].attributes["href"], accept="text/html").text)
    passed = [one.text.removeprefix("Let it pass through ") for one in again.all("a") if "Let it pass" in one.text]
    assert out[0] not in passed


def test_what_is_left_out_by_name_can_be_let_in_again(live: str) -> None:
    given = (*FOUND[0], ("without", "Global Programme on the Implementation of the Doha Declaration"))
    row = next(one for one in page(live, *given).all("li") if "left out as you asked" in one.text)
    asked = parse_qsl(urlsplit(row.all("a")[-1].attributes["href"]).query)
    assert ("through", "programme:doha-declaration") in asked
    assert "without" not in dict(asked)


def test_names_with_errors_give_links_for_each_field(live: str) -> None:
    found = page(live, ("things", "Qatarr"), ("things", "youth crim"), ("length", "3"), status=404)
    groups = found.all("section", "group")
    assert [group.one("h2").text for group in groups] == ["Instead of “Qatarr”", "Instead of “youth crim”"]
    firsts = [parse_qsl(urlsplit(group.one("ul").one("a").attributes["href"]).query) for group in groups]
    assert firsts[0] == [("things", "country:qat"), ("things", "youth crim"), ("length", "3")]
    assert firsts[1][0] == ("things", "Qatarr")
    fields = found.one("form", "filters").all("input")
    assert [(one.attributes["name"], one.attributes["value"]) for one in fields] == [
        ("things", "Qatarr"),
        ("things", "youth crim"),
        ("length", "3"),
    ]


def test_unknown_parameters_are_refused(live: str) -> None:
    page(live, *FOUND[0], ("nope", "1"), status=400)
    page(live, *FOUND[0], ("length", "9"), status=400)
    page(live, ("things", "Qatar"), ("things", "country:qat"), status=400)


def test_all_paths_are_shown_as_one_graph_before_what_is_not_passed(live: str) -> None:
    found, answer = page(live, *FOUND[0]), told(live, *FOUND[0])
    paths = answer["connections"][0]["paths"]
    link = next(one for one in found.all("a") if one.text == f"Show all {len(paths)} paths as one graph")
    names = [one.text for one in found.one("main").all() if one.tag in ("h3", "a")]
    assert names.index(link.text) < names.index("Show more paths") < names.index("Not passed")
    shown = read(fetch(live + link.attributes["href"], accept="text/html").text)
    drawn = json.loads(shown.one("div", id="explore").attributes["data-canvas"])
    things = {thing["name"] for path in paths for thing in path["things"]}
    assert {one["name"] for one in drawn["things"]} == things
    assert len(things) > 5
