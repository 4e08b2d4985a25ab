"""The graph that the repository ships, which the generated one grows from: its facts, its things, its language."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from pyoxigraph import Literal
from shared import LABEL, TYPE, mg
from statements import Page, Triple

from mandategraph.build.describing import graph_of, mentions
from mandategraph.build.reading import read_sources
from mandategraph.reason.rules import rules_of
from mandategraph.vocabulary import DATA

_TOKEN = re.compile(r"[^\W\d_][\w'’-]*|[.,;:()]")
_OPENING = re.compile(r"(.+?) (?:of|on|for|in|to|against|with|by|at|from|towards|among|about) ")
_BREAKS = """
a an the and or of on in for to with by from at as against into between through over under among its their his her
that which who is are was were be been has have had not no it this these those than also other all any each such more
most within without during after before about towards toward including via per should must can may will would they
them so if but one two three four five since serves answers resolution indicator target how paragraph whether when
where what out up both only own same many some several number
"""
_BREAK_WORDS = frozenset(_BREAKS.split())
_LONGEST = 4


class Real:
    """The sources of the shipped graph, without what follows from them; its terms as N-Quads writes them."""

    def __init__(self) -> None:
        sources = read_sources(DATA)
        self.rules = rules_of(sources.axioms)
        quads = [*sources.quads, *mentions(sources.quads), *sources.ontology_quads]
        self._texts = [quad.object.value for quad in quads if _is_english(quad.object)]
        self._graphs: dict[str, list[Triple]] = defaultdict(list)
        for quad in quads:
            triple = (str(quad.subject), str(quad.predicate), str(quad.object))
            self._graphs[f"<{graph_of(quad)}>"].append(triple)
        self.labels: dict[str, str] = {}
        self.classes: dict[str, list[str]] = defaultdict(list)
        for quad in sources.quads:
            made = str(quad.subject)
            if str(quad.predicate) == LABEL and _is_english(quad.object):
                self.labels.setdefault(made, quad.object.value)
            if str(quad.predicate) == TYPE:
                known = self.classes[quad.object.value.rpartition("#")[2]]
                known += [] if made in known else [made]

    def pages(self) -> Iterator[Page]:
        """Everything, graph by graph, the ontology too."""
        yield from self._graphs.items()

    def having(self, name: str) -> dict[str, list[str]]:
        """The things that have a property of ours, with its values."""
        found: dict[str, list[str]] = defaultdict(list)
        for triples in self._graphs.values():
            for subject, predicate, value in triples:
                if predicate == mg(name):
                    found[subject].append(value)
        return found

    def phrases(self) -> Counter[str]:
        """The groups of two to four small words between the others in all English texts, and how often each stands."""
        return Counter(group for text in self._texts for group in _groups(text))

    def openings(self, kind: str) -> list[str]:
        """How the names of the things of a class begin: what stands before the first preposition."""
        labels = (self.labels.get(made, "") for made in self.classes[kind])
        found = (_OPENING.match(label) for label in labels)
        return [match[1] for match in found if match and len(match[1].split()) <= _LONGEST]


def _is_english(term: object) -> bool:
    return isinstance(term, Literal) and term.language == "en"


def _groups(text: str) -> Iterator[str]:
    group: list[str] = []
    for token in [*_TOKEN.findall(text), "."]:
        if token in _BREAK_WORDS or not token[0].islower() or len(token) == 1:
            if 2 <= len(group) <= _LONGEST:
                yield " ".join(group)
            group = []
        else:
            group.append(token)
