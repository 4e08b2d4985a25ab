"""Reads the links index: the links of a thing counted, filtered and paged, and who is next to whom."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from mandategraph.store.index import Index
from mandategraph.store.linking import VALUE, WRITTEN, Properties, fill, mask
from mandategraph.store.names import Names

_LINKS = """
FROM links LEFT JOIN nodes ON nodes.id = other
WHERE thing = (SELECT id FROM nodes WHERE iri = :thing) AND apart = :apart
AND (:kinds IS NULL OR iif(
    other < 0, '', (SELECT iri FROM terms WHERE id = class)
) IN (SELECT value FROM json_each(:kinds)) OR class IS NULL AND other > 0 AND EXISTS (
    SELECT 1 FROM json_each(:kinds) WHERE value IS NULL
))
AND (:bases IS NULL OR bases & :bases)
AND (:document IS NULL OR EXISTS (
    SELECT 1 FROM places WHERE places.id = place AND instr(replace(graphs || ' ', ' ', '/ '), :document || '/')
))
AND (:status IS NULL OR EXISTS (
    SELECT 1 FROM links AS state JOIN nodes AS value ON value.id = state.other
    WHERE state.thing = links.other AND state.apart = 0 AND value.iri = :status
))
"""
_COUNTED = f"""
SELECT (SELECT iri FROM terms WHERE id = relation), out, iif(other < 0, {VALUE}, class) AS kind, count(*)
{_LINKS} GROUP BY relation, out, kind
"""
_HUB = """
SELECT (SELECT iri FROM terms WHERE id = relation), out, class, links FROM counts
WHERE thing = (SELECT id FROM nodes WHERE iri = ?) AND apart = ?
"""
_IS_HUB = "SELECT EXISTS (SELECT 1 FROM counts WHERE thing = (SELECT id FROM nodes WHERE iri = ?))"
_PAGE = f"""
SELECT iri, other, (SELECT graphs FROM places WHERE id = place)
{_LINKS} AND relation = (SELECT id FROM terms WHERE iri = :relation) AND out = :out
ORDER BY {{}} LIMIT :limit OFFSET :offset
"""
_BY_NAME = "position, (SELECT value FROM literals WHERE literals.id = other)"
_HELD = """
SELECT graphs, count(*) FROM links JOIN places ON places.id = place
WHERE thing = (SELECT id FROM nodes WHERE iri = ?) AND apart = ? GROUP BY place LIMIT ?
"""
_VALUES = "SELECT id, value, datatype, language FROM literals WHERE id IN (SELECT value FROM json_each(?))"
_RELATIONS = "SELECT id FROM terms WHERE iri IN (SELECT value FROM json_each(?))"
_TERMS = "SELECT id, iri FROM terms WHERE id IN (SELECT value FROM json_each(?))"
_NUMBERS = "SELECT iri, id FROM nodes WHERE iri IN (SELECT value FROM json_each(?))"
_IRIS = "SELECT id, iri FROM nodes WHERE id IN (SELECT value FROM json_each(?))"
_DEGREES = "SELECT id, degree FROM nodes WHERE id IN (SELECT value FROM json_each(?))"
_NEAR = f"""
SELECT DISTINCT thing, other FROM json_each(:things) AS given CROSS JOIN links ON thing = given.value AND apart = 0
WHERE bases & {mask(WRITTEN)} AND other > 0 AND (relation IN (SELECT value FROM json_each(:relations))) = :only
LIMIT :limit
"""
_COMMON = f"""
SELECT DISTINCT first.other FROM (
    SELECT other FROM links WHERE thing = :one AND apart = 0 AND bases & {mask(WRITTEN)} AND other > 0
    AND (relation IN (SELECT value FROM json_each(:relations))) = :only LIMIT :limit
) AS first CROSS JOIN links AS second ON second.thing = first.other AND second.apart = 0 AND second.other = :other
WHERE second.bases & {mask(WRITTEN)} AND (second.relation IN (SELECT value FROM json_each(:relations))) = :only
"""
_AMONG = """
SELECT node.iri, term.iri, other, nodes.iri, graphs, apart
FROM json_each(:things) AS given CROSS JOIN nodes AS node ON node.iri = given.value
CROSS JOIN links ON thing = node.id AND apart IN (0, 1)
AND relation IN (SELECT id FROM terms WHERE iri IN (SELECT value FROM json_each(:relations))) AND out = :out
JOIN terms AS term ON term.id = relation JOIN places ON places.id = place LEFT JOIN nodes ON nodes.id = other
LIMIT :limit
"""
_TAKING = """
WITH works AS (
    SELECT DISTINCT other AS id FROM links WHERE thing = :actor AND apart <= :apart AND bases & :bases AND other > 0
    AND relation IN (SELECT value FROM json_each(:roles))
    LIMIT :limit
)
SELECT work.iri, (SELECT iri FROM terms WHERE id = relation), nodes.iri, graphs
FROM (SELECT id FROM works UNION SELECT :actor) AS chosen CROSS JOIN links ON thing = chosen.id
JOIN nodes AS work ON work.id = chosen.id JOIN nodes ON nodes.id = other JOIN places ON places.id = place
WHERE apart = :apart AND out = 1 AND bases & :bases AND relation IN (SELECT value FROM json_each(:roles))
AND (thing < other OR NOT EXISTS (
    SELECT 1 FROM links AS back WHERE back.thing = links.other AND back.apart = links.apart
    AND back.relation = links.relation AND back.out = 1 AND back.other = links.thing
))
"""


@dataclass(frozen=True)
class Count:
    """So many links by a relation, `out` from the thing or towards it, to things of a class.

    `kind` is the IRI of the class; None for things without one, empty for plain values.
    """

    relation: str
    out: bool
    kind: str | None
    links: int


@dataclass(frozen=True)
class Link:
    """A statement as seen from one of its ends: `out` where the thing is its subject."""

    relation: str
    out: bool
    other: NamedNode | Literal
    graphs: tuple[str, ...]


@dataclass(frozen=True)
class Filter:
    """Which links are wanted: facts, or what is set apart; None leaves a thing open.

    `kinds` are classes of the other thing, `document` the IRI of a document that says so.
    """

    apart: bool = False
    kinds: Collection[str | None] | None = None
    bases: Collection[str] | None = None
    document: str | None = None
    status: str | None = None

    @property
    def values(self) -> dict[str, object]:
        """As they are bound in the queries."""
        return {
            "apart": self.apart,
            "kinds": None if self.kinds is None else json.dumps(list(self.kinds)),
            "bases": None if self.bases is None else mask(self.bases),
            "document": self.document,
            "status": self.status,
        }

    @property
    def countable(self) -> bool:
        """Whether counts by relation, direction and class tell how many links are left."""
        return self.bases is self.document is self.status is None


class Links(Index):
    """The links of a graph."""

    holds = "links"

    @classmethod
    def of(cls, quads: Iterable[Quad], names: Names, properties: Properties) -> "Links":
        """The links of a graph that was not built, in memory."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        fill(connection, quads, names, properties)
        return cls(connection)

    def counts(self, thing: str, wanted: Filter) -> list[Count]:
        """How many links a thing has, by relation, direction and class of what they lead to."""
        if wanted.countable and self._rows(_IS_HUB, thing)[0][0]:
            rows = self._rows(_HUB, thing, wanted.apart)
        else:
            rows = self._rows(_COUNTED, thing=thing, **wanted.values)
        terms = dict(self._rows(_TERMS, json.dumps([row[2] for row in rows if row[2] is not None]))) | {VALUE: ""}
        return [Count(relation, bool(out), terms.get(kind), links) for relation, out, kind, links in rows]

    def page(
        self, thing: str, relation: str, out: bool, wanted: Filter, limit: int, offset: int = 0, by_name: bool = True
    ) -> list[Link]:
        """Links by a relation, in the order of the names of what they lead to, or of how much is said of that."""
        sql = _PAGE.format(_BY_NAME if by_name else "other")
        values = {"thing": thing, "relation": relation, "out": out, "limit": limit, "offset": offset}
        rows = self._rows(sql, **wanted.values, **values)
        literals = self._literals(row[1] for row in rows if row[1] < 0)
        return [
            Link(relation, out, literals[other] if other < 0 else NamedNode(iri), tuple(graphs.split()))
            for iri, other, graphs in rows
        ]

    def held(self, thing: str, apart: bool, limit: int) -> list[tuple[tuple[str, ...], int]]:
        """The graphs that hold a link of a thing, and how many links these same graphs hold; so many sets at most."""
        return [(tuple(graphs.split()), links) for graphs, links in self._rows(_HELD, thing, apart, limit)]

    def numbers(self, iris: Collection[str]) -> dict[str, int]:
        """The numbers by which things are known here; those without a link are left out."""
        return dict(self._rows(_NUMBERS, _list(iris)))

    def iris(self, numbers: Collection[int]) -> dict[int, str]:
        """The IRIs of numbers."""
        return dict(self._rows(_IRIS, json.dumps(list(numbers))))

    def relations(self, iris: Collection[str]) -> list[int]:
        """The numbers of properties."""
        return [number for (number,) in self._rows(_RELATIONS, _list(iris))]

    def degrees(self, numbers: Collection[int]) -> dict[int, int]:
        """How many things each is linked with by what is written, whatever the property, if that connects."""
        return dict(self._rows(_DEGREES, json.dumps(list(numbers))))

    def near(self, numbers: Collection[int], relations: list[int], only: bool, limit: int) -> list[tuple[int, int]]:
        """Pairs of one of the things and another, linked by what is written; by `only` the relations, or any others."""
        things = json.dumps(list(numbers))
        return self._rows(_NEAR, things=things, relations=json.dumps(relations), only=only, limit=limit)

    def common(self, one: int, other: int, relations: list[int], only: bool, limit: int) -> list[int]:
        """Who is next to two things, among so many that are next to the first."""
        rows = self._rows(_COMMON, one=one, other=other, relations=json.dumps(relations), only=only, limit=limit)
        return [number for (number,) in rows]

    def among(
        self, things: Collection[str], relations: Collection[str], out: bool, limit: int
    ) -> Iterator[tuple[str, str, NamedNode | Literal, str, bool]]:
        """Links of several things by some properties: thing, property, other, graphs, and whether it is set apart.

        The properties are named as they are kept here: no inverses. The graphs are parted by blanks.
        """
        rows = self._rows(_AMONG, things=_list(things), relations=_list(relations), out=out, limit=limit)
        literals = self._literals({row[2] for row in rows if row[2] < 0})
        for thing, relation, other, iri, graphs, apart in rows:
            yield thing, relation, literals[other] if other < 0 else NamedNode(iri), graphs, bool(apart)

    def taking(self, actor: str, roles: Collection[str], apart: bool, limit: int) -> list[tuple[str, str, str, str]]:
        """Work, role, who has it, and the graphs that say so, of works in which an actor has one, and of the actor.

        With `apart` what is planned or said with reservation, otherwise what is written as a fact. A symmetric role is
        told of one of the two only. So many works are looked at.
        """
        number = self.numbers([actor]).get(actor, 0)
        bases = mask((*WRITTEN, "planned", "hedged") if apart else WRITTEN)
        numbers = json.dumps(self.relations(roles))
        return self._rows(_TAKING, actor=number, roles=numbers, apart=apart, bases=bases, limit=limit)

    def _literals(self, numbers: Iterable[int]) -> dict[int, Literal]:
        return {
            number: Literal(value, language=language) if language else Literal(value, datatype=NamedNode(datatype))
            for number, value, datatype, language in self._rows(_VALUES, json.dumps(list(numbers)))
        }


def _list(iris: Collection[str]) -> str:
    return json.dumps(sorted(iris))
