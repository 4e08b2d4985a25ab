"""What a sign opens and what lies folded, in a real browser: its statement first, the reason of a judgement, sums."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browsers import Watched, context

KENYA = "/countries?place=Kenya"
TARGET = "/sdg?target=16.4"


def opened(page: Page, sign: Locator) -> Locator:
    """The note that a sign opens."""
    sign.click()
    note = page.get_by_role("note").filter(visible=True)
    expect(note).to_have_count(1)
    return note


def below(first: Locator, *others: Locator) -> None:
    """Whether each stands under the one before."""
    tops = [one.evaluate("element => element.getBoundingClientRect().top") for one in (first, *others)]
    assert tops == sorted(set(tops)), tops


def test_the_statement_of_the_sign_comes_first_then_the_others(watched: Watched) -> None:
    page = watched.open(KENYA)
    rows = page.get_by_role("region", name=re.compile("^Assisted")).get_by_role("listitem")
    row = rows.filter(has=page.get_by_role("button", name=re.compile("52 stated"))).first
    name = row.get_by_role("link").first.inner_text()
    note = opened(page, row.get_by_role("button", name=re.compile("52 stated")))
    this = note.get_by_text("This statement:")
    whole = note.get_by_role("link", name="All statements of paragraph 52")
    expect(this.locator("xpath=..")).to_contain_text(re.compile(f"{re.escape(name)}.*Kenya"))
    permanent = note.get_by_role("link", name="Permanent link of this statement")
    others = note.get_by_text("The other statements of this paragraph:")
    below(note.get_by_text("Assistance to over 10 countries"), whole, this, permanent, others)
    address = permanent.get_attribute("href")
    assert address
    page.goto(watched.address + address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kenya")


def test_another_sign_of_the_paragraph_tells_its_own_statement(watched: Watched) -> None:
    page = watched.open(KENYA)
    signs = page.locator("li[data-statement]").get_by_role("button", name=re.compile("52 stated"))
    told = set()
    for place in range(3):
        note = opened(page, signs.nth(place))
        address = note.get_by_role("link", name="Permanent link of this statement").get_attribute("href")
        expect(note.get_by_text("This statement:")).to_have_count(1)
        told.add((address, note.get_by_text("This statement:").locator("xpath=..").inner_text()))
        page.keyboard.press("Escape")
    assert len(told) == 3
    assert len({text for _, text in told}) == 3


def test_the_note_of_a_judgement_tells_its_reason(watched: Watched) -> None:
    page = watched.open(TARGET)
    rows = page.get_by_role("region", name=re.compile("as we judge")).get_by_role("listitem")
    reasons = []
    for place in (0, 1):
        row = rows.nth(place)
        note = opened(page, row.get_by_role("button"))
        reasons.append(note.get_by_text("Our reason").locator("xpath=..").inner_text().partition(": ")[2])
        assert reasons[-1]
        expect(row).to_contain_text(reasons[-1])
        page.keyboard.press("Escape")
    assert reasons[0] != reasons[1]


def test_a_sum_leads_to_its_statements(watched: Watched) -> None:
    page = watched.open("/countries")
    row = page.get_by_role("row", name=re.compile("Kenya"))
    note = opened(page, row.get_by_role("button", name=re.compile("52")).first)
    link = note.get_by_role("link", name="The statements behind this row")
    expect(link).to_be_visible()
    expect(note.get_by_text("The statements of this paragraph:")).to_be_visible()
    page.keyboard.press("Escape")
    row.get_by_role("link", name="3: Kenya, assisted").click()
    expect(page).to_have_url(re.compile("/countries.place=country%3Aken#assisted$"))
    part = page.get_by_role("region", name=re.compile("^Assisted"))
    expect(part).to_be_in_viewport()
    expect(part.get_by_role("listitem")).to_have_count(3)


@pytest.mark.parametrize("path", [TARGET, KENYA])
def test_the_contents_lie_open_on_a_desk_and_are_folded_on_a_phone(browser: Browser, live: str, path: str) -> None:
    for width, seen in ((1440, True), (390, False)):
        profile = context(browser, width)
        page = Watched(profile.new_page(), live).open(path)
        contents = page.get_by_role("navigation", name="On this page")
        link = contents.get_by_role("link", name=re.compile("Planned|Assisted")).first
        expect(link).to_be_visible(visible=seen)
        expect(contents.get_by_text("On this page")).to_be_visible(visible=not seen)
        if not seen:
            contents.get_by_text("On this page").click()
        link.click()
        expect(page).to_have_url(re.compile("#(planned|assisted)$"))
        profile.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_the_whole_world_is_seen_at_once(browser: Browser, live: str, width: int) -> None:
    profile = context(browser, width)
    page = Watched(profile.new_page(), live).open("/countries")
    marks = page.get_by_role("group", name=re.compile("^Map")).get_by_role("link")
    boxes = [box for box in (mark.locator("g").bounding_box() for mark in marks.all()) if box]
    assert len(boxes) > 50
    assert min(box["x"] for box in boxes) >= 0
    assert max(box["x"] + box["width"] for box in boxes) <= width
    assert min(box["width"] for box in boxes) >= 5
    profile.close()


def test_a_shape_stands_beside_the_first_word_of_its_name(browser: Browser, live: str) -> None:
    profile = context(browser, 320)
    page = Watched(profile.new_page(), live).open("/sdg?target=16.4&show=derived")
    lines = page.evaluate(
        """() => [...document.querySelectorAll("main a > svg.k")].map((shape) => {
            const range = document.createRange();
            range.selectNodeContents(shape.parentElement);
            range.setStartAfter(shape);
            const [first] = range.getClientRects();
            const box = shape.getBoundingClientRect();
            return [first.left - box.right, (first.top + first.bottom - box.top - box.bottom) / 2];
        })"""
    )
    assert len(lines) > 100
    assert [(gap, off) for gap, off in lines if not (0 <= gap < 12 and abs(off) < 6)] == []
    assert page.evaluate("document.querySelectorAll('main svg.k + a').length") == 0
    profile.close()
