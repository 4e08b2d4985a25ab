"""From a thing, or from words that name several, to the pages that answer what is asked of them."""

import pytest

from markup import Element
from visits import visit

THEME, QATAR = "theme:youth-crime-prevention", "country:qat"
OF_ONE = {
    "/id/resolution/a-res-71-209": ["/mandates?mandate=resolution%3Aa-res-71-209"],
    "/id/country/ken": ["/countries?place=country%3Aken"],
    "/id/organization/interpol": ["/partners?actor=organization%3Ainterpol"],
    "/id/programme/container-control-programme": ["/mandates?work=programme%3Acontainer-control-programme"],
    "/id/theme/corruption": [f"/{page}?theme=theme%3Acorruption" for page in ("partners", "countries", "sdg")],
    "/resource?iri=http://metadata.un.org/sdg/16.4": ["/sdg?target=sdg%3A16.4"],
}
OF_SEVERAL = {
    "who works with UNODC on corruption": "/partners?actor=organization%3Aunodc&theme=theme%3Acorruption",
    "what is done in Kenya on corruption": "/countries?place=country%3Aken&theme=theme%3Acorruption",
    "from Qatar to youth crime prevention": "/paths?things=country%3Aqat&things=theme%3Ayouth-crime-prevention",
    "INTERPOL and OSCE": "/paths?things=organization%3Ainterpol&things=organization%3Aosce",
    "which countries got help on trafficking in persons": "/countries?theme=theme%3Atrafficking-in-persons",
    "what serves 16.4": "/sdg?target=sdg%3A16.4",
}


def test_no_case_is_lost() -> None:
    assert (len(OF_ONE), len(OF_SEVERAL)) == (6, 6)


@pytest.mark.parametrize(("path", "wanted"), OF_ONE.items())
def test_a_thing_leads_to_the_pages_that_answer(live: str, path: str, wanted: list[str]) -> None:
    links = visit(live, path).one("p", "more").all("a")
    assert [link.attributes["href"] for link in links] == wanted
    for link in links:
        assert visit(live, link.attributes["href"]).one("h1").text


@pytest.mark.parametrize(("text", "wanted"), OF_SEVERAL.items())
def test_words_lead_to_the_page_for_what_they_name(live: str, text: str, wanted: str) -> None:
    found = visit(live, "/find", ("q", text))
    links = {link.attributes["href"]: link.text for link in found.one("ul", "asks").all("a")}
    assert wanted in [*links][:5]
    assert links[wanted].endswith("?")
    assert visit(live, wanted).one("h1").text
    assert found.one("input", id="q").attributes["value"] == text


def test_one_thing_is_no_path(live: str) -> None:
    found = visit(live, f"/paths?things={QATAR}")
    assert "Name the other thing, too." in found.one("div", "lead").text
    assert _things(found) == ["Qatar", ""]


def test_the_fields_of_paths_show_names(live: str) -> None:
    found = visit(live, f"/paths?things={QATAR}&things={THEME}")
    assert _things(found) == ["Qatar", "Youth crime prevention", ""]


def _things(found: Element) -> list[str]:
    return [one.attributes["value"] for one in found.all("input") if one.attributes.get("name") == "things"]
