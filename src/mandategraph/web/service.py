"""What the handlers ask: the engine over the graph in service, its manifest, and the library of named queries."""

from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from flask import current_app, request

from mandategraph.explore.graph import Graph, State
from mandategraph.queries import QueryLibrary
from mandategraph.settings import Settings
from mandategraph.store import snapshot
from mandategraph.store.attached import Attached
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.store.engine import Engine
from mandategraph.store.snapshot import Snapshot
from mandategraph.vocabulary import PREFIXES

SERVED = "mandategraph.served"
"""The key of the WSGI environment under which the front door hands a Served to the application."""


@dataclass(frozen=True)
class Served:
    """One version of the graph, for the length of a request; `snapshot` is None for a file served without a build."""

    engine: Engine
    snapshot: Snapshot | None


class Service:
    """The library, and the snapshot in service for an application that stands without the front door."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._states: dict[str, State] = {}
        self._lock = Lock()

    @cached_property
    def library(self) -> QueryLibrary:
        """The named queries."""
        return QueryLibrary(self._settings.queries)

    @cached_property
    def attached(self) -> Attached:
        """The texts of documents that were attached for this server."""
        return Attached(self._settings.snapshots)

    def state(self, served: Served) -> State:
        """What belongs to a version of the graph; that of the version before is kept for requests that still run."""
        version = served.snapshot.manifest.version if served.snapshot else ""
        with self._lock:
            if version not in self._states:
                while len(self._states) > 1:
                    del self._states[next(iter(self._states))]
                self._states[version] = (
                    State.of(served.snapshot) if served.snapshot else State.over(served.engine, "file")
                )
            return self._states[version]

    @cached_property
    def embedded(self) -> Served:
        """The snapshot that is in service now, in this process. Raises SnapshotMissing before the first build."""
        found = snapshot.current(self._settings.snapshots)
        return Served(EmbeddedEngine.open(found.store, PREFIXES), found)


def service() -> Service:
    """The service of the running application."""
    found = current_app.extensions["mandategraph"]
    assert isinstance(found, Service), "create_app puts it there"
    return found


def served() -> Served:
    """The version of the graph that answers the request."""
    found = request.environ.get(SERVED)
    return found if isinstance(found, Served) else service().embedded


def engine() -> Engine:
    """The engine in service."""
    return served().engine


def prefixes() -> dict[str, str]:
    """The prefixes that queries need not declare; a file that is served without a build has none."""
    return PREFIXES if served().snapshot else {}


def graph() -> Graph:
    """The graph in service, as the questions of explore/ see it."""
    found = served()
    return Graph(found.engine, service().state(found))
