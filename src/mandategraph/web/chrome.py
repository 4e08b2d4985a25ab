"""What all templates know: the pages there are, and how things, values and dates are shown."""

import re
from datetime import date

from flask import Flask, request
from markupsafe import Markup

from mandategraph.explore.model import Thing
from mandategraph.vocabulary import XSD, expand, prefixed
from mandategraph.web import service
from mandategraph.web.pages.wording import listed, plural, several, short_name
from mandategraph.web.shapes import shape
from mandategraph.web.terms import FOREIGN_LABELS, PLAIN_LABELS, href, number
from mandategraph.web.view import written

MAIN = {
    "Explore": "/explore",
    "Questions": "/queries",
    "Partners": "/partners",
    "Countries": "/countries",
    "SDG 16": "/sdg",
    "Mandates": "/mandates",
    "Documents": "/documents",
    "SPARQL": "/sparql",
}
"""What stands in the bar."""
ALL = {
    "Home": "/",
    "Explore": "/explore",
    "Paths between two things": "/paths",
    "Partner network": "/partners",
    "Compare two things": "/compare",
    "SDG 16": "/sdg",
    "Countries": "/countries",
    "Mandates": "/mandates",
    "Recommendations": "/recommendations",
    "Figures and results": "/figures",
    "Funding": "/funding",
    "Timeline": "/timeline",
    "Contradictions": "/contradictions",
    "Documents": "/documents",
    "Questions": "/queries",
    "SPARQL": "/sparql",
    "Ontology": "/ontology",
    "About the data": "/about",
}
"""Every page there is, for the foot."""
_CALLED = {address: name for name, address in ALL.items() if address != "/"}
_NUMBERS = (XSD + "integer", XSD + "decimal")
_DAYS = (XSD + "date", XSD + "gYear", XSD + "gYearMonth")


def register(app: Flask) -> None:
    """Make these known to the templates."""
    app.jinja_env.filters |= {
        "sentence": sentence,
        "heading": heading,
        "compact": _compact,
        "anchor": _anchor,
        "named": named,
        "listed": listed,
    }
    app.jinja_env.globals |= {
        "main_pages": MAIN,
        "all_pages": ALL,
        "here": _here,
        "page_name": _page_name,
        "shape": shape,
        "href": href,
        "written": written,
        "plural": plural,
        "several": several,
        "value_text": value_text,
        "relation_name": relation_name,
        "called": called,
    }


def sentence(text: str) -> str:
    """With a capital at the beginning, the rest as it is."""
    return text[:1].upper() + text[1:]


def heading(variable: str) -> str:
    """The name of a variable as the head of a column.

    >>> heading("workParagraph"), heading("actor_name")
    ('Work paragraph', 'Actor name')
    """
    words = re.sub(r"_|(?<=[a-z])(?=[A-Z])", " ", variable)
    return words[:1].upper() + words[1:].lower()


def value_text(thing: Thing) -> str:
    """A plain value as people write it: numbers with thousands, dates in words."""
    if thing.datatype in _NUMBERS and thing.name.lstrip("-").replace(".", "").isdigit():
        return number(thing.name)
    if thing.datatype in _DAYS:
        try:
            date.fromisoformat((thing.name + "-01-01")[:10])
        except ValueError:
            return thing.name
        return written(thing.name)
    return thing.name


def named(text: str) -> str:
    """What a field shows for a value of the address: the name of a thing for its prefixed name, else the text."""
    iri = expand(text)
    return service.graph().things([iri])[iri].name if iri else text


def relation_name(relation: Thing) -> str:
    """A property by its label, or by plainer words; those of other vocabularies by ours."""
    return (PLAIN_LABELS | FOREIGN_LABELS).get(relation.name, relation.name)


def called(thing: Thing) -> str:
    """A thing by its acronym, with its name to read behind it; by its name where it has none."""
    short = short_name(service.graph(), thing)
    return thing.name if short == thing.name else Markup('<abbr title="{}">{}</abbr>').format(thing.name, short)


def _compact(iri: str | None) -> str:
    return prefixed(iri or "")


def _anchor(iri: str) -> str:
    """A name for the place of a thing in a page."""
    return "at-" + re.sub(r"[^A-Za-z0-9]+", "-", _compact(iri)).strip("-")


def _page_name() -> str:
    """The name of a page that stands under no other; empty for those that do, and for the first of all."""
    return _CALLED.get(request.path, "")


def _here(address: str) -> Markup:
    return Markup(' aria-current="page"' if request.path == address else "")
