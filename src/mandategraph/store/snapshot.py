"""Snapshots: immutable folders, each with a store, a dump and a manifest, and one pointer to the one in service."""

import gzip
import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, Store

from mandategraph.errors import SnapshotMissing

_POINTER = "current"
DUMP = "dump.nq.gz"


@dataclass(frozen=True)
class Manifest:
    """What a snapshot is: `version` follows from the sources and the program, `checksum` is the dump's SHA-256."""

    version: str
    program: str
    statements: int
    by_basis: dict[str, int]
    documents: tuple[str, ...]
    checksum: str


@dataclass(frozen=True)
class Snapshot:
    """A snapshot on disk."""

    folder: Path
    manifest: Manifest

    @property
    def store(self) -> Path:
        """The folder of the store."""
        return self.folder / "store"

    def dump(self) -> list[str]:
        """The statements as sorted N-Quads lines."""
        return gzip.decompress((self.folder / DUMP).read_bytes()).decode().splitlines()


def pointer(root: Path) -> Path:
    """The file that names the snapshot in service."""
    return root / _POINTER


def load(folder: Path) -> Snapshot:
    """The snapshot in a folder. Raises SnapshotMissing where there is none."""
    try:
        values = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SnapshotMissing(f"{folder} holds no snapshot; run `mandategraph build`") from error
    return Snapshot(folder, Manifest(**values | {"documents": tuple(values["documents"])}))


def current(root: Path) -> Snapshot:
    """The snapshot in service. Raises SnapshotMissing before the first build."""
    try:
        version = pointer(root).read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        raise SnapshotMissing(f"{root} holds no built graph; run `mandategraph build`") from error
    return load(root / version)


def find(root: Path, name: str) -> Snapshot:
    """A snapshot by its version under root, or by the path of its folder."""
    return load(root / name if (root / name).is_dir() else Path(name))


def write(
    root: Path, version: str, program: str, quads: Sequence[Quad], facts: dict[str, int], documents: Sequence[str]
) -> Snapshot:
    """Write a snapshot beside its final place, move it there, and move the pointer to it.

    A kill at any moment leaves the old snapshot in service: the pointer moves last, by an atomic rename.
    """
    root.mkdir(parents=True, exist_ok=True)
    folder, unfinished = root / version, root / f".{version}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    lines = sorted(f"{_line(quad)} .\n" for quad in quads)
    dump = gzip.compress("".join(lines).encode(), mtime=0)
    (unfinished / DUMP).write_bytes(dump)
    store = Store(str(unfinished / "store"))
    store.bulk_extend(quads)
    store.optimize()
    store.flush()
    del store
    checksum = hashlib.sha256(dump).hexdigest()
    manifest = Manifest(version, program, len(lines), facts, tuple(documents), checksum)
    (unfinished / "manifest.json").write_text(
        json.dumps(asdict(manifest), indent=2, sort_keys=True) + "\n", encoding="utf-8"
    )
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)
    activate(root, version)
    return Snapshot(folder, manifest)


def activate(root: Path, version: str) -> None:
    """Put a snapshot into service."""
    new = root / f"{_POINTER}.new"
    new.write_text(version + "\n", encoding="utf-8")
    new.replace(pointer(root))


def _line(quad: Quad) -> str:
    triple = f"{quad.subject} {quad.predicate} {quad.object}"
    return triple if isinstance(quad.graph_name, DefaultGraph) else f"{triple} {quad.graph_name}"
