"""Debian's Chromium, driven by Playwright: pages that note what goes wrong in them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

WIDTHS = (320, 768, 1440)
SCHEMES = ("light", "dark")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""As root, and without the connections that Chromium makes by itself."""


@dataclass
class Watched:
    """A page, and what went wrong in it: errors of the console and of scripts, and requests to any other origin."""

    page: Page
    address: str
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        origin = urlsplit(self.address).netloc
        self.page.on("console", lambda said: self._note(said.text) if said.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.on(
            "request",
            lambda asked: None if urlsplit(asked.url).netloc in (origin, "") else self._note(f"asks {asked.url}"),
        )

    def _note(self, text: str) -> None:
        self.faults.append(text)

    def open(self, path: str) -> Page:
        """Go to a path of the server, and wait until its scripts have run."""
        self.page.goto(self.address + path, wait_until="networkidle")
        return self.page


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window; ends with the block. Raises AssertionError where there is no Chromium."""
    found = shutil.which("chromium")
    assert found, "the tests of the pages need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*_QUIET])
        yield browser
        browser.close()


def context(browser: Browser, width: int = 1440, scheme: str = "light") -> BrowserContext:
    """A new profile with a window of a width, in light or dark; downloads are taken."""
    return browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        accept_downloads=True,
    )
