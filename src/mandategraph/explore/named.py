"""The names of things in the text of a paragraph."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from mandategraph.explore.graph import Graph, iri_of, load, text_of

_NAMED, _NUMBERED = load("named"), load("numbered")
_SHORTEST = 2
_QUOTES = {"'": "['’]", "’": "['’]", '"': '["“”]', "-": "[-‐‑–]", "–": "[-‐‑–]"}
Names = Mapping[str, frozenset[str]]
"""The things that have each name."""


@dataclass(frozen=True)
class Piece:
    """A piece of a text. `things` has the IRIs of what it names: none for plain words, several where that is open."""

    text: str
    things: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Numbered:
    """The paragraphs of a document in order, each with its number; and the headings that stand between them."""

    paragraphs: Mapping[str, str]
    headings: tuple[str, ...]


def numbered(graph: Graph, document: str) -> Numbered:
    """How the paragraphs of a document are numbered."""
    rows = graph.rows(_NUMBERED, document=NamedNode(document))
    return Numbered(
        {iri_of(row[0]): text_of(row[1]) or "" for row in rows if row[0] is not None},
        tuple(text_of(row[2]) or "" for row in rows if row[2] is not None),
    )


def names(graph: Graph, paragraphs: Iterable[str]) -> dict[str, Names]:
    """By paragraph the names, acronyms and aliases of the things of which its statements speak."""
    nodes = [NamedNode(iri) for iri in paragraphs]
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for paragraph, thing, name in graph.rows(_NAMED, paragraph=nodes) if nodes else ():
        text = text_of(name) or ""
        if len(text) >= _SHORTEST and not text.isdigit():
            found[iri_of(paragraph)][text].add(iri_of(thing))
    return {iri: {name: frozenset(things) for name, things in called.items()} for iri, called in found.items()}


def marked(text: str, called: Names) -> list[Piece]:
    """A text in pieces, the names in it marked: the longest first, whole words only.

    Acronyms are found as they are written, other names also with another case.

    >>> [(piece.text, sorted(piece.things)) for piece in marked("The Office (HO) went.", {"HO": frozenset("a")})]
    [('The Office (', []), ('HO', ['a']), (') went.', [])]
    """
    if not called:
        return [Piece(text)]
    ordered = sorted(called, key=lambda name: (-len(name), name))
    pattern = "|".join(f"(?P<n{place}>{_pattern(name)})" for place, name in enumerate(ordered))
    pieces, end = [], 0
    for found in re.finditer(rf"(?<![\w])(?:{pattern})(?![\w])", text):
        name = ordered[int((found.lastgroup or "n0")[1:])]
        pieces += [Piece(text[end : found.start()]), Piece(found[0], called[name])]
        end = found.end()
    return [piece for piece in (*pieces, Piece(text[end:])) if piece.text]


def _pattern(name: str) -> str:
    words = r"\s+".join("".join(_QUOTES.get(sign) or re.escape(sign) for sign in word) for word in name.split())
    return words if name.isupper() or len(name) <= 4 else f"(?i:{words})"
