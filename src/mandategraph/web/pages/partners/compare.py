"""Two things side by side: what both have, only the first, and only the second."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from flask import Blueprint, Response, render_template
from pyoxigraph import NamedNode

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.compare import Aspect, Comparison, Item
from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Evidence, Thing
from mandategraph.explore.partners.question import partners
from mandategraph.queries import beside
from mandategraph.web.pages.meant import meant
from mandategraph.web.pages.partners.filters import code
from mandategraph.web.pages.wording import plural, short_name
from mandategraph.web.service import graph
from mandategraph.web.view import Ask, View, ask, given, query_of, view

blueprint = Blueprint("compare", __name__)
_QUERY = beside(__file__, "compare")
_EXAMPLES = 3
"""Of so many actors, the strongest, the examples are made."""
_ALL = 200


@dataclass(frozen=True)
class Row:
    """Something that one of the two has, or both, with the evidence of its examples, that of the first thing first."""

    item: Item
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Column:
    """A list of an aspect. `count` is of all, `rows` are those shown."""

    title: str
    count: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Section:
    """An aspect in three columns."""

    aspect: Aspect
    columns: tuple[Column, Column, Column]

    @property
    def is_cut(self) -> bool:
        """Whether there is more than is shown."""
        return any(column.count > len(column.rows) for column in self.columns)


@blueprint.get("/compare")
def compare() -> str | Response:
    """The comparison; without two things, the form and examples."""
    asked = given()
    if page := meant(graph(), asked, "one", "other"):
        return page
    asking = ask("compare")
    return _of_two(asking) if {"one", "other"} <= asked.keys() else _form(asking)


def _of_two(asking: Ask) -> str:
    found = asking.answer
    assert isinstance(found, Comparison)
    names = _names(asking.graph, found)
    shown = view(
        asking,
        f"What do {names[0]} and {names[1]} have in common, and what not?",
        ", ".join(f"{plural(works, 'work')} of {name}" for works, name in zip(_works(found), names, strict=True)),
        _query(found.one, found.other),
    ).under(("Compare", "/compare"))
    return render_template(
        "compare.html",
        view=shown,
        found=found,
        names=names,
        common=in_common(found),
        sections=list(_sections(found, names)),
        fields={name: asking.given[name][0] for name in ("one", "other")},
        shown={"one": _field(asking.graph, found.one), "other": _field(asking.graph, found.other)},
        suggestions=_suggested(asking.graph),
        code=code,
        all=_ALL,
    )


def _query(one: Thing, other: Thing) -> str:
    ends = NamedNode(one.iri or ""), NamedNode(other.iri or "")
    return query_of(_QUERY, end=list(dict.fromkeys(ends)), one=ends[0], other=ends[1])


def _form(asking: Ask) -> str:
    """What the page shows before there are two things. Raises ParameterInvalid for what compare does not take."""
    if unknown := sorted(asking.given.keys() - asking.question.parameters.keys()):
        raise ParameterInvalid(f"compare has no parameter {unknown[0]!r}; it takes one, other and each")
    strongest = [member.actor for member in partners(asking.graph, size=_EXAMPLES).members]
    named = [(short_name(asking.graph, actor), code(actor)) for actor in strongest]
    return render_template(
        "compare.html",
        view=View(asking.graph, "What do two things have in common, and what not?", "", "", {}, ""),
        found=None,
        examples=[*pairwise(named)],
        fields={name: texts[0] for name, texts in asking.given.items()},
        shown={name: texts[0] for name, texts in asking.given.items()},
        suggestions=_suggested(asking.graph),
    )


def _suggested(graph: Graph) -> list[str]:
    """The names of the actors that work most with others, for the fields."""
    return graph.state.remember(
        "actors to compare", lambda: sorted(member.actor.name for member in partners(graph, size=200).members)
    )


def _field(graph: Graph, thing: Thing) -> str:
    """What stands in a field for a thing: its short name where that is its alone."""
    short = short_name(graph, thing)
    return short if {one.thing.iri for one in graph.called(short)} == {thing.iri} else thing.name


def _names(graph: Graph, found: Comparison) -> tuple[str, str]:
    """Both in short; in full where that would be the same."""
    one, other = short_name(graph, found.one), short_name(graph, found.other)
    return (one, other) if one != other else (found.one.name, found.other.name)


def _sections(found: Comparison, names: tuple[str, str]) -> Iterator[Section]:
    for aspect in found.aspects:
        yield Section(
            aspect,
            (
                Column("Both", aspect.both, _rows(aspect.shared)),
                Column(f"Only {names[0]}", aspect.only_one, _rows(aspect.of_one)),
                Column(f"Only {names[1]}", aspect.only_other, _rows(aspect.of_other)),
            ),
        )


def _works(found: Comparison) -> tuple[int, int]:
    """How many works each has."""
    works = next((aspect for aspect in found.aspects if aspect.name == "works"), None)
    return (works.both + works.only_one, works.both + works.only_other) if works else (0, 0)


def in_common(found: Comparison) -> str:
    """What both have, in words; empty where that is nothing."""
    shared = [f"{aspect.both:,} {_noun(aspect)}" for aspect in found.aspects if aspect.both]
    return " and ".join(filter(None, (", ".join(shared[:-1]), *shared[-1:])))


def _noun(aspect: Aspect) -> str:
    """The name of an aspect after its number.

    >>> _noun(Aspect("countries assisted", 1, 0, 0, (), (), ())), _noun(Aspect("SDG links stated", 1, 0, 0, (), (), ()))
    ('country assisted', 'stated SDG link')
    """
    words = aspect.name.split(" ")
    if words[-1] in ("stated", "derived"):
        words = [words[-1], *words[:-1]]
    if aspect.both != 1:
        return " ".join(words)
    plurals = {"partners": "partner", "countries": "country", "themes": "theme", "links": "link"}
    plurals |= {"mandates": "mandate", "works": "work"}
    return " ".join(plurals.get(word, word) for word in words)


def _rows(items: Iterable[Item]) -> tuple[Row, ...]:
    return tuple(
        Row(item, tuple(dict.fromkeys(sign for statement in item.statements for sign in statement.evidence)))
        for item in items
    )
