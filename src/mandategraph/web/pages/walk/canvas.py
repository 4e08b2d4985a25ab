"""What a walk shows: the statements that it has opened, and the things at their ends, never more than 200."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import chain

from mandategraph.errors import ParameterInvalid
from mandategraph.evidence import BASES
from mandategraph.explore.between import between, told_from
from mandategraph.explore.catalogue import function
from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Statement, Thing
from mandategraph.explore.neighbours import Neighbours
from mandategraph.vocabulary import NOT_FOLLOWED
from mandategraph.web.chrome import relation_name
from mandategraph.web.pages.walk.address import OTHER, Opened, Walk
from mandategraph.web.service import graph as served
from mandategraph.web.shapes import shape
from mandategraph.web.signs import as_written
from mandategraph.web.view import Ask

MOST = 200
"""How many things are shown at most."""
_ROWS, _READ = 450, 500
_DERIVED = len(BASES)


@dataclass(frozen=True)
class Section:
    """The statements of one opened relation. `rest` are those that there was no room for, `left_out` those filtered."""

    thing: Thing
    relation: str
    opened: Opened | None
    place: int
    statements: tuple[Statement, ...]
    total: int
    left_out: int = 0

    @property
    def rest(self) -> int:
        """How many more there are."""
        return self.total - len(self.statements) - self.left_out


@dataclass(frozen=True)
class Spot:
    """A thing on the canvas; `degree` is how many others it is linked with by what is written."""

    thing: Thing
    degree: int


@dataclass
class Canvas:
    """What is shown so far."""

    walk: Walk
    spots: dict[str, Spot]
    sections: list[Section] = field(default_factory=list)

    @property
    def statements(self) -> list[Statement]:
        """All statements that are shown."""
        return [*chain.from_iterable(section.statements for section in self.sections)]

    def facts(self, here: Graph) -> int:
        """How many statements are shown, those that two sections tell from either end once."""
        return len({_ends(here, one) for one in self.statements})

    def add(self, here: Graph, section: Section) -> None:
        """Take in what the filters leave of a section, while there is room; what is left out takes its links along."""
        others = {one.object.iri for one in section.statements if one.object.iri}
        known = degrees(here, others)
        fit = [one for one in section.statements if self._wanted(one, known)]
        room = _ROWS - len(self.statements)
        kept: list[Statement] = []
        for one in fit[: max(0, room)]:
            if self._placed(one.subject, known) and self._placed(one.object, known):
                kept.append(one)
        left_out = len(section.statements) - len(fit)
        self.sections.append(replace(section, statements=tuple(kept), left_out=left_out))

    def _placed(self, thing: Thing, known: dict[str, int]) -> bool:
        if thing.iri and thing.iri not in self.spots:
            if len(self.spots) >= MOST:
                return False
            self.spots[thing.iri] = Spot(thing, known.get(thing.iri, 0))
        return True

    def _wanted(self, one: Statement, known: dict[str, int]) -> bool:
        return all(
            iri is None or iri in self.spots or self._shows(iri, known) for iri in (one.subject.iri, one.object.iri)
        )

    def _shows(self, iri: str, known: dict[str, int]) -> bool:
        walk = self.walk
        if iri in walk.hidden or (shape(iri) or OTHER) in walk.off:
            return False
        return walk.hubs is None or known.get(iri, 0) <= walk.hubs


def canvas(graph: Graph, walk: Walk) -> Canvas:
    """Everything that the walk has opened. What was opened from a thing that is not shown is not shown either."""
    ends = {walk.start, walk.at, *chain.from_iterable(walk.joined), *(one.thing for one in walk.opened)}
    named, known = graph.things(ends), degrees(graph, ends)
    shown = Canvas(walk, {walk.start: Spot(named[walk.start], known.get(walk.start, 0))})
    if walk.joined:
        shown.add(graph, _between(graph, walk, named))
    for place, opened in enumerate(walk.opened):
        if opened.thing in shown.spots:
            shown.add(graph, _section(graph, walk, opened, place, named))
    return shown


def degrees(graph: Graph, iris: Iterable[str]) -> dict[str, int]:
    """How many others each thing is linked with."""
    numbers = graph.state.links.numbers(set(iris))
    found = graph.state.links.degrees(set(numbers.values()))
    return {iri: found.get(number, 0) for iri, number in numbers.items()}


def asking(walk: Walk, thing: str, opened: Opened | None = None) -> Ask:
    """The question for the neighbours of a thing, with the filters of the walk."""
    given = walk.filters | {"thing": [thing]}
    if opened:
        chosen = {"relation": opened.relation, "direction": opened.direction, "type": opened.type, "size": str(_READ)}
        given |= {name: [text] for name, text in chosen.items() if text}
    return Ask(served(), function("neighbours"), given)


def _section(graph: Graph, walk: Walk, opened: Opened, place: int, named: dict[str, Thing]) -> Section:
    thing = named[opened.thing]
    try:
        answer = asking(walk, opened.thing, opened).answer
    except ParameterInvalid:
        if not walk.filters:
            raise
        name = graph.schema.term(opened.relation, graph.schema.labels) or opened.relation
        return Section(thing, graph.schema.name(name), opened, place, (), 0)
    assert isinstance(answer, Neighbours)
    names = dict.fromkeys(relation_name(one.relation) for one in answer.statements_here)
    return Section(thing, " / ".join(names), opened, place, answer.statements_here, answer.total)


def _between(graph: Graph, walk: Walk, named: dict[str, Thing]) -> Section:
    """What is written between the things of each joined pair."""
    found = between(graph, walk.joined)
    told: list[Statement] = []
    for one, other in walk.joined:
        here = [
            told_from(graph, named, one, other, relation, subject, graphs)
            for (relation, subject), graphs in found[frozenset((one, other))].items()
            if relation not in NOT_FOLLOWED
        ]
        told += sorted((fact for fact in here if _rank(fact) < _DERIVED), key=_rank)
    return Section(named[walk.start], "", None, 0, tuple(told), len(told))


def _ends(graph: Graph, statement: Statement) -> tuple[str, ...]:
    """A statement by its relation and ends as it is written; the ends of a symmetric one have no order."""
    subject, relation, other = as_written(graph, statement)
    ends = [thing.iri or thing.name for thing in (subject, other)]
    return (relation, *(sorted(ends) if relation in graph.schema.symmetric else ends))


def _rank(statement: Statement) -> int:
    """By what it rests on; what follows or only orders comes after what is written."""
    basis = statement.evidence[0].basis
    return _DERIVED if basis in ("inferred", "structure", "ontology") else BASES.index(basis)
