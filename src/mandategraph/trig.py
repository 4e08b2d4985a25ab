"""TriG source files: reading them with the place of each fault, and writing them in the one canonical form."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from mandategraph.ordering import natural
from mandategraph.vocabulary import DOCUMENT_GRAPH, LABEL, PARAGRAPH_GRAPH, PREFIXES, TYPE, XSD, compact

FORMATS = {".trig": RdfFormat.TRIG, ".ttl": RdfFormat.TURTLE, ".nq": RdfFormat.N_QUADS, ".nt": RdfFormat.N_TRIPLES}
_GRAPH_ORDER = ("paragraph", "reading", "planned", "hedged")
_BARE = {
    XSD + "integer": re.compile(r"[+-]?\d+"),
    XSD + "decimal": re.compile(r"[+-]?\d*\.\d+"),
    XSD + "boolean": re.compile("true|false"),
}
"""Literals that Turtle writes without quotes."""


@dataclass(frozen=True)
class Source:
    """One source file: its path as shown in messages, its text and its quads."""

    name: str
    text: str
    quads: tuple[Quad, ...]

    def line_of(self, graph: str | None, *iris: str) -> int:
        """The line (from 1) of the last of the IRIs in a graph's block, each looked for behind the one before it.

        The first of them is rather looked for where it begins a line, as subjects do.
        """
        prefixes, text, position = _with_document(self.quads), self.text, 0
        block = graph and re.search(rf"{re.escape(compact(graph, prefixes))}\s*\{{(.*?)(?:^\}}|\Z)", text, re.M | re.S)
        if block:
            text, position = text[: block.end()], block.start()
        for place, iri in enumerate(iris):
            name = rf"(?<![\w:/.-]){re.escape(compact(iri, prefixes))}(?![\w/-]|\.\w)"
            found = re.compile(rf"^[ \t]*{name}", re.M).search(text, position) if place == 0 else None
            found = found or re.compile(name).search(text, position)
            position = found.end() if found else position
        return text.count("\n", 0, position) + 1


def read(path: Path, name: str) -> tuple[Source, str | None]:
    """The source at a path, and its syntax error as `file:line: message` (then without quads), if it has one."""
    raw = path.read_bytes()
    try:
        text = raw.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Source(name, "", ()), f"{name}:{line}: This is not UTF-8: {raw[error.start : error.end]!r}; save it so"
    try:
        quads = tuple(parse(text.encode(), format=FORMATS[path.suffix]))
    except SyntaxError as error:
        return Source(name, text, ()), f"{name}:{error.lineno or 1}: {error.msg}; mend the syntax there"
    return Source(name, text, quads), None


def canonical(quads: Iterable[Quad]) -> str:
    """The quads as TriG in canonical order: structure, paragraphs, others; subjects, predicates and objects sorted.

    Raises ValueError for a blank node, which has no canonical name.
    """
    unique = set(quads)
    names = _Names(_with_document(unique))
    graphs: dict[str, dict[str, dict[str, set[str]]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    for quad in unique:
        graph = "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
        predicate = "a" if quad.predicate == TYPE else names.of(quad.predicate)
        graphs[graph][names.of(quad.subject)][predicate].add(names.of(quad.object))
    blocks = [
        _block(names.of(NamedNode(graph)) if graph else "", graphs[graph]) for graph in sorted(graphs, key=_graph_key)
    ]
    head = "".join(f"@prefix {prefix}: <{names.prefixes[prefix]}> .\n" for prefix in sorted(names.used))
    return head + "".join("\n" + block for block in blocks)


def _with_document(quads: Iterable[Quad]) -> dict[str, str]:
    """The prefixes, with paragraph:, reading: and so on for the first document (by name) that has graphs here."""
    graphs = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode)}
    documents = {match["document"] for graph in graphs if (match := PARAGRAPH_GRAPH.fullmatch(graph))}
    documents |= {graph for graph in graphs if DOCUMENT_GRAPH.fullmatch(graph)}
    local = {kind: f"{min(documents)}/{kind}/" for kind in (*_GRAPH_ORDER, "section")} if documents else {}
    return PREFIXES | local


class _Names:
    """Terms as Turtle writes them, and which prefixes that took."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self.prefixes = prefixes
        self.used: set[str] = set()

    def of(self, term: object) -> str:
        if isinstance(term, NamedNode):
            name = compact(term.value, self.prefixes)
            if not name.startswith("<"):
                self.used.add(name.partition(":")[0])
            return name
        if isinstance(term, Literal):
            return self._literal(term)
        raise ValueError(f"blank node {term}: give it an IRI")

    def _literal(self, term: Literal) -> str:
        datatype = term.datatype.value
        plain = _BARE.get(datatype)
        if plain and plain.fullmatch(term.value):
            return term.value
        quoted = str(Literal(term.value))
        if term.language:
            return f"{quoted}@{term.language}"
        return quoted if datatype == XSD + "string" else f"{quoted}^^{self.of(term.datatype)}"


def _block(name: str, subjects: dict[str, dict[str, set[str]]]) -> str:
    indent = "    " if name else ""
    statements = []
    for subject in sorted(subjects, key=natural):
        lines = [
            f"{predicate} {', '.join(sorted(subjects[subject][predicate], key=natural))}"
            for predicate in sorted(subjects[subject], key=_predicate_key)
        ]
        statements.append(f"{indent}{subject} " + f" ;\n{indent}    ".join(lines) + " .\n")
    return f"{name} {{\n{''.join(statements)}}}\n" if name else "\n".join(statements)


def _predicate_key(predicate: str) -> tuple[int, str]:
    return (0 if predicate == "a" else 1 if predicate == compact(LABEL.value) else 2, predicate)


def _graph_key(graph: str) -> tuple[int, object, int]:
    matched = PARAGRAPH_GRAPH.fullmatch(graph)
    if matched:
        return (1, natural(matched["document"] + " " + matched["number"]), _GRAPH_ORDER.index(matched["kind"]))
    return (0 if "/id/document/" in graph else 2, natural(graph), 0)
