"""The filters of the page of countries: what is set, what there is to choose, and how it is said and bound."""

from dataclasses import dataclass
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from mandategraph.explore.countries.roles import Terms
from mandategraph.explore.graph import Graph
from mandategraph.vocabulary import MG
from mandategraph.web.pages.choices import Pair, names, of_class, value, with_chosen
from mandategraph.web.pages.countries.atlas import atlas
from mandategraph.web.pages.countries.kinds import KINDS
from mandategraph.web.view import Given

_CLASSES = {"area": MG + "M49Area", "theme": MG + "Theme", "programme": MG + "Work"}
_WORDS = {"theme": "on “{}”", "programme": "under “{}”", "area": "within {}"}


@dataclass(frozen=True)
class Filters:
    """`given` are the values of fields, `iris` the things that they name, `words` how a title says them."""

    given: dict[str, str]
    iris: dict[str, str]
    words: str
    areas: list[Pair]
    themes: list[Pair]
    programmes: list[str]

    @property
    def relation(self) -> str:
        """The kind of relation; empty for all."""
        return self.given.get("relation", "")

    @property
    def relations(self) -> list[Pair]:
        """The kinds that one may choose."""
        return [(name, kind.head) for name, kind in KINDS.items()]

    @property
    def terms(self) -> Terms:
        """As slots of a query."""
        bound: Terms = {name: NamedNode(iri) for name, iri in self.iris.items()}
        return bound | ({"kind": Literal(self.relation)} if self.relation else {})

    @property
    def address(self) -> str:
        """The address of the table with these filters."""
        return address(self.given)

    def only(self, relation: str) -> str:
        """The address of the table of one kind of relation, with the other filters."""
        return address(self.given | {"relation": relation})

    def profile(self, iri: str) -> str:
        """The address of a place with these filters; an area is none of a place."""
        return address({name: text for name, text in self.given.items() if name != "area"} | {"place": value(iri)})


def address(asked: dict[str, str]) -> str:
    """The address of the page with some filters."""
    return "/countries" + (f"?{urlencode(asked)}" if asked else "")


def filters(graph: Graph, asked: Given) -> Filters:
    """The filters of an address. Raises what the resolving of their names raises."""
    iris = {name: graph.thing(asked[name][0], kind) for name, kind in _CLASSES.items() if name in asked}
    called = graph.things(iris.values())
    chosen = {name: called[iri] for name, iri in iris.items()}
    given = {name: texts[0] for name, texts in asked.items() if name != "place"}
    return Filters(
        given | {name: value(iri) for name, iri in iris.items() if name != "programme"},
        iris,
        " ".join(words.format(chosen[name].name) for name, words in _WORDS.items() if name in chosen),
        with_chosen(atlas(graph).areas, chosen.get("area")),
        with_chosen(of_class(graph, MG + "Theme"), chosen.get("theme")),
        names(graph, MG + "Programme"),
    )
