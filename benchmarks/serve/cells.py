"""The parts of the benchmark: each measures the servers in turn, and keeps what it finds in the results."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import load
import memory
import mixes
import processes
from answers import Answer, ask
from bombs import Bombing
from load import Load
from material import TURNS, Material
from servers import HOST, OURS, OXIGRAPH, RDFLIB, Data, Server

TIMEOUT = 10
WARM = 2
BEFORE, PEAK = "before the bombs", "peak under bombs"


@dataclass
class Results:
    """What was measured, by part and server."""

    loads: dict[tuple[str, str], Load] = field(default_factory=dict)
    memory: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    answers: dict[str, dict[str, list[Answer]]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Run:
    """One run of the command."""

    material: Material
    peers: Sequence[str]
    seconds: float
    same_limits: bool
    results: Results = field(default_factory=Results)

    def hot(self) -> None:
        """The forty questions over and over on the shipped graph."""
        data = self.material.shipped()
        hot = data.file.parent / "hot"
        with self._servers(data, OURS, OXIGRAPH) as servers:
            for server in servers:
                load.run(server.url, hot, WARM, again=True)
            self._measure("hot", servers, [hot] * TURNS, self.seconds, again=True)
            for server in servers:
                self._weigh("after the forty questions", server)

    def memory(self) -> None:
        """The whole service when it has answered one question and waits."""
        data = self.material.shipped()
        for peer in self._of(OURS, OXIGRAPH, RDFLIB):
            with self._server(peer, data) as server:
                self._weigh("idle", server)

    def cold(self) -> None:
        """New queries on a million quads: light ones, heavy ones, and both together."""
        data, lists = self.material.million(), self.material.lists
        with self._servers(data, OURS, OXIGRAPH) as servers:
            self._warm("warm-light", servers)
            self._measure("light", servers, _turns(lists / "light"), self.seconds)
            self._measure("both", servers, _turns(lists / "both"), self.seconds)
            self._warm("warm-heavy", servers)
            self._measure("heavy", servers, _turns(lists / "heavy"), self.seconds)
        with self._servers(data, RDFLIB) as servers:
            self._warm("warm-light", servers)
            self._measure("light", servers, _turns(lists / "light"), self.seconds)

    def bombs(self) -> None:
        """Small queries at one address while twenty costly ones at a time come from another."""
        data, lists = self.material.million(), self.material.lists
        texts = [query for _, _, query in mixes.read(lists / "bombs")]
        for peer in self._of(OURS, OXIGRAPH):
            with Server(peer, data, self.material.programs, timeout=TIMEOUT, guarded=True) as server:
                path = server.url[server.url.index("/", 8) :]
                self._weigh(BEFORE, server)
                bombing = Bombing(HOST, server.port, path, texts)
                with memory.Peak(server.process.pid) as peak, bombing:
                    time.sleep(WARM)
                    self._measure("bombs", [server], [lists / "honest"], 2 * self.seconds)
                self.results.memory[PEAK, peer] = peak.megabytes, peak.rss
                self.results.notes.append(_afterwards(server, bombing))

    def agreement(self) -> None:
        """Whether the servers answer each template alike, and how long each takes alone."""
        data, lists = self.material.million(), self.material.lists
        queries = [*mixes.read(lists / "sample-light"), *mixes.read(lists / "sample-heavy")]
        with self._servers(data, OURS, OXIGRAPH) as servers:
            self.results.answers |= ask({server.peer: server.url for server in servers}, queries)

    def _weigh(self, when: str, server: Server) -> None:
        time.sleep(1)
        root = server.process.pid
        self.results.memory[when, server.peer] = memory.megabytes(root), memory.megabytes(root, "Rss")

    def _of(self, *peers: str) -> list[str]:
        return [peer for peer in peers if peer in self.peers]

    def _server(self, peer: str, data: Data) -> Server:
        return Server(peer, data, self.material.programs, timeout=TIMEOUT if self.same_limits else 0)

    @contextmanager
    def _servers(self, data: Data, *peers: str) -> Iterator[list[Server]]:
        with ExitStack() as stack:
            yield [stack.enter_context(self._server(peer, data)) for peer in self._of(*peers)]

    def _warm(self, name: str, servers: Sequence[Server]) -> None:
        for server in servers:
            load.run(server.url, self.material.lists / name, WARM)

    def _measure(
        self, part: str, servers: Sequence[Server], turns: Sequence[Path], seconds: float, *, again: bool = False
    ) -> None:
        """Each server in turn, then each again, so that what else the machine does falls on all of them."""
        for lists in turns:
            for server in servers:
                if part != "bombs":
                    processes.settle(each.process.pid for each in servers)
                with processes.Others(server.process.pid) as others:
                    done = load.run(server.url, lists, seconds / len(turns), again=again)
                done = replace(done, others=others.processors)
                before = self.results.loads.get((part, server.peer))
                self.results.loads[part, server.peer] = before + done if before else done
        for server in servers:
            self._tell(part, server.peer)

    def _tell(self, part: str, peer: str) -> None:
        done = self.results.loads[part, peer]
        if done.ended:
            self.results.notes.append(f"{part}: the list was at its end before {peer} was; its figures are void")
        times = f"p50 {done.percentile(0.5):.1f} ms, p99 {done.percentile(0.99):.1f} ms"
        print(f"{part:6} {peer:16} {done.rate:9.1f}/s  {times}  {done.failed} failed", file=sys.stderr)


PARTS: dict[str, Callable[[Run], None]] = {
    "memory": Run.memory, "hot": Run.hot, "cold": Run.cold, "bombs": Run.bombs, "agreement": Run.agreement,
}  # fmt: skip


def _turns(lists: Path) -> list[Path]:
    return [Path(f"{lists}-{turn}") for turn in range(1, TURNS + 1)]


def _afterwards(server: Server, bombing: Bombing) -> str:
    """How the server stands when the bombs are over."""
    if server.process.poll() is not None:
        state = f"died with code {server.process.returncode}"
    else:
        state = "answers" if server.answers() else "gives no answer within five seconds"
    outcomes = ", ".join(f"{count} × {outcome}" for outcome, count in sorted(bombing.outcomes.items()))
    return f"bombs on {server.peer}: {outcomes}; longest {bombing.longest:.1f} s; afterwards the server {state}"
