"""The parts of the answer on mandates, read from the graph."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from mandategraph.explore.facts import Fact, ends, facts, statements
from mandategraph.explore.graph import Graph, iri_of, load, text_of
from mandategraph.explore.mandates.asks import Ask, addressees, asks, clauses_of, spoken
from mandategraph.explore.mandates.model import Answering, Draft, Provision, Recommendation
from mandategraph.explore.model import Statement, Thing
from mandategraph.vocabulary import ID, MG

_ANSWERS, _ABOUT, _DRAFTS = load("mandates/answers"), load("mandates/recommendations"), load("mandates/drafts")
_THEME = ID + "theme/"
_ADOPTED = frozenset(MG + name for name in ("adoptedAs", "adoptedBy"))


@dataclass(frozen=True)
class Answers:
    """Who answers which provision; by work and provision, of which work that was judged, and why."""

    facts: list[Fact]
    reasons: Mapping[tuple[str, str], tuple[str, str]]


def answers(graph: Graph, *, provisions: Iterable[str] = (), works: Iterable[str] = ()) -> Answers:
    """Who answers some provisions, or what some works answer."""
    given = {"provision": provisions, "work": works}
    terms = {name: [NamedNode(iri) for iri in sorted(set(iris))] for name, iris in given.items()}
    bound = {name: nodes for name, nodes in terms.items() if nodes}
    rows = graph.rows(_ANSWERS, **bound) if bound else []
    found, _ = facts(row[:4] for row in rows)
    reasons: dict[tuple[str, str], tuple[str, str]] = {}
    for work, _, provision, _, through, reason in rows:
        pair = iri_of(work), iri_of(provision)
        if reason is not None and (pair not in reasons or through == work):
            reasons[pair] = iri_of(through), text_of(reason) or ""
    return Answers(found, reasons)


def provisions(
    graph: Graph,
    found: Mapping[str, Ask],
    clauses: Mapping[str, Sequence[Ask]],
    answered: Answers,
) -> tuple[Provision, ...]:
    """Provisions with the works that answer them."""
    by: dict[str, list[Fact]] = defaultdict(list)
    for fact in answered.facts:
        by[iri_of(fact.other)].append(fact)
    parts = [ask for iri in found for ask in clauses.get(iri, ())]
    through = {iri for iri, _ in answered.reasons.values()}
    things = graph.things(spoken((*found.values(), *parts)) | ends(answered.facts) | through)
    return tuple(
        Provision(
            things[iri],
            next((things[whole] for whole in (*ask.values("provisionOf"), *ask.values("partOf"))), None),
            ask.value("number"),
            ask.values("verb"),
            addressees(things, ask),
            ask.value("asks"),
            ask.value("summary"),
            ask.evidence,
            clauses_of(things, clauses.get(iri, ())),
            bool(by[iri]),
            tuple(_answering(things, told, answered.reasons) for told in statements(graph, by[iri], things)),
        )
        for iri, ask in found.items()
    )


def _answering(
    things: Mapping[str, Thing], told: Statement, reasons: Mapping[tuple[str, str], tuple[str, str]]
) -> Answering:
    judged, reason = reasons.get((told.subject.iri or "", told.object.iri or ""), (None, None))
    return Answering(told, reason, things[judged] if judged and judged != told.subject.iri else None)


def about(graph: Graph, iris: Iterable[str]) -> list[Fact]:
    """The statements of recommendations about some things."""
    wanted = [NamedNode(iri) for iri in sorted(set(iris))]
    return facts(graph.rows(_ABOUT, about=wanted))[0] if wanted else []


def recommendations(
    graph: Graph, iris: Iterable[str], links: Iterable[Fact], verb: str | None, addressee: str | None
) -> tuple[Recommendation, ...]:
    """Recommendations that have the verb and the addressee; those linked by more than a theme first."""
    found, clauses = asks(graph, iris)
    kept = {iri: ask for iri, ask in found.items() if ask.fits(verb, addressee, clauses.get(iri, ()))}
    because: dict[str, list[Fact]] = defaultdict(list)
    for link in links:
        because[link.subject].append(link)
    things = graph.things(
        spoken((*kept.values(), *(ask for iri in kept for ask in clauses.get(iri, ()))))
        | ends(link for iri in kept for link in because[iri])
    )
    made = [
        Recommendation(
            things[iri],
            ask.value("number"),
            ask.values("verb"),
            addressees(things, ask),
            ask.value("asks"),
            ask.evidence,
            clauses_of(things, clauses.get(iri, ())),
            statements(graph, because[iri], things),
            bool(because[iri]) and all(iri_of(link.other).startswith(_THEME) for link in because[iri]),
        )
        for iri, ask in kept.items()
    ]
    return tuple(sorted(made, key=lambda one: one.by_theme))


def tally(found: Iterable[Recommendation]) -> tuple[dict[str, int], dict[str, int]]:
    """How many recommendations have each verb, and each addressee."""
    some = list(found)
    verbs = Counter(verb for one in some for verb in one.verbs)
    asked = Counter(thing.name for one in some for thing in one.addressees)
    return dict(verbs.most_common()), dict(asked.most_common())


def drafts(graph: Graph, chosen: Iterable[str] = ()) -> tuple[Draft, ...]:
    """Some drafts, or all; what is announced of them is apart."""
    nodes = [NamedNode(iri) for iri in sorted(chosen)]
    plain, apart = facts(graph.rows(_DRAFTS, draft=nodes) if nodes else graph.rows(_DRAFTS))
    things = graph.things(ends((*plain, *apart)))
    became = [fact for fact in plain if fact.relation in _ADOPTED]
    rest = [fact for fact in plain if fact.relation not in _ADOPTED]
    known = sorted({fact.subject for fact in (*plain, *apart)}, key=lambda iri: things[iri].name)
    return tuple(
        Draft(
            things[iri],
            *(
                statements(graph, (fact for fact in some if fact.subject == iri), things)
                for some in (rest, became, apart)
            ),
        )
        for iri in known
    )
