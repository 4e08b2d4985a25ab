"""How long the questions take over HTTP: python benchmarks/explore FOLDER [FOLDER ...].

Each folder holds snapshots: that of `mandategraph build` (var), or one of generate.py. Every request is asked once, so
it is cold; then all are asked once more, and come from the cache. Times are in milliseconds.
"""

import argparse
import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import naive
import shared  # noqa: F401 (it lets the modules of benchmarks/serve be found)
from calls import Call, calls
from memory import Peak, megabytes

from mandategraph.store import snapshot
from mandategraph.store.snapshot import Snapshot


def main() -> None:
    """Measure each graph, and print a table in Markdown."""
    parser = argparse.ArgumentParser(prog="python benchmarks/explore", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="a folder of snapshots")
    parser.add_argument("--count", type=int, default=40, help="requests of each kind (default 40)")
    options = parser.parse_args()
    for folder in options.folders:
        found = snapshot.current(folder)
        print(f"\n{folder.name}: {found.manifest.statements:,} statements in all graphs, {_size(found)} MB on disk\n")
        asked = calls(found, options.count)
        _measure(folder, found, asked)
        naive.measure(found, [tuple(call.terms["things"]) for call in asked["paths"]])


def _size(found: Snapshot) -> int:
    return sum(path.stat().st_size for path in found.folder.rglob("*") if path.is_file()) >> 20


def _measure(folder: Path, found: Snapshot, asked: dict[str, list[Call]]) -> None:
    print("| question | requests | p50 | p95 | slowest | p95 of hits | failed |\n|---|---|---|---|---|---|---|")
    with _server(folder, (found.folder / snapshot.DUMP).exists()) as (port, pid), Peak(pid) as peak:
        ask = _client(port)
        for kind, made in asked.items():
            cold, hits = _times(ask, made), _times(ask, made)
            failed = sum(status >= 400 for _, status, _ in cold)
            row = (_at(cold, 0.5), _at(cold, 0.95), _at(cold, 1.0), _at(hits, 0.95))
            print(f"| {kind} | {len(made)} | {' | '.join(f'{value:.1f}' for value in row)} | {failed} |", flush=True)
        print(f"\nmemory (PSS): {megabytes(pid):.0f} MB afterwards, {peak.megabytes:.0f} MB at most")


def _times(ask: Callable[[str], int], made: list[Call]) -> list[tuple[float, int, Call]]:
    """Milliseconds, status and call, the quickest first."""
    found = []
    for call in made:
        begun = time.perf_counter()
        status = ask(call.path)
        found.append(((time.perf_counter() - begun) * 1000, status, call))
    return sorted(found, key=lambda one: one[0])


def _at(times: list[tuple[float, int, Call]], part: float) -> float:
    return times[min(len(times) - 1, int(len(times) * part))][0] if times else 0.0


def _client(port: int) -> Callable[[str], int]:
    connection = http.client.HTTPConnection("127.0.0.1", port, 120)

    def ask(path: str) -> int:
        connection.request("GET", path)
        reply = connection.getresponse()
        reply.read()
        return reply.status

    return ask


@contextmanager
def _server(folder: Path, small: bool) -> Iterator[tuple[int, int]]:
    """A server over a folder of snapshots: its port and its process, when it has answered one question."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    program = str(Path(sys.executable).with_name("mandategraph"))
    words = ["serve", "--snapshots", str(folder), "--port", str(port), "--access-log", "", "--timeout", "120"]
    words += [] if small else ["--in-memory", "0"]
    process = subprocess.Popen([program, *words], stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            if _client(port)("/readyz") == 200 and _client(port)("/api/find?text=UNODC") == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("the server did not answer")


if __name__ == "__main__":
    main()
