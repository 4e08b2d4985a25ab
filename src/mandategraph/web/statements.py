"""The statements of a SPARQL query, with where they stand in its text; made for queries that can be read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mandategraph.web.tokens import Token, closed

_APART = ("FILTER", "MINUS", "BIND", "SERVICE", "LATERAL")
_WORDS = (*_APART, "VALUES", "OPTIONAL", "GRAPH", "UNION")


@dataclass(frozen=True)
class Statement:
    """Subject, predicate and object; only one of three simple words or literals is `plain`.

    `out` is the part of the text that goes when the statement is taken out of its list, and None where it has none to
    share; `after` is where more can be written behind it. `graph` is the variable of the GRAPH around it, "" the name
    of one that is no variable; `nested` counts the braces and OPTIONAL around it.
    """

    subject: Token
    predicate: Token
    object: Token
    plain: bool
    out: tuple[int, int] | None
    after: int
    graph: str | None
    nested: int

    @property
    def text(self) -> str:
        """The statement written by itself."""
        return f"{self.subject.text} {self.predicate.text} {self.object.text}"


@dataclass(frozen=True)
class _Around:
    graph: str | None = None
    nested: int = 0


_TOP = _Around()


@dataclass(frozen=True)
class _Said:
    """A predicate with one of its objects; the signs before are "," or ";" or, of the first, none."""

    predicate: Token
    object: Token
    plain: bool
    sign: Token | None
    start: Token


class Reader:
    """Reads a query from its tokens."""

    def __init__(self, text: str, found: Sequence[Token]) -> None:
        self._text, self._tokens = text, found

    def group(self, at: int, around: _Around = _TOP) -> tuple[list[Statement], int]:
        """The statements of the group that opens at a place, and the place after it; none of a subquery."""
        end = closed(self._tokens, at)
        if self._tokens[self._past(at)].says("SELECT"):
            return [], end
        found: list[Statement] = []
        at += 1
        while at < end - 1:
            more, at = self._part(at, around)
            found += more
        return found, end

    def _part(self, at: int, around: _Around) -> tuple[list[Statement], int]:
        token = self._tokens[at]
        if token.says("{"):
            return self.group(at, replace(around, nested=around.nested + 1))
        if token.says("OPTIONAL"):
            return self.group(self._past(at), replace(around, nested=around.nested + 1))
        if token.says("GRAPH"):
            return self._graph(self._past(at), around)
        if token.says("VALUES"):
            return [], closed(self._tokens, self._next(at, "{"))
        if token.says(*_APART):
            return [], closed(self._tokens, self._next(at, "{", "("))
        if token.says(".", "UNION"):
            return [], at + 1
        return self._block(at, around)

    def _graph(self, at: int, around: _Around) -> tuple[list[Statement], int]:
        name = self._tokens[at]
        found, end = self.group(self._past(at), replace(around, graph=name.text[1:] if name.kind == "variable" else ""))
        return [replace(one, after=self._tokens[end - 1].end) for one in found], end

    def _next(self, at: int, *signs: str) -> int:
        return next(
            (place for place in range(at, len(self._tokens)) if self._tokens[place].says(*signs)),
            len(self._tokens) - 1,
        )

    def _block(self, at: int, around: _Around) -> tuple[list[Statement], int]:
        """The statements about one subject, and the place after them and their full stop."""
        subject, at, plain = self._term(at)
        said: list[_Said] = []
        sign: Token | None = None
        while not self._ends(at):
            first = self._tokens[at]
            predicate, at, simple = self._path(at)
            object_, at, named = self._term(at)
            said.append(_Said(predicate, object_, plain and simple and named, sign, first))
            while self._tokens[at].says(","):
                sign = self._tokens[at]
                object_, at, named = self._term(self._past(at))
                said.append(_Said(predicate, object_, plain and simple and named, sign, object_))
            if not self._tokens[at].says(";"):
                break
            while self._tokens[at].says(";"):
                sign = self._tokens[at]
                at += 1
        at += self._tokens[at].says(".")
        after = self._tokens[at - 1].end
        return [*self._statements(subject, said, after, around)], at

    def _ends(self, at: int) -> bool:
        token = self._tokens[at]
        return token.kind == "end" or token.says(".", "}", "{", "{|", "|}", "~", *_WORDS)

    def _statements(self, subject: Token, said: list[_Said], after: int, around: _Around) -> Iterator[Statement]:
        for place, one in enumerate(said):
            following = said[place + 1] if place + 1 < len(said) else None
            if len(said) == 1:
                out = None
            elif following and following.predicate is one.predicate and not (one.sign and one.sign.text == ","):
                out = one.object.start, following.object.start
            elif one.sign:
                out = one.sign.start, one.object.end
            else:
                assert following is not None
                out = one.start.start, following.start.start
            yield Statement(subject, one.predicate, one.object, one.plain, out, after, around.graph, around.nested)

    def _term(self, at: int) -> tuple[Token, int, bool]:
        """A subject or object, the place after it, and whether it is one word or literal."""
        token = self._tokens[at]
        if token.says("(", "[", "<<"):
            end = closed(self._tokens, at)
            return self._joined(at, end), end, False
        end = self._past(at)
        if token.kind == "literal" and self._tokens[end].says("^^"):
            end = self._past(end, 2)
        elif token.kind == "literal" and self._tokens[end].text.startswith("@"):
            end = self._past(end)
        return self._joined(at, end), end, token.kind != "blank"

    def _path(self, at: int) -> tuple[Token, int, bool]:
        """A predicate or path, the place after it, and whether it is one word."""
        start = at
        while True:
            while self._tokens[at].says("^", "!"):
                at += 1
            at = closed(self._tokens, at) if self._tokens[at].says("(") else self._past(at)
            while self._tokens[at].says("?", "*", "+"):
                at += 1
            if not self._tokens[at].says("/", "|"):
                return self._joined(start, at), at, at == start + 1
            at = self._past(at)

    def _past(self, at: int, count: int = 1) -> int:
        return min(at + count, len(self._tokens) - 1)

    def _joined(self, start: int, end: int) -> Token:
        if end == start + 1:
            return self._tokens[start]
        first, last = self._tokens[start], self._tokens[min(end, len(self._tokens)) - 1]
        return Token("joined", self._text[first.start : last.end], first.start, last.end)
