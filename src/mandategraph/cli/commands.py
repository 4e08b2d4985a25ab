"""What each command does."""

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import rdflib
from pyoxigraph import NamedNode, parse
from rdflib.compare import to_canonical_graph

from mandategraph import build as building
from mandategraph import supervisor, trig
from mandategraph.build.reading import read_sources
from mandategraph.cli.tables import print_table
from mandategraph.errors import ParameterInvalid, RequestInvalid, SourceInvalid
from mandategraph.ordering import natural
from mandategraph.queries import QueryLibrary
from mandategraph.settings import Settings
from mandategraph.store import snapshot
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.store.engine import Answer
from mandategraph.trig import Source
from mandategraph.vocabulary import PREFIXES, compact


def build(settings: Settings, _options: argparse.Namespace) -> None:
    """Build and put into service."""
    building.build(settings.sources, settings.snapshots, _progress)


def check(settings: Settings, _options: argparse.Namespace) -> None:
    """Do all of a build but the writing."""
    building.check(settings.sources, _progress)


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def format_sources(settings: Settings, options: argparse.Namespace) -> None:
    """Write each source file in canonical form, or only say which are not in it."""
    sources = read_sources(settings.sources)
    if sources.problems:
        raise SourceInvalid(list(sources.problems))
    changed = {}
    for source in (*sources.files, *sources.ontology):
        form = _form(source)
        if form != source.text:
            changed[settings.sources / source.name] = form
    if options.check and changed:
        raise SourceInvalid([f"{path}:1: not in canonical form; run `mandategraph format`" for path in changed])
    for path, form in changed.items():
        path.write_text(form, encoding="utf-8")
    _progress(f"{len(changed)} files {'are not in canonical form' if options.check else 'rewritten'}")


def _form(source: Source) -> str:
    try:
        return trig.canonical(source.quads) if source.name.endswith(".trig") else _turtle(source.text)
    except ValueError as error:
        raise SourceInvalid([f"{source.name}:1: {error}"]) from error


def _turtle(text: str) -> str:
    """In rdflib's form; the canonical names of blank nodes give their lists one order."""
    graph = rdflib.Graph().parse(data=text, format="turtle")
    ordered = rdflib.Graph(namespace_manager=graph.namespace_manager)
    ordered += to_canonical_graph(graph)
    return ordered.serialize(format="turtle")


def serve(settings: Settings, options: argparse.Namespace) -> None:
    """Serve until interrupted: this process becomes the supervisor."""
    if options.data is None:
        snapshot.current(settings.snapshots)
    supervisor.check_port(settings.host, settings.port)
    supervisor.replace_this_process(settings, options.data)


def query(settings: Settings, options: argparse.Namespace) -> None:
    """Answer the query in a file."""
    try:
        text = sys.stdin.read() if options.file == "-" else Path(options.file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RequestInvalid(f"cannot read {options.file}: {error}; give a file with a SPARQL query, or -") from error
    _print(_engine(settings).query(text), options.format)


def ask(settings: Settings, options: argparse.Namespace) -> None:
    """Answer a named question, or list them all."""
    library = QueryLibrary(settings.queries)
    if options.name is None:
        for known in library:
            print(f"{known.name:32} {known.title}")
        return
    _print(library[options.name].run(_engine(settings), _parameters(options.rest)), options.format)


def _parameters(words: Sequence[str]) -> dict[str, str]:
    """`--work X --country=Y` as a mapping."""
    found, waiting = {}, list(words)
    while waiting:
        word = waiting.pop(0)
        name, sign, text = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not (sign or waiting):
            raise ParameterInvalid(f"{word!r} is not a parameter with its value; write --name value")
        found[name] = text if sign else waiting.pop(0)
    return found


def _engine(settings: Settings) -> EmbeddedEngine:
    return EmbeddedEngine.open(snapshot.current(settings.snapshots).store, PREFIXES)


def _print(answer: Answer, form: str) -> None:
    if form == "table":
        print_table(answer)
    else:
        sys.stdout.buffer.write(answer.serialize(form).rstrip(b"\n") + b"\n")


def diff(settings: Settings, options: argparse.Namespace) -> None:
    """Print what came and went, graph by graph."""
    old, new = (set(snapshot.find(settings.snapshots, name).dump()) for name in (options.old, options.new))
    changes: dict[str, list[str]] = defaultdict(list)
    for sign, lines in (("-", old - new), ("+", new - old)):
        for line in lines:
            quad = next(iter(parse(line.encode(), format=trig.FORMATS[".nq"])))
            if isinstance(quad.graph_name, NamedNode):
                changes[quad.graph_name.value].append(
                    f"{sign} {' '.join(map(_short, (quad.subject, quad.predicate, quad.object)))}"
                )
    for graph in sorted(changes, key=natural):
        print(graph)
        print("\n".join(f"  {change}" for change in sorted(changes[graph], key=lambda text: text[2:])))
    print(f"{len(new - old)} lines came, {len(old - new)} went (the default graph repeats those of facts)")


def _short(term: object) -> str:
    return compact(term.value) if isinstance(term, NamedNode) else str(term)
