"""The frame of the pages on documents: files that come from their query, and the pages above."""

from urllib.parse import urlencode

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.graph import Graph
from mandategraph.web.frame import framed
from mandategraph.web.pages.documents.outline import Outline
from mandategraph.web.terms import href
from mandategraph.web.view import View, given

_FILES = {"CSV": "csv", "JSON": "json", "TSV": "tsv", "XML": "xml"}


def listed(graph: Graph, title: str, count: str, query: str, told: str) -> View:
    """A view whose files are the rows of its query."""
    downloads = {name: f"/sparql?{urlencode({'query': query, 'format': form})}" for name, form in _FILES.items()}
    return framed(graph, title, count, query, downloads, told)


def take_none() -> None:
    """Raise ParameterInvalid for a parameter that the page does not know; /resource has one of its own."""
    if names := sorted(given().keys() - {"iri"}):
        raise ParameterInvalid(f"this page has no parameter {names[0]!r}; it takes none")


def above(whole: Outline, section: str | None) -> list[tuple[str, str]]:
    """The pages above one in a document: names and addresses. None as section stands for the document itself."""
    front, first = whole.front, ("Documents", "/documents")
    if section is None:
        return [first]
    sections = [(part.number or part.title, href(part.iri)) for part in whole.above(section)[-1:]]
    return [first, (front.symbol or front.name, href(front.iri)), *sections]
