"""The editor in a real browser: evidence, warnings, completion and the views of a result, by role and name."""

import re
from typing import Literal
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


BOXES = """(all) => all.map((one) => {
  const { left, right, top, bottom, height } = one.getBoundingClientRect();
  return { left, right, top, bottom, height, rows: one.children.length, text: one.textContent };
})"""


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether two boxes cover each other by more than the edges of letters."""
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return across > 3 and down > 4


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


STALE = "These rows are of the query before your change."


def test_rows_of_another_query_are_marked(watched: Watched) -> None:
    text = "SELECT ?w ?p { ?w mg:partner ?p } LIMIT 3"
    page = watched.open(address(text))
    told = page.get_by_role("status").filter(has_text=STALE)
    expect(told).to_have_count(0)
    write(page, text.replace("3", "4"))
    expect(told).to_be_visible()
    expect(page.get_by_role("region", name="3 rows")).to_have_accessible_description(re.compile(STALE))
    write(page, text)
    expect(told).to_have_count(0)
    page.get_by_role("button", name="Add the evidence").click()
    expect(told).to_be_visible()
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("status").filter(has_text=re.compile(r"^3 rows in"))).to_be_visible()
    expect(told).to_have_count(0)
    write(page, "SELECT ?x {")
    expect(told).to_be_visible()
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_text("The query cannot be read: ")).not_to_have_count(0)
    write(page, text)
    expect(told).to_have_count(0)


@pytest.mark.parametrize("scheme", ["no-preference", "reduce"])
def test_a_narrow_window_goes_to_the_rows(watched: Watched, scheme: Literal["no-preference", "reduce"]) -> None:
    page = watched.page
    page.emulate_media(reduced_motion=scheme)
    page.set_viewport_size({"width": 390, "height": 800})
    watched.open("/sparql")
    page.get_by_role("button", name="Run").click()
    heading = page.get_by_role("heading", name=re.compile(r"^\d+ rows$"))
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()
    page.wait_for_function("scrollY > 100")


def test_a_wide_window_keeps_the_focus_in_the_editor(watched: Watched) -> None:
    page = watched.open("/sparql")
    text = page.get_by_role("textbox", name="SPARQL query")
    text.press("Control+Enter")
    expect(page.get_by_role("heading", name=re.compile(r"^\d+ rows$"))).to_be_visible()
    expect(text).to_be_focused()
    assert page.evaluate("scrollY") == 0


@pytest.mark.parametrize(("width", "explained"), [(390, 0), (320, 0), (1440, 1)])
def test_completion_fits_a_narrow_window(watched: Watched, width: int, explained: int) -> None:
    page = watched.page
    page.set_viewport_size({"width": width, "height": 800})
    watched.open("/sparql")
    write(page, "SELECT * {\n  ?some_work_here ")
    page.keyboard.type("mg:")
    options = page.get_by_role("listbox")
    expect(options).to_be_visible()
    page.wait_for_timeout(300)
    expect(page.locator(".cm-completionInfo")).to_have_count(explained)
    box = options.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_click_under_a_short_query_goes_on_writing(watched: Watched) -> None:
    page = watched.open("/sparql")
    text = page.get_by_role("textbox", name="SPARQL query")
    text.press("Control+a")
    page.keyboard.insert_text("SELECT ?kind (COUNT(*) AS ?n) { ?w a ?kind } GROUP BY ?kind LIMIT 9")
    page.get_by_role("button", name="Run").click()
    page.get_by_role("button", name="Chart", exact=True).click()
    outer = page.locator(".code").bounding_box()
    assert outer
    for x in (60, 10):
        page.mouse.click(outer["x"] + x, outer["y"] + outer["height"] - 20)
        expect(text).to_be_focused()
        page.keyboard.type(" #")
    assert editor(page).count("#") == 2


def test_the_link_to_a_query_is_copied(watched: Watched) -> None:
    page = watched.open(address(COUNTED))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copy = page.get_by_role("button", name="Copy the link")
    for view in ("", "Chart", "Run"):
        if view:
            page.get_by_role("button", name=view, exact=True).click()
        if view == "Run":
            expect(page.get_by_role("status").filter(has_text=re.compile(r"^\d+ rows? in"))).to_be_visible()
        copy.click()
        expect(page.get_by_role("status").filter(has_text=re.compile("^Copied$"))).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert urlsplit(copied).netloc == urlsplit(watched.address).netloc
        asked = parse_qs(urlsplit(copied).query)
        assert asked == {"query": [COUNTED], **({"view": ["chart"]} if view else {})}


def test_the_frame_of_the_editor_goes_around_the_numbers_of_lines(watched: Watched) -> None:
    page = watched.open("/sparql")
    page.get_by_role("textbox", name="SPARQL query").focus()
    outer = page.locator(".code").bounding_box()
    assert outer
    left = {"x": outer["x"], "y": outer["y"] + 40, "width": 2, "height": 40}
    right = left | {"x": outer["x"] + outer["width"] - 2}
    assert page.screenshot(clip=left) == page.screenshot(clip=right)  # type: ignore[arg-type]


def test_the_drawing_names_what_has_room_and_the_others_when_pointed_at(watched: Watched) -> None:
    page = watched.open(address("SELECT ?w ?p { ?w mg:partner ?p } LIMIT 90", view="graph"))
    figure = page.get_by_role("figure")
    things = figure.get_by_role("link")
    names = figure.locator("text")
    seen = names.locator("visible=true")
    assert things.count() == names.count() > seen.count() > 10
    boxes = [box for box in seen.evaluate_all(BOXES) if box]
    assert len(boxes) == seen.count()
    assert all(box["height"] / box["rows"] >= 11 for box in boxes)
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            assert not overlap(one, other), (one, other)
    hidden = things.first
    expect(hidden.locator("text")).to_be_hidden()
    hidden.focus()
    expect(hidden.locator("text")).to_be_visible()


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
    expect(page.locator("#query")).to_have_value(re.compile(f"{re.escape(f'?x {offered}')}$"))


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
