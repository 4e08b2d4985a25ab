"""The names index: a SQLite file with every name of every thing, in the order in which a search ranks them."""

import re
import sqlite3
import unicodedata
from array import array
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from mandategraph.vocabulary import ALIAS, LABEL, RDFS, TYPE, mg

KINDS = ("label", "acronym", "symbol", "code", "alias", "summary")
"""What a name can be; a thing is called by the first that it has, and names are stored by their place here."""
LABEL_KIND, SUMMARY_KIND = KINDS.index("label"), KINDS.index("summary")

_ALIASES = KINDS.index("alias")
_CODES = KINDS.index("code")
_KIND_OF = {
    LABEL: LABEL_KIND,
    ALIAS: _ALIASES,
    mg("ambiguousAlias"): _ALIASES,
    mg("acronym"): KINDS.index("acronym"),
    mg("symbol"): KINDS.index("symbol"),
    mg("code"): _CODES,
    mg("iso3"): _CODES,
    mg("number"): _CODES,
    mg("summary"): SUMMARY_KIND,
}
_UNCOUNTED = frozenset({TYPE, LABEL})
_SUBCLASS = NamedNode(RDFS + "subClassOf")
_BATCH = 50_000

_ALIKE = str.maketrans("’‘‛ʼ`´′“”„″‐‑‒–—―−", "'''''''\"\"\"\"-------")
_UNDECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe"})
_UNPRINTED = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\ud800-\udfff\ufeff]+")
_WORD = re.compile(r"[^\W_]+")

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE, statements INTEGER NOT NULL);
CREATE TABLE names (
    id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, kind INTEGER NOT NULL, text TEXT NOT NULL, folded TEXT NOT NULL
);
CREATE TABLE classes (id INTEGER PRIMARY KEY, iri TEXT NOT NULL UNIQUE);
CREATE TABLE types (
    thing INTEGER, class INTEGER, direct INTEGER NOT NULL, PRIMARY KEY (thing, class)
) WITHOUT ROWID;
CREATE TABLE words (word TEXT NOT NULL, names INTEGER NOT NULL);
CREATE VIRTUAL TABLE found USING fts5(
    name, summary, classes, content = '', columnsize = 0, prefix = '1 2 3',
    tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, found, col);
CREATE TEMP TABLE known (id INTEGER PRIMARY KEY, iri TEXT, statements INTEGER);
CREATE TEMP TABLE said (thing INTEGER, kind INTEGER, text TEXT, folded TEXT);
CREATE TEMP TABLE typed (thing INTEGER, class INTEGER);
CREATE TEMP TABLE narrower (class INTEGER, broader INTEGER);
CREATE TEMP TABLE below (class INTEGER, above INTEGER, PRIMARY KEY (class, above)) WITHOUT ROWID;
CREATE TEMP TABLE called (
    thing INTEGER, folded TEXT, kind INTEGER, text TEXT, PRIMARY KEY (thing, folded)
) WITHOUT ROWID;
"""

_ARRANGE = f"""
INSERT OR IGNORE INTO called (thing, folded, kind, text)
SELECT thing, folded, kind, text FROM said ORDER BY thing, kind, text;

INSERT INTO things (iri, statements)
SELECT iri, statements FROM called JOIN known ON known.id = thing
GROUP BY thing ORDER BY statements DESC, min(kind || folded), iri;

INSERT INTO names (thing, kind, text, folded)
SELECT things.id, kind, text, folded FROM called JOIN known ON known.id = thing JOIN things USING (iri)
ORDER BY things.id, kind, folded;
CREATE INDEX names_folded ON names (folded);
CREATE INDEX names_thing ON names (thing);

INSERT INTO classes SELECT id, iri FROM known WHERE id IN (SELECT class FROM typed);

INSERT INTO below
WITH RECURSIVE path (class, above) AS (
    SELECT class, broader FROM narrower
    UNION SELECT path.class, broader FROM path JOIN narrower ON narrower.class = path.above
)
SELECT class, above FROM path EXCEPT SELECT above, class FROM path;

CREATE INDEX typed_thing ON typed (thing, class);
INSERT INTO types
SELECT DISTINCT things.id, class, NOT EXISTS (
    SELECT 1 FROM typed AS other JOIN below ON below.class = other.class AND above = typed.class
    WHERE other.thing = typed.thing
)
FROM typed JOIN known ON known.id = thing JOIN things USING (iri);

INSERT INTO found (rowid, name, summary, classes)
SELECT id, iif(kind = {SUMMARY_KIND}, '', folded), iif(kind = {SUMMARY_KIND}, folded, ''),
    (SELECT group_concat(class, ' ') FROM types WHERE types.thing = names.thing)
FROM names ORDER BY id;
INSERT INTO found (found) VALUES ('optimize');

INSERT INTO words
SELECT term, sum(doc) AS names FROM vocabulary WHERE col <> 'classes' GROUP BY term ORDER BY names DESC, term;
CREATE INDEX words_word ON words (word);
"""


def write(path: Path, quads: Iterable[Quad]) -> None:
    """Write the index of a graph into a new file. Raises OSError where there is no room for it."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            fill(connection, quads)
    except sqlite3.OperationalError as error:
        raise OSError(f"{path.name}: {error}") from error


def fill(connection: sqlite3.Connection, quads: Iterable[Quad]) -> None:
    """Make the index in an empty database.

    Things and names are numbered by falling number of statements, then by name: the order of the numbers is the rank.
    """
    connection.executescript(_SCHEMA)
    _Intake(connection).take(quads)
    connection.executescript(f"BEGIN; {_ARRANGE} COMMIT;")


def fold(text: str) -> str:
    """A name without what people write differently: case, accents, kinds of space, apostrophe and dash.

    >>> fold("  Côte d’Ivoire")
    "cote d'ivoire"
    """
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text.translate(_ALIKE)).casefold().translate(_UNDECOMPOSED)
        text = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _UNPRINTED.sub(" ", text.casefold()).strip()


def words(folded: str) -> list[str]:
    """The words of a folded text, cut where the full-text index cuts it.

    >>> words("a/res/71/209")
    ['a', 'res', '71', '209']
    """
    return _WORD.findall(folded)


class _Intake:
    """Reads quads once into the temporary tables."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._ids: dict[str, int] = {}
        self._plain, self._named = array("q"), array("q")
        self._said: list[tuple[int, int, str, str]] = []
        self._typed: list[tuple[int, int]] = []
        self._narrower: list[tuple[int, int]] = []

    def take(self, quads: Iterable[Quad]) -> None:
        with self._connection:
            for quad in quads:
                self._add(quad)
                if len(self._said) + len(self._typed) >= _BATCH:
                    self._store()
            self._store()
            self._connection.executemany("INSERT INTO known VALUES (?, ?, ?)", self._known())

    def _known(self) -> Iterable[tuple[int, str, int]]:
        """Things with their statements; those of the default graph count where no named graph speaks of a thing."""
        for iri, number in self._ids.items():
            yield number, iri, self._named[number] or self._plain[number]

    def _add(self, quad: Quad) -> None:
        predicate, value = quad.predicate, quad.object
        subject = self._number(quad.subject.value) if isinstance(quad.subject, NamedNode) else None
        target = self._number(value.value) if isinstance(value, NamedNode) else None
        if predicate not in _UNCOUNTED:
            counts = self._plain if isinstance(quad.graph_name, DefaultGraph) else self._named
            for number in {subject, target}:
                if number is not None:
                    counts[number] += 1
        if subject is None:
            return
        if isinstance(value, Literal):
            self._name(subject, predicate, value)
        elif target is not None and predicate == TYPE:
            self._typed.append((subject, target))
        elif target is not None and predicate == _SUBCLASS:
            self._narrower.append((subject, target))

    def _name(self, thing: int, predicate: NamedNode, value: Literal) -> None:
        kind = _KIND_OF.get(predicate)
        if kind is None:
            return
        if kind == LABEL_KIND and (value.language or "en").partition("-")[0] != "en":
            kind = _ALIASES
        self._said.append((thing, kind, value.value, fold(value.value)))

    def _number(self, iri: str) -> int:
        number = self._ids.setdefault(iri, len(self._ids))
        if number == len(self._plain):
            self._plain.append(0)
            self._named.append(0)
        return number

    def _store(self) -> None:
        self._connection.executemany("INSERT INTO said VALUES (?, ?, ?, ?)", self._said)
        self._connection.executemany("INSERT INTO typed VALUES (?, ?)", self._typed)
        self._connection.executemany("INSERT INTO narrower VALUES (?, ?)", self._narrower)
        for rows in (self._said, self._typed, self._narrower):
            rows.clear()
