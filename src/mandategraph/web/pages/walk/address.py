"""A walk through the graph as its address tells it: where it starts, what is opened, hidden, left out and pinned."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.graph import Graph
from mandategraph.vocabulary import prefixed
from mandategraph.web.shapes import SHAPES
from mandategraph.web.view import Given

OTHER = "other"
"""What is of none of the eight shapes."""
FILTERS = ("basis", "status", "document")
"""Parameters that the question `neighbours` knows, and that hold for all that is opened."""
OWN = ("open", "join", "hide", "pin", "off", "hubs", "at")
"""Parameters of the page alone."""
_OPEN = re.compile(r"(?P<thing>.+)~(?P<relation>[^~]+)~(?P<direction>in|out)(?:~(?P<type>[^~]+))?")
_SHORT = re.compile(r"(?P<thing>[^~]+)~(?P<relation>[^~]+)")
_PIN = re.compile(r"(?P<thing>.+?)~(?P<x>-?\d{1,5})~(?P<y>-?\d{1,5})(?:~s(?P<step>\d{1,3}))?")
_HUBS = re.compile(r"\d{1,9}")


@dataclass(frozen=True)
class Opened:
    """A relation of a thing that is opened, in one direction or both, to things of one type or all."""

    thing: str
    relation: str
    direction: str | None = None
    type: str | None = None

    @property
    def code(self) -> str:
        """As it stands in the address."""
        parts = (short(self.thing), self.relation, self.direction, self.type)
        return "~".join(part for part in parts if part)


@dataclass(frozen=True)
class Walk:
    """What the address says; things are IRIs. `asked` is that address.

    A pin is the place of a thing, and after how many steps it was put there: what was placed before stays.
    """

    asked: Given
    start: str
    at: str
    opened: tuple[Opened, ...]
    joined: tuple[tuple[str, str], ...]
    hidden: frozenset[str]
    pins: dict[str, tuple[int, ...]]
    off: frozenset[str]
    hubs: int | None

    @property
    def filters(self) -> Given:
        """What the question takes, too."""
        return {name: self.asked[name] for name in FILTERS if name in self.asked}

    def address(self, **values: str | None) -> str:
        """The same walk with some parameters set, or taken out by None."""
        asked = {name: texts for name, texts in self.asked.items() if name not in values}
        return written("/explore", asked | {name: [text] for name, text in values.items() if text is not None})

    def hiding(self, thing: str) -> str:
        """The same walk with one thing more hidden, so that nothing is chosen but the start."""
        asked = {name: texts for name, texts in self.asked.items() if name != "at"}
        return written("/explore", asked | {"hide": [*asked.get("hide", ()), short(thing)]})

    def with_(self, name: str, text: str) -> str:
        """The same walk with one value more."""
        return written("/explore", self.asked | {name: [*self.asked.get(name, ()), text]})

    def shown(self, graph: Graph, thing: str) -> str:
        """The same walk in which a thing is not hidden, but chosen."""
        kept = [text for text in self.asked.get("hide", ()) if graph.thing(text) != thing]
        return written("/explore", self.asked | {"hide": kept, "at": [short(thing)]})

    def without(self, name: str, place: int) -> str:
        """The same walk without the value at a place of a parameter."""
        texts = self.asked.get(name, [])
        return written("/explore", self.asked | {name: [*texts[:place], *texts[place + 1 :]]})


def walk(graph: Graph, asked: Given) -> Walk:
    """Read an address. Raises ParameterInvalid, and what naming a thing raises."""
    start = graph.thing(asked["thing"][0])
    hubs = asked.get("hubs", [""])[0]
    if hubs and not _HUBS.fullmatch(hubs):
        raise ParameterInvalid(f"hubs={hubs!r} is not a whole number; give one, for example 30")
    return Walk(
        asked,
        start,
        graph.thing(asked["at"][0]) if "at" in asked else start,
        tuple(_opened(graph, text) for text in asked.get("open", ())),
        tuple(_joined(graph, text) for text in asked.get("join", ())),
        frozenset(graph.thing(text) for text in asked.get("hide", ())),
        dict(_pinned(graph, text) for text in asked.get("pin", ())),
        frozenset(_off(asked.get("off", ()))),
        int(hubs) if hubs else None,
    )


def _opened(graph: Graph, text: str) -> Opened:
    found = _OPEN.fullmatch(text) or _SHORT.fullmatch(text)
    if not found:
        raise ParameterInvalid(f"open={text!r} is not THING~RELATION, THING~RELATION~out or THING~RELATION~in~TYPE")
    parts = found.groupdict()
    return Opened(graph.thing(parts["thing"]), parts["relation"], parts.get("direction"), parts.get("type"))


def _joined(graph: Graph, text: str) -> tuple[str, str]:
    one, _, other = text.partition("~")
    if not other:
        raise ParameterInvalid(f"join={text!r} is not THING~THING")
    return graph.thing(one), graph.thing(other)


def _pinned(graph: Graph, text: str) -> tuple[str, tuple[int, ...]]:
    found = _PIN.fullmatch(text)
    if not found:
        raise ParameterInvalid(f"pin={text!r} is not THING~X~Y or THING~X~Y~sSTEPS")
    return graph.thing(found["thing"]), tuple(int(found[name]) for name in ("x", "y", "step") if found[name])


def _off(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        if text not in SHAPES and text != OTHER:
            raise ParameterInvalid(f"off={text!r} is no kind of thing; it takes {', '.join((*SHAPES, OTHER))}")
        yield text


def short(iri: str) -> str:
    """A thing as it stands in an address."""
    return prefixed(iri)


def written(path: str, asked: Mapping[str, str | Sequence[str] | None]) -> str:
    """The address of a page with parameters, without empty ones; colons stay, so that people can read it."""
    kept = {name: texts for name, texts in asked.items() if texts}
    return f"{path}?{urlencode(kept, doseq=True, safe=':/')}"
