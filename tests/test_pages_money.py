"""The pages of figures and of funding: each number with the word of the text, and nothing added up that overlaps."""

import pytest

from client import fetch
from mandategraph.web.terms import href
from markup import Element
from visits import api, shown_query, visit

Given = tuple[tuple[str, str], ...]
FIGURES: list[Given] = [
    (),
    (("unit", "person"),),
    (("thing", "UNODC"),),
    (("thing", "Kenya"),),
    (("country", "Egypt"),),
    (("measure", "trained"),),
    (("programme", "Global Programme on Cybercrime"),),
    (("year", "2016"),),
    (("year", "2017"), ("unit", "United States dollar")),
    (("document", "document:sg-report-2017-06-30"),),
]
FUNDING: list[Given] = [
    (),
    (("kind", "in kind"),),
    (("earmarking", "general purpose"),),
    (("year", "2016"),),
    (("thing", "Qatar"),),
    (("recipient", "UNODC"),),
    (("donor", "Austria"), ("kind", "financial")),
]


def rows(found: Element, name: str) -> list[Element]:
    """The rows of all tables of a class."""
    return [row for table in found.all("table", name) for row in table.one("tbody").all("tr")]


def test_no_case_is_lost() -> None:
    assert (len(FIGURES), len(FUNDING)) == (10, 7)


@pytest.mark.parametrize("given", FIGURES)
def test_figures_are_those_of_the_api_and_of_the_query(live: str, given: Given) -> None:
    found, answer = visit(live, "/figures", *given), api(live, "figures", *given)
    expected = [*answer["figures"], *answer["of_more"]]
    shown = rows(found, "figures")
    assert len(shown) == len(expected) > 0
    for row, one in zip(shown, expected, strict=True):
        number = " ".join(filter(None, (one["qualifier"], f"{one['value']:,}")))
        assert row.one("td", "n").text == f"{number} {one['unit']}"
        assert row.one("th").text.startswith(one["measures"])
        assert row.attributes["data-statement"].startswith("/statement?")
        paragraphs = {button.text.split()[1] for button in row.one("span", "signs").all("button", "p")}
        assert {sign["paragraph"] for sign in one["evidence"]} <= paragraphs
    assert f"{len(expected)} figure" in found.one("div", "meta").text
    asked = shown_query(live, found)
    assert sorted(row["figure"] for row in asked) == sorted(one["figure"]["iri"] for one in expected)


def test_the_largest_stand_first_with_their_words(live: str) -> None:
    found = visit(live, "/figures").one("ul", "figs").all("li")
    figures = api(live, "figures")["figures"]
    assert found[0].one("span", "fig").text == f"{max(one['value'] for one in figures):,}"
    assert [one.text for item in found for one in item.all("small")] == ["over", "more than"]
    assert all(item.one("span", "signs").all("button", "p") for item in found)
    assert len(found) == 5


def test_a_total_is_given_or_its_reason(live: str) -> None:
    found, (total,) = (
        visit(live, "/figures", ("measure", "trained")),
        api(live, "figures", ("measure", "trained"))["totals"],
    )
    assert total["value"] is None
    assert total["note"] in found.one("section", aria_labelledby="h-totals").text
    assert "There is nothing to add up" in visit(live, "/figures").one("section", aria_labelledby="h-totals").text


def test_figures_of_several_countries_are_apart(live: str) -> None:
    found, answer = visit(live, "/figures", ("country", "Kenya")), api(live, "figures", ("country", "Kenya"))
    own, more = found.all("table", "figures")
    assert (len(own.one("tbody").all("tr")), len(more.one("tbody").all("tr"))) == (1, len(answer["of_more"]))
    assert "Kenya among them" in more.one("caption").text


def test_units_and_documents_are_chosen_from_those_that_there_are(live: str) -> None:
    found = visit(live, "/figures", ("unit", "mg:Person"), ("document", "document:sg-report-2017-06-30"))
    units = [one.attributes["value"] for one in found.one("select", id="f-unit").all("option")]
    assert {one["unit"] for one in api(live, "figures")["figures"]} <= set(units)
    chosen = [one.attributes["value"] for one in found.all("option") if "selected" in one.attributes]
    assert chosen == ["person", "document:sg-report-2017-06-30"]


@pytest.mark.parametrize("given", FUNDING)
def test_contributions_are_those_of_the_api_and_of_the_query(live: str, given: Given) -> None:
    found, answer = visit(live, "/funding", *given), api(live, "funding", *given)
    shown = rows(found, "gifts")
    assert len(shown) == len(answer["gifts"]) > 0
    assert sorted(row.one("a").attributes["href"] for row in shown) == sorted(
        href(one["donor"]["iri"]) for one in answer["gifts"]
    )
    assert all(row.one("span", "signs").all("button", "p") for row in shown)
    assert all(row.attributes["data-statement"].startswith("/statement?") for row in shown)
    assert f"{len(shown)} contribution" in found.one("div", "meta").text
    assert len(shown_query(live, found)) == len(shown)
    funds = found.all("section", aria_labelledby="h-funds")
    assert sum(len(section.all("li", data_statement="")) for section in funds) == len(answer["funds"])


def test_recipients_have_the_numbers_of_the_text_with_signs(live: str) -> None:
    found, answer = visit(live, "/funding"), api(live, "funding")
    stated = [one for to in answer["recipients"] for one in to["stated"]]
    shown = [item for figs in found.all("ul", "figs") for item in figs.all("li")]
    assert [item.one("span", "fig").text for item in shown] == [f"{one['value']:,}" for one in stated]
    assert stated
    assert all(item.one("span", "signs").all("button", "p") for item in shown)
    assert "incomplete" in found.one("main").text


def test_what_the_text_ranks_comes_first(live: str) -> None:
    table = visit(live, "/funding", ("recipient", "UNODC")).one("table", "gifts")
    ranks = [row.one("td", "n").text for row in table.one("tbody").all("tr")]
    assert ranks == ["1", "2", "3", "4", "5", "–", "–", "–", "–"]


@pytest.mark.parametrize(("path", "given"), [("/figures", ("year", "1999")), ("/funding", ("year", "1999"))])
def test_what_nothing_fits_is_said(live: str, path: str, given: tuple[str, str]) -> None:
    found = visit(live, path, given)
    assert "fits these filters" in found.one("div", "state").text
    assert found.one("div", "lead").text.startswith("The documents")
    assert path in {link.attributes["href"] for link in found.one("form", "filters").all("a")}


@pytest.mark.parametrize("path", ["/figures", "/funding"])
def test_what_is_wrong_is_said(live: str, path: str) -> None:
    assert "no parameter" in visit(live, path, ("colour", "red"), status=400).text
    assert "year" in visit(live, path, ("year", "soon"), status=400).text
    assert "UNODC" in visit(live, path, ("thing", "UNODCC"), status=404).text


@pytest.mark.parametrize("path", ["/figures", "/funding"])
def test_downloads_hold_the_filters(live: str, path: str) -> None:
    links = visit(live, path, ("year", "2016")).one("aside", "use").all("a")
    files = [link.attributes["href"] for link in links if link.attributes["href"].startswith("/api/")]
    assert len(files) == 5
    assert all("year=2016" in file for file in files)
    assert all(fetch(live + file).status == 200 for file in files)
