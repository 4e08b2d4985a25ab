"""A large graph grown from the shipped one: python benchmarks/explore/generate.py COUNT FOLDER.

COUNT activities, and what they need around them, as a snapshot that `mandategraph serve --snapshots FOLDER` serves.
"""

import argparse
import resource
import time
from itertools import chain
from pathlib import Path

from cast import Cast
from documents import reports
from folder import Folder
from real import Real
from statements import Ledger


class Steps:
    """Progress lines: the seconds since the start, and the memory taken at most."""

    def __init__(self) -> None:
        self._start = self._told = time.monotonic()

    def done(self, what: str) -> None:
        """Say that something is done, and how long it took since the last was."""
        now = time.monotonic()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)
        print(f"{now - self._start:6.1f} s  (+{now - self._told:.1f} s, at most {peak:.2f} GB)  {what}", flush=True)
        self._told = now


def generate(activities: int, root: Path) -> None:
    """Make the snapshot, step by step."""
    steps = Steps()
    real = Real()
    cast = Cast(activities, real)
    steps.done(f"read the shipped graph, made {len(cast.pages):,} pages of what works speak of")
    folder, ledger = Folder(root, activities), Ledger()
    pages = chain(real.pages(), cast.pages, reports(cast, activities))
    folder.load(ledger.lines(pages))
    steps.done(f"loaded {ledger.named:,} statements in {len(ledger.documents):,} documents")
    inferred = folder.close(real.rules)
    steps.done(f"closed: {inferred:,} statements follow")
    folder.settle()
    steps.done("settled the store")
    folder.name()
    steps.done("indexed the names")
    folder.link()
    steps.done("indexed the links")
    statements = len(folder.store)
    folder.publish(statements, {**ledger.by_basis, "Inferred": inferred}, ledger.documents)
    size = f"{statements:,} statements in all graphs, {folder.size() / 1e9:.2f} GB on disk"
    steps.done(f"published {folder.version}: {activities:,} activities, {size}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python benchmarks/explore/generate.py", description=__doc__)
    parser.add_argument("count", metavar="COUNT", type=int, help="how many activities, as 1000000")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="where snapshots are kept")
    options = parser.parse_args()
    generate(options.count, options.folder)


if __name__ == "__main__":
    main()
