"""The pages of countries: map and table say what the API says, profiles tell every statement with its signs."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from client import fetch
from mandategraph.web.assets import places
from mandategraph.web.terms import href
from markup import Element, read
from visits import api, shown_query, visit

Given = tuple[tuple[str, str], ...]
TABLES: list[Given] = [
    (),
    (("relation", "assisted"),),
    (("relation", "venue"),),
    (("area", "Africa"),),
    (("theme", "theme:corruption"),),
    (("programme", "Global Firearms Programme"),),
    (("relation", "donor"), ("area", "geo:150")),
]
PROFILES: list[Given] = [
    (("place", "Kenya"),),
    (("place", "country:qat"),),
    (("place", "Sahel"),),
    (("place", "Egypt"), ("relation", "assisted")),
    (("place", "Mexico"), ("theme", "theme:crime-prevention")),
]
KINDS = 13


def page(live: str, *given: tuple[str, str], status: int = 200) -> Element:
    """The page under some filters."""
    return visit(live, "/countries", *given, status=status)


def told(live: str, *given: tuple[str, str]) -> dict[str, Any]:
    """The answer of the API under the same filters."""
    return api(live, "countries", *given)  # type: ignore[no-any-return]


def rows(found: Element) -> list[Element]:
    """The rows of the countries."""
    return found.one("table", "lands").one("tbody").all("tr")


def test_no_case_is_lost() -> None:
    assert (len(TABLES), len(PROFILES)) == (7, 5)


@pytest.mark.parametrize("given", TABLES)
def test_table_map_and_query_say_what_the_api_says(live: str, given: Given) -> None:
    found, answer = page(live, *given, ("show", "all")), told(live, *given)
    expected = {one["place"]["name"]: one["relations"] for one in answer["countries"]}
    assert expected
    assert {row.one("th").text: int(row.all("td", "n")[-1].text) for row in rows(found)} == expected
    marks = {
        label.rpartition(", ")[0] if ":" not in label else label.partition(" in all")[0] for label in labels(found)
    }
    off = {one.text for one in found.one("figcaption").all("a")}
    assert {mark.rpartition(", ")[0] for mark in marks} | off == expected.keys()
    assert {mark.rpartition(", ")[0]: int(mark.rpartition(", ")[2]) for mark in marks} == {
        name: count for name, count in expected.items() if name not in off
    }
    asked = shown_query(live, found)
    assert {row["name"]: int(row["relations"]) for row in asked} == expected
    counts = {one["place"]["name"]: one["counts"] for one in answer["countries"]}
    assert {
        row["name"]: {key: int(text) for key, text in row.items() if text != "0" and key in counts[row["name"]]}
        for row in asked
    } == counts


def labels(found: Element) -> list[str]:
    """The names of the links of the map."""
    return [link.attributes["aria-label"] for link in found.one("svg", "world").all("a")]


@pytest.mark.parametrize("given", TABLES)
def test_every_row_has_its_numbers_and_signs(live: str, given: Given) -> None:
    found, answer = page(live, *given, ("show", "all")), told(live, *given)
    counts = {one["place"]["name"]: one["counts"] for one in (*answer["countries"], *answer["regions"])}
    every = [row for table in found.all("table", "lands") for row in table.one("tbody").all("tr")]
    assert len(every) == len(counts)
    for row in every:
        assert row.one("span", "signs").all("button", "p")
        numbers = [int(cell.text) for cell in row.all("td", "n")[:-1] if cell.text != "–"]
        assert sorted(numbers) == sorted(counts[row.one("th").text].values())


def test_signs_of_a_row_are_those_of_its_profile(live: str) -> None:
    found = page(live, ("relation", "assisted"))
    for row in rows(found)[:5]:
        numbers = {button.text.split()[1] for button in row.all("button", "p")}
        profile = told(live, ("place", row.one("th").text), ("relation", "assisted"))
        assert numbers == set(profile["paragraphs"])


def test_fifty_countries_then_all(live: str) -> None:
    cut, whole = page(live), page(live, ("show", "all"))
    assert len(rows(cut)) == 50 < len(rows(whole)) == len(told(live)["countries"])
    assert len(labels(cut)) == len(labels(whole)) > 50
    link = next(one for one in cut.all("a") if one.text == f"Show all {len(rows(whole))}")
    assert link.attributes["href"] == "/countries?show=all#table"


def test_map_and_table_lead_to_the_same_profiles_with_the_filters(live: str) -> None:
    found = page(live, ("relation", "assisted"), ("area", "Africa"))
    table = {row.one("a").attributes["href"] for row in rows(found)}
    assert table == {link.attributes["href"] for link in found.one("svg", "world").all("a")}
    for link in table:
        given = parse_qs(urlsplit(link).query)
        assert (given.keys(), given["relation"]) == ({"relation", "place"}, ["assisted"])
    assert fetch(live + min(table), accept="text/html").status == 200


def test_every_number_leads_to_the_statements_that_it_counts(live: str) -> None:
    found = page(live, ("area", "geo:002"))
    links = [(row, link) for row in rows(found) for link in row.all("a") if "#" in link.attributes["href"]]
    assert len(links) == len([cell for row in rows(found) for cell in row.all("td", "n")[:-1] if cell.text != "–"]) > 20
    for row, link in links[:12]:
        path, _, anchor = link.attributes["href"].partition("#")
        section = read(fetch(live + path, accept="text/html").text).one("section", id=anchor)
        assert section.one("span", "count").text == link.text
        assert link.attributes["aria-label"].startswith(f"{link.text}: {row.one('th').text}, ")
    assert all(row.attributes["data-statements"] == row.one("th").one("a").attributes["href"] for row in rows(found))
    total = found.one("table", "lands").one("tfoot").all("a")[0]
    assert total.attributes["href"] == "/countries?area=geo%3A002&relation=assisted"
    assert not page(live, ("relation", "assisted")).one("table", "lands").one("tfoot").all("a")


def test_the_form_of_a_mark_tells_the_kind(live: str) -> None:
    for relation, form in {"assisted": "dot", "assessed": "target", "venue": "ring", "donor": "square"}.items():
        svg = page(live, ("relation", relation)).one("svg", "world")
        assert svg.all("", form)
        assert not [other for other in {"dot", "target", "ring", "square", "diamond"} - {form} if svg.all("", other)]


def test_small_marks_lie_on_top_and_can_be_pressed(live: str) -> None:
    links = page(live, ("relation", "assisted")).one("svg", "world").all("a")
    sizes = [float(link.one("circle", "dot").attributes["r"]) for link in links]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) > 2
    assert sum("12" in circle.attributes["r"] for link in links for circle in link.all("circle", "hit")) >= 5


def test_the_map_takes_the_land_from_the_built_file_and_has_the_disclaimer(live: str) -> None:
    found = page(live)
    source, _, anchor = found.one("svg", "world").one("use").attributes["href"].partition("#")
    land = fetch(live + source)
    assert (land.status, land.media) == (200, "image/svg+xml")
    assert f'id="{anchor}"' in land.text
    assert found.one("svg", "world").attributes["viewbox"] == "0 0 {} {}".format(*places().size)
    assert "legal status" in found.one("figcaption").text
    assert "not a map of the United Nations" in found.one("figcaption").text


def test_what_nothing_fits_is_said(live: str) -> None:
    given = (("relation", "origin"), ("area", "Oceania"))
    assert not told(live, *given)["countries"]
    found = page(live, *given)
    assert "No country fits these filters." in found.one("div", "state").text
    assert not found.all("svg", "world")


def test_filters_stay_in_their_fields(live: str) -> None:
    found = page(live, ("relation", "assisted"), ("area", "Africa"))
    chosen = [
        one.attributes["value"] for one in found.one("form", "filters").all("option") if "selected" in one.attributes
    ]
    assert chosen == ["assisted", "geo:002"]
    assert len(found.one("select", name="", id="f-relation").all("option")) == KINDS + 1
    assert [link.attributes["href"] for link in found.one("form", "filters").all("a")] == ["/countries"]


@pytest.mark.parametrize("given", PROFILES)
def test_a_profile_tells_every_statement_with_its_signs(live: str, given: Given) -> None:
    found, answer = page(live, *given), told(live, *given)
    assert answer["roles"]
    for role in answer["roles"]:
        section = found.one("section", id=role["kind"])
        shown = section.all("li", data_statement="")
        assert [row.one("a").attributes["href"] for row in shown] == [
            href(one["object"]["iri"]) for one in role["statements"]
        ]
        assert all(row.one("span", "signs").all("button", "p") for row in shown)
    total = sum(len(role["statements"]) for role in answer["roles"])
    assert f"{total} statement" in found.one("div", "meta").text
    assert len(shown_query(live, found)) == total
    assert not found.all("section", id="apart") or answer["planned"]


def test_kenya(live: str) -> None:
    found = page(live, ("place", "Kenya"))
    assert found.one("h1").text == "What is done in Kenya, by whom and to what end?"
    assert "Kenya is assisted in 3 works" in found.one("div", "lead").text
    links = {link.attributes["href"] for link in found.all("a")}
    assert {"/id/country/ken", "/compare?one=country%3Aken", "/explore?thing=country%3Aken"} <= links
    assert "450 police station commanders trained" in found.one("section", id="figure").text
    assert "Eastern Africa" in found.one("section", id="within").text
    headings = [one.text for one in found.one("dl", "glance").all("dt")]
    assert [heading.rpartition(" ")[0] for heading in headings] == [
        "By whom",
        "On what",
        "To what end, derived from the themes",
    ]


def test_from_the_map_to_a_paragraph(live: str) -> None:
    link = next(
        one for one in page(live).one("svg", "world").all("a") if one.attributes["aria-label"].startswith("Kenya, ")
    )
    profile = read(fetch(live + link.attributes["href"], accept="text/html").text)
    sign = profile.one("section", id="assisted").one("button", "p")
    note = profile.one("div", "note", id=sign.attributes["popovertarget"])
    paragraph = fetch(live + note.one("a").attributes["href"], accept="text/html")
    assert paragraph.status == 200
    assert sign.text.split()[1] in read(paragraph.text).one("h1").text


def test_statements_have_permanent_links(live: str) -> None:
    rows = page(live, ("place", "Kenya")).all("li", data_statement="")
    assert len(rows) >= 9
    for row in rows:
        assert fetch(live + row.attributes["data-statement"], accept="text/html").status == 200


def test_what_is_wrong_is_said(live: str) -> None:
    assert "takes all" in page(live, ("show", "some"), status=400).text
    assert "no parameter" in page(live, ("colour", "red"), status=400).text
    assert "Kenya" in page(live, ("place", "Kenia"), status=404).text
    page(live, ("place", "Kenya"), ("area", "Africa"), status=400)


def test_downloads_hold_the_filters(live: str) -> None:
    links = page(live, ("relation", "venue"), ("show", "all")).one("aside", "use").all("a")
    files = [link.attributes["href"] for link in links if link.attributes["href"].startswith("/api/")]
    assert len(files) == 5
    assert all("relation=venue" in file and "show" not in file for file in files)
    assert all(fetch(live + file).status == 200 for file in files)
