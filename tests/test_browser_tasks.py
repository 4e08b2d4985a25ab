"""Ten things that people come for, done in a real browser from the home page on, by role and name alone.

Each ends with Back and a reload, which must bring the same again; three are done by the keyboard alone. Nothing may go
wrong in the console, and nothing be asked of another origin.
"""

import csv
import re

from playwright.sync_api import Browser, Page, expect

from browsers import Watched, context

PARAGRAPH = re.compile(r"¶ ?\d+ (stated|read)")


def tab_to(page: Page, role: str, name: str | re.Pattern[str], most: int = 400) -> None:
    """Press Tab until the element of a role and name has the focus."""
    wanted = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    expect(wanted).to_be_visible()
    for _ in range(most):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach the {role} {name!r}")


def back_and_reload(page: Page) -> None:
    """Go back and forward again and reload; the page has the same heading each time."""
    heading, address = page.get_by_role("heading", level=1).inner_text(), page.url
    page.go_back()
    assert page.url != address
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert page.url == address


def test_find_interpol_and_read_its_evidence_by_keyboard(watched: Watched) -> None:
    page = watched.open("/")
    tab_to(page, "combobox", re.compile("Find an organization"))
    page.keyboard.type("interpol")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("INTERPOL")
    tab_to(page, "button", re.compile("48 stated"))
    page.keyboard.press("Enter")
    note = page.get_by_role("note", name="Paragraph 48")
    expect(note).to_be_visible()
    expect(note).to_contain_text("Section IV.C")
    page.keyboard.press("Escape")
    expect(note).not_to_be_visible()
    back_and_reload(page)


def test_who_partners_unodc_on_terrorism(watched: Watched) -> None:
    page = watched.open("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Partners").click()
    page.get_by_label("Who", exact=True).fill("UNODC")
    page.get_by_label("Theme").fill("terrorism")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Who works with UNODC on")
    ranked = page.get_by_role("region", name="Partners, ranked").get_by_role("row")
    for name in ("INTERPOL", "CTED", "OSCE"):
        row = ranked.filter(has_text=name)
        expect(row.get_by_role("button", name=PARAGRAPH).first).to_be_visible()
    back_and_reload(page)


def test_a_path_from_qatar_to_youth_crime_prevention_by_keyboard(watched: Watched) -> None:
    page = watched.open("/")
    tab_to(page, "link", "How are two things connected?")
    page.keyboard.press("Enter")
    tab_to(page, "combobox", "From")
    page.keyboard.type("Qatar")
    tab_to(page, "combobox", "To")
    page.keyboard.type("youth crime prevention")
    tab_to(page, "button", "Find paths")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("How is Qatar connected with Youth crime prevention?")
    first = page.get_by_role("region", name=re.compile("Path 1"))
    expect(first).to_contain_text("Doha Declaration")
    expect(first.get_by_role("button", name=PARAGRAPH)).to_have_count(3)
    back_and_reload(page)


def test_what_serves_a_target_and_why(watched: Watched) -> None:
    page = watched.open("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="SDG 16").click()
    page.get_by_role("table", name="Works by target").first.get_by_role("link", name="Target 16.4", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What serves Target 16.4")
    stated = page.get_by_role("region", name="The text says so")
    expect(stated.get_by_role("listitem").first.get_by_role("button", name=PARAGRAPH).first).to_be_visible()
    derived = page.get_by_role("region", name="It follows by theme")
    expect(derived).to_contain_text("The text does not say this itself.")
    expect(page.get_by_role("region", name="Themes that serve it")).to_contain_text("stolen assets")
    back_and_reload(page)


def test_which_provisions_have_no_linked_work(watched: Watched) -> None:
    page = watched.open("/")
    page.get_by_role("link", name="What was asked, and what was done about it?").click()
    page.get_by_role("link", name=re.compile("71.209")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("71/209")
    gaps = page.get_by_role("region", name=re.compile("without a linked work", re.IGNORECASE))
    expect(gaps.get_by_role("listitem")).to_have_count(7)
    back_and_reload(page)


def test_the_profile_of_kenya(watched: Watched) -> None:
    page = watched.open("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Countries").click()
    page.get_by_role("row", name=re.compile("Kenya")).get_by_role("link", name="Kenya", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kenya")
    for relation in ("Assisted", "Donor"):
        part = page.get_by_role("region", name=re.compile(relation)).first
        expect(part.get_by_role("button", name=PARAGRAPH).first).to_be_visible()
    back_and_reload(page)


def test_from_a_country_on_the_map_to_a_paragraph_by_keyboard(watched: Watched) -> None:
    page = watched.open("/")
    tab_to(page, "link", "Countries")
    page.keyboard.press("Enter")
    tab_to(page, "link", re.compile("^Somalia, "))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Somalia")
    tab_to(page, "button", PARAGRAPH)
    page.keyboard.press("Enter")
    note = page.get_by_role("note").filter(visible=True)
    expect(note).to_be_visible()
    tab_to(page, "link", re.compile("All statements of paragraph"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("What does paragraph")
    back_and_reload(page)


def test_a_question_with_a_parameter(watched: Watched) -> None:
    page = watched.open("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Questions").click()
    page.get_by_role("link", name="With whom is a work done").click()
    page.get_by_role("combobox", name="Work").fill("Container Control Programme")
    page.get_by_role("button", name="Ask").click()
    rows = page.get_by_role("region", name="Answer").get_by_role("row")
    expect(rows.filter(has_text="World Customs Organization").first).to_be_visible()
    expect(rows.get_by_role("button", name=PARAGRAPH).first).to_be_visible()
    back_and_reload(page)


def test_a_query_with_an_error_is_mended_and_its_result_exported(watched: Watched) -> None:
    page = watched.open("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="SPARQL").click()
    editor = page.get_by_role("textbox", name="SPARQL query")
    editor.fill("SELECT ?country ?name WHERE {\n  ?country a mg:Country ;\n}\nLIMIT 3 nonsense")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_text(re.compile("line 4", re.IGNORECASE)).first).to_be_visible()
    watched.faults.clear()
    editor.fill("SELECT ?country ?name WHERE {\n  ?country a mg:Country ; rdfs:label ?name\n}\nORDER BY ?name LIMIT 3")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("row").filter(has_text="Afghanistan")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").first.click()
    rows = [*csv.reader(download.value.path().read_text(encoding="utf-8").splitlines())]
    assert rows[0] == ["country", "name"]
    assert len(rows) == 4
    back_and_reload(page)
    expect(page.get_by_role("row").filter(has_text="Afghanistan")).to_have_count(1)


def test_a_view_is_shared_by_its_address(watched: Watched, browser: Browser) -> None:
    page = watched.open("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Explore").click()
    page.get_by_role("main").get_by_role("combobox").first.fill("INTERPOL")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="partner in", exact=True).click()
    shown = page.get_by_role("region", name="What is shown").get_by_role("listitem")
    expect(shown).to_have_count(4)
    back_and_reload(page)
    expect(shown).to_have_count(4)
    profile = context(browser)
    other = Watched(profile.new_page(), watched.address)
    other.page.goto(page.url)
    again = other.page.get_by_role("region", name="What is shown").get_by_role("listitem")
    expect(again).to_have_count(4)
    assert again.all_inner_texts() == shown.all_inner_texts()
    assert other.faults == []
    profile.close()
