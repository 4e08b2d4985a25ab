"""What the pages on mandates list: resolutions, provisions with their works, recommendations."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from mandategraph.explore.facts import standing, statements
from mandategraph.explore.graph import Graph
from mandategraph.explore.mandates.model import (
    Answering,
    Clause,
    Mandates,
    Provision,
    Recommendation,
    ResolutionCount,
)
from mandategraph.explore.model import Evidence, Statement, Thing
from mandategraph.vocabulary import MG, prefixed
from mandategraph.web.view import Ask

_ASKS = MG + "asks"
_RESTS = tuple(MG + name for name in ("about", "promotes", "inLineWith"))
_COUNTED = 20


@dataclass(frozen=True)
class Resolution:
    """A row of the overview; `recommendations` is None beyond the first twenty."""

    count: ResolutionCount
    address: str
    recommendations: int | None


@dataclass(frozen=True)
class Asked:
    """A provision, recommendation or clause: `words` is the statement of what it asks, if that is known."""

    thing: Thing
    number: str
    anchor: str
    verbs: tuple[str, ...]
    addressees: tuple[Thing, ...]
    words: Statement | None
    note: str | None
    evidence: tuple[Evidence, ...]
    clauses: "tuple[Asked, ...]" = ()


@dataclass(frozen=True)
class Answered:
    """A provision with the works that answer it; each with its results and figures."""

    asked: Asked
    works: tuple[tuple[Answering, tuple[Statement, ...]], ...]


@dataclass(frozen=True)
class Advice:
    """A recommendation with what it rests on."""

    asked: Asked
    rests: tuple[Statement, ...]


def counted(asking: Ask, found: list[ResolutionCount]) -> list[Resolution]:
    """Resolutions with the number of recommendations that are linked with them, under the same filters."""
    graph, filters = asking.graph, {name: texts for name, texts in asking.given.items() if texts}

    def linked(iri: str) -> int:
        answer = asking.question.call(graph, filters | {"mandate": [iri]})
        assert isinstance(answer, Mandates)
        return len(answer.recommendations)

    return [
        Resolution(
            one,
            prefixed(one.resolution.iri or ""),
            linked(one.resolution.iri or "") if place < _COUNTED else None,
        )
        for place, one in enumerate(found)
    ]


def provided(graph: Graph, answer: Mandates) -> list[Answered]:
    """The provisions in order; a work brings its results and figures along."""
    more: dict[str, list[Statement]] = defaultdict(list)
    for statement in (*answer.results, *answer.figures):
        more[statement.subject.iri or ""].append(statement)
    return [
        Answered(
            _asked(graph, one.provision, one, one.note),
            tuple((work, tuple(more[work.answers.subject.iri or ""])) for work in one.works),
        )
        for one in answer.provisions
    ]


def others(answer: Mandates) -> list[Statement]:
    """Results and figures of works that answer none of the provisions."""
    shown = {work.answers.subject for one in answer.provisions for work in one.works}
    return [one for one in (*answer.results, *answer.figures) if one.subject not in shown]


def by_addressee(graph: Graph, found: Iterable[Recommendation]) -> dict[str, list[Advice]]:
    """Recommendations under the names of all whom they address; those of the most first."""
    chosen = sorted(found, key=_place)
    facts, _ = standing(graph, subject=[one.recommendation.iri or "" for one in chosen], property=_RESTS)
    rests: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements(graph, facts):
        rests[statement.subject.iri or ""].append(statement)
    groups: dict[str, list[Advice]] = defaultdict(list)
    for one in chosen:
        name = " and ".join(thing.name for thing in one.addressees) or "Nobody named"
        asked = _asked(graph, one.recommendation, one)
        groups[name].append(Advice(asked, tuple(rests[one.recommendation.iri or ""])))
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))


def _place(one: Recommendation) -> tuple[str, int, int, str]:
    """Document by document; within a number by its letters, which begin anew with two after the last."""
    document = next((place.paragraph_iri or "" for place in one.evidence), "").partition("/paragraph/")[0]
    number = one.number or ""
    digits = re.match(r"[0-9]*", number)
    return document, int(digits[0] or 0) if digits else 0, len(number), number


def _asked(graph: Graph, thing: Thing, one: Provision | Recommendation | Clause, note: str | None = None) -> Asked:
    clauses = () if isinstance(one, Clause) else tuple(_asked(graph, part.clause, part) for part in one.clauses)
    number = "" if isinstance(one, Clause) else one.number or ""
    words = (
        Statement(thing, graph.relation(_ASKS), Thing(one.asks, language="en"), one.evidence)
        if one.asks and one.evidence
        else None
    )
    anchor = "p-" + (thing.iri or "").rpartition("/")[2]
    return Asked(thing, number, anchor, one.verbs, one.addressees, words, note, one.evidence, clauses)
