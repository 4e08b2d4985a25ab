"""Pictures of every page, to be looked at: `python tests/screenshots.py FOLDER` starts a server over the built graph.

Each page is taken at 320, 768 and 1440 pixels, in light and dark, as PAGE-WIDTH-SCHEME.png; `--only WORD` takes those
pages alone whose names contain the word. Prints what goes wrong in a page, and how far it reaches beyond its width.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from addresses import ADDRESSES
from browsers import SCHEMES, WIDTHS, Watched, chromium, context
from conftest import running

_REFUSED = "the server responded with a status of 4"
"""What Chromium says of a page that tells of an error: no fault of the page."""
_BEYOND = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def main() -> int:
    """Take the pictures; 1 where something went wrong in a page."""
    parser = argparse.ArgumentParser(description="Pictures of every page at three widths, in light and dark.")
    parser.add_argument("folder", type=Path, help="where they are kept")
    parser.add_argument("--only", default="", help="a part of the names of pages")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    chosen = {name: path for name, path in ADDRESSES.items() if given.only in name}
    with running(given.folder / "server.log") as address:
        return _all(address, chosen, given.folder)


def _all(address: str, chosen: dict[str, str], folder: Path) -> int:
    wrong = 0
    with chromium() as browser:
        for width in WIDTHS:
            for scheme in SCHEMES:
                profile = context(browser, width, scheme)
                for name, path in chosen.items():
                    watched = Watched(profile.new_page(), address)
                    page = watched.open(path)
                    beyond = page.evaluate(_BEYOND)
                    faults = [fault for fault in watched.faults if _REFUSED not in fault]
                    if beyond or faults:
                        wrong = 1
                        print(f"{name}, {width} px, {scheme}: {beyond} px beyond; {faults}")
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
                    page.close()
                profile.close()
    return wrong


if __name__ == "__main__":
    sys.exit(main())
