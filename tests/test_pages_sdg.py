"""The SDG pages: works by targets, one target with its reasons; stated and derived never mixed."""

from typing import Any

import pytest

from client import fetch
from markup import Element, read
from visits import api, shown_query, visit


def page(live: str, *given: tuple[str, str], status: int = 200) -> Element:
    """The page under some filters."""
    return visit(live, "/sdg", *given, status=status)


def told(live: str, *given: tuple[str, str]) -> dict[str, Any]:
    """The answer of the API under the same filters."""
    return api(live, "sdg", *given)  # type: ignore[no-any-return]


@pytest.mark.parametrize("given", [(), (("goal", "5"),), (("family", "stated"),), (("theme", "corruption"),)])
def test_the_matrix_says_what_the_api_says(live: str, given: tuple[tuple[str, str], ...]) -> None:
    found, answer = page(live, *given), told(live, *given)
    rows = found.all("table")[0].one("tbody").all("tr")
    assert len(rows) == len(answer["parts"])
    for row, part in zip(rows, answer["parts"], strict=True):
        numbers = [cell.text.replace(",", "").replace("–", "0") for cell in row.all("td", "n")]
        assert [int(number) for number in numbers] == [part["stated"], part["derived"]]
    works = {cell["work"]["iri"] for cell in (*answer["cells"], *answer["planned"])}
    assert f"{len(works):,} work" in found.one("table", "matrix").one("caption").text


def test_gaps_are_visible(live: str) -> None:
    found, answer = page(live), told(live)
    assert (
        len([row for row in found.all("table")[0].all("tr", "here") if "A gap:" in row.text])
        == len(answer["unserved"])
        == 3
    )
    assert len(found.one("table", "matrix").all("th", "none")) == 3


def test_marks_tell_their_family_in_words(live: str) -> None:
    marks = [link.attributes["aria-label"] for link in page(live).one("table", "matrix").all("a", aria_label="")]
    ends = {label.rpartition(": ")[2] for label in marks}
    assert ends <= {
        "the text says so",
        "follows by theme",
        "the text says so, and it follows by theme",
        "planned, not counted",
    }
    assert len(ends) >= 3
    stated = page(live, ("family", "stated")).one("table", "matrix").all("a", aria_label="")
    assert stated
    assert not [link for link in stated if "theme" in link.attributes["aria-label"]]


def test_a_cell_opens_its_reasons_and_paragraphs(live: str) -> None:
    link = next(
        one
        for one in page(live).one("table", "matrix").all("a", aria_label="")
        if "theme" in one.attributes["aria-label"]
    )
    path, _, anchor = link.attributes["href"].partition("#")
    reply = fetch(live + path, accept="text/html")
    opened = read(reply.text).one("tr", "open", id=anchor)
    assert "The text does not say this itself." in opened.text
    signs = [button.attributes["class"] for button in opened.all("button", "p")]
    assert "p judged" in signs
    assert {"p stated", "p read"} & set(signs)


def test_pages_of_the_matrix_hold_every_work_once(live: str) -> None:
    first = page(live)
    pages = int(first.one("p", "more").text.split(" of ")[1].split()[0])
    names = [
        row.one("th").text
        for number in range(1, pages + 1)
        for row in page(live, ("page", str(number))).one("table", "matrix").one("tbody").all("tr")
    ]
    works = {cell["work"]["iri"] for cell in (lambda a: (*a["cells"], *a["planned"]))(told(live))}
    assert len(names) == len(works)


def test_a_target_keeps_stated_and_derived_apart(live: str) -> None:
    found, answer = page(live, ("target", "16.4")), told(live, ("target", "16.4"))
    assert found.one("h1").text == "What serves Target 16.4, and does the text say so?"
    stated, derived = (found.one("section", id=name) for name in ("stated", "derived"))
    assert int(stated.one("span", "count").text) == len([cell for cell in answer["cells"] if cell["stated"]]) == 2
    assert int(derived.one("span", "count").text) == len([cell for cell in answer["cells"] if cell["derived"]])
    assert not [button for button in stated.all("button", "p") if "judged" in button.attributes["class"]]
    assert {"p judged"} == {
        button.attributes["class"] for button in found.one("section", id="themes").all("button", "p")
    }


@pytest.mark.parametrize(
    "given",
    [(("target", "16.4"),), (("target", "16.10"),), (("target", "16"),), (("target", "16.4"), ("theme", "cybercrime"))],
)
def test_a_target_is_answered_in_counts_and_has_contents(live: str, given: tuple[tuple[str, str], ...]) -> None:
    found, answer = page(live, *given), told(live, *given)
    lead = found.one("div", "lead").text
    stated, derived = answer["stated_works"], answer["derived_works"]
    assert f"links {stated} work" in lead or (not stated and "links no work" in lead)
    assert f"{derived} work" in lead or (not derived and "None follows by theme." in lead)
    assert f"{len(answer['themes'])} theme" in lead or not derived
    later = len(answer["planned"]) + len(answer["apart"])
    assert (f"{later} link" in lead) is bool(later)
    links = {
        link.attributes["href"].removeprefix("#"): int(link.one("span", "count").text.replace(",", ""))
        for link in found.one("nav", "toc").all("a")
    }
    around = ("figures", "partners", "countries", "custodians")
    assert links == {
        "stated": len([cell for cell in answer["cells"] if cell["stated"]]),
        "derived": len([cell for cell in answer["cells"] if cell["derived"]]),
        "themes": len(answer["themes"]),
        **({"planned": later} if later else {}),
        **{name: len(answer[name]) for name in around if answer[name]},
        **({"gaps": len(answer["unserved"])} if answer["unserved"] else {}),
    }
    sections = {one.attributes["id"]: one.one("span", "count").text for one in found.all("section", "group")}
    assert {name: int(count.replace(",", "")) for name, count in sections.items()} == links
    assert list(sections) == list(links)


def test_long_groups_are_cut_and_shown_in_full_on_demand(live: str) -> None:
    cut = page(live, ("target", "16.4"))
    derived = cut.one("section", id="derived")
    rows = int(derived.one("span", "count").text)
    assert len(derived.all("li")) == 12 < rows
    link = derived.one("p", "more").one("a")
    assert (link.text, link.attributes["href"]) == (f"Show all {rows}", "/sdg?target=16.4&show=derived#derived")
    whole = page(live, ("target", "16.4"), ("show", "derived"))
    everything = whole.one("section", id="derived").all("li")
    assert len(everything) == rows
    assert all(row.all("span", data_statement="") for row in everything)
    assert len(whole.one("section", id="countries").all("li")) == 12
    places = {one.attributes["id"] for one in whole.one("section", id="themes").all("li")}
    reasons = {
        a.attributes["href"][1:] for a in whole.one("section", id="derived").all("a") if a.attributes["href"][0] == "#"
    }
    assert reasons == places
    assert "takes one of" in page(live, ("target", "16.4"), ("show", "all"), status=400).text
    page(live, ("show", "derived"), status=400)


def test_the_notes_of_our_judgements_tell_their_reasons(live: str) -> None:
    found = page(live, ("target", "16.4"))
    reasons = {theme["link"]["subject"]["name"]: theme["reason"] for theme in told(live, ("target", "16.4"))["themes"]}
    rows = found.one("section", id="themes").all("li")
    assert len(rows) == len(reasons) == 15
    for row in rows:
        note = found.one("div", "note", id=row.one("button").attributes["popovertarget"])
        assert f"Our reason : {reasons[row.one('a').text]}" in note.text
    assert len({note.attributes["id"] for note in found.all("div", "note")}) == len(found.all("div", "note"))


def test_the_numbers_of_targets_lead_to_what_they_count(live: str) -> None:
    row = next(
        one for one in page(live, ("theme", "cybercrime")).all("table")[0].all("tr") if "Target 16.4" in one.text
    )
    (link,) = (cell.one("a") for cell in row.all("td", "n") if cell.all("a"))
    path, _, anchor = link.attributes["href"].partition("#")
    section = read(fetch(live + path, accept="text/html").text).one("section", id=anchor)
    assert section.one("span", "count").text == link.text != "0"
    assert link.attributes["aria-label"].startswith(link.text)


def test_the_shown_query_gives_the_stated_works(live: str) -> None:
    rows = shown_query(live, page(live, ("target", "16.4")))
    stated = {row["work"] for row in rows if row["kind"] == "stated"}
    assert stated == {cell["work"]["name"] for cell in told(live, ("target", "16.4"))["cells"] if cell["stated"]}


@pytest.mark.parametrize(
    ("given", "status"), [((("goal", "99"),), 404), ((("nope", "1"),), 400), ((("page", "x"),), 400)]
)
def test_errors(live: str, given: tuple[tuple[str, str], ...], status: int) -> None:
    page(live, *given, status=status)
