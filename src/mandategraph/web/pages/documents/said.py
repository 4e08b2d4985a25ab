"""What a paragraph says: its statements by basis and subject, and the places, figures and actors among them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from mandategraph.explore.facts import Fact, facts, statements
from mandategraph.explore.graph import Graph, iri_of, load, text_of
from mandategraph.explore.model import Evidence, Statement, Thing
from mandategraph.queries import beside
from mandategraph.schema import Schema
from mandategraph.store.engine import Row
from mandategraph.vocabulary import MG
from mandategraph.web.shapes import SHAPES, shape
from mandategraph.web.signs import FORMS, Form

_WRITTEN = beside(__file__, "written")
_MEASURES = load("measures")
_FIGURE = MG + "figure"
_ORDER = [*("work", "meeting", "pub", "org", "body"), *(name for name in SHAPES), None]


@dataclass(frozen=True)
class Told:
    """The statements of one basis, by their subjects."""

    form: Form
    basis: str
    subjects: tuple[tuple[Thing, tuple[Statement, ...]], ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(len(some) for _, some in self.subjects)


@dataclass(frozen=True)
class Said:
    """All statements of a paragraph: what is written, what is planned or possible there, and what follows."""

    written: tuple[Told, ...]
    apart: tuple[Told, ...]
    follows: Told | None

    @property
    def facts(self) -> list[Statement]:
        """What is written, in order."""
        return [statement for told in self.written for _, some in told.subjects for statement in some]

    @property
    def all(self) -> list[Statement]:
        """What is written, what is planned or possible, and what follows, in this order."""
        following = (self.follows,) if self.follows else ()
        return [one for told in (*self.written, *self.apart, *following) for _, some in told.subjects for one in some]

    @property
    def count(self) -> int:
        """How many statements are written."""
        return sum(told.count for told in self.written)


@dataclass(frozen=True)
class Measured:
    """A figure by its parts, with the statement that has it."""

    qualifier: str
    value: str
    measures: str
    statement: Statement


@dataclass(frozen=True)
class Named:
    """A place or an actor, and the statements that name it; `roles` says by which relations, and how often."""

    thing: Thing
    statements: tuple[Statement, ...]
    roles: Mapping[str, int]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What these rest on, each once."""
        return tuple(dict.fromkeys(sign for one in self.statements for sign in one.evidence))


def said(graph: Graph, paragraph: str) -> Said:
    """The statements of a paragraph; each once, under its best basis there."""
    plain, apart = facts(graph.rows(_WRITTEN, paragraph=NamedNode(paragraph)))
    written = [fact for fact in plain if fact.evidence[0].basis != "inferred"]
    told = _told(graph, written)
    following = _told(graph, _following(graph.schema, plain))
    return Said(told, _told(graph, apart), following[0] if following else None)


def _following(schema: Schema, plain: list[Fact]) -> list[Fact]:
    """What only follows, but for what says the same in a more general way or the other way round."""
    relations: dict[tuple[str, str], set[str]] = {}
    for fact in plain:
        relations.setdefault((fact.subject, fact.other.value), set()).add(fact.relation)

    def special(fact: Fact) -> bool:
        here = relations[fact.subject, fact.other.value]
        back = relations.get((fact.other.value, fact.subject), set())
        if fact.relation in schema.symmetric and (fact.relation in back and fact.subject > fact.other.value):
            return False
        return fact.relation not in schema.primary and not any(
            fact.relation in schema.above.get(one, ()) for one in here
        )

    return [fact for fact in plain if fact.evidence[0].basis == "inferred" and special(fact)]


def _told(graph: Graph, found: list[Fact]) -> tuple[Told, ...]:
    by: dict[str, dict[Thing, list[Statement]]] = {}
    for statement in statements(graph, found):
        by.setdefault(statement.evidence[0].basis, {}).setdefault(statement.subject, []).append(statement)
    return tuple(
        Told(FORMS[basis], basis, tuple((thing, tuple(by[basis][thing])) for thing in sorted(by[basis], key=_rank)))
        for basis in FORMS
        if basis in by
    )


def _rank(thing: Thing) -> tuple[int, str]:
    return _ORDER.index(shape(thing.iri)), thing.name


def measured(graph: Graph, found: Iterable[Statement]) -> list[Measured]:
    """The figures among some statements."""
    chosen = [one for one in found if one.relation.iri == _FIGURE and one.object.iri]
    nodes = [NamedNode(one.object.iri or "") for one in chosen]
    rows = {iri_of(row[0]): row for row in graph.rows(_MEASURES, thing=nodes)} if nodes else {}
    return [_measured(rows[one.object.iri or ""], one) for one in chosen if one.object.iri in rows]


def _measured(row: Row, one: Statement) -> Measured:
    value, measures, qualifier = (text_of(term) or "" for term in row[1:4])
    return Measured(qualifier, f"{int(value):,}" if value.isdigit() else value, measures, one)


def named(graph: Graph, found: Iterable[Statement], *shapes: str) -> list[Named]:
    """The things of some shapes to which statements lead, but for those of figures; those with the most first."""
    by: dict[Thing, list[Statement]] = {}
    for one in found:
        if shape(one.object.iri) in shapes and one.subject.type != "figure":
            by.setdefault(one.object, []).append(one)
    made = [Named(thing, tuple(some), _roles(graph, some)) for thing, some in by.items()]
    return sorted(made, key=lambda one: (-len(one.statements), one.thing.name))


def _roles(graph: Graph, found: Iterable[Statement]) -> dict[str, int]:
    """The relations of statements as read from their object."""
    return dict(Counter(graph.relation(one.relation.iri or "", out=False).name for one in found).most_common())
