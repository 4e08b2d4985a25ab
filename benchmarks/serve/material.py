"""What a run needs, made once and kept in a folder: the peers, the data, the stores, and the lists of queries."""

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import mixes
import reference
import reports
from servers import COMMAND, Data
from world import SIZE, World

from mandategraph.queries import QueryLibrary
from mandategraph.store import snapshot
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.vocabulary import DATA, PREFIXES

_PEERS = ("oxigraph", "rdflib-endpoint[cli]")
_HERE = Path(__file__).parent
_MAKERS = ("names", "world", "reference", "reports", "mixes", "material")
_CASES = _HERE.parents[1] / "tests" / "answers.json"
RATES = {"light": 12000, "heavy": 250, "both": 1200, "honest": 3000}
TURNS = 2


class Material:
    """A folder with all that was made; what is there already is not made again."""

    def __init__(self, folder: Path, seconds: float) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._seconds = seconds
        self.programs = folder / "peers" / "bin"
        sources = [*(_HERE / f"{name}.py" for name in _MAKERS), *sorted(_HERE.glob("*/*.rq"))]
        made_from = b"".join(path.read_bytes() for path in sources) + str(seconds).encode()
        self.lists = folder / f"million-{hashlib.sha256(made_from).hexdigest()[:12]}"
        _need_wrk()
        self._install()

    def _install(self) -> None:
        if not (self.programs / "rdflib-endpoint").exists():
            print("installing the peers", file=sys.stderr)
            venv.create(self._folder / "peers", with_pip=True, clear=True)
            _run(str(self.programs / "pip"), "install", "--quiet", *_PEERS)

    def versions(self) -> str:
        """What is compared, with its version."""
        listed = json.loads(_run(str(self.programs / "pip"), "list", "--format", "json"))
        wanted = {name.partition("[")[0] for name in _PEERS}
        return ", ".join(f"{package['name']} {package['version']}" for package in listed if package["name"] in wanted)

    def million(self) -> Data:
        """The synthetic graph; its lists of queries are written with it, before anything is measured."""
        file = self.lists / "million.nq"
        if not file.exists():
            self._forget("million-*")
            self.lists.mkdir()
            print("making one million quads and the lists of queries", file=sys.stderr)
            world = _world()
            self._mix(mixes.Mixer(world))
            unfinished = file.with_suffix(".unfinished")
            unfinished.write_text("".join(f"{line}\n" for line in world.lines()), encoding="utf-8")
            unfinished.rename(file)
        return Data(file, self._store(file))

    def _mix(self, mixer: mixes.Mixer) -> None:
        mixes.deal(mixer.each("light", 5), self.lists / "sample-light")
        mixes.deal(mixer.each("heavy", 5), self.lists / "sample-heavy")
        mixes.deal(mixer.draw("bombs", 560), self.lists / "bombs")
        for name in ("warm-heavy", "warm-light"):
            mix = name.removeprefix("warm-")
            mixes.deal(mixer.draw(mix, 3 * RATES[mix]), self.lists / name)
        mixes.deal(mixer.draw("light", round(2 * self._seconds * RATES["honest"])), self.lists / "honest")
        for turn in range(1, TURNS + 1):
            seconds = self._seconds / TURNS
            mixes.deal(mixer.draw("heavy", round(seconds * RATES["heavy"])), self.lists / f"heavy-{turn}")
            mixes.deal(mixer.both(round(seconds * RATES["both"])), self.lists / f"both-{turn}")
            mixes.deal(mixer.draw("light", round(seconds * RATES["light"])), self.lists / f"light-{turn}")

    def shipped(self) -> Data:
        """The graph that the repository ships, and the list `hot` of the forty questions."""
        snapshots = self._folder / "snapshots"
        _run(str(COMMAND), "build", "--snapshots", str(snapshots))
        built = snapshot.current(snapshots)
        folder = self._folder / f"shipped-{built.manifest.version}"
        if not folder.exists():
            self._forget("shipped-*")
            folder.mkdir()
        file = folder / "shipped.nq"
        file.write_bytes(gzip.decompress((built.folder / snapshot.DUMP).read_bytes()))
        mixes.repeat(_questions(_Listener.open(built.store, PREFIXES)), folder / "hot")
        return Data(file, self._store(file), snapshots)

    def _forget(self, pattern: str) -> None:
        for old in self._folder.glob(pattern):
            shutil.rmtree(old)

    def _store(self, file: Path) -> Path:
        store = file.parent / "store"
        if not store.exists():
            unfinished = file.parent / "store.unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            where = ("--location", str(unfinished))
            _run(str(self.programs / "oxigraph"), "load", *where, "--file", str(file))
            _run(str(self.programs / "oxigraph"), "optimize", *where)
            unfinished.rename(store)
        return store


class _Listener(EmbeddedEngine):
    """Hears the text of the last query."""

    heard = ""

    def query(self, text: str, **given: Any) -> Any:
        self.heard = text
        return super().query(text, **given)


def _questions(engine: _Listener) -> list[mixes.Query]:
    library, found = QueryLibrary(DATA / "queries"), []
    for case in json.loads(_CASES.read_text(encoding="utf-8")):
        library[case["query"]].run(engine, case["with"])
        found.append(mixes.Query(case["id"], engine.heard))
    return found


def _world() -> World:
    world = World()
    reference.furnish(world)
    at = 0
    while len(world.quads) < SIZE:
        reports.report(world, at)
        at += 1
    return world


def _need_wrk() -> None:
    if not shutil.which("wrk") and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "--yes", "wrk"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not shutil.which("wrk"):
        raise SystemExit("wrk is missing, and could not be installed: apt-get install wrk")


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed: {done.stderr.strip()}")
    return done.stdout
