"""The editor in a real browser: evidence, warnings, completion and the views of a result, by role and name."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from browsers import Watched, context

COUNTED = (
    "SELECT ?kind (COUNT(?work) AS ?works) {\n  ?work a ?type . ?type rdfs:label ?kind\n"
    "  FILTER(?type IN (mg:Training, mg:Programme, mg:Workshop))\n} GROUP BY ?kind"
)
PLACES = "SELECT ?work ?country { ?work mg:assistedCountry ?country } LIMIT 30"
LISTED = "SELECT ?work ?name {\n  ?work a mg:Activity ; rdfs:label ?name .\n}"


def address(query: str, **more: str) -> str:
    """Where a query is answered."""
    return "/sparql?" + urlencode({"query": query, **more})


def editor(page: Page) -> str:
    """The text of the query."""
    return page.locator("#query").input_value()


def write(page: Page, text: str) -> None:
    """Put a query into the editor."""
    page.get_by_role("textbox", name="SPARQL query").fill(text)


def view_of(page: Page) -> list[str]:
    """The view that the address asks for."""
    return parse_qs(urlsplit(page.url).query).get("view", [])


def test_the_evidence_is_added_at_the_cursor_and_can_be_undone(watched: Watched) -> None:
    page = watched.open("/sparql")
    write(page, LISTED)
    page.get_by_role("textbox", name="SPARQL query").press("Control+Home")
    page.get_by_role("button", name="Add the evidence").click()
    expect(page.get_by_role("status").filter(has_text="“?work rdfs:label ?name”")).to_be_visible()
    assert "GRAPH ?graph { ?work rdfs:label ?name }" in editor(page)
    page.get_by_role("button", name="Run").click()
    rows = page.get_by_role("region", name="Results").get_by_role("row")
    expect(rows.get_by_role("button", name=re.compile("¶")).first).to_be_visible()
    assert 100 < rows.count() - 1 < 400
    page.get_by_role("textbox", name="SPARQL query").press("Control+z")
    assert editor(page) == LISTED
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Add the evidence").click()
    expect(page.get_by_role("status").filter(has_text="“?work a mg:Activity”")).to_be_visible()


def test_where_no_evidence_can_be_added_the_text_stays(watched: Watched) -> None:
    page = watched.open("/sparql")
    for text, said in ((COUNTED, "The rows are sums"), ("SELECT ?x {", "The query cannot be read")):
        write(page, text)
        page.get_by_role("button", name="Add the evidence").click()
        expect(page.get_by_role("status").filter(has_text=said)).to_be_visible()
        assert editor(page) == text


def test_an_unknown_word_is_warned_of_and_replaced(watched: Watched) -> None:
    page = watched.open("/sparql")
    write(page, "SELECT ?w ?nme {\n  # é\n  ?w mg:partnr ?name\n} LIMIT 3")
    told = page.get_by_role("status").filter(has_text="Warning, line 3")
    expect(told).to_contain_text("mg:partnr")
    expect(told).to_contain_text("Warning, line 1: ?nme is selected")
    told.get_by_role("button", name="Replace by mg:partner").click()
    assert "?w mg:partner ?name" in editor(page)
    expect(page.get_by_text("Warning, line 3")).to_have_count(0)
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("heading", name="3 rows")).to_be_visible()


def test_check_tells_of_warnings(watched: Watched) -> None:
    page = watched.open("/sparql")
    write(page, "SELECT ?w { ?w mg:partnr ?name }")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("status").filter(has_text="See the warnings below.")).to_be_visible()
    expect(page.get_by_role("button", name="Replace by mg:partner")).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "offered", "gloss"),
    [
        ("name", "rdfs:label", "name"),
        ("country", "mg:assistedCountry", "assisted country"),
        ("mg:donor", "mg:donor", "donor"),
    ],
)
def test_completion_knows_everyday_words(watched: Watched, typed: str, offered: str, gloss: str) -> None:
    page = watched.open("/sparql")
    write(page, "SELECT * {\n  ?x ")
    page.keyboard.type(typed)
    option = page.get_by_role("option").filter(has_text=re.compile(f"^{re.escape(offered + gloss)}")).first
    expect(option).to_contain_text(re.compile(r"\d"))
    option.click()
    assert editor(page).endswith(f"?x {offered}")


def test_completion_still_has_the_words_of_the_language(watched: Watched) -> None:
    page = watched.open("/sparql")
    write(page, "")
    page.keyboard.type("SEL")
    expect(page.get_by_role("option").first).to_have_text("SELECT")
    write(page, "SELECT * { ?x ")
    page.keyboard.type("name")
    expect(page.get_by_role("option").first).to_contain_text("rdfs:label")


def test_a_shared_address_opens_the_same_view(watched: Watched, browser: Browser) -> None:
    page = watched.open(address(COUNTED))
    page.get_by_role("button", name="Chart", exact=True).click()
    figure = page.get_by_role("figure")
    expect(figure).to_contain_text("works by kind")
    assert view_of(page) == ["chart"]
    profile = context(browser)
    other = Watched(profile.new_page(), watched.address)
    other.page.goto(page.url)
    expect(other.page.get_by_role("figure")).to_contain_text("works by kind")
    expect(other.page.get_by_role("button", name="Chart", exact=True)).to_have_attribute("aria-pressed", "true")
    link = other.page.get_by_role("link", name="Link to this query").get_attribute("href")
    assert "view=chart" in str(link)
    assert not other.faults
    profile.close()
    page.get_by_role("button", name="Table", exact=True).click()
    assert view_of(page) == []
    expect(page.get_by_role("figure")).to_have_count(0)


def test_the_view_stays_where_it_fits_another_query(watched: Watched) -> None:
    page = watched.open(address(PLACES, view="map"))
    expect(page.get_by_role("figure")).to_contain_text("countries and territories")
    write(page, PLACES.replace("30", "20"))
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("heading", name="20 rows")).to_be_visible()
    expect(page.get_by_role("figure")).to_contain_text("countries and territories")
    assert view_of(page) == ["map"]
    write(page, "SELECT ?n { ?w a mg:Programme ; rdfs:label ?n } LIMIT 4")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("heading", name="4 rows")).to_be_visible()
    assert view_of(page) == []


def test_a_view_that_does_not_fit_says_so(watched: Watched) -> None:
    page = watched.open(address(PLACES, view="chart"))
    expect(page.get_by_text("These rows cannot be shown as a chart.")).to_be_visible()
    expect(page.get_by_role("button", name="Table", exact=True)).to_have_attribute("aria-pressed", "true")
