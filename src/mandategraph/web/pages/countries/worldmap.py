"""The map of the world: a mark a country, its area by what is counted, its form by what the country is."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot, sqrt

from mandategraph.explore.countries.question import Place
from mandategraph.explore.model import Thing
from mandategraph.web.assets import places
from mandategraph.web.pages.countries.kinds import KINDS

_LARGEST, _UNIT, _LEAST, _TARGET = 17.0, 5.0, 2.5, 12.0
_LITTLE = 6.0
_SQUARE, _DIAMOND = 0.886, 1.253
"""Half a side, and half a diagonal, of the square of the area of a circle of radius 1."""


@dataclass(frozen=True)
class Mark:
    """A country on the map: `size` is the radius of its mark, or what gives another form the same area.

    `hit` is the radius of what can be pressed: 24 pixels across, less where a neighbour is nearer.
    """

    place: Thing
    words: str
    address: str
    x: float
    y: float
    form: str
    size: float
    hit: float

    @property
    def little(self) -> bool:
        """Whether it must grow more than others where the map is small."""
        return self.size < _LITTLE


@dataclass(frozen=True)
class Map:
    """The marks, the largest first, so that the small ones lie on top; and the countries that are not on the map."""

    width: int
    height: int
    marks: tuple[Mark, ...]
    missing: tuple[Place, ...]

    @property
    def forms(self) -> list[str]:
        """The forms that it has, in their order."""
        return sorted({mark.form for mark in self.marks}, key=[kind.form for kind in KINDS.values()].index)


def draw(countries: Iterable[Place], codes: dict[str, str], addresses: dict[str, str]) -> Map:
    """A map of countries, by their numeric codes and the addresses of their pages."""
    known = places()
    found = sorted(countries, key=lambda one: -one.relations)
    at = {one.place.iri or "": known.places.get(codes.get(one.place.iri or "", "")) for one in found}
    most = max((one.relations for one in found), default=1)
    step = min(_UNIT, _LARGEST / sqrt(most))
    shown = [(one, point) for one in found if (point := at[one.place.iri or ""])]
    marks = tuple(
        _mark(one, point, max(_LEAST, step * sqrt(one.relations)), addresses[one.place.iri or ""], shown)
        for one, point in shown
    )
    return Map(*known.size, marks, tuple(one for one in found if not at[one.place.iri or ""]))


def _mark(
    one: Place, at: tuple[float, float], radius: float, address: str, shown: list[tuple[Place, tuple[float, float]]]
) -> Mark:
    kinds = ", ".join(f"{KINDS[name].head.lower()} {count}" for name, count in one.counts.items())
    form = KINDS[next(iter(one.counts))].form
    near = min((hypot(at[0] - x, at[1] - y) for other, (x, y) in shown if other is not one), default=2 * _TARGET)
    size = radius * {"square": _SQUARE, "diamond": _DIAMOND}.get(form, 1)
    hit = max(radius, min(_TARGET, near / 2))
    return Mark(
        one.place,
        f"{one.place.name}, {one.relations} in all: {kinds}",
        address,
        *at,
        form,
        round(size, 1),
        round(hit, 1),
    )
