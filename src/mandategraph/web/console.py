"""The page with the editor: its examples, its most used words, and what is told of an answer or of a fault."""

import re
from urllib.parse import urlencode

from flask import render_template

from mandategraph.errors import AnswerTooLarge, MemoryExceeded, QueryTimeout
from mandategraph.queries import NamedQuery, beside
from mandategraph.store.engine import Answer
from mandategraph.web.evidence_pattern import PATTERN
from mandategraph.web.frame import framed
from mandategraph.web.negotiation import offers
from mandategraph.web.ontology import Usage, usage
from mandategraph.web.pages.questions.evidenced import evidenced
from mandategraph.web.pages.wording import plural
from mandategraph.web.protocol import SparqlRequest
from mandategraph.web.results import FORMAT_NAMES, MOST, results
from mandategraph.web.service import graph, prefixes, service
from mandategraph.web.terms import grouped

_EXAMPLE, _ANYTHING = (beside(__file__, name).rstrip() for name in ("example", "anything"))
_TERMS = 12


def page(text: str, told: str = "", **shown: object) -> str:
    """The page with a query; `told` says in the citation what came of it, `shown` are other names of the template."""
    asking = graph()
    ours = [one for one in terms_in_use() if not one.is_class and one.name.startswith("mg:")]
    examples = grouped((query.group, query) for query in service().library)
    return render_template(
        "sparql.html",
        view=framed(asking, "What do you want to ask in SPARQL?", "", "", {}, told),
        query=text,
        pattern=PATTERN,
        prefixes=prefixes(),
        most=MOST,
        terms=sorted(ours, key=lambda one: -one.count)[:_TERMS],
        examples=examples,
        number=sum(map(len, examples.values())),
        **shown,
    )


def answered(asked: SparqlRequest, answer: Answer, example: NamedQuery | None = None) -> str:
    """The page with a query and its answer; `example` is the question of the library that it is."""
    found = results(graph(), answer, asked.text)
    given = {"query": asked.text, "default-graph-uri": asked.default, "named-graph-uri": asked.named}
    link = "/sparql?" + urlencode(given, doseq=True)
    files = {FORMAT_NAMES[form]: f"{link}&format={form}" for form in offers(answer)}
    count = plural(found.count, found.kind)
    return page(
        asked.text, f"a SPARQL query with {count}", found=found, count=count, files=files, link=link, chosen=example
    )


def beginning() -> str:
    """The query to start from; in a file that was served without a build there may be anything."""
    return _EXAMPLE if prefixes() else _ANYTHING


def as_example(named: NamedQuery) -> str:
    """A named query as one would write it here: with its graphs, without its header and the prefixes known here."""
    text = named.text if "GROUP BY" in named.text else evidenced(named).query.text
    body = [line for line in text.splitlines() if not line.startswith("#") and not _known_prefix(line)]
    return "\n".join([f"# {named.title}", *body]).rstrip()


def _known_prefix(line: str) -> bool:
    found = re.fullmatch(r"PREFIX (\S*): <(.*)>", line.strip())
    return found is not None and prefixes().get(found[1]) == found[2]


def hint(error: Exception) -> str:
    """What to do about an answer that did not come."""
    if isinstance(error, QueryTimeout):
        return "Add a LIMIT, or a pattern that names something, such as a class or a country."
    if isinstance(error, AnswerTooLarge | MemoryExceeded):
        return "Add a LIMIT, or ask for fewer variables."
    return ""


def terms_in_use() -> list[Usage]:
    """The classes and properties with their counts; counted once for a version of the graph."""
    asking = graph()
    return asking.state.remember("usage of terms", lambda: usage(asking.engine, prefixes()))
