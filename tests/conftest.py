"""Fixtures: the built graph, a server on a free port, the shared folder beside the project."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsers import Watched, chromium, context
from mandategraph.build import build
from mandategraph.explore.graph import Graph, State
from mandategraph.queries import QueryLibrary
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.store.snapshot import Snapshot
from mandategraph.vocabulary import PREFIXES

ROOT = Path(__file__).parents[1]
Server = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The shipped graph, built once for all tests."""
    return build(ROOT, tmp_path_factory.mktemp("snapshots"), lambda _: None)


@pytest.fixture(scope="session")
def engine(snapshot: Snapshot) -> EmbeddedEngine:
    """An engine over the shipped graph."""
    return EmbeddedEngine.open(snapshot.store, PREFIXES)


@pytest.fixture(scope="session")
def graph(engine: EmbeddedEngine, snapshot: Snapshot) -> Graph:
    """The shipped graph as the questions of explore/ see it."""
    return Graph(engine, State.of(snapshot))


@pytest.fixture(scope="session")
def library() -> QueryLibrary:
    """The shipped named queries."""
    return QueryLibrary(ROOT / "queries")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material; an installed project does not have it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not here: this test compares with material that is not part of the project")
    return folder


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """Start `server.py` with arguments on a free port; gives its address, and stops it afterwards."""

    def started(*arguments: str, snapshots: Path | None = None) -> AbstractContextManager[str]:
        return running(tmp_path_factory.mktemp("server") / "log", *arguments, snapshots=snapshots)

    return started


@pytest.fixture(scope="session")
def live(start: Server, snapshot: Snapshot) -> Iterator[str]:
    """The address of a real server over the shipped graph."""
    with start(snapshots=snapshot.folder.parent) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of pages."""
    with chromium() as found:
        yield found


@pytest.fixture
def watched(browser: Browser, live: str) -> Iterator[Watched]:
    """A new window on the server over the shipped graph; nothing may have gone wrong in it in the end."""
    profile = context(browser)
    found = Watched(profile.new_page(), live)
    yield found
    assert found.faults == []
    profile.close()


@contextmanager
def running(log: Path, *arguments: str, snapshots: Path | None = None) -> Iterator[str]:
    """The address of `server.py` on a free port, which stops with the block; without snapshots, over those built."""
    port = free_port()
    environment = os.environ | ({"MANDATEGRAPH_SNAPSHOTS": str(snapshots)} if snapshots else {})
    with log.open("w") as stream:
        command = [sys.executable, str(ROOT / "server.py"), "--port", str(port), *arguments]
        process = subprocess.Popen(command, env=environment, stdout=stream, stderr=stream)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process, log)
            yield address
        finally:
            process.terminate()
            process.wait(10)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < end:
        try:
            urllib.request.urlopen(address + "/healthz", timeout=5)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the server did not answer: {log.read_text()}")
