"""The filters of the pages on mandates: what is chosen, and what there is to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from mandategraph.explore.facts import of_class
from mandategraph.explore.graph import iri_of, text_of
from mandategraph.explore.mandates.model import Mandates, Provision, Recommendation
from mandategraph.explore.model import Thing
from mandategraph.queries import beside
from mandategraph.vocabulary import MG, prefixed
from mandategraph.web.view import Ask

_CHOICES = beside(__file__, "choices")
_MOST = 200
Pair = tuple[str, str]
"""The value of a choice and what is shown for it."""


@dataclass(frozen=True)
class Chosen:
    """The filters of an address; `iris` are the things that they name. `is_work` says that a work is asked about."""

    given: dict[str, str]
    iris: dict[str, str]
    is_work: bool

    def value(self, name: str) -> str:
        """What stands in the field."""
        return prefixed(self.iris[name]) if name in self.iris else self.given.get(name, "")

    def among(self, name: str, pairs: list[Pair]) -> list[Pair]:
        """Choices, with the one that is chosen even where nothing has it."""
        value = self.value(name)
        return pairs if not value or value in dict(pairs) else [(value, self.given[name]), *pairs]

    def with_mandate(self, address: str) -> dict[str, str]:
        """The same filters for a mandate."""
        return self.given | {"mandate": address}

    @property
    def filtered(self) -> bool:
        """Whether anything is set but the mandate, or the work, that is asked about."""
        return bool(self.given.keys() - {"mandate" if "mandate" in self.given or not self.is_work else "work"})

    def terms(self, *names: str) -> dict[str, NamedNode | Literal]:
        """Those of some names that are set, as they are bound in a query."""
        return {
            name: NamedNode(self.iris[name]) if name in self.iris else Literal(self.given[name])
            for name in names
            if name in self.given
        }


@dataclass(frozen=True)
class Choices:
    """What a filter may be set to."""

    verbs: list[Pair]
    addressees: list[Pair]
    works: list[Pair]


def chosen(asking: Ask) -> Chosen:
    """The filters, their names resolved. Raises what the resolving raises."""
    given = {name: texts[0] for name, texts in asking.given.items()}
    classes = {"addressee": MG + "Actor", "work": MG + "Work"}
    iris = {name: asking.graph.thing(given[name], kind) for name, kind in classes.items() if name in given}
    answer = asking.answer
    thing = answer.thing.iri or "" if isinstance(answer, Mandates) and answer.thing else ""
    return Chosen(given, iris, bool(of_class(asking.graph, [thing] if thing else [], MG + "Work")))


def choices(asking: Ask) -> Choices:
    """What the answer without its filters has of each."""
    subject = next((name for name in ("mandate", "work") if name in asking.given), None)
    whole = asking.question.call(asking.graph, {subject: asking.given[subject]} if subject else {})
    assert isinstance(whole, Mandates)
    asked: list[Provision | Recommendation] = [*whole.provisions, *whole.recommendations]
    works = (work.answers.subject for one in whole.provisions for work in one.works)
    return Choices(
        _texts(verb for one in asked for verb in one.verbs),
        _pairs(thing for one in asked for thing in one.addressees),
        _pairs(works) if subject == "mandate" else [],
    )


def known_choices(asking: Ask) -> Choices:
    """Every verb and addressee of the graph."""
    rows = asking.graph.state.remember("choices of mandates", lambda: asking.graph.rows(_CHOICES))
    addressees = asking.graph.things(iri_of(row[1]) for row in rows if row[1] is not None)
    return Choices(_texts(text_of(row[0]) or "" for row in rows if row[0] is not None), _pairs(addressees.values()), [])


def _texts(found: Iterable[str]) -> list[Pair]:
    return [(text, text) for text in sorted(set(found))]


def _pairs(things: Iterable[Thing]) -> list[Pair]:
    """By name; at most two hundred."""
    found = {prefixed(thing.iri or ""): thing.name for thing in things}
    return sorted(found.items(), key=lambda pair: pair[1].casefold())[:_MOST]
