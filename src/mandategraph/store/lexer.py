"""What can be known of a query without parsing it: a lexer that does not recurse."""

import re
from dataclasses import dataclass

from mandategraph.errors import QueryInvalid, ServiceRefused

_TOKEN = re.compile(
    r"""(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)"""  # which may hold a # or a keyword
    r"""|\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"""
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'"""
    r"""|\#[^\n\r]*|[?$]\w+|@[A-Za-z]+(?:-\w+)*|_:\w(?:[\w.-]*[\w-])?|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"""
    r"""|(?P<prefix>[^\W\d][\w.-]*)?:(?:(?:[\w:]|%\w\w|\\.)(?:(?:[\w.:-]|%\w\w|\\.)*(?:[\w:-]|%\w\w|\\.))?)?"""
    r"""|(?P<word>[^\W\d]\w*)|(?P<open>[({\[])|(?P<close>[)}\]])""",
    re.DOTALL,
)
_IRI = re.compile(r"""<[^<>"{}|^`\\\x00-\x20)]*>""")
"""What can be nothing but an IRI; with a ) in it, it may begin with the less-than of a filter, as in (1<2)GRAPH#>."""
_GRAPHS = re.compile("graph|from", re.IGNORECASE)
_WORTH_A_LOOK = re.compile("service|now|rand|uuid|bnode", re.IGNORECASE)
_VOLATILE = {"NOW", "RAND", "UUID", "STRUUID", "BNODE"}
DEPTH = 200
"""How deep brackets may nest; the engine's parser recurses, and takes exponential time on some nested brackets."""


@dataclass(frozen=True)
class Findings:
    """What the words of a query tell."""

    volatile: bool
    """Two runs may differ."""
    graphs: bool
    """It may look into named graphs. No is certain: the letters of GRAPH and FROM stand nowhere outside of IRIs."""


def inspect(text: str) -> Findings:
    """Look at the tokens of a query.

    Raises ServiceRefused where the keyword SERVICE stands (it would let anybody make this server call others), also
    where it is glued to what is before or behind it; QueryInvalid where brackets nest deeper than DEPTH.
    """
    bare = _IRI.sub("", text)
    graphs, brackets = _GRAPHS.search(bare) is not None, text.count("(") + text.count("{") + text.count("[")
    if brackets <= DEPTH and not _WORTH_A_LOOK.search(bare):
        return Findings(False, graphs)
    depth, volatile, word, declared = 0, False, "", set()
    for token in _TOKEN.finditer(text):
        prefix = token["prefix"] or ""
        if word == "PREFIX":
            declared.add(prefix)
        word = (token["word"] or (token["iri"] or "").partition(")")[2]).upper()
        depth += bool(token["open"]) - bool(token["close"])
        if "SERVICE" in word or ("SERVICE" in prefix.upper() and prefix not in declared):
            raise ServiceRefused(
                f"SERVICE {_place(text, token)}: this endpoint calls no other; ask the other one yourself"
            )
        if depth > DEPTH:
            raise QueryInvalid(f"error {_place(text, token)}: brackets nest deeper than {DEPTH}; write it flatter")
        volatile |= word in _VOLATILE or (token["iri"] is not None and word != "")
    return Findings(volatile, graphs)


def _place(text: str, token: re.Match[str]) -> str:
    start = token.start()
    return f"at {text.count(chr(10), 0, start) + 1}:{start - text.rfind(chr(10), 0, start)}"
