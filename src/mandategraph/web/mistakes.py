"""Common mistakes in a query, found in its words, where the parser names a place behind them and an odd alternative."""

from collections.abc import Iterator, Sequence
from itertools import chain, count

from mandategraph.web.selects import SUMS
from mandategraph.web.tokens import Token, closed, tokens

Mistake = tuple[int, int, str]
"""From where to where it stands in the text, and what to do."""
_TERMS = ("variable", "name", "iri", "literal", "number", "blank")
_TERM_WORDS = ("A", "TRUE", "FALSE")
_STATEMENT = 3


def mistake(text: str, at: int) -> Mistake | None:
    """The first common mistake before a place that a parser could not read, or at it."""
    found = tokens(text)
    said = (*_selecting(text, found), *_missing_stops(text, found, at))
    return min((one for one in said if one[0] <= at), default=None)


def _selecting(text: str, found: Sequence[Token]) -> Iterator[Mistake]:
    """What is wrong between SELECT and its pattern."""
    for start, token in enumerate(found):
        at = start + 1
        while token.says("SELECT") and not found[at].says("{", "}", "WHERE", "FROM") and found[at].kind != "end":
            after = closed(found, at) if found[at].says("(") else at + 1
            if found[at].says(","):
                yield found[at].start, found[at].end, "No commas between the variables of SELECT."
            elif found[at].says(*SUMS) and found[at + 1].says("("):
                after = closed(found, at + 1)
                yield found[at].start, found[after - 1].end, _summed(text, found, at, after, after)
            elif found[at].says("(") and found[at + 1].says(*SUMS) and _unnamed(found, at, after):
                inner = min(closed(found, at + 2), after - 1)
                yield found[at].start, found[after - 1].end, _summed(text, found, at + 1, inner, inner)
            at = after


def _unnamed(found: Sequence[Token], at: int, after: int) -> bool:
    """Whether brackets hold a sum alone, or one with its name but without AS."""
    inner = closed(found, at + 2)
    return inner == after - 1 or (inner == after - 2 and found[inner].kind == "variable")


def _summed(text: str, found: Sequence[Token], start: int, end: int, behind: int) -> str:
    """A sum as it has to be written: with the name that follows it, else with one that is not used."""
    at = behind + found[behind].says("AS")
    used = {token.text for token in found if token.kind == "variable"}
    free = next(name for name in chain(["?n"], (f"?n_{number}" for number in count(2))) if name not in used)
    name = found[at].text if found[at].kind == "variable" and (at > behind or found[at + 1].says(")")) else free
    return f"Write ({text[found[start].start : found[end - 1].end]} AS {name})."


def _missing_stops(text: str, found: Sequence[Token], at: int) -> Iterator[Mistake]:
    """A statement that begins right behind another; the parser stops within it."""
    for place in _surplus(found):
        following = _terms(found, place)
        if len(following) > 1 and found[place].start <= at <= following[: _STATEMENT + 1][-1].end:
            sign = "full stop" if len(following) >= _STATEMENT else "full stop or a semicolon"
            word = text[found[place].start : found[place].end]
            yield found[place].start, found[place].end, f"A {sign} is missing before {word}."


def _surplus(found: Sequence[Token]) -> Iterator[int]:
    """The places of words that stand behind the three of a statement."""
    at, words, depth = 0, 0, 0
    while found[at].kind != "end":
        token = found[at]
        after = at + 1
        if token.says("SELECT", "BY", "HAVING", "VALUES"):
            while not found[after].says("{", "}") and found[after].kind != "end":
                after += 1
            if token.says("VALUES"):
                after = closed(found, after)
            words = 0
        elif token.says("{", "}"):
            depth, words = depth + (1 if token.text == "{" else -1), 0
        elif token.says(";", ","):
            words = 1 if token.text == ";" else 2
        elif token.says("/", "|"):
            words -= 1
        elif token.says("^^") or token.text.startswith("@"):
            after += token.text == "^^"
        elif _is_term(token) or (token.says("(", "[") and words):
            after = closed(found, at)
            words += 1
            if words == _STATEMENT + 1 and depth:
                yield at
        elif not token.says("^", "!", "*", "+", "?"):
            after, words = closed(found, at), 0
        at = after


def _terms(found: Sequence[Token], at: int) -> list[Token]:
    """The words from a place on that may belong to a statement."""
    end = at
    while _is_term(found[end]):
        end += 1
    return list(found[at:end])


def _is_term(token: Token) -> bool:
    return token.kind in _TERMS or token.says(*_TERM_WORDS)
