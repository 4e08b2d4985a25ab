"""Finds things by their names: exactly, by a beginning, by words, with typing errors, and by the rarest words."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import log
from typing import Any

from pyoxigraph import Quad
from rapidfuzz import fuzz, process

from mandategraph.store.asking import telling
from mandategraph.store.beginnings import Begun, begun
from mandategraph.store.index import Index
from mandategraph.store.matching import any_of, at_first, each_of, in_a_row, runs
from mandategraph.store.naming import KINDS, LABEL_KIND, SUMMARY_KIND, fill, fold, words
from mandategraph.store.spelling import Spelling

_LONGEST = 200
"""Characters of a text of which the words are searched."""
_MOST = 1000
_FEW = 4
"""Words that are searched one by one in place of their common beginning."""
_RAREST = 3
"""Words, the rarest of a text, by which its names are looked for first."""
_LIKELY = 200
"""Things, the best known first, whose names are compared for one word of a text that has no match."""
_ALIKE = 60
"""Of a hundred: how like a text a name must be to count as near."""

_AMONG = f"""
kind <> {SUMMARY_KIND} AND (?2 = '[]' OR EXISTS (
    SELECT 1 FROM types WHERE types.thing = names.thing AND class IN (SELECT value FROM json_each(?2))
)) ORDER BY id
"""
_EXACT = f"SELECT thing, id FROM names WHERE folded = ?1 AND {_AMONG}"
_NUMBERED = f"SELECT thing, id FROM names WHERE id IN (SELECT value FROM json_each(?1)) AND {_AMONG}"
_MATCH = "SELECT thing, id FROM found JOIN names ON id = found.rowid WHERE found MATCH ? ORDER BY found.rowid"
_FEW_NAMES = f"""
SELECT thing, id, kind, folded FROM found JOIN names ON id = found.rowid WHERE found MATCH ?
ORDER BY found.rowid LIMIT {_MOST + 1}
"""
_FREQUENT = "SELECT word, names FROM words WHERE word IN (SELECT value FROM json_each(?))"
_BEGUN = f"SELECT word FROM words WHERE word >= ?1 AND word < ?1 || char(1114111) LIMIT {_FEW + 1}"
_NAMES = "SELECT id, thing, text, folded, kind FROM names WHERE id IN (SELECT value FROM json_each(?))"
_THINGS = """
SELECT id, iri, (SELECT text FROM names WHERE thing = things.id ORDER BY id LIMIT 1), (
    SELECT group_concat(iri, ' ') FROM (
        SELECT classes.iri FROM types JOIN classes ON id = class WHERE thing = things.id AND direct ORDER BY 1
    )
), statements FROM things
"""
_SIZES = "SELECT iri, count(*) FROM types JOIN classes ON id = class GROUP BY class"
_OF_CLASS = f"""
{_THINGS} WHERE id IN (SELECT thing FROM types JOIN classes ON id = class WHERE iri = ?) ORDER BY id LIMIT ? OFFSET ?
"""
_SOME = _THINGS + "WHERE {} IN (SELECT value FROM json_each(?))"

_Hits = dict[int, tuple[int, str]]
"""By the number of a thing the number of the name that matched, and how; best first."""


@dataclass(frozen=True)
class Thing:
    """A thing: `types` are its most specific classes, `statements` counts those about it beside types and labels."""

    iri: str
    name: str
    types: tuple[str, ...]
    statements: int


@dataclass(frozen=True)
class Named:
    """A thing and that of its names, or of its summaries, which a text fits.

    `kind` is what the name is to the thing, one of naming.KINDS; `how` is exact, prefix, words, fuzzy or some.
    """

    thing: Thing
    matched: str
    kind: str
    how: str


@dataclass(frozen=True)
class Found:
    """A page of the things found, of `total`; with `more` there are more than that."""

    matches: tuple[Named, ...]
    total: int
    more: bool


class Names(Index):
    """The names of a graph."""

    holds = "names"

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> "Names":
        """The names of a graph that was not built, in memory."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        fill(connection, quads)
        return cls(connection)

    def exact(self, text: str) -> list[Named]:
        """Things of that name but for case, accents and typography: by label before others; at most a thousand.

        Where there are none, those of which the name differs in hyphens, spaces, full stops and apostrophes.
        """
        folded = fold(text)
        hits = self._hits("exact", _EXACT, folded, "[]") or self._numbered("exact", begun(self._rows, folded).whole)
        return sorted(self._named(_page(hits)), key=lambda named: named.kind != KINDS[LABEL_KIND])

    def search(
        self, text: str, types: Sequence[str] = (), limit: int = 20, offset: int = 0, *, strict: bool = False
    ) -> Found:
        """Things by a text as people type it, of any of the classes `types` if there are any; best first.

        Names that are the text come first, then those that begin with it, then those with its words in a row, then
        those with all its words. Where there are none, unless it is strict, the words that say only how something is
        asked are left out, then typing errors put right, and at last those come that have some of the words, by how
        rare these are.
        A total is counted to a thousand, and no page goes beyond that.
        """
        folded = fold(text)
        tokens, classes = words(folded[:_LONGEST]), self._classes(types)
        if not tokens or (types and not classes):
            return Found((), 0, False)
        among = f" AND classes : ({any_of(classes)})" if classes else ""
        hits = self._hits("exact", _EXACT, folded, json.dumps(classes))
        hits |= {**self._beginning(begun(self._rows, folded), classes, among), **hits}
        hits = self._by_words(tokens, among, hits)
        if not hits and not strict:
            hits = self._loosely(tokens, among)
        return Found(tuple(self._named(_page(hits, limit, offset))), min(len(hits), _MOST), len(hits) > _MOST)

    def _loosely(self, tokens: Sequence[str], among: str) -> _Hits:
        asked = telling(tokens) or tokens
        found = self._by_words(asked, among, {}) if len(asked) < len(tokens) else {}
        hits = {thing: (name, "words") for thing, (name, _) in found.items()}
        return hits or self._fuzzy(asked, among) or self._some(asked, among)

    def _by_words(self, tokens: Sequence[str], among: str, hits: _Hits) -> _Hits:
        """Those found already, then names with these words in a row, then those that have them all."""
        *before, last = tokens
        ends = self._begun(last)
        few = self._among_few(tokens, among)
        for how, query in (
            ("prefix", in_a_row(before, ends)),
            ("words", each_of([*([word] for word in dict.fromkeys(before)), ends])),
        ):
            if len(hits) <= _MOST:
                hits |= {**(self._hits(how, _MATCH, query + among) if few is None else few[how]), **hits}
        return hits

    def _beginning(self, found: Begun, classes: Sequence[int], among: str) -> _Hits:
        """Names that are a text but for the signs that do not count, then those that begin with it."""
        whole = self._numbered("exact", found.whole, classes)
        longer = self._numbered("prefix", found.longer, classes)
        for start in found.many:
            longer |= {**self._hits("prefix", _MATCH, at_first(words(start)) + among), **longer}
        return whole | {thing: hit for thing, hit in sorted(longer.items(), key=_number) if thing not in whole}

    def _numbered(self, how: str, names: Iterable[int], classes: Sequence[int] = ()) -> _Hits:
        """Things by the numbers of names that are no summaries."""
        return self._hits(how, _NUMBERED, json.dumps([*names]), json.dumps(classes))

    def _some(self, tokens: Sequence[str], among: str) -> _Hits:
        """Names and summaries with some of several known words: one counts the more, the fewer names have it."""
        counts = dict(self._rows(_FREQUENT, json.dumps(tokens)))
        weights: dict[int, float] = {}
        things: dict[int, int] = {}
        for word, count in counts.items() if len(counts) > 1 else ():
            for thing, (name, _) in self._hits("some", _MATCH, each_of([[word]]) + among).items():
                weights[name] = weights.get(name, 0) + 1 / (1 + log(count))
                things[name] = thing
        hits: _Hits = {}
        for name in sorted(weights, key=lambda name: (-weights[name], name)):
            hits.setdefault(things[name], (name, "some"))
        return hits

    def nearest(self, text: str, count: int = 3, types: Sequence[str] = ()) -> list[Named]:
        """The things, of any of the classes if there are any, with the names most like a text that is no name."""
        classes = self._classes(types)
        if types and not classes:
            return []
        among = f" AND classes : ({any_of(classes)})" if classes else ""
        folded = fold(text)[:_LONGEST]
        likely: dict[int, int] = {}
        for near in self._spelling.each(words(folded)):
            hits = self._hits("fuzzy", _MATCH, f"name : ({any_of(near)})" + among, most=_LIKELY)
            likely |= {name: thing for thing, (name, _) in hits.items()}
        names = {row[0]: row[3] for row in self._rows(_NAMES, json.dumps(list(likely)))}
        alike = process.extract(folded, names, scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=None)
        best: _Hits = {}
        for _, _, name in alike:
            best.setdefault(likely[name], (name, "fuzzy"))
        return self._named(_page(best, count))

    def describe(self, iris: Sequence[str]) -> dict[str, Thing]:
        """Things by their IRIs; those that have no name are left out."""
        return {thing.iri: thing for thing in self._things("iri", iris).values()}

    def listing(self) -> list[Thing]:
        """All things, in the order of their numbers, which begin with 1."""
        return list(map(_thing, self._rows(_THINGS + "ORDER BY id")))

    def sizes(self) -> dict[str, int]:
        """How many things each class has, those of classes below it included."""
        return dict(self._rows(_SIZES))

    def of_class(self, kind: str, limit: int, offset: int = 0) -> list[Thing]:
        """Things of a class or of one below it, those first of which most is said."""
        return list(map(_thing, self._rows(_OF_CLASS, kind, limit, offset)))

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(word for (word,) in self._rows("SELECT word FROM words ORDER BY rowid"))

    def _fuzzy(self, tokens: Sequence[str], among: str) -> _Hits:
        for reading in self._spelling.readings(tokens):
            hits = self._hits("fuzzy", _MATCH, each_of(reading) + among)
            if hits:
                return hits
        return {}

    def _among_few(self, tokens: Sequence[str], among: str) -> dict[str, _Hits] | None:
        """What prefix and words find, looked for among the names with the rarest words; None where these are many.

        The index would go through all names with “of” and “training” to see which of them have the rare word, too.
        """
        *before, last = tokens
        known = dict(self._rows(_FREQUENT, json.dumps(before)))
        rarest = sorted(known, key=lambda word: known[word])[:_RAREST]
        if len(known) < len(set(before)) or len(rarest) < _RAREST:
            return None
        rows = self._rows(_FEW_NAMES, each_of([[word] for word in rarest]) + among)
        if len(rows) > _MOST:
            return None
        found: dict[str, _Hits] = {"prefix": {}, "words": {}}
        for thing, name, kind, folded in rows:
            there = words(folded)
            if kind != SUMMARY_KIND and runs(there, before, last):
                found["prefix"].setdefault(thing, (name, "prefix"))
            if set(before) <= set(there) and any(word.startswith(last) for word in there):
                found["words"].setdefault(thing, (name, "words"))
        return found

    def _begun(self, word: str) -> list[str]:
        """The words that begin so, if they are few: these are found faster than a beginning."""
        found = self._rows(_BEGUN, word)
        return [f"{word}*"] if len(found) > _FEW else [whole for (whole,) in found] or [word]

    def _classes(self, iris: Sequence[str]) -> list[int]:
        rows = self._rows("SELECT id FROM classes WHERE iri IN (SELECT value FROM json_each(?))", json.dumps(iris))
        return [number for (number,) in rows]

    def _hits(self, how: str, sql: str, *values: str, most: int = _MOST) -> _Hits:
        hits: _Hits = {}
        with self._lock:
            for thing, name in self._connection.execute(sql, values):
                hits.setdefault(thing, (name, how))
                if len(hits) > most:
                    break
        return hits

    def _named(self, hits: _Hits) -> list[Named]:
        names = {row[0]: row for row in self._rows(_NAMES, json.dumps([name for name, _ in hits.values()]))}
        things = self._things("id", list(hits))
        return [Named(things[thing], names[name][2], KINDS[names[name][4]], how) for thing, (name, how) in hits.items()]

    def _things(self, key: str, values: Sequence[object]) -> dict[int, Thing]:
        return {row[0]: _thing(row) for row in self._rows(_SOME.format(key), json.dumps(values))}


def _thing(row: tuple[Any, ...]) -> Thing:
    _, iri, name, types, statements = row
    return Thing(iri, name, tuple((types or "").split()), statements)


def _number(hit: tuple[int, tuple[int, str]]) -> int:
    """The number of the name of a hit, which is its rank."""
    return hit[1][0]


def _page(hits: _Hits, limit: int = _MOST, offset: int = 0) -> _Hits:
    return dict(islice(hits.items(), offset, min(offset + limit, _MOST)))
