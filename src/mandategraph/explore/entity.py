"""Everything about a thing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from pyoxigraph import Literal, NamedNode

from mandategraph.evidence import NOT_FACTS, basis_of
from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.graph import Graph, iri_of, load, number
from mandategraph.explore.grouping import Group, cells, first, groups, page
from mandategraph.explore.links import told
from mandategraph.explore.model import Statement, Thing, says
from mandategraph.ordering import natural
from mandategraph.store.links import Filter
from mandategraph.vocabulary import CALLED, CODES, TYPE, XSD, mg

_NAMES, _MENTIONS = load("entity_names"), load("entity_mentions")
_FIGURE = mg("figure").value
_DATES = tuple(XSD + name for name in ("date", "gYear", "gYearMonth", "dateTime"))
_EACH, _FIGURES = 25, 500


@dataclass(frozen=True, repr=False)
class Entity(Answer):
    """Everything about a thing; what is planned or said with reservation is apart."""

    thing: Annotated[Thing, says("The thing")]
    summary: Annotated[str | None, says("For a paragraph, our one-line summary")]
    also_called: Annotated[tuple[str, ...], says("Aliases and acronyms")]
    codes: Annotated[tuple[str, ...], says("Codes and symbols")]
    types: Annotated[tuple[str, ...], says("Its classes, as stated")]
    paragraphs: Annotated[tuple[str, ...], says("The numbers of the paragraphs that speak of it; at most 500")]
    count: Annotated[
        int,
        says(
            "How many statements of fact name it: each once, by its best evidence, without its names and codes and "
            "what is planned; the count of /api/find is of all that the named graphs hold"
        ),
    ]
    relations: Annotated[tuple[Group, ...], says("Its relations")]
    figures: Annotated[tuple[Statement, ...], says("Its figures; at most 500")]
    timeline: Annotated[tuple[Statement, ...], says("Its dates, in order")]
    apart: Annotated[tuple[Group, ...], says("What is planned or said with reservation: not facts")]

    columns = ("status", "relation", "direction", "thing", "type", "iri", "evidence")

    def rows(self) -> list[tuple[Cell, ...]]:
        """One row a statement that is shown."""
        return [
            (status, group.relation.name, group.direction, *cells(statement))
            for status, groups in (("fact", self.relations), ("apart", self.apart))
            for group in groups
            for statement in group.statements
        ]


def entity(graph: Graph, thing: Annotated[str, says("A thing by IRI, code or name")]) -> Entity:
    """Everything about a thing: names, relations both ways with counts, figures, dates, and the evidence on each."""
    iri = graph.thing(thing)
    this = graph.things([iri])[iri]
    node = NamedNode(iri)
    called = _called(graph, node)
    count, every = _groups(graph, this, Filter())
    figured = [group for group in every if group.relation.iri == _FIGURE and group.direction == "out"]
    dated = [group for group in every if group.statements[0].object.datatype in _DATES]
    dates = [statement for group in dated for statement in group.statements]
    return Entity(
        this,
        next(iter(_values(called, (mg("summary").value,))), None),
        _values(called, CALLED),
        _values(called, CODES),
        tuple(sorted(map(graph.schema.name, called[TYPE.value]))),
        tuple(sorted({number(iri_of(row[0])) or "" for row in graph.rows(_MENTIONS, thing=node)}, key=natural)),
        count,
        tuple(group for group in every if group not in figured and group not in dated),
        _figures(graph, this) if figured else (),
        tuple(sorted(dates, key=lambda statement: statement.object.name)),
        _groups(graph, this, Filter(apart=True))[1],
    )


def facts_on(graph: Graph, iri: str) -> int:
    """How many statements of fact name a thing: the count of entity()."""
    return sum(one.links for one in graph.state.links.counts(iri, Filter()))


def _groups(graph: Graph, this: Thing, wanted: Filter) -> tuple[int, tuple[Group, ...]]:
    counted = graph.state.links.counts(this.iri or "", wanted)
    statements = first(graph, this, counted, wanted, _EACH)
    return sum(one.links for one in counted), groups(graph, counted, statements)


def _figures(graph: Graph, this: Thing) -> tuple[Statement, ...]:
    return tuple(told(graph, this, page(graph, this, Filter(), (_FIGURE, True), 0, _FIGURES)))


def _called(graph: Graph, node: NamedNode) -> dict[str, set[str]]:
    """What a thing is called, by property; without what is planned, and without a type that only follows."""
    found: dict[str, set[str]] = defaultdict(set)
    for prop, value, name in graph.rows(_NAMES, thing=node):
        basis = basis_of(iri_of(name))
        if isinstance(value, NamedNode | Literal) and basis not in NOT_FACTS and (prop != TYPE or basis != "Inferred"):
            found[iri_of(prop)].add(value.value)
    return found


def _values(called: Mapping[str, set[str]], relations: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value for relation in relations for value in called.get(relation, ())}))
