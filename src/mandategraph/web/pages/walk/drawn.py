"""What the script draws of a walk: things, lines step by step, what is still closed, and what had no room."""

from collections.abc import Iterable
from dataclasses import replace

from mandategraph.explore.graph import Graph
from mandategraph.web.chrome import relation_name
from mandategraph.web.pages.walk.address import short
from mandategraph.web.pages.walk.canvas import Canvas, Section, Spot, canvas
from mandategraph.web.pages.walk.choices import Choice, whole
from mandategraph.web.pages.wording import short_name
from mandategraph.web.shapes import shape

_STUBS = 10
"""How many closed relations are drawn around the chosen thing."""
Pair = tuple[int, int]


def drawn(here: Graph, shown: Canvas, choices: Iterable[Choice]) -> dict[str, object]:
    """All that the script needs beside the rows of the list.

    `steps` are the lines of each opened relation, as numbers of things. Places are worked out from them alone, so they
    have the hidden things, too (`ghosts`, numbered after the things): hiding one does not move the others.
    """
    now = shown.walk
    every = canvas(here, replace(now, hidden=frozenset())) if now.hidden else shown
    ghosts = [spot for iri, spot in every.spots.items() if iri not in shown.spots]
    spots = [*shown.spots.values(), *ghosts]
    return {
        "start": short(now.start),
        "at": short(now.at),
        "things": [_thing(here, spot) for spot in shown.spots.values()],
        "ghosts": [_thing(here, spot) for spot in ghosts],
        "steps": _steps(every, shown, {spot.thing.iri: number for number, spot in enumerate(spots)}),
        "closed": [_closed(now.at, choice) for choice in _stubs(choices)] if now.at in shown.spots else [],
        "rest": [
            {"from": short(section.thing.iri or ""), "count": section.rest, "open": whole(now, section.opened)}
            for section in shown.sections
            if section.rest > 0 and section.opened
        ],
        "pins": [[short(iri), *place] for iri, place in now.pins.items()],
    }


def _thing(here: Graph, spot: Spot) -> dict[str, object]:
    iri = spot.thing.iri or ""
    return {
        "id": short(iri),
        "name": spot.thing.name,
        "label": short_name(here, spot.thing),
        "shape": shape(iri) or "",
        "type": spot.thing.type or "thing",
        "degree": spot.degree,
    }


def _steps(every: Canvas, shown: Canvas, numbers: dict[str | None, int]) -> list[list[Pair]]:
    """The lines of each section, once each; those that only found room because others are hidden come last."""
    also = {_key(section): section for section in shown.sections}
    steps = []
    for section in every.sections:
        here = also.get(_key(section))
        told = [*section.statements, *(here.statements if here else ())]
        ends = ((numbers.get(one.subject.iri), numbers.get(one.object.iri)) for one in told)
        steps.append([*dict.fromkeys((one, other) for one, other in ends if one is not None and other is not None)])
    return steps


def _key(section: Section) -> tuple[bool, int]:
    return section.opened is None, section.place


def _stubs(choices: Iterable[Choice]) -> list[Choice]:
    """The largest relations that are not open yet; plain values are not drawn."""
    return [one for one in choices if not one.opened and "value" not in one.group.types][:_STUBS]


def _closed(at: str, choice: Choice) -> dict[str, object]:
    group = choice.group
    return {"from": short(at), "name": relation_name(group.relation), "count": group.count, "open": choice.open}
