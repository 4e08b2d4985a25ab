"""Where a question on mandates starts: which provisions, works and recommendations it is about."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal

from mandategraph.errors import Ambiguous, NotFound, ParameterInvalid
from mandategraph.explore.facts import Fact, of_class, standing
from mandategraph.explore.graph import Graph, iri_of, load, text_of
from mandategraph.explore.mandates.links import Answers, answers
from mandategraph.vocabulary import MG, compact, mg

_SYMBOL, _VERBS = load("mandates/symbol"), load("mandates/verbs")
_STATED = tuple(mg(name).value for name in ("mandatedBy", "pursuantTo", "inLineWith"))
_NUMBER = re.compile(r"[0-9]+/[0-9]+")
_PART = mg("partOf").value
_ADOPTED = mg("adoptedAs").value
_ABOUT = tuple(mg(name).value for name in ("about", "promotes"))


@dataclass(frozen=True)
class Start:
    """Provisions, works (beside those that answer), recommendations and drafts by IRI, and what links them."""

    provisions: set[str]
    works: set[str]
    answered: Answers
    stated: list[Fact]
    apart: list[Fact]
    recommendations: frozenset[str] = frozenset()
    drafts: frozenset[str] = frozenset()


def from_work(graph: Graph, works: Iterable[str], recommendations: Iterable[str] = ()) -> Start:
    """From works back to their mandates."""
    chosen = set(works)
    answered = answers(graph, works=chosen)
    stated, apart = standing(graph, subject=chosen, property=_STATED)
    provisions = {iri_of(fact.other) for fact in answered.facts}
    return Start(provisions, chosen, answered, stated, apart, frozenset(recommendations))


def from_recommendation(graph: Graph, iri: str) -> Start:
    """From a recommendation to the works that it is about, and on to their mandates."""
    told, _ = standing(graph, subject=[iri], property=_ABOUT)
    return from_work(graph, of_class(graph, {iri_of(fact.other) for fact in told} - {""}, MG + "Work"), [iri])


def from_mandate(graph: Graph, iri: str, work: str | None) -> Start:
    """From a provision, a resolution, a draft or whatever mandates, to the works; `work` leaves only what is of it."""
    parts = graph.schema.below(_PART)
    said, apart = standing(graph, property=(*_STATED, *parts, _ADOPTED), other=[iri])
    above, later = standing(graph, subject=[iri], property=_STATED)
    inside = of_class(graph, {fact.subject for fact in said if fact.relation in parts}, MG + "Provision")
    found = inside | of_class(graph, [iri], MG + "Provision")
    answered = answers(graph, provisions=found, works=[work] if work else ())
    stated = [fact for fact in (*said, *above) if fact.relation in _STATED and work in (None, fact.subject)]
    return Start(
        {iri_of(fact.other) for fact in answered.facts} if work else found,
        of_class(graph, {fact.subject for fact in stated}, MG + "Work"),
        answered,
        stated,
        [fact for fact in (*apart, *later) if fact.relation in _STATED and work in (None, fact.subject)],
        drafts=frozenset(
            of_class(graph, [iri], MG + "DraftResolution")
            | {fact.subject for fact in said if fact.relation == _ADOPTED}
        ),
    )


def resolve(graph: Graph, text: str) -> str:
    """The IRI of what mandates or is mandated; a resolution also by the end of its symbol, as in 71/209."""
    try:
        return graph.thing(text, *(MG + name for name in ("Document", "Work", "Actor")))
    except NotFound:
        ending = text.strip()
        rows = graph.rows(_SYMBOL, ending=Literal(ending)) if _NUMBER.fullmatch(ending) else []
        found = sorted(iri_of(row[0]) for row in rows)
        if not found:
            raise
        if len(found) > 1:
            choices = ", ".join(map(compact, found))
            raise Ambiguous(f"{text!r} may be {choices}; give one of these") from None
        return found[0]


def check_verb(graph: Graph, verb: str | None) -> None:
    """Raise ParameterInvalid for what is no operative verb of the graph."""
    known = graph.state.remember("verbs", lambda: sorted(text_of(row[0]) or "" for row in graph.rows(_VERBS)))
    if verb is not None and verb not in known:
        raise ParameterInvalid(f"verb={verb!r} is no operative verb here; there are {', '.join(known)}")
