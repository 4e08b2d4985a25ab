"""What the handlers ask: the engine over the snapshot in service, and the library of named queries."""

from functools import cached_property
from pathlib import Path
from threading import Lock

from flask import current_app
from pyoxigraph import Store

from mandategraph import trig
from mandategraph.errors import RequestInvalid
from mandategraph.queries import QueryLibrary
from mandategraph.settings import Settings
from mandategraph.store import snapshot
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.store.engine import Engine
from mandategraph.store.snapshot import Manifest
from mandategraph.vocabulary import PREFIXES


class Service:
    """The engine over the snapshot that the pointer names; a moved pointer is followed at the next request."""

    def __init__(self, snapshots: Path, queries: Path) -> None:
        self._snapshots = snapshots
        self._queries = queries
        self._lock = Lock()
        self._opened: tuple[str, Engine, Manifest | None] | None = None

    @classmethod
    def of(cls, settings: Settings) -> "Service":
        """The service over the snapshots folder of the settings."""
        return cls(settings.snapshots, settings.queries)

    @cached_property
    def library(self) -> QueryLibrary:
        """The named queries."""
        return QueryLibrary(self._queries)

    def open(self) -> tuple[Engine, Manifest | None]:
        """The engine and manifest in service. Raises SnapshotMissing before the first build."""
        with self._lock:
            version = snapshot.pointer(self._snapshots)
            name = version.read_text(encoding="utf-8") if version.is_file() else ""
            if self._opened is None or self._opened[0] != name:
                found = snapshot.current(self._snapshots)
                self._opened = name, EmbeddedEngine.open(found.store, PREFIXES), found.manifest
            return self._opened[1:]


class FileService(Service):
    """The same over one RDF file, read into memory, without a build."""

    def __init__(self, path: Path, queries: Path) -> None:
        super().__init__(path.parent, queries)
        if path.suffix not in trig.FORMATS:
            raise RequestInvalid(f"{path}: not a known kind of file; give one that ends in {', '.join(trig.FORMATS)}")
        store = Store()
        try:
            store.bulk_load(path=str(path), format=trig.FORMATS[path.suffix])
        except (OSError, SyntaxError) as error:
            raise RequestInvalid(f"{path}: {error}; mend the file or give another") from error
        self._engine = EmbeddedEngine(store, PREFIXES)

    def open(self) -> tuple[Engine, Manifest | None]:
        return self._engine, None


def service() -> Service:
    """The service of the running application."""
    found = current_app.extensions["mandategraph"]
    assert isinstance(found, Service), "create_app puts it there"
    return found


def engine() -> Engine:
    """The engine in service."""
    return service().open()[0]
