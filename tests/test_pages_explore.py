"""Explore: counts first, what is opened as list and as what the script draws, and the list of one relation."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from client import address, fetch
from markup import Element, read
from visits import api, shown_query, visit

Given = tuple[tuple[str, str], ...]
THINGS = ("organization:unodc", "country:ken", "organization:interpol", "theme:corruption")
LISTS: list[Given] = [
    (("thing", "organization:unodc"), ("relation", "mg:implements")),
    (("thing", "organization:unodc"), ("relation", "mg:implements"), ("type", "training")),
    (("thing", "organization:unodc"), ("relation", "mg:implements"), ("basis", "stated")),
    (("thing", "organization:unodc"), ("relation", "mg:implements"), ("status", "ongoing")),
    (("thing", "organization:unodc"), ("relation", "cooperates with")),
    (("thing", "organization:unodc"), ("relation", "mg:implements"), ("basis", "planned")),
    (("thing", "country:ken"), ("relation", "within"), ("direction", "out")),
    (("thing", "country:ken"), ("relation", "mg:assistedBy"), ("document", "document:sg-report-2017-06-30")),
]
FAULTS = {
    "nope=1": 400,
    "thing=organization:unodc&nope=1": 400,
    "thing=organization:unodc&open=x": 400,
    "thing=organization:unodc&open=organization:unodc~mg:nothing~in": 400,
    "thing=organization:unodc&pin=organization:unodc~left~right": 400,
    "thing=organization:unodc&off=everything": 400,
    "thing=organization:unodc&hubs=many": 400,
    "thing=organization:unodc&join=organization:unodc": 400,
    "thing=unocd": 404,
    "thing=organization:unodc&at=Kenia": 404,
}
TIES = (("thing", "organization:unodc"), ("open", "organization:unodc~mg:cooperatesWith~out"))
WORKS = (("thing", "organization:unodc"), ("open", "organization:unodc~mg:implements~in"))


def page(live: str, *given: tuple[str, str], status: int = 200) -> Element:
    """The page under some filters."""
    return visit(live, "/explore", *given, status=status)


def told(live: str, *given: tuple[str, str]) -> dict[str, Any]:
    """The answer of the API under the same filters."""
    return api(live, "neighbours", *given)  # type: ignore[no-any-return]


def rows(found: Element) -> list[Element]:
    """The rows of what is shown."""
    return found.one("section", id="list").all("li", data_statement="")


def drawn(found: Element) -> dict[str, Any]:
    """What the script is given."""
    return json.loads(found.one("div", id="explore").attributes["data-canvas"])  # type: ignore[no-any-return]


def test_no_case_is_lost() -> None:
    assert (len(THINGS), len(LISTS), len(FAULTS)) == (4, 8, 10)


def test_start_leads_to_things_of_each_kind(live: str) -> None:
    found = page(live)
    groups = found.all("section", "group")
    assert len(groups) == 6
    for group in groups:
        counts = [int(one.text.replace(",", "")) for one in group.all("span", "q")]
        assert counts == sorted(counts, reverse=True)
        assert len(counts) == 6
    links = [link.attributes["href"] for group in groups for link in group.all("a")]
    assert len(links) == 36
    assert all(fetch(live + link, accept="text/html").status == 200 for link in links[::7])
    assert [one.attributes["name"] for one in found.one("main").all("input")] == ["thing"]


@pytest.mark.parametrize("thing", THINGS)
def test_counts_come_before_anything_is_opened(live: str, thing: str) -> None:
    """Each relation with its count, by kind too; as the API and the query tell them."""
    found, answer = page(live, ("thing", thing)), told(live, ("thing", thing))
    choices = [choice for some in found.one("section", id="panel").all("ul", "choices") for choice in some.children]
    counts = sorted(int(one.one("span", "q").text.replace(",", "")) for one in choices if isinstance(one, Element))
    assert counts == sorted(group["count"] for group in answer["groups"])
    assert counts
    assert len(shown_query(live, found)) == len(counts)
    assert f"{answer['total']} statement" in found.one("section", id="panel").text
    assert not rows(found)
    assert drawn(found)["closed"]


def test_opening_a_relation_shows_its_statements_with_signs(live: str) -> None:
    closed = page(live, TIES[0])
    link = next(
        one for one in closed.one("section", id="panel").all("a", data_open="") if one.text == "cooperates with"
    )
    found = read(fetch(live + link.attributes["href"], accept="text/html").text)
    answer = told(live, ("thing", "organization:unodc"), ("relation", "cooperates with"), ("size", "500"))
    assert len(rows(found)) == answer["total"] > 40
    assert all(row.all("button", "p") for row in rows(found))
    assert all(row.attributes["data-statement"].startswith("/statement?") for row in rows(found))
    assert {row.attributes["data-to"] for row in rows(found)} < {one["id"] for one in drawn(found)["things"]}


def test_never_more_than_200_things(live: str) -> None:
    """The others are counted, and lead to the list of all."""
    found = page(live, *WORKS, ("open", TIES[1][1]))
    things = drawn(found)["things"]
    assert len({one["id"] for one in things}) == len(things) == 200
    total = told(live, ("thing", "organization:unodc"), ("relation", "mg:implements"), ("size", "1"))["total"]
    works = drawn(found)["rest"][0]
    assert works["count"] == total - 199 > 0
    listed = read(fetch(live + works["open"], accept="text/html").text)
    assert f"{total} statements" in listed.one("div", "meta").text


def test_filters_take_things_and_their_lines_away(live: str) -> None:
    whole = page(live, *TIES)
    places = [row for row in rows(whole) if row.attributes["data-to"].startswith("country:")]
    assert places
    without = page(live, *TIES, ("off", "place"))
    assert len(rows(without)) == len(rows(whole)) - len(places)
    assert f"{len(places)} left out by your filters" in without.one("section", id="list").text
    large = {one["id"] for one in drawn(whole)["things"] if one["degree"] > 5} - {"organization:unodc"}
    assert large
    assert {one["id"] for one in drawn(page(live, *TIES, ("hubs", "5")))["things"]}.isdisjoint(large)
    stated = page(live, *TIES, ("basis", "stated"))
    assert 0 < len(rows(stated)) < len(rows(whole))
    assert all(row.all("button", "stated") for row in rows(stated))


def test_what_was_opened_from_a_hidden_thing_goes_with_it(live: str) -> None:
    further = ("open", "organization:interpol~mg:partnerIn~in")
    both = page(live, *TIES, further)
    hidden = page(live, *TIES, further, ("hide", "INTERPOL"))
    assert len(rows(both)) > len(rows(page(live, *TIES)))
    assert len(rows(hidden)) == len(rows(page(live, *TIES))) - 1
    box = hidden.one("form", id="filters").one("input", name="", value="INTERPOL")
    assert (box.attributes["name"], box.attributes["type"], "checked" in box.attributes) == ("hide", "checkbox", True)


def test_places_follow_from_steps_in_which_hidden_things_keep_theirs(live: str) -> None:
    """Each step has its lines once; with a thing hidden the steps are the same, by the names of things."""

    def steps(found: Element) -> list[list[list[str]]]:
        told = drawn(found)
        names = [one["id"] for one in (*told["things"], *told["ghosts"])]
        return [[[names[number] for number in pair] for pair in step] for step in told["steps"]]

    given = (*TIES, ("open", "organization:interpol~mg:partnerIn~in"))
    whole, hidden = page(live, *given), page(live, *given, ("hide", "INTERPOL"))
    assert [len(step) for step in steps(whole)] == [49, 4]
    assert steps(hidden) == steps(whole)
    assert not drawn(whole)["ghosts"]
    assert "organization:interpol" in {one["id"] for one in drawn(hidden)["ghosts"]}
    assert "organization:interpol" not in {one["id"] for one in drawn(hidden)["things"]}


def test_a_pin_may_say_after_how_many_steps_it_was_put_there(live: str) -> None:
    found = page(live, *TIES, ("pin", "organization:interpol~10~-20~s1"), ("pin", "organization:unodc~1~2"))
    assert drawn(found)["pins"] == [["organization:interpol", 10, -20, 1], ["organization:unodc", 1, 2]]


def test_a_hidden_thing_is_told_with_a_way_back(live: str) -> None:
    given = (*TIES, ("at", "organization:interpol"))
    panel = page(live, *given, ("hide", "INTERPOL"), ("hide", "country:ita")).one("section", id="panel")
    assert "Hidden by you." in panel.text
    assert not panel.all("ul", "choices")
    back = next(one for one in panel.all("a") if one.text == "Show it again")
    asked = parse_qs(urlsplit(back.attributes["href"]).query)
    assert asked["hide"] == ["country:ita"]
    shown = read(fetch(live + back.attributes["href"], accept="text/html").text).one("section", id="panel")
    assert "Hidden by you." not in shown.text
    assert shown.all("ul", "choices")


def test_what_is_not_shown_any_more_says_so(live: str) -> None:
    """Its relation was closed, but it is still the chosen thing: nothing could be opened of it."""
    panel = page(live, TIES[0], ("at", "organization:interpol")).one("section", id="panel")
    assert "Not shown now." in panel.text
    assert not panel.all("ul", "choices")
    assert any(one.text == "Back to UNODC" for one in panel.all("a"))


def test_what_is_not_opened_yet_is_drawn_beside_what_is(live: str) -> None:
    before, after = (drawn(page(live, *given))["closed"] for given in ((TIES[0],), TIES))
    assert {one["name"] for one in before} - {one["name"] for one in after} == {"cooperates with"}
    assert len(after) == len(before) == 10


def test_the_lead_is_about_the_start_whatever_is_chosen(live: str) -> None:
    leads = {page(live, *TIES, *at).one("div", "lead").text for at in ((), (("at", "organization:interpol"),))}
    assert len(leads) == 1
    total = told(live, TIES[0])["total"]
    assert f"{total} statements under" in leads.pop()


def test_filters_stand_before_the_walk_with_their_words(live: str) -> None:
    found = page(live, TIES[0])
    form = found.one("form", id="filters")
    whole = fetch(address(live, "/explore", TIES[0]), accept="text/html").text
    assert whole.index('id="filters"') < whole.index('id="explore"')
    told_ = [one.text.removeprefix("¶").strip() for one in form.all("dt")]
    assert all(f">{word}</option>" in whole for word in told_)
    assert len(told_) == len(form.all("dd")) == 10
    assert "Its section says so, the sentence does not." in form.text


def test_a_path_is_shown_as_a_graph_in_its_order(live: str) -> None:
    path = fetch(address(live, "/paths", ("things", "Qatar"), ("things", "youth crime prevention")), accept="text/html")
    link = next(one for one in read(path.text).all("a") if one.text == "Show it as a graph")
    found = read(fetch(live + link.attributes["href"], accept="text/html").text)
    ends = [(row.attributes["data-from"], row.attributes["data-to"]) for row in rows(found)]
    assert len(ends) == 3
    assert [one for one, _ in ends[1:]] == [other for _, other in ends[:-1]]


def test_every_link_of_a_walk_keeps_its_filters(live: str) -> None:
    given = (*TIES, ("basis", "stated"), ("hubs", "30"), ("off", "place"), ("pin", "organization:interpol~10~-20"))
    found = page(live, *given)
    links = [one.attributes["href"] for one in found.one("section", id="panel").all("a", data_open="")]
    links += [one.attributes["href"] for one in found.one("section", id="list").all("a", data_thing="")]
    assert len(links) > 20
    for link in links:
        asked = {name: value for name, value in parse_qs(urlsplit(link).query).items() if name not in ("at", "open")}
        assert asked == {name: [value] for name, value in given if name != "open"}
    assert drawn(found)["pins"] == [["organization:interpol", 10, -20]]


def test_what_is_planned_is_told_apart(live: str) -> None:
    found = page(live, ("thing", "organization:unodc"))
    link = next(one for one in found.one("section", id="panel").all("a") if one.text.endswith(" planned"))
    planned = read(fetch(live + link.attributes["href"], accept="text/html").text)
    assert "These are not facts" in planned.one("div", "lead").text
    opened = page(live, *WORKS, ("basis", "planned"))
    assert rows(opened)
    assert all(row.all("button", "held") for row in rows(opened))


@pytest.mark.parametrize("given", LISTS)
def test_list_of_a_relation_says_what_the_api_says(live: str, given: Given) -> None:
    found, answer = page(live, *given), told(live, *given)
    listed = found.one("ul", "rel").all("li", data_statement="")
    assert len(listed) == len(answer["statements_here"]) > 0
    assert all(row.all("button", "p") for row in listed)
    assert found.one("div", "meta").one("span").text.split()[0] == str(answer["total"])
    assert len(shown_query(live, found)) == answer["total"]
    files = [
        one.attributes["href"] for one in found.one("aside", "use").all("a") if "format=" in one.attributes["href"]
    ]
    assert len(files) == 5
    assert all(fetch(live + link).status == 200 for link in files)
    opened = next(one.attributes["href"] for one in found.one("main").all("a") if one.text == "Show it as a graph")
    assert len(rows(read(fetch(live + opened, accept="text/html").text))) == min(answer["total"], 199)


def test_pages_of_a_list_hold_every_statement_once(live: str) -> None:
    given = LISTS[0]
    total = told(live, *given)["total"]
    seen = [
        row.attributes["data-statement"]
        for number in range(1, -(-total // 50) + 1)
        for row in page(live, *given, ("page", str(number))).one("ul", "rel").all("li", data_statement="")
    ]
    assert len(set(seen)) == len(seen) == total


@pytest.mark.parametrize(("query", "status"), FAULTS.items())
def test_faults_are_named(live: str, query: str, status: int) -> None:
    assert fetch(f"{live}/explore?{query}", accept="text/html").status == status


def test_a_name_with_an_error_gives_links_that_keep_the_rest(live: str) -> None:
    reply = fetch(address(live, "/explore", ("thing", "Kenia"), ("basis", "stated")), accept="text/html")
    found = read(reply.text)
    assert found.one("h1").text == "Which “Kenia” is meant?"
    links = [one.attributes["href"] for one in found.one("ul", "rel").all("a")]
    assert parse_qs(urlsplit(links[0]).query) == {"thing": ["country:ken"], "basis": ["stated"]}
    kept = found.one("form", "filters").all("input", type="hidden")
    assert [(one.attributes["name"], one.attributes["value"]) for one in kept] == [("basis", "stated")]


def test_what_is_hidden_stays_told_of_while_the_start_is_chosen(live: str) -> None:
    given = (*TIES, ("at", "organization:interpol"), ("hide", "country:ita"))
    hide = next(one for one in page(live, *given).one("section", id="panel").all("a") if one.text == "Hide it")
    asked = parse_qs(urlsplit(hide.attributes["href"]).query)
    assert asked["hide"] == ["country:ita", "organization:interpol"]
    assert "at" not in asked
    found = read(fetch(live + hide.attributes["href"], accept="text/html").text)
    panel = found.one("section", id="panel")
    assert drawn(found)["at"] == "organization:unodc"
    assert "Hidden by you: INTERPOL" in panel.text
    assert "the last of 2" in panel.text
    assert panel.all("ul", "choices")
    back = next(one for one in panel.all("a") if one.text == "Show it again")
    asked = parse_qs(urlsplit(back.attributes["href"]).query)
    assert (asked["hide"], asked["at"]) == (["country:ita"], ["organization:interpol"])


def test_a_relation_opened_from_both_ends_counts_as_one(live: str) -> None:
    """Symmetric ones, and one with its inverse."""

    def shown(*opened: str) -> tuple[int, int]:
        found = page(live, TIES[0], *(("open", code) for code in opened))
        count = found.one("p", id="shown").text
        return int(count.split(" and ")[1].split()[0]), len(rows(found))

    ties, back = TIES[1][1], "organization:interpol~mg:cooperatesWith~out"
    once, listed = shown(ties)
    assert once == listed > 40
    assert shown(ties, back) == (once, listed + 1)
    work = "activity:sport-integrity"
    assert shown(ties, "organization:interpol~mg:partnerIn~in") == (once + 4, listed + 4)
    both = shown(ties, "organization:interpol~mg:partnerIn~in", f"{work}~mg:partner~out")
    alone = told(live, ("thing", work), ("relation", "mg:partner"), ("size", "500"))["total"]
    assert both == (once + 4 + alone - 1, listed + 4 + alone)


def test_a_relation_is_called_the_same_in_the_graph_and_the_list(live: str) -> None:
    """By the plain words where its label says too little."""
    work = ("thing", "activity:mla-tool-awareness")
    found = page(live, work)
    names = {link.text for link in found.one("section", id="panel").all("a", data_open="")}
    closed = {one["name"]: one["open"] for one in drawn(found)["closed"]}
    assert closed.keys() <= names
    assert "is told without naming every" in closed
    opened = read(fetch(live + closed["is told without naming every"], accept="text/html").text)
    assert {row.attributes["data-relation"] for row in rows(opened)} == {"is told without naming every"}
    listed = page(live, work, ("relation", "mg:incompleteList"))
    assert "“is told without naming every”" in listed.one("h1").text
    whole = fetch(address(live, "/explore", work, ("open", "activity:mla-tool-awareness~mg:incompleteList~out")))
    assert "incomplete list" not in whole.text
