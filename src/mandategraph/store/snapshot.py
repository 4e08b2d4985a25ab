"""Snapshots: immutable folders, each with a store, dumps and a manifest, and one pointer to the one in service."""

import fcntl
import gzip
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, serialize

from mandategraph.errors import SnapshotMissing, SnapshotNotWritten
from mandategraph.store import linking, naming
from mandategraph.store.linking import Properties
from mandategraph.store.names import Names
from mandategraph.vocabulary import PREFIXES

_POINTER = "current"
DUMP, TRIG = "dump.nq.gz", "dump.trig.gz"
NAMES, LINKS = "names.sqlite", "links.sqlite"


@dataclass(frozen=True)
class Dump:
    """A compressed file with all statements, graph by graph: its size in bytes and its SHA-256 in hexadecimal."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a snapshot is: `version` follows from the sources and the program, `dumps` are its files by name.

    `dumps` is empty for a snapshot that was built before there was more than one.
    """

    version: str
    program: str
    statements: int
    by_basis: dict[str, int]
    documents: tuple[str, ...]
    dumps: dict[str, Dump]


@dataclass(frozen=True)
class Snapshot:
    """A snapshot on disk."""

    folder: Path
    manifest: Manifest

    @property
    def store(self) -> Path:
        """The folder of the store."""
        return self.folder / "store"

    @property
    def names(self) -> Path:
        """The index of names."""
        return self.folder / NAMES

    @property
    def links(self) -> Path:
        """The index of links."""
        return self.folder / LINKS

    def dump(self) -> list[str]:
        """The statements as sorted N-Quads lines."""
        return gzip.decompress((self.folder / DUMP).read_bytes()).decode().splitlines()


def pointer(root: Path) -> Path:
    """The file that names the snapshot in service."""
    return root / _POINTER


def load(folder: Path) -> Snapshot:
    """The snapshot in a folder, also one of an older or newer program. Raises SnapshotMissing where there is none."""
    try:
        values = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        values["documents"] = tuple(values["documents"])
        values["dumps"] = {name: Dump(**known) for name, known in values.get("dumps", {}).items()}
        return Snapshot(folder, Manifest(**{known.name: values[known.name] for known in fields(Manifest)}))
    except FileNotFoundError as error:
        raise SnapshotMissing(f"{folder} holds no snapshot; run `mandategraph build`") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise SnapshotMissing(f"{folder} holds a manifest that cannot be read; run `mandategraph build`") from error


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
    root: Path,
    version: str,
    program: str,
    quads: Sequence[Quad],
    properties: Properties,
    facts: dict[str, int],
    documents: Sequence[str],
) -> Snapshot:
    """Write a snapshot beside its final place, move it there, and move the pointer to it.

    A kill at any moment leaves the old snapshot in service: the pointer moves last, by an atomic rename. Raises
    SnapshotNotWritten, for example where the disk is full; then nothing is left of the new one.
    """
    try:
        with _unfinished(root) as folder:
            dumps = _write(folder, quads, properties)
            made = Manifest(version, program, len(quads), facts, tuple(documents), dumps)
            text = json.dumps(asdict(made), indent=2, sort_keys=True) + "\n"
            (folder / "manifest.json").write_text(text, encoding="utf-8")
            shutil.rmtree(root / version, ignore_errors=True)
            folder.rename(root / version)
            activate(root, version)
    except OSError as error:
        raise SnapshotNotWritten(
            f"{root}: {error.strerror or error}; make room there, or give another --snapshots"
        ) from error
    return Snapshot(root / version, made)


@contextmanager
def _unfinished(root: Path) -> Iterator[Path]:
    """An empty folder below root to write into, for one process at a time; what is left in it is removed."""
    root.mkdir(parents=True, exist_ok=True)
    folder = root / ".unfinished"
    with (root / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _write(folder: Path, quads: Sequence[Quad], properties: Properties) -> dict[str, Dump]:
    lines = sorted(f"{_line(quad)} .\n" for quad in quads)
    texts = {DUMP: "".join(lines).encode(), TRIG: _trig(quads)}
    dumps = {name: _write_dump(folder / name, text) for name, text in texts.items()}
    store = Store(str(folder / "store"))
    store.bulk_extend(quads)
    store.optimize()
    store.flush()
    del store
    naming.write(folder / NAMES, quads)
    with closing(Names.open(folder / NAMES)) as names:
        linking.write(folder / LINKS, quads, names, properties)
    return dumps


def activate(root: Path, version: str) -> None:
    """Put a snapshot into service."""
    new = root / f"{_POINTER}.new"
    new.write_text(version + "\n", encoding="utf-8")
    new.replace(pointer(root))


def _line(quad: Quad) -> str:
    return f"{quad.subject} {quad.predicate} {quad.object} {_name(quad)}".rstrip()


def _write_dump(path: Path, text: bytes) -> Dump:
    packed = gzip.compress(text, mtime=0)
    path.write_bytes(packed)
    return Dump(len(packed), hashlib.sha256(packed).hexdigest())


def _trig(quads: Sequence[Quad]) -> bytes:
    """The quads as TriG: the default graph, then each named one; with those of our prefixes that IRIs begin with."""
    ordered = sorted(quads, key=lambda quad: (_name(quad), str(quad.subject), str(quad.predicate), str(quad.object)))
    return serialize(ordered, format=RdfFormat.TRIG, prefixes=_used(quads)) or b""


def _name(quad: Quad) -> str:
    """The graph of a quad; empty for the default graph, which so sorts first."""
    return "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)


def _used(quads: Iterable[Quad]) -> dict[str, str]:
    iris = set()
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            named = term.datatype if isinstance(term, Literal) and not term.language else term
            if isinstance(named, NamedNode):
                iris.add(named.value)
    return {prefix: base for prefix, base in PREFIXES.items() if any(iri.startswith(base) for iri in iris)}
