"""The drawing of a walk as a reader finds it: by role and name, and where its things stand."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from xml.etree import ElementTree

from playwright.sync_api import Browser, Locator, Page, expect

from browsers import Watched

Place = tuple[float, float]
Places = dict[str, Place]
Fingers = Callable[[list[Place], list[Place]], None]
START = "/explore?thing=INTERPOL"
WALK = START + "".join(
    f"&open=organization:interpol~{one}" for one in ("mg:partnerIn~in", "mg:coordinatesIn~in", "mg:cooperatesWith~out")
)
STEPS = ("partner in", "coordinates in", "cooperates with")
_BOXES = """graph => {
    const frame = graph.getBoundingClientRect();
    return [...graph.querySelectorAll("a[aria-label]")].filter(link => !link.getAttribute("aria-label").includes("¶"))
        .map(link => [link.getAttribute("aria-label"), link.getBoundingClientRect()])
        .map(([name, box]) => [name, box.x - frame.x + box.width / 2, box.y - frame.y + box.height / 2]);
}"""


def graph(page: Page) -> Locator:
    """The drawing."""
    return page.get_by_role("group", name=re.compile(r"^Graph of \d+ thing"))


def panel(page: Page, name: str) -> Locator:
    """What is told of the chosen thing."""
    return page.get_by_role("region", name=re.compile(f"^{name} "))


def node(page: Page, name: str) -> Locator:
    """A thing on the drawing."""
    return graph(page).get_by_role("link", name=re.compile(f"^{re.escape(name)}[,:]")).first


def places(page: Page, pattern: str = "") -> Places:
    """Where the things stand within the frame, by what a screen reader calls them, and what may be opened."""
    return {
        re.sub(", (chosen|pinned)", "", name): (x, y)
        for name, x, y in graph(page).evaluate(_BOXES)
        if re.search(pattern, name)
    }


def farthest(one: Places, other: Places) -> float:
    """How far the one that has moved most has moved."""
    shared = one.keys() & other.keys()
    assert shared
    return max(abs(one[name][axis] - other[name][axis]) for name in shared for axis in (0, 1))


def walked(watched: Watched) -> Page:
    """Three relations opened one by one."""
    page = watched.open(START)
    for count, step in enumerate(STEPS, 1):
        page.get_by_role("region", name=re.compile("^INTERPOL ")).get_by_role("link", name=step, exact=True).click()
        trail = page.get_by_role("navigation", name="Your walk")
        expect(trail.get_by_role("link", name=re.compile("^Close"))).to_have_count(count)
    return page


def signs(page: Page) -> int:
    """How many signs stand on lines."""
    return graph(page).get_by_role("link", name=re.compile("¶")).count()


def closings(page: Page) -> Locator:
    """What closes a relation again: one for each that is open."""
    return page.get_by_role("navigation", name="Your walk").get_by_role("link", name=re.compile("^Close"))


def saved(page: Page) -> list[str]:
    """The texts of the picture as a file."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save SVG").click()
    whole = ElementTree.parse(download.value.path()).getroot()
    return ["".join(text.itertext()).strip() for text in whole.iter("{http://www.w3.org/2000/svg}text")]


def empty(page: Page) -> Place:
    """A place on the canvas, in the window, where nothing is."""
    x, y = graph(page).evaluate("""graph => {
        const { left, top, width, height } = graph.getBoundingClientRect();
        for (let y = top + 10; y < top + height; y += 20)
            for (let x = left + 10; x < left + width; x += 20)
                if (document.elementFromPoint(x, y) === graph) return [x, y];
    }""")
    return x, y


def rings(thing: Locator) -> int:
    """How many circles run around a thing, seen or not."""
    found: int = thing.evaluate(
        "link => [...link.querySelectorAll('circle')].filter(one => getComputedStyle(one).fill === 'none').length"
    )
    return found


@contextmanager
def touched(browser: Browser, address: str) -> Iterator[tuple[Page, Fingers]]:
    """A narrow window that is touched, and what moves fingers on it from places to others."""
    profile = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    watched = Watched(profile.new_page(), address)
    session = profile.new_cdp_session(watched.page)

    def touch(kind: str, places: list[Place]) -> None:
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def move(start: list[Place], end: list[Place]) -> None:
        touch("touchStart", start)
        for step in range(1, 11):
            ways = zip(start, end, strict=True)
            touch("touchMove", [(a + (c - a) * step / 10, b + (d - b) * step / 10) for (a, b), (c, d) in ways])
        touch("touchEnd", [])

    yield watched.page, move
    assert watched.faults == []
    profile.close()
