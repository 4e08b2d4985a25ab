"""Figures and results: each number as the text gives it, whose it is, where, when and in which paragraph."""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template
from pyoxigraph import Literal, NamedNode

from mandategraph.explore.figures.question import Figures, unit_of, units
from mandategraph.explore.figures.read import Figure
from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Evidence, Thing
from mandategraph.queries import beside
from mandategraph.vocabulary import MG
from mandategraph.web.pages.choices import Pair, names, value, with_chosen
from mandategraph.web.pages.meant import meant
from mandategraph.web.pages.wording import listed, plural, short_name
from mandategraph.web.service import graph
from mandategraph.web.view import Ask, ask, given, query_of, view

blueprint = Blueprint("figures", __name__)
_QUERY = beside(__file__, "figures")
_CLASSES: dict[str, tuple[str, ...]] = {
    "thing": (),
    "programme": (MG + "Work",),
    "country": (MG + "Country",),
    "document": (),
}
_WORDS = {"thing": "of {}", "programme": "under {}", "country": "for {}", "document": "in {}"}
_LARGEST, _WORTH, _PLACES = 5, 12, 3


@dataclass(frozen=True)
class Row:
    """A figure in a table; `evidence` is that of the number and of whose it is and where."""

    figure: Figure
    places: tuple[Thing, ...]
    more: int
    evidence: tuple[Evidence, ...]


@blueprint.get("/figures")
def figures() -> str | Response:
    """The figures that the filters leave."""
    doubtful = meant(graph(), given(), "thing")
    if doubtful:
        return doubtful
    asking = ask("figures")
    found = asking.answer
    assert isinstance(found, Figures)
    things = _things(asking)
    count = plural(len(found.figures) + len(found.of_more), "figure")
    count += f", {len(found.planned)} planned or possible apart" if found.planned else ""
    return render_template(
        "figures.html",
        view=view(asking, _title(asking, things), count, _query(asking, things)),
        found=found,
        given=_values(asking, things),
        lead=_lead(found),
        largest=_largest(found),
        rows=[_row(one) for one in found.figures],
        more=[_row(one) for one in found.of_more],
        planned=[_row(one) for one in found.planned],
        units=sorted(units(asking.graph).values()),
        documents=_documents(asking.graph, things.get("document")),
        programmes=names(asking.graph, MG + "Programme"),
        countries=names(asking.graph, MG + "Country"),
    )


def _things(asking: Ask) -> dict[str, Thing]:
    """What the filters name."""
    iris = {
        name: asking.graph.thing(asking.given[name][0], *kinds)
        for name, kinds in _CLASSES.items()
        if name in asking.given
    }
    called = asking.graph.things(iris.values())
    return {name: called[iri] for name, iri in iris.items()}


def _values(asking: Ask, things: dict[str, Thing]) -> dict[str, str]:
    values = {name: texts[0] for name, texts in asking.given.items()}
    if "document" in things:
        values["document"] = value(things["document"].iri or "")
    if "unit" in values:
        values["unit"] = units(asking.graph)[unit_of(asking.graph, values["unit"])]
    return values


def _documents(known: Graph, chosen: Thing | None) -> list[Pair]:
    things = known.things(known.state.documents).values()
    return with_chosen(sorted((value(one.iri or ""), one.name) for one in things), chosen)


def _query(asking: Ask, things: dict[str, Thing]) -> str:
    terms: dict[str, NamedNode | Literal] = {name: NamedNode(one.iri or "") for name, one in things.items()}
    if "unit" in asking.given:
        terms["unit"] = NamedNode(unit_of(asking.graph, asking.given["unit"][0]))
    if "measure" in asking.given:
        terms["measure"] = Literal(asking.given["measure"][0].strip().lower())
    if "year" in asking.given:
        terms["year"] = Literal(asking.given["year"][0])
    return query_of(_QUERY, **terms)


def _title(asking: Ask, things: dict[str, Thing]) -> str:
    parts = [words.format(short_name(asking.graph, things[name])) for name, words in _WORDS.items() if name in things]
    parts += [f"for {asking.given['year'][0]}"] if "year" in asking.given else []
    return " ".join(["Which figures are given", *parts]) + ", and in which paragraphs?"


def _lead(found: Figures) -> str:
    every = (*found.figures, *found.of_more)
    if not every:
        return "The documents give no figure with these filters."
    kinds = {one.unit for one in every}
    works = {iri for one in every for iri in one.works}
    words = sorted({one.qualifier for one in every if one.qualifier})
    inexact = sum(1 for one in every if one.qualifier)
    owners = plural(len(works), "work or other thing", "works and other things")
    told = f"{plural(len(every), 'figure')} in {plural(len(kinds), 'unit')}, of {owners}."
    if not inexact:
        return told
    return f"{told} {plural(inexact, 'is not exact', 'are not exact')}: the text says {listed(words)}."


def _largest(found: Figures) -> list[Figure]:
    """The largest of each unit, where there are so many figures that one wants to see a few first."""
    if len(found.figures) < _WORTH:
        return []
    first: dict[str, Figure] = {}
    for one in found.figures:
        if not one.contradicted:
            first.setdefault(one.unit, one)
    return sorted(first.values(), key=lambda one: -one.value)[:_LARGEST]


def _row(figure: Figure) -> Row:
    places = tuple(dict.fromkeys(one.object for one in figure.places))
    told = (*figure.of[:1], *figure.places)
    evidence = tuple(dict.fromkeys((*figure.evidence, *(sign for one in told for sign in one.evidence))))
    return Row(figure, places[:_PLACES], len(places[_PLACES:]), evidence)
