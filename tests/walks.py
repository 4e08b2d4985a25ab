"""The drawing of a walk as a reader finds it: by role and name, and where its things stand."""

import re

from playwright.sync_api import Locator, Page, expect

from browsers import Watched

Places = dict[str, tuple[float, float]]
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
