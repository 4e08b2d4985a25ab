"""The library of named queries: one .rq file each, with its title, group, description and parameters in its header.

A file is valid SPARQL as it stands. A parameter `x` has a slot `VALUES ?x { UNDEF }`: unbound it means all; binding it
puts one serialized RDF term in the place of UNDEF, so that a user's input never becomes query text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from mandategraph.errors import Ambiguous, NotFound, ParameterInvalid
from mandategraph.store.engine import Answer, Engine, Term
from mandategraph.vocabulary import expand

_FIELD = re.compile(r"^# (title|group|description|home): (.+)$", re.MULTILINE)
_PARAMETER = re.compile(r"^# param: (\w+) (thing|text|number) — (.+?)(?: \(example: (.+)\))?$", re.MULTILINE)
_SLOT = re.compile(r"VALUES \?(\w+) \{ UNDEF \}")
_RESOLVE = (Path(__file__).parent / "resolve.rq").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Parameter:
    """A parameter of a named query. `kind` is thing (IRI, prefixed name, code or name), text or number."""

    name: str
    kind: str
    help: str
    example: str


@dataclass(frozen=True)
class NamedQuery:
    """A query of the library."""

    name: str
    title: str
    group: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str
    home: int
    """Its place among the example questions of the home page; 0 where it is none."""

    def run(self, engine: Engine, given: Mapping[str, str]) -> Answer:
        """Ask the query; `given` holds a value for each parameter to bind, the others mean all.

        Raises what bound() raises.
        """
        return engine.query(self.bound(engine, given))

    def bound(self, engine: Engine, given: Mapping[str, str]) -> str:
        """The text of the query with values for parameters.

        Raises ParameterInvalid for a name that is no parameter, NotFound or Ambiguous for a value not of one thing.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        unknown = sorted(given.keys() - known.keys())
        if unknown:
            takes = ", ".join(known) or "no parameters"
            raise ParameterInvalid(f"{self.name} has no parameter {unknown[0]!r}; it takes {takes}")
        return bind(self.text, **{name: _term(engine, known[name], value) for name, value in given.items()})


class QueryLibrary:
    """All named queries of a folder."""

    def __init__(self, folder: Path) -> None:
        queries = [read_query(path) for path in sorted(folder.rglob("*.rq"))]
        self._queries = {query.name: query for query in queries}
        if len(self._queries) < len(queries):
            twice = next(query.name for query in queries if self._queries[query.name] is not query)
            raise ParameterInvalid(f"{folder}: two queries are named {twice!r}; rename one of the files")

    def __iter__(self) -> Iterator[NamedQuery]:
        return iter(self._queries.values())

    def examples(self) -> list[tuple[NamedQuery, dict[str, str]]]:
        """The questions of the home page in their order, each with the example of its first parameter."""
        chosen = sorted((query for query in self if query.home), key=lambda query: query.home)
        return [
            (query, {known.name: known.example for known in query.parameters[:1] if known.example}) for query in chosen
        ]

    def __getitem__(self, name: str) -> NamedQuery:
        """A query by name. Raises NotFound, naming those that there are."""
        if name not in self._queries:
            raise NotFound(f"no query is named {name!r}; the library has {', '.join(self._queries)}")
        return self._queries[name]


def read_query(path: Path) -> NamedQuery:
    """The query in a file. Raises ParameterInvalid where the header lacks a field or a parameter has no slot."""
    text = path.read_text(encoding="utf-8")
    header = dict(_FIELD.findall(text))
    parameters = tuple(Parameter(*found) for found in _PARAMETER.findall(text))
    lacking = [f"# {name}:" for name in ("title", "group", "description") if name not in header]
    lacking += [_slot(parameter.name) for parameter in parameters if _slot(parameter.name) not in text]
    unread = [line for line in re.findall("^# param:.*$", text, re.MULTILINE) if not _PARAMETER.fullmatch(line)]
    if unread:
        raise ParameterInvalid(f"{path}: write {unread[0]!r} as '# param: NAME KIND — HELP (example: VALUE)'")
    if lacking:
        raise ParameterInvalid(f"{path}: add {lacking[0]!r}")
    return NamedQuery(
        path.stem, header["title"], header["group"], header["description"], parameters, text, int(header.get("home", 0))
    )


def beside(module: str, name: str) -> str:
    """The text of a query in a file that stands beside a module, whose `__file__` is given."""
    return Path(module).with_name(f"{name}.rq").read_text(encoding="utf-8")


def bind(text: str, **terms: Term | Sequence[Term]) -> str:
    """The query with terms in the slots of its variables, one or several in each.

    >>> bind("SELECT * { VALUES ?n { UNDEF } ?s ?p ?n }", n=Literal(3))
    'SELECT * { VALUES ?n { "3"^^<http://www.w3.org/2001/XMLSchema#integer> } ?s ?p ?n }'
    """

    def bound(slot: re.Match[str]) -> str:
        if slot[1] not in terms:
            return slot[0]
        given = terms[slot[1]]
        several = given if isinstance(given, Sequence) else (given,)
        return f"VALUES ?{slot[1]} {{ {' '.join(map(str, several))} }}"

    return _SLOT.sub(bound, text)


def _slot(name: str) -> str:
    return f"VALUES ?{name} {{ UNDEF }}"


def _term(engine: Engine, parameter: Parameter, value: str) -> NamedNode | Literal:
    if parameter.kind == "thing":
        return NamedNode(resolve(engine, value))
    if parameter.kind == "text":
        return Literal(value)
    if not re.fullmatch(r"-?\d+", value):
        raise ParameterInvalid(
            f"{parameter.name}={value!r} is not a whole number; give one, for example {parameter.example}"
        )
    return Literal(int(value))


def resolve(engine: Engine, name: str) -> str:
    """The IRI of a thing given by IRI, prefixed name, code, symbol, name, acronym or alias (case does not matter).

    Raises NotFound where nothing has that name, Ambiguous where several things have it and none as its label.
    """
    iri = expand(name)
    if iri is not None:
        try:
            return NamedNode(iri).value
        except ValueError as error:
            raise ParameterInvalid(f"{name!r} is not an IRI: {error}; write it as in country:tcd") from error
    rows = engine.query(bind(_RESOLVE, name=Literal(name))).rows()
    found = {
        (thing.value, match.value)
        for thing, match in rows
        if isinstance(thing, NamedNode) and isinstance(match, Literal)
    }
    best = sorted({iri for iri, match in found if match == "label"} or {iri for iri, _ in found})
    if not best:
        raise NotFound(f"nothing is named {name!r}; give a name, acronym or code of the graph, or an IRI")
    if len(best) > 1:
        raise Ambiguous(f"{name!r} may be {' or '.join(best)}; give one of these IRIs")
    return best[0]
