"""The things that words of a text name."""

from mandategraph.explore.graph import Graph
from mandategraph.store.asking import STOP_WORDS
from mandategraph.store.names import Named
from mandategraph.vocabulary import MG

_WORDS, _RUN, _EACH, _SHORTEST = 12, 5, 3, 4
"""Words of a text that are looked at, of a name at most, things of one name, and letters of a word of a theme."""
_THEME = MG + "Theme"
_AROUND = "?!,;:()[]\"'“”‘’…."


def named_in(graph: Graph, text: str, *classes: str) -> list[Named]:
    """Things that a text of several words names in passing, in their order; longer names go before those in them.

    A word that is no name stands for the themes that have it in theirs, unless things of other classes are wanted.
    """
    tokens = [word for word in (word.strip(_AROUND) for word in text.split()) if word][:_WORDS]
    found: dict[str, Named] = {}
    at = 0
    while at < len(tokens):
        length, named = _longest(graph, tokens[at : at + _RUN], classes)
        found |= {one.thing.iri: one for one in named if one.thing.iri not in found}
        at += length
    return list(found.values())


def _longest(graph: Graph, tokens: list[str], classes: tuple[str, ...]) -> tuple[int, list[Named]]:
    """The longest name with which words begin, in words, and what has it; stop words, numbers and classes are none."""
    for length in range(len(tokens), 0, -1):
        words = tokens[:length]
        if words[0].casefold() in STOP_WORDS or words[-1].casefold() in STOP_WORDS or words[0].isdigit():
            continue
        named = [one for one in graph.called(" ".join(words), *classes) if not one.thing.iri.startswith(MG)]
        if named:
            return length, named[:_EACH]
    return 1, _themes(graph, tokens[0]) if not classes else []


def _themes(graph: Graph, word: str) -> list[Named]:
    if word.casefold() in STOP_WORDS or not word.isalpha() or len(word) < _SHORTEST:
        return []
    return list(graph.state.names.search(word, sorted(graph.schema.below(_THEME)), _EACH, strict=True).matches)
