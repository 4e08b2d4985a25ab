"""Suggestions in a real browser: what begins so comes first, fields offer only their kind, questions what they name."""

import re

import pytest
from playwright.sync_api import Page, expect

from browsers import Watched

FIELDS = (
    ("/partners", "Theme", "crime", "theme"),
    ("/partners", "Who", "united", "actor"),
    ("/partners", "Country served", "ni", "country"),
    ("/partners", "Programme", "global", "programme"),
    ("/countries", "Programme or other work", "firearms", "work"),
    ("/figures", "Country", "ni", "country"),
    ("/figures", "Programme", "global", "programme"),
    ("/sdg", "Theme", "crime", "theme"),
    ("/sdg", "Work or programme", "firearms", "work"),
    ("/sdg?target=16.4&family=stated", "Theme", "crime", "theme"),
    ("/sdg?target=16.4&family=stated", "Work or programme", "firearms", "work"),
    ("/funding", "Donor", "united", "actor"),
    ("/funding", "Recipient", "united", "actor"),
    ("/funding", "Donor or recipient", "united", "actor"),
    ("/queries/countries-assisted-by", "Theme", "crime", "theme"),
    ("/queries/countries-assisted-by", "Actor", "united", "actor"),
    ("/queries/country-profile", "Country", "ni", "country"),
    ("/partners?theme=zzzz", "Instead of “zzzz”", "crime", "theme"),
)
ANY = (
    ("/timeline", "Of what"),
    ("/contradictions", "About"),
    ("/figures", "Of what"),
    ("/compare", "The first"),
    ("/compare", "The second"),
    ("/paths", "From"),
    ("/explore", "Name, acronym, code or symbol"),
)


def _offered(page: Page, label: str, text: str) -> tuple[str, list[str]]:
    """The address by which a field asked for names, and what it offers then."""
    field = page.locator("input").and_(page.get_by_label(label, exact=True)).first
    field.fill("")
    with page.expect_response(re.compile("/api/find"), timeout=5000) as asked:
        field.press_sequentially(text)
    page.wait_for_function(
        "([one, text]) => one.list && one.list.options.length", arg=[field.element_handle(), text], timeout=5000
    )
    options = field.evaluate("(one) => [...one.list.options].map((each) => each.value)")
    return asked.value.url, options


def test_no_case_is_lost() -> None:
    assert (len(FIELDS), len(ANY)) == (18, 7)


@pytest.mark.parametrize(("path", "label", "text", "kind"), FIELDS)
def test_a_field_offers_only_its_kind(watched: Watched, path: str, label: str, text: str, kind: str) -> None:
    page = watched.open(path)
    address, options = _offered(page, label, text)
    assert f"type={kind}" in address
    reply = page.request.get(address).json()["answer"]
    assert options == [match["thing"]["name"] for match in reply["matches"]]
    if path.endswith("zzzz"):
        watched.faults[:] = [fault for fault in watched.faults if "404" not in fault]


@pytest.mark.parametrize(("path", "label"), ANY)
def test_a_field_that_takes_anything_offers_anything(watched: Watched, path: str, label: str) -> None:
    address, options = _offered(watched.open(path), label, "nig")
    assert "type=&" in address + "&"
    assert options[:2] == ["Niger", "Nigeria"]


def test_what_begins_so_comes_first(watched: Watched) -> None:
    page = watched.open("/about")
    page.get_by_role("combobox").press_sequentially("nig")
    options = page.get_by_role("option")
    expect(options.nth(0)).to_contain_text("Niger country")
    expect(options.nth(1)).to_contain_text("Nigeria country")


@pytest.mark.parametrize("text", ["UN Women", "UNWomen", "un-women", "U.N. Women"])
def test_hyphens_and_stops_do_not_count(watched: Watched, text: str) -> None:
    page = watched.open("/about")
    page.get_by_role("combobox").press_sequentially(text)
    expect(page.get_by_role("option").first).to_contain_text("UN-Women")


def test_what_a_question_names_is_suggested_first(watched: Watched) -> None:
    page = watched.open("/about")
    page.get_by_role("combobox").fill("who works with UNODC on terrorism")
    options = page.get_by_role("option")
    expect(options.nth(0)).to_contain_text("United Nations Office on Drugs and Crime")
    expect(options.nth(1)).to_contain_text("terrorism")
    expect(options).to_have_count(8)


def test_a_name_that_nothing_has_gives_no_error_but_that_of_the_network(watched: Watched) -> None:
    page = watched.open("/partners?theme=zzzz")
    expect(page.get_by_role("heading", level=1)).to_contain_text("zzzz")
    assert len(watched.faults) == 1
    assert "status of 404" in watched.faults.pop()
