"""Who gave what to whom: contributions by recipient, in the order of the text where it has one."""

from collections import defaultdict
from dataclasses import dataclass

from flask import Blueprint, Response, render_template
from pyoxigraph import Literal, NamedNode

from mandategraph.explore.funding.question import EARMARKINGS, KINDS, Funding
from mandategraph.explore.funding.read import Gift, Received
from mandategraph.explore.model import Evidence, Statement, Thing
from mandategraph.queries import beside
from mandategraph.vocabulary import MG
from mandategraph.web.pages.meant import meant
from mandategraph.web.pages.wording import listed, plural, short_name
from mandategraph.web.service import graph
from mandategraph.web.view import Ask, ask, given, query_of, view

blueprint = Blueprint("funding", __name__)
_QUERY = beside(__file__, "funding")
_PARTIES = {"thing": "party", "donor": "donor", "recipient": "recipient"}
"""The filters that name a thing, and their slots."""
_SUM = MG + "figure"


@dataclass(frozen=True)
class Row:
    """A contribution in a table; `statement` is that of its donor, `sums` what the text gives of it in numbers."""

    gift: Gift
    statement: Statement
    sums: tuple[Thing, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class To:
    """All that one recipient got."""

    received: Received
    rows: tuple[Row, ...]

    def has(self, *columns: str) -> bool:
        """Whether any contribution says something of these."""
        return any(getattr(row.gift, column) is not None for row in self.rows for column in columns)


@blueprint.get("/funding")
def funding() -> str | Response:
    """The contributions that the filters leave."""
    doubtful = meant(graph(), given(), *_PARTIES)
    if doubtful:
        return doubtful
    asking = ask("funding")
    found = asking.answer
    assert isinstance(found, Funding)
    things = _things(asking)
    count = plural(len(found.gifts), "contribution")
    apart = len(found.planned) + len(found.planned_funds)
    count += f", {apart} planned or possible apart" if apart else ""
    return render_template(
        "funding.html",
        view=view(asking, _title(asking, things), count, _query(asking, things)),
        found=found,
        given={name: texts[0] for name, texts in asking.given.items()},
        lead=_lead(found),
        groups=_groups(found),
        planned=[_row(gift) for gift in found.planned],
        kinds=list(KINDS),
        earmarkings=list(EARMARKINGS),
    )


def _things(asking: Ask) -> dict[str, Thing]:
    iris = {name: asking.graph.thing(asking.given[name][0]) for name in _PARTIES if name in asking.given}
    called = asking.graph.things(iris.values())
    return {name: called[iri] for name, iri in iris.items()}


def _query(asking: Ask, things: dict[str, Thing]) -> str:
    terms: dict[str, NamedNode | Literal] = {_PARTIES[name]: NamedNode(one.iri or "") for name, one in things.items()}
    if "kind" in asking.given:
        terms["kind"] = KINDS[asking.given["kind"][0]]
    if "earmarking" in asking.given:
        terms["earmarking"] = EARMARKINGS[asking.given["earmarking"][0]]
    if "year" in asking.given:
        terms["in"] = Literal(asking.given["year"][0])
    return query_of(_QUERY, **terms)


def _title(asking: Ask, things: dict[str, Thing]) -> str:
    year = f" in {asking.given['year'][0]}" if "year" in asking.given else ""
    called = {name: short_name(asking.graph, one) for name, one in things.items()}
    donor, recipient = called.get("donor", ""), called.get("recipient", "")
    if "thing" in things:
        return f"What did {called['thing']} give or receive{year}?"
    return (
        f"{'What did ' + donor if donor else 'Who'} g{'ive' if donor else 'ave what'} to {recipient or 'whom'}{year}?"
    )


def _lead(found: Funding) -> str:
    if not found.gifts:
        return "The documents name no contribution with these filters."
    donors = {gift.donor for gift in found.gifts if gift.donor.type != "group"}
    countries = sum(1 for donor in donors if donor.type == "country")
    kinds = sorted({gift.kind for gift in found.gifts if gift.kind})
    given_by = f"{plural(len(donors), 'donor is', 'donors are')} named, {countries} of them countries"
    told = (
        f"{given_by}, with {plural(len(found.gifts), 'contribution')} to {plural(len(found.recipients), 'recipient')}"
    )
    forms = f" ({listed(kinds)})" if kinds else ""
    sums = any(one.relation.iri == _SUM for gift in found.gifts for one in gift.statements)
    return f"{told}{forms}. {'Sums stand where the text gives them.' if sums else 'The text gives no sum by donor.'}"


def _groups(found: Funding) -> list[To]:
    rows: dict[str | None, list[Row]] = defaultdict(list)
    for gift in found.gifts:
        rows[gift.recipient.iri].append(_row(gift))
    return [
        To(one, tuple(sorted(rows[one.recipient.iri], key=lambda row: row.gift.rank is None)))
        for one in found.recipients
    ]


def _row(gift: Gift) -> Row:
    return Row(
        gift,
        next(one for one in gift.statements if one.object.iri == gift.donor.iri),
        tuple(one.object for one in gift.statements if one.relation.iri == _SUM),
        tuple(dict.fromkeys(sign for one in gift.statements for sign in one.evidence)),
    )
