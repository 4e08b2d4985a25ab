"""The rows of the pages of the network: what each partner does with an actor, what ties two, and where that stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from mandategraph.evidence import BASES
from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Evidence, Statement, Thing
from mandategraph.explore.partners.answer import Partner, Partners, Tie
from mandategraph.ordering import natural
from mandategraph.web.pages.wording import short_name


@dataclass(frozen=True)
class Part:
    """One statement in words: who has which part. `who` is short."""

    who: str
    part: str
    statement: Statement


@dataclass(frozen=True)
class Shared:
    """A work and the parts in it; or, with no work, what is said of the two themselves."""

    work: Thing | None
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class PartnerRow:
    """A partner with all evidence for it, the strongest first."""

    partner: Partner
    evidence: tuple[Evidence, ...]
    shared: tuple[Shared, ...]


@dataclass(frozen=True)
class TieRow:
    """A tie with its example."""

    tie: Tie
    shared: tuple[Shared, ...]


def partner_rows(graph: Graph, found: Partners) -> list[PartnerRow]:
    """The partners of a page."""
    assert found.actor
    ends = found.actor.iri
    return [
        PartnerRow(one, merged(one.statements), _shared(graph, one.statements, {ends, one.actor.iri}))
        for one in found.partners
    ]


def tie_rows(graph: Graph, found: Partners) -> list[TieRow]:
    """The ties of a page."""
    return [TieRow(tie, _shared(graph, tie.statements, {tie.one.iri, tie.other.iri})) for tie in found.ties]


def merged(statements: Iterable[Statement]) -> tuple[Evidence, ...]:
    """The evidence of several statements; what is stated first, then in the order of the paragraphs."""
    every = {sign for statement in statements for sign in statement.evidence}
    best: dict[str, Evidence] = {}
    for sign in sorted(every, key=lambda sign: (BASES.index(sign.basis), natural(sign.paragraph or ""))):
        best.setdefault(sign.paragraph_iri or sign.graph, sign)
    return tuple(best.values())


def _shared(graph: Graph, statements: Iterable[Statement], ends: set[str | None]) -> tuple[Shared, ...]:
    """Statements by the work of which they tell, in their order."""

    def work(statement: Statement) -> str | None:
        return statement.object.iri if statement.object.iri not in ends else None

    return tuple(
        Shared(
            first.object if iri else None,
            tuple(_part(graph, statement, iri is None) for statement in (first, *rest)),
        )
        for iri, (first, *rest) in groupby(statements, key=work)
    )


def _part(graph: Graph, statement: Statement, between: bool) -> Part:
    words = statement.relation.name
    if between:
        words = f"{words} {short_name(graph, statement.object)}"
    return Part(short_name(graph, statement.subject), words, statement)
