"""What is doubtful in a query that can be read: words that the ontology does not know, variables that nothing binds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from mandategraph.vocabulary import MG
from mandategraph.web.selects import Select, select_at
from mandategraph.web.tokens import Token, closed, declared, iri, tokens

_NEAR = 0.6
_MOST = 20
"""Warnings of each kind that are told."""


@dataclass(frozen=True)
class Words:
    """The IRIs of the words of the ontology, and labels by prefixed name."""

    iris: frozenset[str]
    labels: dict[str, str]


@dataclass(frozen=True)
class Warned:
    """A doubtful part of a query; `line` and `column` count from 1, `replacement` is what may be meant, or empty."""

    line: int
    column: int
    length: int
    reason: str
    replacement: str


def warned(text: str, known: Words, prefixes: dict[str, str]) -> list[Warned]:
    """The doubtful parts of a query, in the order in which they stand in it."""
    found = tokens(text)
    told = [*islice(_unknown(found, known, declared(found, prefixes)), _MOST), *islice(_unbound(found), _MOST)]
    return [
        Warned(text.count("\n", 0, one.start) + 1, one.start - text.rfind("\n", 0, one.start), len(one.text), *said)
        for one, said in sorted(told, key=lambda pair: pair[0].start)
    ]


def _unknown(found: Sequence[Token], known: Words, prefixes: dict[str, str]) -> Iterator[tuple[Token, tuple[str, str]]]:
    """Words in our namespace that nothing defines; the namespace by itself is a prefix that is declared."""
    for token in found:
        meant = iri(token, prefixes) if token.kind in ("name", "iri") else None
        if meant is None or not meant.startswith(MG) or meant == MG or meant in known.iris:
            continue
        near = _nearest(meant.removeprefix(MG), known)
        written = f"<{MG}{near}>" if token.kind == "iri" else f"{token.text.partition(':')[0]}:{near}"
        hint = f" Did you mean {written}?" if near else " All words are on the page of the ontology."
        yield (
            token,
            (f"The ontology has no word {token.text}, so nothing is found by it.{hint}", written if near else ""),
        )


def _nearest(name: str, known: Words) -> str:
    """The word whose name, or else whose label, is most like a name."""
    names = {one.removeprefix(MG).lower(): one.removeprefix(MG) for one in sorted(known.iris)}
    labels = {label.lower(): name.removeprefix("mg:") for name, label in known.labels.items() if name.startswith("mg:")}
    spaced = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
    for word, choices in ((name.lower(), names), (spaced, labels)):
        near = get_close_matches(word, choices, 1, _NEAR)
        if near:
            return choices[near[0]]
    return ""


def _unbound(found: Sequence[Token]) -> Iterator[tuple[Token, tuple[str, str]]]:
    """Variables that a SELECT names and nothing in it can bind."""
    for at, token in enumerate(found):
        select = select_at(found, at) if token.says("SELECT") else None
        if select:
            yield from _unbound_in(found, select)


def _unbound_in(found: Sequence[Token], select: Select) -> Iterator[tuple[Token, tuple[str, str]]]:
    bound = _bound(found, select)
    made = {one.text[1:] for before, one in zip(select.clause, select.clause[1:], strict=False) if before.says("AS")}
    for token in select.clause:
        name = token.text[1:]
        if token.kind == "variable" and name not in bound | made:
            bound.add(name)
            yield (
                token,
                (f"{token.text} is selected but stands nowhere in WHERE, so it stays empty.{_like(name, bound)}", ""),
            )


def _like(name: str, bound: set[str]) -> str:
    near = get_close_matches(name, bound - {name}, 1, _NEAR)
    return f" Did you mean ?{near[0]}?" if near else ""


def _bound(found: Sequence[Token], select: Select) -> set[str]:
    """The variables that the pattern may bind, or VALUES and AS behind it; of a subquery those that it gives."""
    end = closed(found, select.opening)
    values = next((at for at, one in enumerate(select.rest) if one.says("VALUES")), len(select.rest))
    behind = [one for at, one in enumerate(select.rest) if at > values or (at and select.rest[at - 1].says("AS"))]
    bound = {one.text[1:] for one in behind if one.kind == "variable"}
    at = select.opening
    while at < end:
        inner = select_at(found, at) if found[at].says("SELECT") else None
        if inner:
            bound |= _given(found, inner)
            at = inner.end
            continue
        if found[at].kind == "variable":
            bound.add(found[at].text[1:])
        at += 1
    return bound


def _given(found: Sequence[Token], select: Select) -> set[str]:
    if select.everything:
        return _bound(found, select)
    return {token.text[1:] for token in select.clause if token.kind == "variable"}
