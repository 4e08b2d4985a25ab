"""The page of a thing: what it is, with whom, where, to what end; then relations, figures, dates and evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import render_template, request
from pyoxigraph import NamedNode

from mandategraph.explore.catalogue import function
from mandategraph.explore.compare import Aspect, Item, compare
from mandategraph.explore.contradictions.question import contradictions
from mandategraph.explore.entity import Entity
from mandategraph.explore.graph import Graph
from mandategraph.explore.grouping import Group
from mandategraph.explore.partners.network import circle
from mandategraph.queries import beside
from mandategraph.vocabulary import MG, prefixed
from mandategraph.web.pages.answering import answering
from mandategraph.web.pages.things.strip import spread, strip
from mandategraph.web.pages.wording import plural, question
from mandategraph.web.service import graph
from mandategraph.web.shapes import shape
from mandategraph.web.view import Ask, query_of, view

_QUERY = beside(__file__, "entity")
_GLANCE, _ALL, _SMALL = 8, 200, 2
_SIZE = 25
"""Partners a page of those to which a number leads."""
_GLANCES = {
    "partners": ("Works with", "partner", "partners"),
    "countries assisted": ("Assisted", "country assisted", "countries assisted"),
    "countries assessed": ("Assessed", "country assessed", "countries assessed"),
    "themes": ("On the themes", "theme", "themes"),
    "mandates": ("On the mandate of", "mandate", "mandates"),
    "SDG links stated": ("Serves, by the text", "SDG link in the text", "SDG links in the text"),
    "SDG links derived": ("Serves, by theme", "SDG link that follows by theme", "SDG links that follow by theme"),
}
"""By aspect of explore.compare: what it is called, and its noun for one and for many."""


@dataclass(frozen=True)
class Glance:
    """One line of what a thing has to do with; `words` counts it."""

    name: str
    words: str
    aspect: Aspect
    thing: str
    acting: bool
    """The thing is an actor that works with others, of which there is a page of its own."""

    def behind(self, item: Item, place: int) -> str:
        """Where the statements stand behind the number of an item at a place of the line."""
        if self.acting and self.aspect.name == "partners":
            page, row = divmod(place, _SIZE)
            where = {"page": page + 1, "size": _SIZE} if page else {}
            return f"/partners?{urlencode({'actor': self.thing, **where})}#p-{row + 1}"
        of = {"thing": self.thing, "aspect": self.aspect.name, "other": prefixed(item.thing.iri or "")}
        return f"/behind?{urlencode(of)}"


def page(iri: str) -> str:
    """The page of any thing but a paragraph or a document."""
    name = prefixed(iri)
    asking = Ask(graph(), function("entity"), {"thing": [name]})
    found, asked = asking.answer, asking.graph
    assert isinstance(found, Entity)
    facts, apart = spread(asked, iri), spread(asked, iri, apart=True)
    bars = strip(asked, facts.paragraphs)
    main, small, codes = parted(found.relations)
    count = f"{plural(found.count, 'statement')} of fact {'names' if found.count == 1 else 'name'} it"
    shown = view(
        asking,
        question(asked, found.thing),
        f"{count}, in {plural(len(facts.paragraphs), 'paragraph')}" if facts.paragraphs else count,
        query_of(_QUERY, thing=NamedNode(iri)),
    )
    kind = found.thing.type
    return render_template(
        "entity.html",
        view=shown.under((kind[:1].upper() + kind[1:], f"/things?{urlencode({'type': kind})}")) if kind else shown,
        entity=found,
        name=name,
        glances=_glances(asked, iri, _ALL if request.args.get("glance") == "all" else _GLANCE),
        main=main,
        small=small,
        codes=codes,
        spread=facts,
        strip=bars,
        planned=apart.count,
        answers=answering(asked, found.thing),
        conflicts=contradictions(asked, iri).contradictions,
        encoded=urlencode({"thing": name}),
    )


def parted(groups: Iterable[Group]) -> tuple[list[Group], list[Group], list[Group]]:
    """Relations to things, the largest first; those of few; and names and codes, also those of other vocabularies."""
    main: list[Group] = []
    small: list[Group] = []
    codes: list[Group] = []
    for group in groups:
        if "value" in group.types or not (group.relation.iri or "").startswith(MG):
            codes.append(group)
        else:
            (small if group.count <= _SMALL else main).append(group)
    return sorted(main, key=lambda group: -group.count), small, codes


def _glances(graph: Graph, iri: str, each: int) -> list[Glance]:
    """What its works have, which is what it has in common with itself."""
    aspects = {aspect.name: aspect for aspect in compare(graph, iri, iri, each=each).aspects}
    code, acting = prefixed(iri), bool(circle(graph, iri).ties)
    return [
        Glance(heading, plural(aspects[name].both, one, many), aspects[name], code, acting)
        for name, (heading, one, many) in _GLANCES.items()
        if name in aspects and not (name.startswith("countries") and shape(iri) == "place")
    ]
