"""Contributions as the text gives them, and what it says of the funds of their recipients."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from pyoxigraph import Literal, NamedNode

from mandategraph.evidence import parted
from mandategraph.explore.figures.read import Figure, read, years
from mandategraph.explore.graph import Graph, evidence, iri_of, load, text_of
from mandategraph.explore.links import term
from mandategraph.explore.model import Statement, Thing, says
from mandategraph.ordering import natural
from mandategraph.vocabulary import MG

_GIFTS, _FUNDED, _STATED = load("funding/funding"), load("funding/funded"), load("funding/stated")
_DONOR = MG + "donor"
_TOLD: list[str | None] = [
    MG + name
    for name in ("donor", "recipient", "contributionKind", "earmarking", "year", "rank", "role", "period", "figure")
]
MOST = 500
Terms = Mapping[str, NamedNode | Literal]
Said = dict[tuple[str, NamedNode | Literal], set[str]]


@dataclass(frozen=True)
class Gift:
    """A contribution."""

    contribution: Annotated[Thing, says("The contribution")]
    donor: Annotated[Thing, says("Who gave")]
    recipient: Annotated[Thing, says("Who or what received")]
    kind: Annotated[str | None, says("In which form: financial, in kind; or voluntary, where the text says no more")]
    earmarking: Annotated[str | None, says("Whether it was earmarked; null where the text does not say")]
    year: Annotated[int | None, says("The year, where the text gives one")]
    rank: Annotated[int | None, says("Its place in the list of the text that begins with the largest")]
    said: Annotated[str | None, says("What else the text says of it")]
    period: Annotated[str | None, says("Its period, in the words of the text")]
    statements: Annotated[tuple[Statement, ...], says("The statements that say so; a rank can rest on a reading")]


@dataclass(frozen=True)
class Received:
    """What a recipient got: the donors that are named, and, apart from them, the numbers that the text gives."""

    recipient: Annotated[Thing, says("Who or what received")]
    donors: Annotated[int, says("How many different donors these contributions name")]
    countries: Annotated[int, says("How many of them are countries")]
    by_kind: Annotated[dict[str, int], says("Donors by kind of contribution; one that gave in two kinds is in both")]
    incomplete: Annotated[bool, says("The text calls its list of donors incomplete: there were more than are named")]
    stated: Annotated[tuple[Figure, ...], says("Sums, shares and numbers of donors that the text gives; of all donors")]


def gifts(graph: Graph, terms: Terms) -> tuple[tuple[Gift, ...], tuple[Gift, ...]]:
    """The contributions that terms for the slots of funding.rq leave: facts, and those planned or hedged."""
    found: dict[str, Said] = defaultdict(lambda: defaultdict(set))
    for contribution, prop, value, where in graph.rows(_GIFTS, **terms):
        if isinstance(value, NamedNode | Literal):
            found[iri_of(contribution)][iri_of(prop), value].add(iri_of(where))
    values = {value.value for said in found.values() for _, value in said if isinstance(value, NamedNode)}
    names = graph.things(values | found.keys())
    facts: list[Gift] = []
    apart: list[Gift] = []
    for gift, said in found.items():
        givers = {name for (relation, _), graphs in said.items() if relation == _DONOR for name in graphs}
        planned = not parted(givers)[0]
        (apart if planned else facts).extend(_given(_told(graph, names, gift, said, planned)))
    return tuple(sorted(facts, key=_order)), tuple(sorted(apart, key=_order))


def _told(graph: Graph, names: dict[str, Thing], gift: str, said: Said, planned: bool) -> list[Statement]:
    told = []
    for (prop, value), graphs in said.items():
        held = parted(graphs)[0] or (graphs if planned else set())
        if held:
            told.append(Statement(names[gift], graph.relation(prop), term(value, names), evidence(held)))
    return sorted(told, key=lambda one: (_TOLD.index(one.relation.iri), one.object.name))


def _given(told: list[Statement]) -> Iterator[Gift]:
    """One entry a donor and recipient."""
    values: dict[str, list[Thing]] = defaultdict(list)
    for one in told:
        values[(one.relation.iri or "").removeprefix(MG)].append(one.object)
    first = {name: things[0].name for name, things in values.items()}
    for donor in values["donor"]:
        for recipient in values["recipient"]:
            yield Gift(
                told[0].subject,
                donor,
                recipient,
                first.get("contributionKind"),
                first.get("earmarking"),
                int(first["year"]) if "year" in first else None,
                int(first["rank"]) if "rank" in first else None,
                first.get("role"),
                first.get("period"),
                tuple(told),
            )


def _order(gift: Gift) -> tuple[object, ...]:
    return gift.recipient.name, gift.kind or "", gift.rank or MOST, gift.earmarking or "", natural(gift.donor.name)


def funded(graph: Graph, terms: Terms) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """What somebody is said to fund without a contribution that says so: facts, and what is planned or hedged."""
    graphs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for side in _sides(dict(terms)):
        for to, giver, name in graph.rows(_FUNDED, **side):
            graphs[iri_of(to), iri_of(giver)].add(iri_of(name))
    names, relation = graph.things({iri for pair in graphs for iri in pair}), graph.relation(MG + "fundedBy")
    facts: list[Statement] = []
    apart: list[Statement] = []
    for (recipient, donor), held in sorted(graphs.items()):
        for into, where in zip((facts, apart), parted(held), strict=True):
            if where:
                into.append(Statement(names[recipient], relation, names[donor], evidence(where)))
    return tuple(facts), tuple(apart)


def _sides(terms: dict[str, NamedNode | Literal]) -> Iterator[Terms]:
    """A party is the donor or the recipient."""
    party = terms.pop("party", None)
    if party is None:
        yield terms
    else:
        yield from ({**terms, side: party} for side in ("donor", "recipient") if terms.get(side, party) == party)


def received(graph: Graph, given: Iterable[Gift], year: int | None) -> tuple[Received, ...]:
    """What each recipient of some contributions got; of a year, only the numbers of that year."""
    by: dict[str, list[Gift]] = defaultdict(list)
    for gift in given:
        by[gift.recipient.iri or ""].append(gift)
    rows = graph.rows(_STATED, recipient=[NamedNode(iri) for iri in by]) if by else []
    wanted = {figure for _, figure, _ in rows if isinstance(figure, NamedNode)}
    known = read(graph, {"figure": sorted(wanted, key=str)})[0] if wanted else []
    more = {iri_of(recipient) for recipient, _, incomplete in rows if text_of(incomplete) == "true"}
    of = {(iri_of(recipient), iri_of(figure)) for recipient, figure, _ in rows}
    return tuple(
        _received(
            iri,
            found,
            iri in more,
            [one for one in known if (iri, one.figure.iri) in of and (not year or year in years(one.period))],
        )
        for iri, found in by.items()
    )


def _received(iri: str, found: list[Gift], incomplete: bool, stated: list[Figure]) -> Received:
    named = {gift.donor for gift in found if gift.donor.type != "group"}
    kinds: dict[str, set[Thing]] = defaultdict(set)
    for gift in found:
        if gift.donor in named:
            kinds[gift.kind or "not stated"].add(gift.donor)
    return Received(
        next(gift.recipient for gift in found if gift.recipient.iri == iri),
        len(named),
        sum(donor.type == "country" for donor in named),
        {kind: len(donors) for kind, donors in sorted(kinds.items())},
        incomplete,
        tuple(sorted(stated, key=lambda one: (one.unit != "United States dollar", -one.value))),
    )
