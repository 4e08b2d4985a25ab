"""What every page shows around its answer: how it was asked, its date, files, citation, query and notes."""

from calendar import month_name
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urlencode

from flask import request
from pyoxigraph import Literal, NamedNode

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.answer import Answer
from mandategraph.explore.catalogue import Function, function
from mandategraph.explore.export import FORMATS, asked
from mandategraph.explore.graph import Graph, text_of
from mandategraph.explore.model import Statement, Thing
from mandategraph.queries import beside, bind
from mandategraph.vocabulary import compact, prefixed
from mandategraph.web.protocol import parameters
from mandategraph.web.service import graph
from mandategraph.web.signs import Notes, as_written

_FORMAT_NAMES = {"csv": "CSV", "json": "JSON", "turtle": "Turtle", "jsonld": "JSON-LD", "graphml": "GraphML"}
_DATES = beside(__file__, "dates")
Given = dict[str, list[str]]


def given() -> Given:
    """The parameters of the address, without empty ones and `format`. Raises RequestInvalid for broken escapes."""
    found: Given = {}
    for name, text in parameters(request.query_string, "the URL"):
        if text and name != "format":
            found.setdefault(name, []).append(text)
    return found


def page_number(text: str) -> int:
    """The number of a page. Raises ParameterInvalid."""
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 9 and int(text)):
        raise ParameterInvalid(f"page={text!r} is no page; give a whole number from 1 on")
    return int(text)


@dataclass(frozen=True)
class Ask:
    """One question of explore/ as a page asks it: its answer, and where programs get the same."""

    graph: Graph
    question: Function
    given: Given

    @cached_property
    def answer(self) -> Answer:
        """The answer. Raises what the question raises."""
        return self.question.call(self.graph, self.given)

    @property
    def downloads(self) -> dict[str, str]:
        """Names of formats, and where the answer is in them."""
        return {_FORMAT_NAMES[form]: self._address(form) for form in sorted(FORMATS, key=[*_FORMAT_NAMES].index)}

    def _address(self, form: str) -> str:
        return f"/api/{self.question.name}?{urlencode(self.given | {'format': [form]}, doseq=True)}"

    @property
    def citation(self) -> str:
        """A line to cite the answer by."""
        return asked(self.graph, self.question, self.given).citation


def ask(name: str, **fixed: str | list[str]) -> Ask:
    """The question under a name, with the parameters of the address; `fixed` ones go before."""
    chosen = {key: text if isinstance(text, list) else [text] for key, text in fixed.items()}
    return Ask(graph(), function(name), given() | chosen)


@dataclass(frozen=True)
class View:
    """What a template calls `view`: the frame of a page.

    `title` is the question that the page answers; `count` what it found, in words; `query` a SPARQL query that gives
    the main table of the page.
    """

    graph: Graph
    title: str
    count: str
    query: str
    downloads: Mapping[str, str]
    citation: str
    crumbs: tuple[tuple[str, str], ...] = ()
    notes: Notes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "notes", Notes(self.graph))

    @property
    def dated(self) -> str:
        """The date of the latest document, as "30 June 2017"; empty where none has a date."""
        return self.graph.state.remember("date of the data", lambda: _dated(self.graph))

    def permalink(self, statement: Statement) -> str:
        """The address of a statement, the way round in which it is written."""
        return permalink(self.graph, statement)

    def under(self, *crumbs: tuple[str, str]) -> "View":
        """The same below other pages: their names and addresses."""
        return replace(self, crumbs=crumbs)


def view(asking: Ask, title: str, count: str, query: str) -> View:
    """The frame of a page that shows the answer to a question."""
    return View(asking.graph, title, count, query, asking.downloads, asking.citation)


def permalink(graph: Graph, statement: Statement) -> str:
    """The address of a statement: its subject, relation and object in the order in which it is written."""
    subject, relation, other = as_written(graph, statement)
    named = {"subject": _short(subject), "relation": compact(relation), "object": _short(other)}
    return f"/statement?{urlencode(named)}"


def _short(thing: Thing) -> str:
    return prefixed(thing.iri) if thing.iri else thing.name


def query_of(text: str, **terms: NamedNode | Literal | list[NamedNode]) -> str:
    """The text of a query as people may run it themselves: its slots filled, those left open taken out."""
    bound = bind(text, **terms)
    return "\n".join(line for line in bound.splitlines() if not line.strip().endswith("{ UNDEF }")).strip() + "\n"


def _dated(graph: Graph) -> str:
    from_ = [NamedNode(iri) for iri in sorted(graph.state.documents)[:1000]]
    rows = graph.rows(_DATES, document=from_) if from_ else []
    return written(text_of(rows[0][0]) or "") if rows else ""


def written(day: str) -> str:
    """A date as the United Nations writes it.

    >>> written("2017-06-30"), written("2017-06"), written("2017")
    ('30 June 2017', 'June 2017', '2017')
    """
    year, *rest = day.split("-")
    words = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*words, *([month_name[int(rest[0])]] if rest else []), year])
