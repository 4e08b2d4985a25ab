"""The words and signs of a SPARQL query, with where they stand in its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LOCAL = r"(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)"
_TOKEN = re.compile(
    rf"""
    (?P<comment>\#[^\n\r]*)
  | (?P<literal>\"{{3}}(?:[^"\\]|\\.|"{{1,2}}(?!"))*\"{{3}} | '{{3}}(?:[^'\\]|\\.|'{{1,2}}(?!'))*'{{3}}
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
  | (?P<iri><[^<>"{{}}|^`\\\s]*>)
  | (?P<variable>[?$]\w+)
  | (?P<blank>_:\w(?:[\w.-]*[\w-])?)
  | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:{_LOCAL}(?:(?:[.-]|{_LOCAL})*(?:-|{_LOCAL}))?)?)
  | (?P<word>@?[^\W\d][\w-]*)
  | (?P<number>[+-]?(?:\d*\.\d+|\d+)(?:[eE][+-]?\d+)?)
  | (?P<sign>\^\^|<<|>>|\{{\||\|\}}|&&|\|\||[!<>=]=|\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_CLOSING = {"(": ")", "[": "]", "{": "}", "<<": ">>"}


@dataclass(frozen=True)
class Token:
    """A word or sign; `kind` is the group of the pattern above that it is of."""

    kind: str
    text: str
    start: int
    end: int

    def says(self, *words: str) -> bool:
        """Whether it is one of these keywords or signs, in capitals."""
        return self.kind in ("word", "sign") and self.text.upper() in words


def tokens(text: str) -> list[Token]:
    """All of a query but its comments, and at the end a token of kind `end`."""
    found = [
        Token(match.lastgroup or "", match[0], match.start(), match.end())
        for match in _TOKEN.finditer(text)
        if match.lastgroup != "comment"
    ]
    return [*found, Token("end", "", len(text), len(text))]


def comments(text: str) -> list[str]:
    """The comments of a query, or of a part of it that begins and ends between tokens."""
    return [match[0] for match in _TOKEN.finditer(text) if match.lastgroup == "comment"]


def closed(found: Sequence[Token], at: int) -> int:
    """The place after the bracket that closes the one at a place; the last place where none does.

    Where there is no bracket it is the next place.
    """
    opening, depth = found[at].text, 0
    closing = _CLOSING.get(opening)
    if closing is None:
        return min(at + 1, len(found) - 1)
    for place in range(at, len(found)):
        if found[place].says(opening):
            depth += 1
        elif found[place].says(closing):
            depth -= 1
            if not depth:
                return place + 1
    return len(found) - 1


def declared(found: Sequence[Token], known: dict[str, str]) -> dict[str, str]:
    """The prefixes of a query: those known without a declaration, and its own."""
    own = {
        name.text[:-1]: iri.text[1:-1]
        for word, name, iri in zip(found, found[1:], found[2:], strict=False)
        if word.says("PREFIX") and name.kind == "name" and iri.kind == "iri"
    }
    return known | own


def iri(token: Token, prefixes: dict[str, str]) -> str | None:
    """What a prefixed name, an IRI or `a` stands for."""
    if token.kind == "iri":
        return token.text[1:-1]
    if token.kind == "name":
        prefix, _, local = token.text.partition(":")
        return prefixes[prefix] + local.replace("\\", "") if prefix in prefixes else None
    return "http://www.w3.org/1999/02/22-rdf-syntax-ns#type" if token.text == "a" else None
