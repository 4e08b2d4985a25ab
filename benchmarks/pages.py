"""First paint, size and scripts of every page: `python benchmarks/pages.py [SNAPSHOTS]`, over the built graph.

Each page is opened five times in a new profile of Chromium (nothing is cached in the browser), after one that warms the
server; the median of first contentful paint counts. Sizes are bytes as they go over the wire.
"""

import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from playwright.sync_api import Browser

from addresses import ADDRESSES
from browsers import chromium, context
from conftest import running

TIMES = 5
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"
_SIZES = """() => {
    const all = performance.getEntriesByType("resource");
    const scripts = all.filter((one) => one.name.endsWith(".js"));
    const page = performance.getEntriesByType("navigation")[0];
    const sum = (found) => found.reduce((bytes, one) => bytes + one.encodedBodySize, 0);
    return [page.encodedBodySize, sum(scripts), page.encodedBodySize + sum(all)];
}"""


def measured(browser: Browser, address: str) -> tuple[float, list[int]]:
    """First contentful paint in milliseconds; bytes of the page, of its scripts, and of everything."""
    profile = context(browser)
    page = profile.new_page()
    page.goto(address, wait_until="networkidle")
    paint, sizes = page.evaluate(_PAINT), page.evaluate(_SIZES)
    profile.close()
    return paint, sizes


def main() -> None:
    """Print a line a page."""
    print(f"{'page':16} {'paint ms':>9} {'page KB':>8} {'scripts KB':>10} {'all KB':>7}")
    snapshots = Path(sys.argv[1]) if sys.argv[1:] else None
    with (
        tempfile.NamedTemporaryFile() as log,
        running(Path(log.name), snapshots=snapshots) as server,
        chromium() as browser,
    ):
        for name, path in ADDRESSES.items():
            runs = [measured(browser, server + path) for _ in range(TIMES + 1)][1:]
            page, scripts, everything = (size / 1024 for size in runs[-1][1])
            paint = statistics.median(run[0] for run in runs)
            print(f"{name:16} {paint:9.0f} {page:8.1f} {scripts:10.1f} {everything:7.1f}")


if __name__ == "__main__":
    main()
