"""The graph for Python: `from mandategraph import open_graph`."""

from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, Generic, ParamSpec, TypeVar, overload

from mandategraph.explore.compare import compare
from mandategraph.explore.contradictions.question import contradictions
from mandategraph.explore.countries.question import countries
from mandategraph.explore.entity import entity
from mandategraph.explore.figures.question import figures
from mandategraph.explore.find import find
from mandategraph.explore.funding.question import funding
from mandategraph.explore.graph import Graph, State
from mandategraph.explore.mandates.question import mandates
from mandategraph.explore.neighbours import neighbours
from mandategraph.explore.partners.question import partners
from mandategraph.explore.paths.question import paths
from mandategraph.explore.sdg.question import sdg
from mandategraph.explore.timeline.question import timeline
from mandategraph.explore.why.question import why
from mandategraph.settings import Settings
from mandategraph.store import snapshot
from mandategraph.store.answer import EngineAnswer
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.vocabulary import PREFIXES

P = ParamSpec("P")
A = TypeVar("A")


class _Question(Generic[P, A]):
    """A function of the graph as a method, with its signature."""

    def __init__(self, run: Callable[Concatenate[Graph, P], A]) -> None:
        self._run = run
        self.__doc__ = run.__doc__

    @overload
    def __get__(self, instance: None, owner: object) -> "_Question[P, A]": ...

    @overload
    def __get__(self, instance: "MandateGraph", owner: object) -> Callable[P, A]: ...

    def __get__(self, instance: "MandateGraph | None", owner: object) -> "_Question[P, A] | Callable[P, A]":
        if instance is None:
            return self

        def ask(*things: P.args, **filters: P.kwargs) -> A:
            return self._run(instance.graph, *things, **filters)

        ask.__doc__ = self._run.__doc__
        ask.__name__ = self._run.__name__
        return ask


class MandateGraph:
    """A built graph; its methods are the questions, whose answers have rows(), to_frame(), to_networkx()."""

    find = _Question(find)
    entity = _Question(entity)
    neighbours = _Question(neighbours)
    paths = _Question(paths)
    partners = _Question(partners)
    sdg = _Question(sdg)
    mandates = _Question(mandates)
    countries = _Question(countries)
    figures = _Question(figures)
    funding = _Question(funding)
    timeline = _Question(timeline)
    compare = _Question(compare)
    why = _Question(why)
    contradictions = _Question(contradictions)

    def __init__(self, found: snapshot.Snapshot) -> None:
        self._engine = EmbeddedEngine.open(found.store, PREFIXES)
        self.graph = Graph(self._engine, State.of(found))

    @property
    def version(self) -> str:
        """The version of the graph."""
        return self.graph.state.version

    def query(self, text: str) -> EngineAnswer:
        """The answer to a SPARQL query; the prefixes of the graph may be used without declaring them."""
        return self._engine.query(text)

    def __repr__(self) -> str:
        return f"MandateGraph({self.version})"


def open_graph(snapshots: Path | str | None = None) -> MandateGraph:
    """The graph in service below a folder of snapshots, by default that of the settings (MANDATEGRAPH_SNAPSHOTS, var/).

    Raises SnapshotMissing before the first `mandategraph build`.
    """
    folder = Settings.from_environment().snapshots if snapshots is None else Path(snapshots)
    return MandateGraph(snapshot.current(folder))
