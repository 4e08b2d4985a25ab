"""What is on every page, in a real browser: the search field, the notes of signs, copying, and no script at all."""

import re

import pytest
from playwright.sync_api import Browser, expect

from addresses import ADDRESSES
from browsers import Watched, context

_STATEMENT = re.compile(r"^/statement\?subject=.+&relation=.+&object=.+")
_UN = re.compile(r"^https://undocs\.org/")
_NAMES = re.compile(r"Statement: UNODC – cooperates with – INTERPOL")
_ADDRESS = re.compile(r"Address: http://127\.0\.0\.1:\d+/statement\?subject=")
_WITHOUT_SCRIPT = ("/", "/id/organization/unodc", "/sdg", "/countries", "/partners", "/explore?thing=INTERPOL")


def test_typing_finds_things_and_the_keyboard_chooses_one(watched: Watched) -> None:
    page = watched.open("/about")
    field = page.get_by_role("combobox", name="Name, acronym or symbol")
    field.press_sequentially("interpo")
    expect(page.get_by_role("option").first).to_contain_text("International Criminal Police Organization")
    field.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(page).to_have_url(watched.address + "/id/organization/interpol")


@pytest.mark.parametrize(("path", "width"), [("/", 1440), ("/", 320), ("/about", 1440), ("/about", 320)])
def test_suggestions_are_seen_one_below_the_other(browser: Browser, live: str, path: str, width: int) -> None:
    profile = context(browser, width)
    page = Watched(profile.new_page(), live).open(path)
    page.get_by_role("combobox").press_sequentially("nig")
    options = page.get_by_role("option")
    expect(options.nth(1)).to_be_in_viewport()
    first, second = (options.nth(place).bounding_box() for place in (0, 1))
    field = page.get_by_role("combobox").bounding_box()
    assert first is not None
    assert second is not None
    assert field is not None
    assert 0 <= first["y"] - field["y"] - field["height"] < 16
    assert second["y"] >= first["y"] + first["height"]
    profile.close()


def test_a_typing_error_is_forgiven(watched: Watched) -> None:
    page = watched.open("/about")
    page.get_by_role("combobox").press_sequentially("intrepol")
    expect(page.get_by_role("option").first).to_contain_text("International Criminal Police Organization")
    page.get_by_role("combobox").press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)


def test_a_sign_opens_its_paragraph_in_place(watched: Watched) -> None:
    page = watched.open("/id/organization/interpol")
    page.get_by_role("button", name="48 stated").first.click()
    note = page.get_by_role("note", name="Paragraph 48")
    expect(note).to_be_visible()
    expect(note).to_contain_text("The paragraph says so in so many words.")
    expect(note.get_by_role("link", name="All statements of paragraph 48")).to_be_visible()
    expect(note.get_by_role("link", name="Permanent link of this statement")).to_have_attribute("href", _STATEMENT)
    expect(note.get_by_role("link", name="The UN document")).to_have_attribute("href", _UN)
    expect(note).to_contain_text("partner – INTERPOL")
    page.keyboard.press("Escape")
    expect(note).not_to_be_visible()


def test_a_statement_has_an_address_and_a_report_that_names_it(watched: Watched) -> None:
    page = watched.open(ADDRESSES["statement"])
    expect(page.get_by_role("heading", level=1)).to_contain_text("UNODC – cooperates with – INTERPOL")
    report = page.get_by_label("The text of the report")
    expect(report).to_have_value(_NAMES)
    expect(report).to_have_value(_ADDRESS)


@pytest.mark.parametrize("path", _WITHOUT_SCRIPT)
def test_pages_are_complete_without_script(browser: Browser, live: str, path: str) -> None:
    profile = browser.new_context(java_script_enabled=False)
    page = profile.new_page()
    page.goto(live + path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.get_by_role("link").count() > 30
    buttons = [button for button in page.get_by_role("button").all() if button.get_attribute("popovertarget")]
    if buttons:
        buttons[0].click()
        expect(page.get_by_role("note")).to_be_visible()
    profile.close()


def test_motion_is_reduced_where_it_is_asked(browser: Browser, live: str) -> None:
    profile = browser.new_context(reduced_motion="reduce")
    page = profile.new_page()
    page.goto(live + "/")
    moving = page.evaluate("document.getAnimations().length")
    assert moving == 0
    profile.close()
