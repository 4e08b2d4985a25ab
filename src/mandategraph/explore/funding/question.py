"""Who gave what to whom."""

from dataclasses import dataclass
from typing import Annotated, get_args
from typing import Literal as OneOf

import msgspec
from pyoxigraph import Literal, NamedNode

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.funding.read import MOST, Gift, Received, Terms, funded, gifts, received
from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Statement, Thing, says, signs
from mandategraph.vocabulary import mg

Kind = OneOf["financial", "in kind", "voluntary"]
Earmarking = OneOf["general purpose", "earmarked"]
KINDS = dict(zip(get_args(Kind), map(mg, ("Financial", "InKind", "Voluntary")), strict=True))
EARMARKINGS = dict(zip(get_args(Earmarking), map(mg, ("GeneralPurpose", "Earmarked")), strict=True))
"""The individuals of both by their words."""


@dataclass(frozen=True, repr=False)
class Funding(Answer):
    """Contributions; numbers of donors that are named stand apart from numbers that the text gives."""

    thing: Annotated[Thing | None, says("The donor or recipient, where one was asked for")]
    gifts: Annotated[tuple[Gift, ...], says("The contributions, by recipient and kind, in the order of their ranks")]
    funds: Annotated[
        tuple[Statement, ...], says("What the text says that someone funds, without a contribution of theirs")
    ]
    recipients: Annotated[
        tuple[Received, ...], says("By recipient: donors named here, and the numbers that the text gives")
    ]
    planned: Annotated[tuple[Gift, ...], says("Contributions planned or said with reservation: not facts")]
    planned_funds: Annotated[tuple[Statement, ...], says("The same of what someone would fund: not facts")]
    complete: Annotated[bool, says(f"False where more than {MOST} contributions fit")]

    columns = ("status", "rank", "donor", "type", "recipient", "kind", "earmarking", "year", "said", "evidence")

    def rows(self) -> list[tuple[Cell, ...]]:
        """One row a contribution; then one for what is funded without one."""
        given = (("fact", self.gifts), ("apart", self.planned))
        funds = (("fact", self.funds), ("apart", self.planned_funds))
        return [(status, *_cells(gift)) for status, gifts in given for gift in gifts] + [
            (
                status,
                None,
                one.object.name,
                one.object.type,
                one.subject.name,
                None,
                None,
                None,
                None,
                signs(one.evidence),
            )
            for status, statements in funds
            for one in statements
        ]


def _cells(gift: Gift) -> tuple[Cell, ...]:
    evidence = tuple(sign for one in gift.statements for sign in one.evidence)
    said = gift.said or gift.period
    donor, recipient = gift.donor, gift.recipient
    return (
        gift.rank,
        donor.name,
        donor.type,
        recipient.name,
        gift.kind,
        gift.earmarking,
        gift.year,
        said,
        signs(evidence),
    )


def funding(
    graph: Graph,
    thing: Annotated[str | None, says("A donor or a recipient; without it, all contributions")] = None,
    *,
    kind: Annotated[Kind | None, says("Only contributions in this form")] = None,
    earmarking: Annotated[Earmarking | None, says("Only what is given for general purposes, or earmarked")] = None,
    year: Annotated[
        Annotated[int, msgspec.Meta(ge=1900, le=2200)] | None, says("Only contributions of this year")
    ] = None,
    recipient: Annotated[str | None, says("Only what this organization, mechanism or work received")] = None,
    donor: Annotated[str | None, says("Only what this country or organization gave")] = None,
) -> Funding:
    """Who gave what to whom: donors, recipients, in which form and year, ranked where the text ranks them."""
    parties = {"party": thing, "recipient": recipient, "donor": donor}
    known = {name: graph.thing(text) for name, text in parties.items() if text}
    terms: Terms = {name: NamedNode(iri) for name, iri in known.items()}
    about: Terms = {
        **({"kind": _chosen("kind", kind, KINDS)} if kind else {}),
        **({"earmarking": _chosen("earmarking", earmarking, EARMARKINGS)} if earmarking else {}),
        **({"year": Literal(str(year))} if year else {}),
    }
    facts, planned = gifts(graph, {**terms, **about})
    funds, wished = ((), ()) if about else funded(graph, terms)
    this = graph.things([known["party"]])[known["party"]] if thing else None
    complete = len({gift.contribution for gift in (*facts, *planned)}) <= MOST
    return Funding(this, facts, funds, received(graph, facts, year), planned, wished, complete)


def _chosen(name: str, value: str, allowed: dict[str, NamedNode]) -> NamedNode:
    if value not in allowed:
        raise ParameterInvalid(f"{name}={value!r} is none of {', '.join(allowed)}")
    return allowed[value]
