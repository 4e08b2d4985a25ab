"""The pages of mandates and recommendations say what the API says, and show which provisions have no work."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from client import fetch
from mandategraph.web.terms import href
from markup import Element
from visits import api, shown_query, visit

Given = tuple[tuple[str, str], ...]
MANDATES: list[Given] = [
    (("mandate", "A/RES/71/209"),),
    (("mandate", "71/209"), ("addressee", "UNODC")),
    (("mandate", "A/RES/71/209"), ("verb", "urge")),
    (("mandate", "A/RES/71/209"), ("verb", "request"), ("addressee", "Member States")),
    (
        ("mandate", "A/RES/71/209"),
        ("work", "Promotion of ratification of the Organized Crime Convention and its Protocols"),
    ),
    (("mandate", "A/RES/70/176"),),
    (("mandate", "A/RES/46/152"),),
    (("work", "Container Control Programme"),),
]
OVERVIEWS: list[Given] = [
    (),
    (("verb", "urge"),),
    (("addressee", "UNODC"),),
    (("verb", "urge"), ("addressee", "UNODC")),
]
ADVICE: list[Given] = [*OVERVIEWS, (("mandate", "A/RES/71/209"),), (("verb", "reaffirm"),)]


def page(live: str, path: str, given: Given = (), status: int = 200) -> Element:
    """A page under some filters."""
    return visit(live, path, *given, status=status)


def told(live: str, given: Given) -> dict[str, Any]:
    """The answer of the API under the same filters."""
    return api(live, "mandates", *given)  # type: ignore[no-any-return]


def number(text: str) -> int:
    """A cell of a table as a number."""
    return 0 if text == "–" else int(text.replace(",", ""))


def test_no_case_is_lost() -> None:
    assert (len(MANDATES), len(OVERVIEWS), len(ADVICE)) == (8, 4, 6)


@pytest.mark.parametrize("given", MANDATES)
def test_a_mandate_shows_its_provisions_and_their_works(live: str, given: Given) -> None:
    answer, found = told(live, given), page(live, "/mandates", given)
    shown = found.one("section", id="provisions").all("li", "provision") if answer["provisions"] else []
    assert len(shown) == len(answer["provisions"])
    for one, element in zip(answer["provisions"], shown, strict=True):
        assert (one["asks"] or one["note"] or one["provision"]["name"]) in element.text
        assert [thing["name"] for thing in one["addressees"]] == [link.text for link in element.one("h3").all("a")[1:]]
        works = (
            [
                link.all("a")[0].attributes["href"]
                for link in element.one("ul", "answers").children
                if isinstance(link, Element)
            ]
            if one["works"]
            else []
        )
        assert works == [href(work["answers"]["subject"]["iri"]) for work in one["works"]]
        assert all(work["reason"] in element.text for work in one["works"] if work["reason"])
        assert bool(element.all("p", "none")) == (not one["works"])
    count = found.one("div", "meta").text
    assert count.startswith(f"{len(shown)} provision")
    if shown:
        assert f"{answer['linked']} with a linked work, {answer['unlinked']} without" in count


@pytest.mark.parametrize("given", MANDATES)
def test_the_gaps_are_listed_with_their_number(live: str, given: Given) -> None:
    answer, found = told(live, given), page(live, "/mandates", given)
    gaps = found.all("section", id="gaps")
    assert bool(gaps) == bool(answer["unlinked"])
    if gaps:
        links = [row.one("a").attributes["href"] for row in gaps[0].all("li")]
        open_ones = [one["provision"]["iri"] for one in answer["provisions"] if not one["linked"]]
        assert links == ["#p-" + iri.rpartition("/")[2] for iri in open_ones]
        assert len({found.one(id=link[1:]).text for link in links}) == answer["unlinked"]
        assert gaps[0].one("h2").text.endswith(f" {answer['unlinked']}")
        assert "that is not to say that nobody works on them" in gaps[0].text


def test_which_provisions_of_71_209_have_no_linked_work(live: str) -> None:
    found = page(live, "/mandates", MANDATES[0])
    rows = found.one("section", id="gaps").all("li")
    assert [row.one("a").text for row in rows] == [f"Paragraph {n}" for n in (35, 36, 40, 41, 47, 53, 54)]
    assert found.one("div", "lead").one("a", href="#gaps").text == "7"


@pytest.mark.parametrize("path", ["/mandates?mandate=A/RES/71/209", "/mandates", "/recommendations"])
def test_each_statement_has_its_address_and_signs(live: str, path: str) -> None:
    found = page(live, path)
    rows = found.one("main").all(data_statement="")
    assert len(rows) > 20
    notes = {note.attributes["id"] for note in found.all("div", "note")}
    for row in rows:
        assert row.attributes["data-statement"].startswith("/statement?")
        signs = row.all("button", "p")
        assert signs, row.text
        assert {sign.attributes["popovertarget"] for sign in signs} <= notes


@pytest.mark.parametrize("given", MANDATES)
def test_the_query_of_a_mandate_gives_its_provisions(live: str, given: Given) -> None:
    found = page(live, "/mandates", given)
    rows = [*filter(None, shown_query(live, found))]
    assert [row["provision"] for row in rows] == [one["provision"]["iri"] for one in told(live, given)["provisions"]]


@pytest.mark.parametrize("given", OVERVIEWS)
def test_the_overview_counts_what_the_api_counts(live: str, given: Given) -> None:
    answer, found = told(live, given), page(live, "/mandates", given)
    asked = [one for one in answer["resolutions"] if one["provisions"]]
    table = found.all("table")
    rows = table[0].one("tbody").all("tr") if asked else []
    assert [[number(cell.text) for cell in row.all("td")][:4] for row in rows] == [
        [one["unlinked"], one["linked"], one["provisions"], one["works"]] for one in asked
    ]
    assert len(found.one("section", id="others").all("li")) == len(answer["resolutions"]) - len(asked)
    assert len([*filter(None, shown_query(live, found))]) == len(answer["resolutions"])
    for one, row in zip(asked, rows, strict=True):
        linked = told(live, (*given, ("mandate", one["resolution"]["iri"])))["recommendations"]
        assert number(row.all("td")[4].text) == len(linked)
        target = row.one("a").attributes["href"]
        assert {key: text[0] for key, text in parse_qs(urlsplit(target).query).items()}.items() >= dict(given).items()
        assert len(page(live, target).all("li", "provision")) == one["provisions"]


@pytest.mark.parametrize("given", ADVICE)
def test_recommendations_are_those_of_the_api(live: str, given: Given) -> None:
    answer, found = told(live, given), page(live, "/recommendations", given)
    shown = [row.one("a").attributes["href"] for row in found.all("li", "provision")]
    assert sorted(shown) == sorted(href(one["recommendation"]["iri"]) for one in answer["recommendations"])
    assert found.one("div", "meta").text.startswith(f"{len(shown)} recommendation")
    assert len([*filter(None, shown_query(live, found))]) == len(shown)
    assert bool(found.all("div", "state")) == (not shown)


def test_recommendations_stand_in_the_order_of_the_text(live: str) -> None:
    found = page(live, "/recommendations")
    first = found.all("section", "group")[0]
    assert first.one("h2").text == "Member States 20"
    numbers = [row.one("a").text for row in first.all("li", "provision")]
    assert numbers == sorted(numbers, key=lambda text: (len(text), text))
    assert numbers[-1] == "77(bb)"


def test_a_recommendation_tells_what_it_rests_on(live: str) -> None:
    row = page(live, "/recommendations").one("li", id="p-77e")
    rests = {(one.one("span", "q").text, one.all("a")[0].text) for one in row.one("details").all("li")}
    assert ("Promotes", "Guidance Manual on Countering Kidnapping and Extortion") in rests
    assert "5 statements" in row.one("summary").text


def test_the_filters_are_one_form_and_can_be_cleared(live: str) -> None:
    found = page(live, "/mandates", MANDATES[1])
    form = found.one("form", "filters")
    chosen = {
        select.attributes["name"]: [
            one.attributes["value"] for one in select.all("option") if "selected" in one.attributes
        ]
        for select in form.all("select")
    }
    assert chosen == {"work": [], "verb": [], "addressee": ["organization:unodc"]}
    assert form.one("input", name="", id="f-mandate").attributes["value"] == "71/209"
    assert [link.text for link in form.all("a")] == ["Clear"]
    assert not page(live, "/mandates").one("form", "filters").all("a")


def test_downloads_are_of_the_same_answer(live: str) -> None:
    found = page(live, "/mandates", MANDATES[3])
    links = [
        link.attributes["href"] for link in found.one("aside", "use").all("a") if "/api/" in link.attributes["href"]
    ]
    assert len(links) == 5
    json = next(link for link in links if "format=json&" in link + "&")
    assert fetch(live + json).json["answer"] == told(live, MANDATES[3])


def test_what_is_planned_stands_apart(live: str) -> None:
    answer, found = told(live, MANDATES[0]), page(live, "/mandates", MANDATES[0])
    rows = found.one("section", id="apart").all("li")
    assert len(rows) == len(answer["apart"]) == 1
    assert {sign.attributes["class"] for row in rows for sign in row.all("button")} == {"p held"}
    assert not [sign for part in ("provisions", "gaps") for sign in found.one("section", id=part).all("button", "held")]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/mandates?mandate=A/RES/99/999", 404, "A/RES/99/999"),
        ("/mandates?verb=fly", 400, "is no operative verb here"),
        ("/mandates?colour=red", 400, "no parameter"),
        ("/recommendations?addressee=Nobody+At+All", 404, "Nobody At All"),
    ],
)
def test_what_cannot_be_asked_is_said(live: str, path: str, status: int, words: str) -> None:
    assert words in page(live, path, status=status).text


def test_filters_that_leave_nothing_say_what_to_do(live: str) -> None:
    found = page(live, "/mandates", (("mandate", "A/RES/71/209"), ("verb", "promote")))
    assert "No provision fits these filters." in found.one("div", "state").text
    assert found.one("div", "state").one("a").attributes["href"] == "/mandates?mandate=A%2FRES%2F71%2F209"


def test_a_work_without_a_mandate_is_told_as_such(live: str) -> None:
    found = page(live, "/mandates", (("work", "Container Control Programme"),))
    assert found.one("h1").text == "On whose mandate is “Container Control Programme”?"
    assert "No provision is linked with it." in found.one("div", "state").text
    assert found.one("form", "filters").one("a").attributes["href"] == "/mandates"
