"""Why a question has no answer for a thing: because it asks for another kind of thing; and which questions take it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mandategraph.explore.graph import Graph, iri_of
from mandategraph.explore.model import Thing
from mandategraph.queries import NamedQuery, Parameter, resolve
from mandategraph.vocabulary import compact
from mandategraph.web.selects import every
from mandategraph.web.shapes import SHAPES, shape

_OTHERS = 3
_FEW = 6
"""A kind that has a smaller part than one in so many is not named among those that a question asks for."""


@dataclass(frozen=True)
class Other:
    """A question that has an answer for a thing; `given` is the parameter and what it is given."""

    query: NamedQuery
    given: dict[str, str]


@dataclass(frozen=True)
class Misfit:
    """A thing of a kind of which the question never tells; `asked` are the kinds of which it does, in words."""

    thing: Thing
    asked: str
    others: tuple[Other, ...]

    @property
    def kind(self) -> str:
        """What it is, in words."""
        return _one(self.thing.type or SHAPES.get(shape(self.thing.iri) or "", "thing"))


def misfits(graph: Graph, library: Iterable[NamedQuery], named: NamedQuery, given: Mapping[str, str]) -> list[Misfit]:
    """The things that were given for a parameter and are of none of the kinds for which the question has answers."""
    found = []
    for parameter in named.parameters:
        if parameter.kind != "thing" or parameter.name not in given:
            continue
        iri = resolve(graph.engine, given[parameter.name])
        kinds = Counter(map(shape, _answering(graph, named, parameter)))
        asked = [kind for kind, number in kinds.most_common() if kind and number * _FEW >= kinds.total()]
        if asked and shape(iri) not in kinds:
            words = ", or ".join(_one(SHAPES[kind]) for kind in asked)
            found.append(Misfit(graph.things([iri])[iri], words, tuple(_others(graph, library, iri))))
    return found


def _others(graph: Graph, library: Iterable[NamedQuery], iri: str) -> Iterator[Other]:
    """The first questions that have an answer for a thing."""
    fitting = (
        Other(query, {parameter.name: compact(iri)})
        for query in library
        for parameter in query.parameters
        if parameter.kind == "thing" and iri in _answering(graph, query, parameter)
    )
    chosen: dict[str, Other] = {}
    for one in fitting:
        chosen.setdefault(one.query.name, one)
        if len(chosen) == _OTHERS:
            break
    yield from chosen.values()


def _answering(graph: Graph, query: NamedQuery, parameter: Parameter) -> frozenset[str]:
    """The things for which a question has an answer; none where it binds the parameter only if that is given."""
    text = every(query.text, parameter.name)
    if text is None:
        return frozenset()
    key = f"things that answer {query.name} as {parameter.name}"
    return graph.state.remember(
        key, lambda: frozenset(iri_of(row[0]) for row in graph.engine.query(text).rows() if row[0] is not None)
    )


def _one(noun: str) -> str:
    """A noun with its article.

    >>> _one("organization")
    'an organization'
    """
    return f"{'an' if noun[0].lower() in 'aeio' else 'a'} {noun}"
