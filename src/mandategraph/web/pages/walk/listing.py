"""All statements of one relation of a thing, page by page."""

from dataclasses import dataclass

from flask import render_template
from pyoxigraph import Literal, NamedNode

from mandategraph.explore.catalogue import function
from mandategraph.explore.find import class_iris
from mandategraph.explore.graph import Graph
from mandategraph.explore.grouping import Group
from mandategraph.explore.neighbours import Neighbours
from mandategraph.queries import beside
from mandategraph.vocabulary import ID, MG
from mandategraph.web.chrome import relation_name
from mandategraph.web.pages.walk.address import FILTERS, Opened, short, written
from mandategraph.web.pages.wording import plural, short_name
from mandategraph.web.view import Ask, Given, ask, query_of, view

_QUERY = beside(__file__, "listing")


@dataclass(frozen=True)
class Related:
    """The relation that is listed: its name, the property that is written for it, and its groups, of all types."""

    name: str
    written: str
    groups: tuple[Group, ...]

    @property
    def types(self) -> dict[str, int]:
        """How many lead to things of each type."""
        found: dict[str, int] = {}
        for group in self.groups:
            for kind, count in group.types.items():
                found[kind] = found.get(kind, 0) + count
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def listing(asked: Given) -> str:
    """The page of a relation."""
    asking = ask("neighbours")
    found = asking.answer
    assert isinstance(found, Neighbours)
    here, related = asking.graph, _related(asking)
    name = short_name(here, found.thing)
    count = plural(found.total, "statement")
    frame = view(asking, f"What is said of {name} under “{related.name}”?", count, _query(here, asked, found, related))
    start = written("/explore", {"thing": short(found.thing.iri or "")})
    neighbours = function("neighbours")
    return render_template(
        "explore_list.html",
        view=frame.under(("Explore", "/explore"), (name, start)),
        start=start,
        found=found,
        related=related,
        asked={key: texts[0] for key, texts in asked.items()},
        address=f"{_address(asked)}&",
        typed=[(kind, count, _address(asked | {"type": [kind]})) for kind, count in related.types.items()],
        drawn=_as_graph(asked, found, related),
        types=[(kind, f"{kind} ({count})") for kind, count in related.types.items()],
        documents=[(short(iri), here.things([iri])[iri].name) for iri in here.state.documents],
        bases=neighbours.parameters["basis"].choices,
        statuses=neighbours.parameters["status"].choices,
    )


def _address(asked: Given) -> str:
    return written("/explore", {name: texts for name, texts in asked.items() if name != "page"})


def _related(asking: Ask) -> Related:
    """The relation with the groups of all its types, whatever type is asked for."""
    graph, given = asking.graph, asking.given
    every = {name: texts for name, texts in given.items() if name not in ("type", "relation", "page", "size")}
    found = asking.question.call(graph, every)
    assert isinstance(found, Neighbours)
    schema, text = graph.schema, given["relation"][0]
    iris = [group.relation.iri or "" for group in found.groups]
    asked = schema.term(text, [*schema.labels, *iris]) or text
    known = {asked, schema.inverse.get(asked), schema.primary.get(asked)}
    groups = tuple(group for group in found.groups if group.relation.iri in known)
    name = " / ".join(dict.fromkeys(relation_name(group.relation) for group in groups))
    return Related(name, schema.primary.get(asked, asked), groups)


def _as_graph(asked: Given, found: Neighbours, related: Related) -> str:
    """The walk that has opened this relation; only a relation in one direction can be opened by type."""
    ways = {group.direction for group in related.groups}
    way = ways.pop() if len(ways) == 1 else None
    kind = asked["type"][0] if way and "type" in asked else None
    one = Opened(found.thing.iri or "", asked["relation"][0], way, kind)
    filters = {name: asked[name] for name in FILTERS if name in asked}
    return written("/explore", {"thing": short(one.thing), "open": one.code, **filters})


def _query(graph: Graph, asked: Given, found: Neighbours, related: Related) -> str:
    """The query of the list; a type that is no class (a plain value, a thing without one) is not filtered by it."""
    slots: dict[str, NamedNode | Literal] = {
        "thing": NamedNode(found.thing.iri or ""),
        "property": NamedNode(related.written),
    }
    ways = {group.direction for group in related.groups}
    if len(ways) == 1:
        slots["direction"] = Literal(ways.pop())
    if "basis" in asked:
        slots["only"] = NamedNode(MG + asked["basis"][0].capitalize())
    if "status" in asked:
        slots["status"] = NamedNode(f"{ID}status/{asked['status'][0]}")
    if "document" in asked:
        slots["document"] = NamedNode(graph.thing(asked["document"][0]))
    if "type" in asked and (kind := graph.schema.term(asked["type"][0], class_iris(graph))):
        slots["class"] = NamedNode(kind)
    return query_of(_QUERY, **slots)
