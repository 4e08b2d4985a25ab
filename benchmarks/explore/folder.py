"""A snapshot written as a stream: its store in one load, its closure, its names, its manifest, and then the pointer."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from itertools import chain
from pathlib import Path

from pyoxigraph import Quad, Store

from mandategraph import __version__
from mandategraph.build.pipeline import version_of
from mandategraph.reason.feed import feed
from mandategraph.reason.materialise import materialise
from mandategraph.reason.rules import Rule
from mandategraph.schema import Schema
from mandategraph.store import linking, naming, snapshot
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.store.names import Names
from mandategraph.store.snapshot import Manifest
from mandategraph.vocabulary import DATA

_MAKERS = ("cast", "documents", "draws", "folder", "generate", "real", "shared", "statements", "titles", "works")


class Folder:
    """The snapshot of a graph of so many activities, from its first quad until it is in service."""

    def __init__(self, root: Path, activities: int) -> None:
        programs = (Path(__file__).with_name(f"{name}.py") for name in _MAKERS)
        made_from = b"".join([version_of(DATA).encode(), str(activities).encode(), *(p.read_bytes() for p in programs)])
        self.version = hashlib.sha256(made_from).hexdigest()[:12]
        self._root, self.path = root, root / self.version
        shutil.rmtree(self.path, ignore_errors=True)
        self.path.mkdir(parents=True)
        self.store = Store(str(self.path / "store"))

    def load(self, lines: Iterable[str]) -> None:
        """Put N-Quads into the store; the loader sorts and writes them in portions."""
        feed(self.store, lines)

    def close(self, rules: Sequence[Rule]) -> int:
        """Add what follows from the facts to the default graph, and say how many statements that was."""
        return materialise(self.store, rules)

    def settle(self) -> None:
        """Bring the store into the form in which it opens at once and reads fastest."""
        self.store.optimize()
        self.store.flush()

    def name(self) -> None:
        """Write the index of names."""
        naming.write(self.path / snapshot.NAMES, self._stated())

    def link(self) -> None:
        """Write the index of links."""
        schema = Schema.of(EmbeddedEngine(self.store))
        with closing(Names.open(self.path / snapshot.NAMES)) as names:
            linking.write(self.path / snapshot.LINKS, self._stated(), names, schema)

    def _stated(self) -> Iterator[Quad]:
        """What stands in named graphs, which is all that the indices want, and half of the store."""
        return chain.from_iterable(
            self.store.quads_for_pattern(None, None, None, graph) for graph in self.store.named_graphs()
        )

    def publish(self, statements: int, by_basis: dict[str, int], documents: Iterable[str]) -> None:
        """Write the manifest and put the snapshot into service."""
        manifest = Manifest(self.version, __version__, statements, by_basis, tuple(documents), {})
        text = json.dumps(asdict(manifest), indent=2, sort_keys=True) + "\n"
        (self.path / "manifest.json").write_text(text, encoding="utf-8")
        snapshot.activate(self._root, self.version)

    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())
