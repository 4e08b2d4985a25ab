"""The graph of a walk, in a real browser: by role and name alone, as a reader sees it."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, expect

from browsers import Watched, context
from walks import (
    START,
    WALK,
    closings,
    empty,
    farthest,
    graph,
    node,
    panel,
    places,
    rings,
    saved,
    signs,
    touched,
    walked,
)

CROWD = "/explore?thing=organization:unodc&open=organization:unodc~mg:cooperatesWith~out"
FULL = "/explore?thing=organization:unodc&open=organization:unodc~mg:implements~in"
_TEXTS = """graph => [...graph.querySelectorAll("a[aria-hidden=true] text")].filter(text => text.getBBox().width)
    .map(text => [text.textContent, text.getBBox()])
    .map(([said, box]) => [said, box.x, box.y, box.width, box.height])"""


@pytest.fixture
def still(browser: Browser, live: str) -> Iterator[Watched]:
    """A window of a reader who wants no motion: what is drawn stands at once."""
    profile = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    found = Watched(profile.new_page(), live)
    yield found
    assert found.faults == []
    profile.close()


def test_the_receiver_of_an_address_sees_what_its_sender_saw(still: Watched, browser: Browser) -> None:
    page = walked(still)
    node(page, "UNODC").press("p")
    expect(page).to_have_url(re.compile("pin=organization:unodc"))
    gone = next(name for name in places(page) if name.startswith("Work on integrity"))
    node(page, gone.partition(",")[0]).press("h")
    expect(graph(page)).to_have_attribute("aria-label", re.compile("^Graph of 8 things"))
    sent = places(page)
    assert len(sent) == 8
    page.reload()
    expect(graph(page)).to_be_visible()
    again = places(page)
    assert again.keys() == sent.keys()
    assert farthest(sent, again) < 1
    profile = context(browser)
    other = Watched(profile.new_page(), still.address)
    received = places(other.open(page.url.removeprefix(still.address)))
    assert received.keys() == sent.keys()
    assert farthest(sent, received) < 1
    profile.close()


def test_steps_lead_to_the_same_picture_as_their_address(still: Watched) -> None:
    by_steps = places(walked(still))
    at_once = places(still.open(WALK))
    assert by_steps.keys() == at_once.keys()
    assert farthest(by_steps, at_once) < 1


def test_a_thing_that_was_drawn_aside_stays_there_and_moves_no_other(still: Watched) -> None:
    page = still.open(WALK)
    before, box = places(page), node(page, "UNODC").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 50, box["y"] + 60, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile("pin=organization:unodc"))
    after = places(page)
    moved = next(name for name in before if name.startswith("UNODC"))
    assert farthest({moved: before[moved]}, {moved: after[moved]}) > 20
    assert farthest({k: v for k, v in before.items() if k != moved}, after) < 1
    page.reload()
    assert farthest(after, places(page)) < 1


def test_a_name_does_what_its_thing_does(watched: Watched) -> None:
    page = watched.open(WALK)
    graph(page).get_by_text("UNODC", exact=True).click()
    expect(panel(page, "UNODC")).to_be_visible()
    assert parse_qs(urlsplit(page.url).query)["at"] == ["organization:unodc"]
    expect(node(page, "UNODC")).to_have_attribute("aria-current", "true")
    graph(page).get_by_text(re.compile(r"^cooperates with \d+")).click()
    expect(
        page.get_by_role("link", name="Close United Nations Office on Drugs and Crime cooperates with")
    ).to_be_visible()


def test_choosing_moves_nothing_that_is_in_sight(still: Watched) -> None:
    page = still.open(WALK)
    frame, before = graph(page).bounding_box(), places(page)
    for name in ("UNODC", "INTERPOL"):
        node(page, name).click()
        expect(panel(page, name)).to_be_visible()
        assert graph(page).bounding_box() == frame
        assert farthest(before, places(page)) < 1


def test_what_is_hidden_is_told_and_shown_again(watched: Watched) -> None:
    page = watched.open(WALK)
    node(page, "UNODC").click()
    panel(page, "UNODC").get_by_role("link", name="Hide it").click()
    expect(panel(page, "INTERPOL")).to_contain_text("Hidden by you: UNODC")
    expect(node(page, "UNODC")).to_have_count(0)
    expect(node(page, "INTERPOL")).to_have_attribute("aria-current", "true")
    assert signs(page) == 7
    again = panel(page, "INTERPOL").get_by_role("link", name="Show it again")
    expect(again).to_be_focused()
    page.get_by_role("button", name="Undo (U)").click()
    expect(node(page, "UNODC")).to_have_count(1)
    expect(panel(page, "UNODC")).not_to_contain_text("Hidden by you")
    page.get_by_role("button", name="Redo").click()
    again.click()
    expect(node(page, "UNODC")).to_have_count(1)
    expect(panel(page, "UNODC").get_by_role("link", name="Hide it")).to_be_focused()


def test_hiding_by_the_keyboard_leaves_the_focus_on_the_graph(watched: Watched) -> None:
    page = watched.open(WALK)
    node(page, "UNODC").press("h")
    expect(panel(page, "INTERPOL")).to_contain_text("Hidden by you: UNODC")
    assert "at=" not in page.url
    assert graph(page).evaluate("graph => graph.contains(document.activeElement)")
    page.keyboard.press("u")
    expect(node(page, "UNODC")).to_have_count(1)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", [START, CROWD, FULL])
def test_what_may_be_opened_is_within_the_frame(browser: Browser, live: str, path: str, width: int) -> None:
    profile = context(browser, width)
    page = Watched(profile.new_page(), live).open(path)
    frame = graph(page).bounding_box()
    assert frame is not None
    offers = places(page, "not opened$|in the list$")
    assert len(offers) >= 3
    assert all(9 <= x <= frame["width"] - 9 and 9 <= y <= frame["height"] - 9 for x, y in offers.values())
    profile.close()


def test_what_else_may_be_opened_stays_after_opening_one(watched: Watched) -> None:
    page = watched.open(START)
    assert len(places(page, "not opened$")) == 3
    node(page, "partner in 4").press("Enter")
    expect(graph(page)).to_have_attribute("aria-label", re.compile("^Graph of 5 things"))
    assert {name.partition(":")[0] for name in places(page, "not opened$")} == {"coordinates in 3", "cooperates with 1"}


def test_the_graph_is_one_stop_of_the_tab_key_and_can_be_skipped(watched: Watched) -> None:
    page = watched.open(CROWD)
    skip = page.get_by_role("button", name="Skip the graph, to the relations and the list")
    skip.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("^UNODC "))).to_be_focused()
    page.get_by_role("button", name="Save PNG").focus()
    page.keyboard.press("Tab")
    expect(node(page, "UNODC")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(node(page, "UNODC")).not_to_be_focused()
    assert graph(page).evaluate("graph => graph.contains(document.activeElement)")
    page.keyboard.press("Tab")
    assert not graph(page).evaluate("graph => graph.contains(document.activeElement)")
    expect(page.get_by_text(re.compile("^By keys: Arrows next thing"))).to_be_visible()
    expect(page.get_by_text("One finger scrolls the page")).to_be_hidden()


def test_filters_come_before_the_graph_and_say_what_their_words_mean(watched: Watched) -> None:
    page = watched.open(CROWD)
    filters = page.get_by_text("Filters, and what the signs mean")
    box, frame = filters.bounding_box(), graph(page).bounding_box()
    assert box is not None
    assert frame is not None
    assert box["y"] < frame["y"]
    filters.click()
    for words in ("The paragraph says so in so many words.", "Its section says so, the sentence does not."):
        expect(page.get_by_role("definition").filter(has_text=words)).to_be_visible()
    page.get_by_role("combobox", name="Rests on").select_option("our judgement")
    page.get_by_role("combobox", name="Rests on").select_option("stated")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.get_by_text("(1 set)")).to_be_visible()
    expect(page.get_by_role("combobox", name="Rests on")).to_be_visible()


def test_a_link_within_the_page_is_no_step_of_the_walk(watched: Watched) -> None:
    page = walked(watched)
    page.get_by_role("link", name="Cite", exact=True).click()
    expect(page.get_by_role("complementary", name="Download, cite, query")).to_be_focused()
    page.get_by_role("button", name="Undo (U)").click()
    expect(
        page.get_by_role("navigation", name="Your walk").get_by_role("link", name=re.compile("^Close"))
    ).to_have_count(2)


def test_the_focus_is_seen_around_the_frame_and_the_thing(watched: Watched) -> None:
    page = watched.open(CROWD)
    page.get_by_role("button", name="Save PNG").focus()
    page.keyboard.press("Tab")
    ring = graph(page).evaluate("graph => getComputedStyle(graph.parentElement)['outline-style']")
    assert ring == "solid"
    strokes = node(page, "UNODC").evaluate(
        "link => [...link.querySelectorAll('circle')].filter(one => getComputedStyle(one).strokeWidth === '2.5px')"
        ".map(one => getComputedStyle(one).stroke)"
    )
    assert strokes == ["rgb(27, 30, 34)"]


def test_a_saved_picture_tells_its_title_date_citation_and_signs(watched: Watched) -> None:
    page = watched.open(CROWD)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save SVG").click()
    whole = ElementTree.parse(download.value.path()).getroot()
    said = ["".join(text.itertext()).strip() for text in whole.iter("{http://www.w3.org/2000/svg}text")]
    told = " ".join(said)
    assert said[0] == "What is connected with UNODC?"
    assert "Data of 30 June 2017." in told
    assert "after Report of the Secretary-General" in told
    assert {"organization", "body or group", "place", "¶ stated", "¶ derived"} <= {*said}
    assert "not opened, with its number of statements" in said
    assert "meeting" not in said
    assert "pinned to its place" not in said
    with page.expect_download() as download:
        page.get_by_role("button", name="Save PNG").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", [WALK, CROWD, FULL])
def test_names_lie_over_no_other(browser: Browser, live: str, path: str, width: int) -> None:
    """Lines of text are 15 pixels apart, their boxes somewhat higher."""
    profile = context(browser, width)
    page = Watched(profile.new_page(), live).open(path)
    texts = graph(page).evaluate(_TEXTS)
    assert len(texts) >= 6
    for at, (one, x, y, width_, height) in enumerate(texts):
        for other, x_, y_, wide, tall in texts[at + 1 :]:
            over = x < x_ + wide - 2 and x_ < x + width_ - 2 and y < y_ + tall - 4 and y_ < y + height - 4
            assert not over, (one, other)
    profile.close()


@pytest.mark.parametrize("path", [WALK, CROWD, FULL])
def test_the_list_says_what_the_graph_says(watched: Watched, path: str) -> None:
    page = watched.open(path)
    shown = page.get_by_role("region", name="What is shown")
    listed = {link.get_attribute("href") for link in shown.get_by_role("listitem").get_by_role("link").all()}
    chosen = [parse_qs(urlsplit(link or "").query)["at"][0] for link in listed]
    drawn = places(page, "connections?$|connections?, ")
    assert len({*chosen}) + 1 == len(drawn) <= 200
    expect(graph(page)).to_have_attribute("aria-label", f"Graph of {len(drawn)} things; the list says the same")


def test_things_glide_unless_one_wants_no_motion(watched: Watched, still: Watched) -> None:
    asked = """() => {
        window.asked = 0;
        const old = window.requestAnimationFrame;
        window.requestAnimationFrame = (call) => { window.asked += 1; return old(call); };
    }"""
    counted = []
    for one in (watched, still):
        page = one.open(WALK.rpartition("&")[0])
        page.evaluate(asked)
        panel(page, "INTERPOL").get_by_role("link", name="cooperates with", exact=True).click()
        expect(graph(page)).to_have_attribute("aria-label", re.compile("^Graph of 9 things"))
        counted.append(page.evaluate("window.asked"))
    assert counted[0] > 0
    assert counted[1] == 0


def test_one_finger_scrolls_the_page_and_two_move_the_graph(browser: Browser, live: str) -> None:
    with touched(browser, live) as (page, fingers):
        page.goto(live + WALK, wait_until="networkidle")
        expect(page.get_by_text("One finger scrolls the page, two move and resize the graph.")).to_be_visible()
        expect(page.get_by_text("By keys:")).to_be_hidden()
        graph(page).scroll_into_view_if_needed()
        node(page, "INTERPOL").tap()
        expect(panel(page, "INTERPOL")).to_be_visible()
        box, before = graph(page).bounding_box(), places(page)
        assert box is not None
        x, y, scrolled = box["x"] + 200, box["y"] + 200, page.evaluate("scrollY")
        fingers([(x, y)], [(x, y - 150)])
        page.wait_for_function("was => scrollY > was + 100", arg=scrolled)
        assert farthest(before, places(page)) < 1
        page.wait_for_timeout(400)
        box, scrolled = graph(page).bounding_box(), page.evaluate("scrollY")
        assert box is not None
        x, y = box["x"] + 150, box["y"] + 300
        fingers([(x, y), (x + 60, y)], [(x - 40, y - 60), (x + 110, y - 60)])
        assert farthest(before, places(page)) > 20
        assert page.evaluate("scrollY") == scrolled
        assert "pin=" not in page.url


def test_a_tap_chooses(browser: Browser, live: str) -> None:
    with touched(browser, live) as (page, _):
        page.goto(live + WALK, wait_until="networkidle")
        node(page, "UNODC").tap()
        expect(panel(page, "UNODC")).to_be_visible()


@pytest.mark.parametrize("how", ["click", "Escape"])
def test_choosing_is_undone_on_the_empty_canvas_and_by_a_key(still: Watched, how: str) -> None:
    page = still.open(WALK)
    node(page, "UNODC").click()
    expect(panel(page, "UNODC")).to_be_visible()
    assert "at=organization:unodc" in page.url
    before = places(page, "connections?")
    if how == "Escape":
        page.keyboard.press("Escape")
    else:
        page.mouse.click(*empty(page))
    expect(panel(page, "INTERPOL")).to_be_visible()
    assert "at=" not in page.url
    expect(node(page, "INTERPOL")).to_have_attribute("aria-current", "true")
    assert farthest(before, places(page)) < 1


def test_a_click_on_the_empty_canvas_gives_no_thing_the_focus(watched: Watched) -> None:
    page = watched.open(WALK)
    page.mouse.click(*empty(page))
    assert not graph(page).evaluate("graph => graph.contains(document.activeElement)")
    before = places(page)
    page.mouse.wheel(0, -200)
    page.wait_for_timeout(100)
    assert farthest(before, places(page)) > 5
    page.keyboard.press("ArrowRight")
    assert graph(page).evaluate("graph => graph.contains(document.activeElement)")


def test_a_saved_picture_has_signs_on_all_lines_and_tells_of_pins(watched: Watched) -> None:
    page = watched.open(WALK + "&at=organization:unodc")
    node(page, "INTERPOL").press("p")
    expect(page).to_have_url(re.compile("pin=organization:interpol"))
    page.get_by_role("button", name="Save SVG").focus()
    shown = signs(page)
    said = saved(page)
    legend = sum(1 for text in said if text.startswith("¶ "))
    assert shown <= 1
    assert said.count("¶") - legend == 8
    assert {"partner in", "coordinates in", "20", "36", "48", "75"} <= {*said}
    assert "pinned to its place" in said
    assert signs(page) == shown


@pytest.mark.parametrize("path", [CROWD, FULL, CROWD + "&at=organization:who"])
def test_in_a_crowd_all_lines_of_a_saved_picture_have_signs(watched: Watched, path: str) -> None:
    page = watched.open(path)
    said = saved(page)
    legend = sum(1 for text in said if text.startswith("¶ "))
    assert said.count("¶") - legend == len(places(page, "connections?")) - 1


def test_a_double_click_opens_one_relation(watched: Watched) -> None:
    """Whatever comes to lie under the pointer: two offers stay offers, and nothing else is chosen."""
    for name in places(watched.open(CROWD), "not opened$"):
        page = watched.open(CROWD)
        offer = node(page, name.partition(":")[0])
        offer.scroll_into_view_if_needed()
        box = offer.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.click(x, y)
        expect(closings(page)).to_have_count(2)
        page.mouse.click(x, y)
        page.wait_for_timeout(600)
        assert closings(page).count() == 2
        assert "at=" not in page.url


def test_a_pin_does_not_look_like_the_focus(watched: Watched) -> None:
    page = watched.open(WALK)
    assert rings(node(page, "UNODC")) == 1
    node(page, "UNODC").press("p")
    expect(node(page, "UNODC")).to_have_attribute("aria-label", re.compile("pinned"))
    assert rings(node(page, "UNODC")) == 1
