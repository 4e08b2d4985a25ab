"""The SELECT of a query, or of a part of it: what it selects, its pattern, and what follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from mandategraph.web.tokens import Token, closed, tokens

_FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
SUMS = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")


@dataclass(frozen=True)
class Select:
    """A SELECT: the places of its first token, of the brace that opens its pattern, and after its end.

    `clause` is what it selects and `rest` what follows its pattern: grouping, order, limits, values.
    """

    start: int
    opening: int
    end: int
    clause: tuple[Token, ...]
    rest: tuple[Token, ...]
    pattern: tuple[int, int]
    """From where to where it stands in the text with what leads to it, such as FROM and WHERE."""

    @property
    def everything(self) -> bool:
        """Whether it selects with a star."""
        return bool(self.clause) and self.clause[-1].says("*")

    @property
    def grouped(self) -> bool:
        """Whether its rows are sums of others."""
        return any(one.says("GROUP", "HAVING") for one in self.rest) or any(one.says(*SUMS) for one in self.clause)


def form(found: Sequence[Token]) -> tuple[str, int]:
    """The form of a query and its place; an empty one where there is none."""
    return next(((one.text.upper(), at) for at, one in enumerate(found) if one.says(*_FORMS)), ("", 0))


def select_at(found: Sequence[Token], start: int) -> Select | None:
    """The SELECT that begins at a place; None where it has no pattern."""
    at = start + 1
    while not found[at].says("{", "WHERE", "FROM") and found[at].kind != "end":
        at = closed(found, at) if found[at].says("(") else at + 1
    clause = tuple(found[start + 1 : at])
    while not found[at].says("{"):
        if found[at].kind == "end":
            return None
        at += 1
    after = end = closed(found, at)
    while not found[end].says("}") and found[end].kind != "end":
        end = closed(found, end) if found[end].says("{", "(") else end + 1
    pattern = (clause[-1] if clause else found[start]).end, found[after - 1].end
    return Select(start, at, end, clause, tuple(found[after:end]), pattern)


def grouped_query(text: str) -> bool:
    """Whether the rows of a query are sums of others."""
    select = _whole(tokens(text))
    return select is not None and select.grouped


def rows_behind(text: str) -> str | None:
    """The query for the rows that a query sums up, as many as a page shows; None where it does not sum up."""
    found = tokens(text)
    select = _whole(found)
    if select is None or not select.grouped:
        return None
    first, last = select.pattern
    values = next((one.start for one in select.rest if one.says("VALUES")), len(text))
    parts = (f"{text[: found[select.start].start]}SELECT *{text[first:last]}", "LIMIT 500", text[values:])
    return "\n".join(part for part in parts if part.strip())


def every(text: str, variable: str) -> str | None:
    """The query for all values that a variable has in a query; None where that has no rows."""
    found = tokens(text)
    select = _whole(found)
    if select is None:
        return None
    first, last = select.pattern
    return f"{text[: found[select.start].start]}SELECT DISTINCT ?{variable}{text[first:last]}"


def _whole(found: Sequence[Token]) -> Select | None:
    kind, start = form(found)
    return select_at(found, start) if kind == "SELECT" else None
