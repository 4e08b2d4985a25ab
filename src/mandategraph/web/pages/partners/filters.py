"""By what the pages of the network are narrowed down: what is set, what it means, and what there is to choose from."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from mandategraph.errors import Ambiguous, NotFound
from mandategraph.explore.graph import Graph, iri_of
from mandategraph.explore.model import Thing
from mandategraph.explore.partners.network import roles
from mandategraph.queries import beside
from mandategraph.vocabulary import MG, mg, prefixed
from mandategraph.web.pages.wording import listed
from mandategraph.web.view import Given

_CHOICES = beside(__file__, "choices")
_NARROWING = {"theme": MG + "Theme", "country": MG + "Country", "programme": MG + "Work"}
KINDS = _NARROWING | {"actor": MG + "Actor"}
"""What the things must be that an address names, by parameter."""
_LEADING = {"theme": mg("addressesTheme"), "country": mg("assistedCountry"), "programme": mg("underProgramme")}
_MOST = 200
"""How many things a field offers; others can be typed."""


@dataclass(frozen=True)
class Filters:
    """What an address asks for; `things` are the theme, country and programme that are meant."""

    given: Mapping[str, str]
    things: Mapping[str, Thing]

    @property
    def any(self) -> bool:
        """Whether something narrows the network down."""
        return bool(self.given.keys() & {*_NARROWING, "role", "minimum"})

    @property
    def minimum(self) -> int:
        """From which weight on ties are asked for."""
        return int(self.given.get("minimum", "1"))

    @property
    def words(self) -> str:
        """The filters, as a title says them."""
        theme, country, programme = (self.things.get(name) for name in _NARROWING)
        return "".join(
            [
                f" on “{theme.name}”" if theme else "",
                f" for {country.name}" if country else "",
                f" in “{programme.name}”" if programme else "",
            ]
        )

    @property
    def apart_words(self) -> str:
        """What the filters mean for groups without names and for plans; begins with a space, empty without filters."""
        asked = [word for word in _NARROWING if word in self.things]
        words = [
            f" Only those are shown whose work names this {listed(asked)}: a group or a plan of which the text says "
            "none does not appear."
            if asked
            else "",
            " Of these the filter leaves those with the part that was asked for." if "role" in self.given else "",
            " How often two must be together is not asked of them." if "minimum" in self.given else "",
        ]
        return "".join(words)

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.things[name].name if name in self.things else self.given.get(name, "")

    def terms(self, graph: Graph) -> dict[str, NamedNode | Literal | list[NamedNode]]:
        """The filters as the query of the page takes them."""
        found: dict[str, NamedNode | Literal | list[NamedNode]] = {
            name: NamedNode(thing.iri or "") for name, thing in self.things.items()
        }
        every, schema = roles(graph.schema), graph.schema
        chosen = schema.term(self.given.get("role", ""), (*sorted(every), *sorted(schema.primary)))
        if chosen:
            below = schema.below(schema.primary.get(chosen, chosen)) & every
            found["part"] = [NamedNode(iri) for iri in sorted(below)]
        if "minimum" in self.given:
            found["minimum"] = Literal(self.minimum)
        return found


def meaning(graph: Graph, asked: Given) -> tuple[Given, Given]:
    """What is asked for, in words that mean one thing of its kind each; and what means none, or several."""
    known, doubtful = dict(asked), {}
    for name, kind in KINDS.items():
        for text in asked.get(name, [])[:1]:
            try:
                known[name] = [_meant(graph, text, kind)]
            except (NotFound, Ambiguous):
                doubtful[name] = [text]
    return known, doubtful


def _meant(graph: Graph, text: str, kind: str) -> str:
    """The text itself where it names a thing; else what has it as the end of its address, or alone has its words."""
    try:
        graph.thing(text, kind)
    except NotFound:
        found = graph.state.names.search(text, sorted(graph.schema.below(kind))).matches
        slug = "-".join(text.casefold().split())
        iris = sorted({named.thing.iri for named in found})
        best = [iri for iri in iris if iri.rpartition("/")[2] == slug] or iris
        if len(best) != 1:
            raise
        return prefixed(best[0])
    return text


def filters(graph: Graph, known: Given) -> Filters:
    """The filters of an address of which the meaning is known."""
    given = {name: texts[0] for name, texts in known.items()}
    iris = {name: graph.thing(given[name], kind) for name, kind in _NARROWING.items() if name in given}
    things = graph.things(iris.values())
    return Filters(given, {name: things[iri] for name, iri in iris.items()})


def role_names(graph: Graph) -> list[str]:
    """The parts that one can have in a work, by name."""
    return sorted({graph.schema.name(iri) for iri in roles(graph.schema)})


def choices(graph: Graph) -> Mapping[str, list[str]]:
    """The names of the themes, countries and programmes that works of several have; those of most works at most."""
    return graph.state.remember("choices of partners", lambda: _choices(graph))


def _choices(graph: Graph) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for prop, thing, _ in graph.rows(_CHOICES):
        found[iri_of(prop)].append(iri_of(thing))
    wanted = {name: found[prop.value][:_MOST] for name, prop in _LEADING.items()}
    things = graph.things(iri for iris in wanted.values() for iri in iris)
    return {name: sorted(things[iri].name for iri in iris) for name, iris in wanted.items()}


def code(thing: Thing) -> str:
    """A thing as addresses name it."""
    return prefixed(thing.iri or "")
