"""Puts words right by the words that there are."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, pairwise, takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

_MOST = 12
"""Readings of one word; the nearest, and of those equally near the most frequent, are kept."""
_FEW = 5
"""Words of which each known one may be a mistake for another; with more there are too many ways to read them."""


class Spelling:
    """The words of a graph, given from the most to the least frequent."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = [word for word in words if word.isalpha()]
        self._known = frozenset(self._words)

    def each(self, words: Sequence[str]) -> Iterator[list[str]]:
        """For each word, and each two written as one, the words that it may have been meant to be, if there are any."""
        pairs = map("".join, pairwise(words))
        return filter(None, map(self.near, dict.fromkeys([*words, *pairs])))

    def readings(self, words: Sequence[str]) -> Iterator[list[list[str]]]:
        """Ways to read words, each with the words that each of them may have been meant to be; the likelier come first.

        At first every known word is itself and the others are what is nearest; then, of a few words, all may be any
        that is near. At last the same with two words that were meant to be one.
        """
        surely, maybe = cache(self._surely), cache(self.near)
        for variant in (words, *self._joined(words)):
            for near in (surely, maybe) if len(variant) <= _FEW else (surely,):
                reading = list(takewhile(bool, map(near, variant)))
                if len(reading) == len(variant):
                    yield reading

    def near(self, word: str) -> list[str]:
        """Words with few errors to a word, and those that begin so.

        Forgives one error in three to five letters, two in more, and none in what is shorter or has digits.
        """
        return self._near(word, 1 if len(word) < 6 else 2)

    def _surely(self, word: str) -> list[str]:
        """A known word itself; for another one the words with the fewest errors, and those that begin so."""
        return [word] if word in self._known else self._near(word, 1) or self.near(word)

    def _near(self, word: str, errors: int) -> list[str]:
        if len(word) < 3 or not word.isalpha():
            return [word]
        found = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=errors, limit=_MOST)
        begun = islice((known for known in self._words if known.startswith(word)), _MOST)
        return list(dict.fromkeys([*(known for known, _, _ in found), *begun]))

    def _joined(self, words: Sequence[str]) -> Iterator[Sequence[str]]:
        for at, (first, second) in enumerate(pairwise(words)):
            if first + second in self._known or not {first, second} <= self._known:
                yield [*words[:at], first + second, *words[at + 2 :]]
