"""The build: its steps in order, with a progress line for each."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import rdflib
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from mandategraph import __version__
from mandategraph.build.checking import check_sources
from mandategraph.build.closing import conclusions, facts_of, place
from mandategraph.build.describing import descriptions, graph_of, mentions
from mandategraph.build.reading import Sources, data_paths, ontology_paths, read_sources
from mandategraph.build.shapes import shape_problems, with_hierarchy
from mandategraph.errors import SnapshotMissing, SourceInvalid
from mandategraph.evidence import NOT_FACTS, basis_of
from mandategraph.schema import Schema
from mandategraph.store import snapshot
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.store.snapshot import Snapshot
from mandategraph.vocabulary import LABEL, PREFIXES, TYPE, mg

Progress = Callable[[str], None]
_PROGRAM_FILES = (
    "evidence.py",
    "build/*.py",
    "build/violations/*.rq",
    "reason/closure.py",
    "reason/rules.py",
    "schema.py",
    "store/linking.py",
    "store/naming.py",
    "store/snapshot.py",
    "trig.py",
    "vocabulary.py",
)
_NOT_COUNTED = frozenset({TYPE, LABEL, mg("summary")})


def build(root: Path, target: Path, progress: Progress) -> Snapshot:
    """Build the sources below `root` into a snapshot below `target` and put it into service.

    Nothing is done where that snapshot exists already. Raises SourceInvalid with all faults at once; then the
    snapshot in service stays.
    """
    version = version_of(root)
    try:
        known = snapshot.load(target / version)
    except SnapshotMissing:
        pass
    else:
        snapshot.activate(target, version)
        progress(f"nothing to do: snapshot {version} is built")
        return known
    quads = _closed(_Steps(progress), read_sources(root))
    everything = [*quads, *_default_graph(quads)]
    made = snapshot.write(target, version, __version__, everything, _schema(quads), _counts(quads), _documents(quads))
    progress(f"wrote snapshot {version}: {made.manifest.statements:,} statements")
    return made


def check(root: Path, progress: Progress) -> None:
    """Do all that a build does except writing. Raises SourceInvalid with all faults at once."""
    _closed(_Steps(progress), read_sources(root))


def version_of(root: Path) -> str:
    """A name that follows from the contents of the sources and of the program that builds them."""
    digest = hashlib.sha256(__version__.encode())
    package = Path(__file__).parents[1]
    programs = sorted(path for pattern in _PROGRAM_FILES for path in package.glob(pattern))
    for base, paths in ((root, [*data_paths(root), *ontology_paths(root)]), (package, programs)):
        for path in paths:
            digest.update(path.relative_to(base).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() if path.is_file() else b"missing")
    return digest.hexdigest()[:12]


class _Steps:
    """Progress lines with the time of each step."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._start = time.monotonic()

    def done(self, what: str) -> None:
        self._progress(f"{time.monotonic() - self._start:5.1f} s  {what}")


def _closed(steps: _Steps, sources: Sources) -> list[Quad]:
    """All statements in their named graphs, checked and closed."""
    steps.done(f"read {len(sources.files)} files, {len(sources.quads):,} statements")
    problems = [*sources.problems, *check_sources(sources)]
    steps.done("checked the sources")
    if sources.problems:
        raise SourceInvalid(problems)
    quads = [*sources.quads, *mentions(sources.quads), *sources.ontology_quads]
    facts = facts_of(quads)
    quads += place(facts, conclusions(facts, sources.axioms), sources.axioms)
    steps.done(f"closed: {len(quads):,} statements in named graphs")
    problems += shape_problems(sources, with_hierarchy(_rdflib(_facts(quads)), sources.axioms))
    steps.done("validated against the shapes")
    if problems:
        raise SourceInvalid(problems)
    return quads


def _facts(quads: Iterable[Quad]) -> Iterable[Quad]:
    return (quad for quad in quads if basis_of(graph_of(quad)) not in (None, "Ontology", *NOT_FACTS))


def _default_graph(quads: Sequence[Quad]) -> Iterable[Quad]:
    """The merged facts and the descriptions of the named graphs, each once."""
    facts = {
        Quad(quad.subject, quad.predicate, quad.object, DefaultGraph())
        for quad in quads
        if basis_of(graph_of(quad)) not in (None, *NOT_FACTS)
    }
    return facts | set(descriptions(sorted(set(map(graph_of, quads)))))


def _counts(quads: Iterable[Quad]) -> dict[str, int]:
    """Statements by basis, without types, labels and summaries."""
    counted = (basis_of(graph_of(quad)) for quad in quads if quad.predicate not in _NOT_COUNTED)
    return dict(Counter(basis for basis in counted if basis))


def _documents(quads: Iterable[Quad]) -> list[str]:
    return sorted({graph_of(quad) for quad in quads if basis_of(graph_of(quad)) == "Structure"})


def _schema(quads: Iterable[Quad]) -> Schema:
    ontology = Store()
    ontology.extend(quad for quad in quads if basis_of(graph_of(quad)) == "Ontology")
    return Schema.of(EmbeddedEngine(ontology, PREFIXES))


def _rdflib(quads: Iterable[Quad]) -> rdflib.Graph:
    graph = rdflib.Graph()
    for quad in quads:
        graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    return graph


def _node(term: object) -> rdflib.term.Node:
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
    return rdflib.BNode(str(term))
