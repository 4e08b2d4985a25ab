"""Which of the ready questions may answer a text: those with its words in their titles."""

from collections import Counter
from collections.abc import Iterable

from mandategraph.queries import NamedQuery
from mandategraph.store.asking import FILLING_WORDS, QUESTION_WORDS
from mandategraph.store.naming import fold, words

_MOST = 5


def ready(library: Iterable[NamedQuery], text: str) -> list[NamedQuery]:
    """Questions that share a word with a text, beside those that only ask: first those that share the rarer words."""
    titles = {query: _words(query.title) for query in library}
    often = Counter(word for title in titles.values() for word in title)
    asked = _words(text)
    shared = {query: asked & title for query, title in titles.items() if asked & title - QUESTION_WORDS}
    scores = {query: sum(1 / often[word] for word in some) for query, some in shared.items()}
    return sorted(scores, key=lambda query: (-scores[query], len(titles[query]), query.title))[:_MOST]


def _words(text: str) -> frozenset[str]:
    return frozenset(_one(word) for word in words(fold(text)) if word not in FILLING_WORDS)


def _one(word: str) -> str:
    """A noun or verb without the s at its end.

    >>> _one("countries"), _one("works"), _one("process")
    ('country', 'work', 'process')
    """
    if len(word) < 4 or word.endswith("ss"):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
