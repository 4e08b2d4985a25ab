"""How pages put their questions: the title of a thing's page by what it is."""

from mandategraph.explore.graph import Graph, iri_of, text_of
from mandategraph.explore.model import Thing
from mandategraph.queries import beside
from mandategraph.vocabulary import ID
from mandategraph.web.shapes import shape

_ACRONYMS = beside(__file__, "acronyms")
_TITLES = {
    "org": "What does {} do, with whom, where, and on whose mandate?",
    "body": "What does {} do, and with whom?",
    "work": "What is “{}”, who does it, where, and what for?",
    "meeting": "What was “{}”: who took part, where and when?",
    "pub": "What is “{}”, who made it, and what is it for?",
    "doc": "What is {}, and who acts on it?",
    "place": "What is said of {}?",
    "goal": "What serves {}, and who works on it?",
}
_THEME = "What is done on “{}”, by whom, and to what end?"
"""Themes have the shape of targets, but are not served."""


def question(graph: Graph, thing: Thing) -> str:
    """The title of a thing's page."""
    title = _TITLES.get(shape(thing.iri) or "", "What is known of {}?")
    return (_THEME if (thing.iri or "").startswith(f"{ID}theme/") else title).format(short_name(graph, thing))


def short_name(graph: Graph, thing: Thing) -> str:
    """The acronym of an organization or body, the name of anything else."""
    if shape(thing.iri) not in ("org", "body"):
        return thing.name
    known = graph.state.remember("acronyms", lambda: _acronyms(graph))
    return known.get(thing.iri or "", thing.name)


def _acronyms(graph: Graph) -> dict[str, str]:
    return {iri_of(thing): text_of(short) or "" for thing, short in graph.rows(_ACRONYMS)}


def several(noun: str) -> str:
    """The plural of a kind of things; a noun that is not counted stays.

    >>> several("body"), several("draft resolution"), several("legislation")
    ('bodies', 'draft resolutions', 'legislation')
    """
    if noun.endswith("legislation"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def listed(words: list[str], last: str = "and") -> str:
    """Words one after the other, the last after a conjunction.

    >>> listed(["16.7"]), listed(["16.7", "16.8", "16.9"], "or")
    ('16.7', '16.7, 16.8 or 16.9')
    """
    return f" {last} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def plural(count: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> plural(1, "paragraph"), plural(1200, "country", "countries")
    ('1 paragraph', '1,200 countries')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"
