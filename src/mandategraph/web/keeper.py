"""Keeps the graph in service: the first one, and each new snapshot that the pointer names."""

import asyncio
import json
import logging
from collections.abc import Container
from pathlib import Path

from mandategraph.errors import MandategraphError
from mandategraph.settings import Settings
from mandategraph.store import snapshot
from mandategraph.store.generation import Generation
from mandategraph.store.pool import Limits, Pool
from mandategraph.store.pooled import PooledEngine
from mandategraph.store.snapshot import Snapshot
from mandategraph.store.template import Source
from mandategraph.store.wire import Job
from mandategraph.store.worker import Bounds
from mandategraph.vocabulary import PREFIXES
from mandategraph.web.exchange import Reply
from mandategraph.web.service import Served

_log = logging.getLogger(__name__)
_LOOK_EVERY = 0.5
_WIRE = 1 << 20
_FILE = "file"
"""The version of a file served without a build."""


class Keeper:
    """The pool over the snapshot in service, or over one file; `spool` is a folder for answers too large for memory."""

    def __init__(self, settings: Settings, data: Path | None, spool: str) -> None:
        self.settings = settings
        self._data = data
        self._snapshots: dict[str, Snapshot] = {}
        self._tried = ""
        self.draining = False
        self.pool = Pool(
            Limits(
                workers=settings.workers,
                share=settings.client_queries,
                room=settings.queue,
                seconds=settings.timeout,
                wait=settings.wait,
                memory=settings.memory << 20,
                bounds=Bounds(settings.max_answer << 20, _WIRE, spool),
            )
        )

    async def start(self) -> None:
        """Put the first graph into service. Raises SnapshotMissing or RequestInvalid where it cannot be read."""
        if self._data is not None:
            await self.pool.use(_FILE, Source(str(self._data), in_memory=True, prefixes={}))
        else:
            await self._use(snapshot.current(self.settings.snapshots))

    async def follow(self) -> None:
        """Put each new snapshot into service, for ever; one that cannot be read leaves the old in service."""
        while self._data is None:
            await asyncio.sleep(_LOOK_EVERY)
            try:
                found = snapshot.current(self.settings.snapshots)
                if found.manifest.version not in (self._tried, self.version):
                    self._tried = found.manifest.version
                    await self._use(found)
            except MandategraphError as error:
                _log.warning("the old snapshot stays in service: %s", error)

    async def _use(self, found: Snapshot) -> None:
        version, small = found.manifest.version, found.manifest.statements <= self.settings.in_memory
        self._snapshots[version] = found
        path = found.folder / snapshot.DUMP if small else found.store
        await self.pool.use(version, Source(str(path), small, dict(PREFIXES), found.manifest.statements))
        self._tried = version

    @property
    def version(self) -> str | None:
        """The version in service."""
        return self.pool.current.version if self.pool.current else None

    def served(self, generation: Generation, client: str) -> Served:
        """What a handler may ask for one request of a client."""
        found = self._snapshots.get(generation.version)
        return Served(PooledEngine(self.pool, generation, client, PREFIXES if found else {}), found)

    def health(self) -> Reply:
        """Alive: this process answers."""
        return _status(200, "ok", self._snapshots, self.version)

    async def readiness(self, generation: Generation) -> Reply:
        """Ready: a worker answers. Raises what Pool.ask raises, or Busy."""
        if not self.draining:
            await self.pool.ask(Job("ASK {}", seconds=1.0), "readiness", generation)
        word = "draining" if self.draining else "ready"
        return _status(503 if self.draining else 200, word, self._snapshots, generation.version)


def _status(status: int, word: str, known: Container[str], name: str | None) -> Reply:
    version = name if name in known else None
    body = json.dumps({"status": word, "version": version}).encode() + b"\n"
    return Reply(status, [(b"content-type", b"application/json")], body)
