"""What is asked of a graph: for each question a list of calls, chosen by chance from what the graph holds."""

import random
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import parse_qs, urlencode, urlsplit

from pyoxigraph import Store

from mandategraph.store.snapshot import Snapshot
from mandategraph.vocabulary import ID, MG

_SEED = 20170630
_NAMES = """
SELECT iri, text FROM things JOIN names ON thing = things.id
WHERE iri LIKE ? AND kind = 0 AND length(text) > 8 ORDER BY things.id LIMIT ?
"""
_INFERRED = "SELECT ?s ?p ?o {{ ?s <{0}derivedLink> ?o . BIND(<{0}derivedLink> AS ?p) }} LIMIT 2000"
_TARGETS = "SELECT DISTINCT ?o {{ ?t <{0}themeTarget> ?o }} LIMIT 100"


@dataclass(frozen=True)
class Call:
    """One request."""

    path: str

    @property
    def terms(self) -> dict[str, list[str]]:
        """What is asked about."""
        return parse_qs(urlsplit(self.path).query)


def calls(found: Snapshot, count: int) -> dict[str, list[Call]]:
    """By kind of question; each call is there once."""
    chance, store = random.Random(_SEED), Store.read_only(str(found.store))
    with closing(sqlite3.connect(found.names)) as names:

        def some(kind: str) -> list[tuple[str, str]]:
            rows: list[tuple[str, str]] = names.execute(_NAMES, (f"{ID}{kind}/%", 200_000)).fetchall()
            return chance.sample(rows, min(count, len(rows)))

        works, actors, places = some("activity"), some("organization"), some("country")
    things = [iri for iri, _ in (*works, *actors, *places)]
    mixed = [f"{ID}organization/unodc", *chance.sample(things, min(count - 1, len(things)))]
    targets = [row[0].value for row in store.query(_TARGETS.format(MG))]
    followed = [tuple(term.value for term in row) for row in store.query(_INFERRED.format(MG))]
    proofs = chance.sample(followed, min(count, len(followed)))
    pairs = [(iri, chance.choice(targets)) for iri, _ in actors] + list(
        zip((iri for iri, _ in places), (iri for iri, _ in reversed(actors)), strict=False)
    )
    pairs = chance.sample(pairs, min(count, len(pairs)))
    return {
        "find, exact": _all("find", ({"text": text} for _, text in works)),
        "find, prefix": _all("find", ({"text": text[: max(5, len(text) * 2 // 3)]} for _, text in works)),
        "find, fuzzy": _all("find", ({"text": _mistyped(chance, text)} for _, text in works)),
        "entity": _all("entity", ({"thing": iri} for iri in mixed)),
        "neighbours": _all("neighbours", ({"thing": iri} for iri in mixed)),
        "paths": _all("paths", ({"things": pair, "length": 4} for pair in pairs)),
        "why": _all("why", (dict(zip(("subject", "relation", "object"), triple, strict=True)) for triple in proofs)),
        "partners of one": _all("partners", ({"actor": iri} for iri, _ in actors)),
        "compare": _all("compare", ({"one": one[0], "other": two[0]} for one, two in pairwise(actors))),
        "sdg": _all("sdg", ({"target": iri} for iri in targets[:count])),
        "mandates": _all("mandates", [{}]),
        "countries": _all("countries", ({"place": iri} for iri, _ in places)),
        "figures": _all("figures", ({"thing": iri} for iri, _ in works)),
        "funding": _all("funding", ({"thing": iri} for iri, _ in (*actors, *places)[:count])),
        "timeline": _all("timeline", ({"thing": iri} for iri in things[:count])),
        "contradictions": _all("contradictions", [{}]),
    }  # fmt: skip


def _all(question: str, given: Iterable[dict[str, object]]) -> list[Call]:
    return [Call(path) for path in dict.fromkeys(f"/api/{question}?{urlencode(one, doseq=True)}" for one in given)]


def _mistyped(chance: random.Random, text: str) -> str:
    """A name with a letter lost in its longest word."""
    word = max(text.split(), key=len)
    place = chance.randrange(1, len(word))
    return text.replace(word, word[:place] + word[place + 1 :], 1)
