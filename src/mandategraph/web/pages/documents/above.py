"""What the pages on documents have in common: no parameters, and the pages above."""

from mandategraph.errors import ParameterInvalid
from mandategraph.web.pages.documents.outline import Outline
from mandategraph.web.terms import href
from mandategraph.web.view import given


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
