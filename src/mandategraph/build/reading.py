"""Reading the source folders: every file, its faults, and where a statement stands."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import rdflib
from pyoxigraph import BlankNode, NamedNode, Quad

from mandategraph import trig
from mandategraph.errors import SourceInvalid
from mandategraph.trig import Source
from mandategraph.vocabulary import GRAPH

ONTOLOGY_FILES = ("mandategraph.ttl", "alignments.ttl")
SHAPES_FILE = "shapes.ttl"


@dataclass(frozen=True)
class Sources:
    """The data files, the ontology's two files, and the syntax errors met in either."""

    files: tuple[Source, ...]
    ontology: tuple[Source, ...]
    shapes: Path
    problems: tuple[str, ...]

    @cached_property
    def quads(self) -> tuple[Quad, ...]:
        """All statements of the data files."""
        return tuple(quad for source in self.files for quad in source.quads)

    @cached_property
    def ontology_quads(self) -> tuple[Quad, ...]:
        """The ontology in its own graph; blank nodes are named by their order, so that builds are repeatable."""
        names: dict[BlankNode, BlankNode] = {}
        graph = NamedNode(GRAPH + "ontology")

        def renamed(term: object) -> object:
            return names.setdefault(term, BlankNode(f"o{len(names)}")) if isinstance(term, BlankNode) else term

        found = (quad for source in self.ontology for quad in source.quads)
        return tuple(Quad(renamed(q.subject), q.predicate, renamed(q.object), graph) for q in found)  # type: ignore[arg-type]

    @cached_property
    def axioms(self) -> rdflib.Graph:
        """The ontology proper, without the alignments, which do not take part in the closure."""
        return rdflib.Graph().parse(data=self.ontology[0].text, format="turtle")

    def place(self, culprit: str, graph: str | None) -> str:
        """`file:line` of a culprit in a graph (None: in any), as near as the text allows."""
        for names in ((graph, culprit), (None, culprit), (graph,)):
            if names in self._homes:
                source = self._homes[names]
                return f"{source.name}:{source.line_of(*names)}"
        return "graph"

    @cached_property
    def _homes(self) -> dict[tuple[str | None, ...], Source]:
        """The first source in which each IRI stands, in each graph and in any, and in which each graph does."""
        homes: dict[tuple[str | None, ...], Source] = {}
        for source in self.files:
            for quad in source.quads:
                graph = _iri(quad.graph_name)
                homes.setdefault((graph,), source)
                for iri in map(_iri, (quad.subject, quad.predicate, quad.object)):
                    homes.setdefault((graph, iri), source)
                    homes.setdefault((None, iri), source)
        return homes


def _iri(term: object) -> str | None:
    return term.value if isinstance(term, NamedNode) else None


def data_paths(root: Path) -> list[Path]:
    """The TriG files under graph/, in order of their names."""
    return sorted((root / "graph").rglob("*.trig"))


def ontology_paths(root: Path) -> list[Path]:
    """The files of ontology/ that a build reads: the ontology, its alignments, its shapes."""
    return [root / "ontology" / name for name in (*ONTOLOGY_FILES, SHAPES_FILE)]


def read_sources(root: Path) -> Sources:
    """Read ontology/ and graph/ below a folder. Raises SourceInvalid where a folder or the ontology is missing."""
    *ontology, shapes = ontology_paths(root)
    missing = [str(path) for path in (*ontology, shapes) if not path.is_file()]
    paths = data_paths(root)
    if missing or not paths:
        lacking = missing or [f"{root / 'graph'} (no .trig file in it)"]
        raise SourceInvalid(
            [f"{name}: not found; set MANDATEGRAPH_SOURCES to the folder that holds it" for name in lacking]
        )
    read = [trig.read(path, path.relative_to(root).as_posix()) for path in (*paths, *ontology, shapes)]
    return Sources(
        files=tuple(source for source, _ in read[: len(paths)]),
        ontology=tuple(source for source, _ in read[len(paths) : -1]),
        shapes=shapes,
        problems=tuple(problem for _, problem in read if problem),
    )
