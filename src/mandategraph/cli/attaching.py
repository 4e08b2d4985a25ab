"""What `mandategraph attach` does."""

import argparse
import sys
from pathlib import Path

from mandategraph.cli.reading import text_of_file
from mandategraph.cli.splitting import sought, split
from mandategraph.errors import AttachmentInvalid, NotFound, RequestInvalid
from mandategraph.explore.graph import Graph, State
from mandategraph.explore.named import Numbered, marked, names, numbered
from mandategraph.settings import Settings
from mandategraph.store import snapshot
from mandategraph.store.attached import Attached, Text
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.vocabulary import MG, PREFIXES

_HALF = 0.5


def attach(settings: Settings, options: argparse.Namespace) -> None:
    """Keep the text of a document for the pages; or list the texts, or take one away."""
    kept = Attached(settings.snapshots)
    if options.list:
        for text in kept.all():
            print(f"{text.document}  {text.file}, {len(text.paragraphs)} paragraphs")
        return
    found = snapshot.current(settings.snapshots)
    graph = Graph(EmbeddedEngine.open(found.store, PREFIXES), State.of(found))
    chosen = [graph.thing(options.document, MG + "Document")] if options.document else sorted(graph.state.documents)
    if options.remove:
        _remove(kept, chosen if options.document else [text.document for text in kept.all()])
        return
    if options.file is None:
        raise RequestInvalid("no file is given; give the document: mandategraph attach FILE")
    text, order = _read(graph, Path(options.file), chosen)
    kept.keep(text)
    _tell(text, order)


def _remove(kept: Attached, documents: list[str]) -> None:
    if len(documents) > 1:
        raise RequestInvalid(f"{len(documents)} texts are attached; name one with --document")
    if not documents or not kept.remove(documents[0]):
        raise NotFound("no such text is attached; mandategraph attach --list shows them")
    print("taken away", file=sys.stderr)


def _read(graph: Graph, path: Path, documents: list[str]) -> tuple[Text, Numbered]:
    """The text, cut for that document to which it fits best. Raises AttachmentInvalid where it fits none."""
    words = text_of_file(path)
    cut = [(document, numbered(graph, document)) for document in documents]
    texts = [(Text(document, path.name, split(words, one.paragraphs, one.headings)), one) for document, one in cut]
    enough = [(text, one) for text, one in texts if len(text.paragraphs) >= max(1, _HALF * _wanted(one))]
    if not enough:
        most = max((len(text.paragraphs) for text, _ in texts), default=0)
        raise AttachmentInvalid(
            f"{path} is not attached: it has {most} of the paragraphs, fewer than half; "
            "give the whole document, with numbered paragraphs"
        )
    shares = [_named(graph, text) for text, _ in enough]
    if max(shares) < _HALF:
        raise AttachmentInvalid(
            f"{path} is not attached: most of its paragraphs name nothing of what {enough[0][0].document} names there; "
            "it seems to be another document"
        )
    return enough[shares.index(max(shares))]


def _wanted(order: Numbered) -> int:
    return sum(map(sought, order.paragraphs.values()))


def _named(graph: Graph, text: Text) -> float:
    """In which share of the paragraphs something is named that the graph knows there."""
    called = names(graph, text.paragraphs)
    there = [iri for iri in text.paragraphs if called.get(iri)]
    known = sum(any(piece.things for piece in marked(text.paragraphs[iri], called[iri])) for iri in there)
    return known / len(there) if there else 1.0


def _tell(text: Text, order: Numbered) -> None:
    wanted = {iri: number for iri, number in order.paragraphs.items() if sought(number)}
    print(
        f"{len(text.paragraphs)} of {len(wanted)} paragraphs found in {text.file}; "
        f"the pages of {text.document} show them"
    )
    if missing := [number for iri, number in wanted.items() if iri not in text.paragraphs]:
        print(f"not found: {', '.join(missing)}")
    if other := [number for number in order.paragraphs.values() if not sought(number)]:
        print(f"not looked for: {', '.join(other)}")
