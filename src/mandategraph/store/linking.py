"""The links index: a SQLite file with every statement between things, once from each end, with the graphs that hold it.

It is what the store's own order cannot give: the links of a thing with a hundred thousand of them counted by relation
and type, and a page of them, without a look at the others.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Protocol

from pyoxigraph import Literal, NamedNode, Quad

from mandategraph.evidence import BASES, NOT_FACTS, basis_of, outright, rank
from mandategraph.ordering import natural
from mandategraph.store.names import Names
from mandategraph.vocabulary import NO_RELATIONS, NOT_FOLLOWED

HUB, VALUE = 1000, -1
"""A thing with more links than the first is a hub, whose counts are made when the index is; the class of a value."""
WRITTEN = ("stated", "read", "reference", "curated", "other")
"""The bases of what somebody wrote, rather than what follows from it or orders it."""


def mask(some: Iterable[str]) -> int:
    """Bases as bits, by their place among evidence.BASES."""
    return sum(1 << BASES.index(basis) for basis in some)


_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE nodes (
    id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, class INTEGER, position INTEGER NOT NULL, degree INTEGER NOT NULL
);
CREATE TABLE literals (id INTEGER PRIMARY KEY, value TEXT NOT NULL, datatype TEXT NOT NULL, language TEXT);
CREATE TABLE terms (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE);
CREATE TABLE places (id INTEGER PRIMARY KEY, graphs TEXT NOT NULL);
CREATE TABLE links (
    thing INTEGER, apart INTEGER, relation INTEGER, out INTEGER, other INTEGER,
    place INTEGER NOT NULL, bases INTEGER NOT NULL, PRIMARY KEY (thing, apart, relation, out, other)
) WITHOUT ROWID;
CREATE TABLE counts (
    thing INTEGER, apart INTEGER, relation INTEGER, out INTEGER, class INTEGER, links INTEGER NOT NULL
);
CREATE TEMP TABLE stated (relation INTEGER, subject INTEGER, object INTEGER, graph INTEGER);
CREATE TEMP TABLE ends (
    thing INTEGER, apart INTEGER, relation INTEGER, out INTEGER, other INTEGER, place INTEGER, bases INTEGER
);
CREATE TEMP TABLE unfollowed (iri TEXT PRIMARY KEY);
CREATE TEMP TABLE broader (relation INTEGER, special INTEGER, PRIMARY KEY (relation, special)) WITHOUT ROWID;
"""

ARRANGE = f"""
INSERT INTO links SELECT * FROM ends ORDER BY thing, apart, relation, out, other;
DROP TABLE ends;

DELETE FROM links WHERE bases = {mask(("inferred",))} AND apart = 0 AND EXISTS (
    SELECT 1 FROM broader JOIN links AS closer ON closer.relation = special
    WHERE broader.relation = links.relation AND closer.thing = links.thing
    AND closer.apart = 0 AND closer.out = links.out AND closer.other = links.other
);

UPDATE nodes SET degree = (
    SELECT count(DISTINCT other) FROM links
    WHERE thing = nodes.id AND apart = 0 AND bases & {mask(WRITTEN)} AND other > 0
    AND relation NOT IN (SELECT id FROM terms JOIN unfollowed USING (iri))
);

INSERT INTO counts
SELECT thing, apart, relation, out, iif(other < 0, {VALUE}, class) AS kind, count(*)
FROM links LEFT JOIN nodes ON nodes.id = other
WHERE thing IN (SELECT thing FROM links GROUP BY thing HAVING count(*) > {HUB})
GROUP BY thing, apart, relation, out, kind;
CREATE INDEX counts_thing ON counts (thing);
"""


class Properties(Protocol):
    """What the ontology says of properties, by IRI: see schema.Schema."""

    @property
    def primary(self) -> Mapping[str, str]: ...
    @property
    def symmetric(self) -> Collection[str]: ...
    @property
    def above(self) -> Mapping[str, Collection[str]]: ...


def write(path: Path, quads: Iterable[Quad], names: Names, properties: Properties) -> None:
    """Write the index of a graph into a new file. Raises OSError where there is no room for it."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            fill(connection, quads, names, properties)
    except sqlite3.OperationalError as error:
        raise OSError(f"{path.name}: {error}") from error


def fill(connection: sqlite3.Connection, quads: Iterable[Quad], names: Names, properties: Properties) -> None:
    """Make the index in an empty database.

    An inverse is turned round to the property that it is the inverse of, a symmetric one leads out from both ends.
    What only is inferred, and is said by a more special property too, is left out. Facts, and what is planned or said
    with reservation (`apart`), are rows of their own. Things have the numbers that they have in the index of names.
    """
    connection.executescript(_SCHEMA)
    _Intake(connection, names, properties).take(quads)
    connection.executescript(ARRANGE)
    connection.commit()


class _Intake:
    """Reads quads once, gives numbers to all that they name, and writes their links."""

    def __init__(self, connection: sqlite3.Connection, names: Names, properties: Properties) -> None:
        self._connection, self._properties = connection, properties
        self._listed = names.listing()
        self._numbers = {named.iri: number for number, named in enumerate(self._listed, 1)}
        self._literals: dict[Literal, int] = {}
        self._terms: dict[str, int] = {}
        self._places: dict[tuple[int, ...], tuple[int, int]] = {}

    def take(self, quads: Iterable[Quad]) -> None:
        insert = self._connection.executemany
        insert("INSERT INTO stated VALUES (?, ?, ?, ?)", chain.from_iterable(map(self._stated, quads)))
        insert("INSERT INTO ends VALUES (?, ?, ?, ?, ?, ?, ?)", self._links())
        insert("INSERT INTO nodes VALUES (?, ?, ?, ?, 0)", self._nodes())
        insert("INSERT INTO terms VALUES (?, ?)", ((number, iri) for iri, number in self._terms.items()))
        insert("INSERT INTO literals VALUES (?, ?, ?, ?)", map(_literal, self._literals.items()))
        insert("INSERT INTO unfollowed VALUES (?)", ((iri,) for iri in NOT_FOLLOWED))
        insert("INSERT INTO broader VALUES (?, ?)", self._broader())

    def _stated(self, quad: Quad) -> Iterator[tuple[int, int, int, int]]:
        subject, relation, value, graph = quad.subject, quad.predicate.value, quad.object, quad.graph_name
        if not isinstance(subject, NamedNode) or not isinstance(graph, NamedNode) or relation in NO_RELATIONS:
            return
        if isinstance(value, Literal):
            ends = self._number(subject.value), -1 - self._literals.setdefault(value, len(self._literals))
        elif isinstance(value, NamedNode):
            ends = self._number(subject.value), self._number(value.value)
            if relation in self._properties.primary:
                relation, ends = self._properties.primary[relation], ends[::-1]
            elif relation in self._properties.symmetric:
                ends = min(ends), max(ends)
        else:
            return
        yield self._term(relation), *ends, self._term(graph.value)

    def _links(self) -> Iterator[tuple[int, int, int, int, int, int, int]]:
        symmetric = {self._term(iri) for iri in self._properties.symmetric}
        terms = {number: iri for iri, number in self._terms.items()}
        plans = {number for number, iri in terms.items() if basis_of(iri) in NOT_FACTS}
        rows = self._connection.execute("SELECT DISTINCT * FROM stated ORDER BY relation, subject, object, graph")
        for (relation, subject, value), same in groupby(rows, itemgetter(0, 1, 2)):
            graphs = tuple(row[3] for row in same)
            held = tuple(graph for graph in graphs if graph not in plans)
            rest = tuple(graph for graph in graphs if graph in plans)
            for apart, among in enumerate((held, rest)):
                if not among:
                    continue
                place, kinds = self._place(among, terms)
                yield subject, apart, relation, 1, value, place, kinds
                if value > 0 and (value != subject or relation not in symmetric):
                    yield value, apart, relation, int(relation in symmetric), subject, place, kinds

    def _place(self, graphs: tuple[int, ...], terms: Mapping[int, str]) -> tuple[int, int]:
        """The number of a set of graphs, and their bases as bits; it is stored when it is met first."""
        if graphs not in self._places:
            kept = outright(terms[graph] for graph in graphs)
            made = len(self._places), mask({BASES[rank(graph)] for graph in kept})
            self._connection.execute("INSERT INTO places VALUES (?, ?)", (made[0], " ".join(kept)))
            self._places[graphs] = made
        return self._places[graphs]

    def _nodes(self) -> Iterator[tuple[int, str, int | None, int]]:
        """Each thing with its class, and its place in the alphabet; those without a name come last."""
        self._listed.sort(key=lambda named: (natural(named.name.casefold()), named.iri))
        for position, named in enumerate(self._listed):
            yield self._numbers.pop(named.iri), named.iri, self._term(named.types[0]) if named.types else None, position
        for iri, number in self._numbers.items():
            yield number, iri, None, number

    def _broader(self) -> Iterator[tuple[int, int]]:
        for special, above in self._properties.above.items():
            if special in self._terms:
                yield from ((self._terms[iri], self._terms[special]) for iri in above if iri in self._terms)

    def _number(self, iri: str) -> int:
        return self._numbers.setdefault(iri, len(self._numbers) + 1)

    def _term(self, iri: str) -> int:
        return self._terms.setdefault(iri, len(self._terms))


def _literal(numbered: tuple[Literal, int]) -> tuple[int, str, str, str | None]:
    value, number = numbered
    return -1 - number, value.value, value.datatype.value, value.language
