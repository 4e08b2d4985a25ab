"""What can be known of a query without parsing it: a lexer that does not recurse."""

import re
from dataclasses import dataclass

from mandategraph.errors import QueryInvalid, ServiceRefused

_TOKEN = re.compile(
    r"""<[^<>"{}|^`\\\x00-\x20]*>"""  # an IRI, which may hold a # or a keyword
    r"""|\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"""
    r"""|\#[^\n]*|[?$]\w+|[\w.-]*:[\w.:%-]*|@\w+|(?P<word>\w+)|(?P<open>[({\[])|(?P<close>[)}\]])""",
    re.DOTALL,
)
_IRI = re.compile(r"""<[^<>"{}|^`\\\x00-\x20]*>""")
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

    Raises ServiceRefused where the keyword SERVICE stands (it would let anybody make this server call others) and
    QueryInvalid where brackets nest deeper than DEPTH.
    """
    bare = _IRI.sub("", text)
    graphs, brackets = _GRAPHS.search(bare) is not None, text.count("(") + text.count("{") + text.count("[")
    if brackets <= DEPTH and not _WORTH_A_LOOK.search(bare):
        return Findings(False, graphs)
    depth, volatile = 0, False
    for token in _TOKEN.finditer(text):
        word = (token["word"] or "").upper()
        depth += bool(token["open"]) - bool(token["close"])
        if word == "SERVICE":
            raise ServiceRefused(
                f"SERVICE {_place(text, token)}: this endpoint calls no other; ask the other one yourself"
            )
        if depth > DEPTH:
            raise QueryInvalid(f"error {_place(text, token)}: brackets nest deeper than {DEPTH}; write it flatter")
        volatile |= word in _VOLATILE
    return Findings(volatile, graphs)


def _place(text: str, token: re.Match[str]) -> str:
    start = token.start()
    return f"at {text.count(chr(10), 0, start) + 1}:{start - text.rfind(chr(10), 0, start)}"
