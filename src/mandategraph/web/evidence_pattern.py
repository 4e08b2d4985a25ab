"""The pattern that asks in which paragraph something is written, put into a query; evidence.js does the same."""

import re

from mandategraph.queries import beside

PATTERN = beside(__file__, "pattern").rstrip()
"""A comment, the GRAPH, and what tells about it, each in its lines."""
_CLAUSE = re.compile(r"\bSELECT\s+(?:(?:DISTINCT|REDUCED)\s+)?[?$(][^*{}]*?(?=\s*(?:\bWHERE\b|\{))", re.IGNORECASE)
_NAME = r"(?:[?$]\w+|[\w-]*:[\w.-]*\w|<[^<>\s]+>)"
_STATEMENT = re.compile(rf'{_NAME}\s+(?:a|{_NAME})\s+(?:{_NAME}|"[^"\n]*"(?:@[\w-]+)?)(?=\s*[.}}\n])')
"""A plain statement that ends at a full stop, a brace or the end of its line."""
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n]*$", re.MULTILINE)
_GRAPH = re.compile(r"\bGRAPH\s+\?(\w+)", re.IGNORECASE)


def with_evidence(text: str) -> str | None:
    """A query that also asks for the graph and paragraph of its first plain statement, or of the graph that it names.

    None where it has no braces. One that asks already stays as it is.

    >>> with_evidence("SELECT ?w { ?w mg:partner ?p }").splitlines()[0]
    'SELECT ?w ?graph { GRAPH ?graph { ?w mg:partner ?p }'
    """
    if "{" not in text or "}" not in text:
        return None
    named = _GRAPH.search(text)
    graph = named[1] if named else "graph"
    if re.search(rf"\?{graph}\s[^{{}}]*mg:inParagraph", text):
        return text
    statement = None if named else _STATEMENT.search(text, text.index("{"))
    comment, whole, *about = PATTERN.splitlines()
    if statement:
        text = f"{text[: statement.start()]}GRAPH ?graph {{ {statement[0]} }}{text[statement.end() :]}"
    told = "\n".join(about if named or statement else [comment, whole, *about]).replace("?graph", f"?{graph}")
    before, _, after = _selecting(text, graph).rpartition("}")
    stop = "" if _COMMENT.sub("", before).rstrip().endswith((".", "{", "}")) else "  .\n"
    return f"{before.rstrip()}\n{stop}{told}\n}}{after}"


def _selecting(text: str, graph: str) -> str:
    """The same that also selects the graph, where it lists what it selects and does not group."""
    clause = _CLAUSE.search(text)
    if clause is None or f"?{graph}" in clause[0] or re.search(r"GROUP\s+BY", text, re.IGNORECASE):
        return text
    return f"{text[: clause.end()]} ?{graph}{text[clause.end() :]}"
