"""The text of a paragraph itself, where its document is attached, with the names in it marked."""

from dataclasses import dataclass

from mandategraph.explore.graph import Graph
from mandategraph.explore.named import Piece, marked, names
from mandategraph.web.service import service


@dataclass(frozen=True)
class Own:
    """The blocks of a paragraph, each in pieces; `file` is what the text was attached from."""

    file: str
    blocks: tuple[tuple[Piece, ...], ...]


def own_text(graph: Graph, document: str, paragraph: str) -> Own | None:
    """The attached text of a paragraph. Raises AttachmentInvalid for a damaged file."""
    kept = service().attached.get(document)
    if kept is None or paragraph not in kept.paragraphs:
        return None
    called = names(graph, [paragraph]).get(paragraph, {})
    return Own(kept.file, tuple(tuple(marked(block, called)) for block in kept.paragraphs[paragraph].split("\n\n")))
