"""The service against its peers, on the same data in one run: python benchmarks/serve [PART ...] [--peers A,B]."""

import argparse
import os
from pathlib import Path

import table
from cells import PARTS, Run
from material import Material
from servers import OURS, OXIGRAPH, RDFLIB


def main() -> None:
    """Make what is missing, measure, and print tables in Markdown."""
    options = _options()
    material = Material(options.folder, options.seconds)
    run = Run(material, options.peers.split(","), options.seconds, options.same_limits)
    busy = f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    for part in options.parts or PARTS:
        PARTS[part](run)
    print(f"{material.versions()}; {busy}; lists of queries: {material.lists}\n")
    print(table.measured(run.results))
    print(table.targets(run.results))
    if options.templates and run.results.answers:
        print(table.templates(run.results))


def _options() -> argparse.Namespace:
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "mandategraph-benchmark"
    parser = argparse.ArgumentParser(prog="python benchmarks/serve", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"what to measure: {', '.join(PARTS)} (default all)")
    parser.add_argument("--peers", default=f"{OURS},{OXIGRAPH},{RDFLIB}", help="servers to measure (default all)")
    parser.add_argument("--seconds", type=float, default=10, help="time for each mix and server (default 10)")
    parser.add_argument("--templates", action="store_true", help="show the times of each template, asked alone")
    parser.add_argument("--folder", type=Path, default=cache, help="where peers, data and lists are kept")
    parser.add_argument(
        "--same-limits",
        action="store_true",
        help="give Oxigraph its time limit in every part, not only under bombs; it then keeps a thread for each query "
        "for the whole time, and dies of a few thousand queries a second",
    )
    options = parser.parse_args()
    unknown = [part for part in options.parts if part not in PARTS]
    if unknown:
        parser.error(f"no part is named {unknown[0]!r}; there are {', '.join(PARTS)}")
    return options


if __name__ == "__main__":
    main()
