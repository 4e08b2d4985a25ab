"""Draws without end from weighted things: a few come very often, most hardly ever, as in real titles and networks."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

_BLOCK = 4096
T = TypeVar("T")


def zipf(count: int, exponent: float = 1.0) -> list[float]:
    """The weights of Zipf's law, the most frequent first."""
    return [1 / rank**exponent for rank in range(1, count + 1)]


class Bag(Generic[T]):
    """Things to draw from, each as often as its weight says; without weights by Zipf's law."""

    def __init__(self, chance: Random, items: Sequence[T], weights: Sequence[float] = ()) -> None:
        self.items = items
        self._chance = chance
        self._sums = list(accumulate(weights or zipf(len(items))))
        self._drawn = self._endless()

    def draw(self) -> T:
        """One of them."""
        return next(self._drawn)

    def several(self, count: int) -> list[T]:
        """So many different ones."""
        found: dict[T, None] = {}
        while len(found) < count:
            found[next(self._drawn)] = None
        return list(found)

    def _endless(self) -> Iterator[T]:
        while True:
            yield from self._chance.choices(self.items, cum_weights=self._sums, k=_BLOCK)
