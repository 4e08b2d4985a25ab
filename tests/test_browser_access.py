"""Every page in a real browser: no fault that axe knows of, nothing beyond the width, no error, no foreign request."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from addresses import ADDRESSES
from browsers import Watched, context
from conftest import ROOT
from mandategraph.web.chrome import ALL

AXE = ROOT / "src/frontend/node_modules/axe-core/axe.min.js"
_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """async (only) => {
    const found = await axe.run(document, { runOnly: only, resultTypes: ["violations"], preload: false });
    return found.violations.map((one) => one.id + ": " + one.nodes.slice(0, 3).map((node) => node.html).join(" | "));
}"""
_BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
_REFUSED = "the server responded with a status of 4"


@pytest.fixture(scope="module", params=[320, 1440])
def window(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A window of a phone's width, and one of a desk's."""
    found = context(browser, request.param)
    yield found
    found.close()


def test_every_page_is_gone_through() -> None:
    paths = {path.partition("?")[0] for path in ADDRESSES.values()}
    assert not set(ALL.values()) - paths
    assert len(ADDRESSES) == 39


@pytest.mark.parametrize("name", ADDRESSES)
def test_page(live: str, window: BrowserContext, name: str) -> None:
    watched = Watched(window.new_page(), live)
    page = watched.open(ADDRESSES[name])
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert page.evaluate(_RUN, _STANDARDS) == []
    assert page.evaluate(_BEYOND) == 0
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(_RUN, {"type": "rule", "values": ["color-contrast"]}) == []
    assert [fault for fault in watched.faults if _REFUSED not in fault] == []
    page.close()


def test_axe_sees_a_fault(live: str, window: BrowserContext) -> None:
    page = Watched(window.new_page(), live).open("/")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate("document.querySelector('label[for=q]').remove()")
    assert any(found.startswith("label:") for found in page.evaluate(_RUN, _STANDARDS))
    page.close()
