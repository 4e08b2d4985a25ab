"""The page with the editor: its examples, its most used words, and what is told of an answer or of a fault."""

import re
from urllib.parse import urlencode

from flask import render_template

from mandategraph.errors import AnswerTooLarge, MemoryExceeded, QueryTimeout
from mandategraph.queries import NamedQuery, beside
from mandategraph.store.engine import Answer
from mandategraph.web.frame import framed
from mandategraph.web.helping import fault, put_evidence, terms_in_use, warnings
from mandategraph.web.negotiation import offers
from mandategraph.web.pages.questions.evidenced import evidenced
from mandategraph.web.pages.wording import plural
from mandategraph.web.protocol import SparqlRequest
from mandategraph.web.results import FORMAT_NAMES, MOST, results
from mandategraph.web.selects import grouped_query, rows_behind
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
        prefixes=prefixes(),
        warnings=[] if shown.get("fault") or fault(text) else warnings(text),
        most=MOST,
        terms=sorted(ours, key=lambda one: -one.count)[:_TERMS],
        examples=examples,
        number=sum(map(len, examples.values())),
        **shown,
    )


def answered(asked: SparqlRequest, answer: Answer, example: NamedQuery | None = None, drawn: str = "") -> str:
    """The page with a query and its answer; `example` is the question of the library that it is, `drawn` a view."""
    found = results(graph(), answer, asked.text)
    given = {"query": asked.text, "default-graph-uri": asked.default, "named-graph-uri": asked.named}
    link = "/sparql?" + urlencode(given, doseq=True)
    files = {FORMAT_NAMES[form]: f"{link}&format={form}" for form in offers(answer)}
    count = plural(found.count, found.kind)
    summed = grouped_query(asked.text) and not found.has_evidence
    return page(
        asked.text,
        f"a SPARQL query with {count}",
        found=found,
        count=count,
        files=files,
        link=f"{link}&view={drawn}" if drawn else link,
        chosen=example,
        drawn=drawn,
        summed=summed and found.count,
        behind=_behind(asked) if summed else "",
    )


def _behind(asked: SparqlRequest) -> str:
    """The address of the rows behind sums, with their evidence; empty where they cannot be asked for so."""
    text = rows_behind(asked.text)
    if text is None or fault(text) or asked.default or asked.named:
        return ""
    return "/sparql?" + urlencode({"query": put_evidence(text).text})


def beginning() -> str:
    """The query to start from; in a file that was served without a build there may be anything."""
    return _EXAMPLE if prefixes() else _ANYTHING


def as_example(named: NamedQuery) -> str:
    """A named query as one would write it here: with its graphs, without its header and the prefixes known here."""
    body = [
        line
        for line in evidenced(named).query.text.splitlines()
        if not line.startswith("#") and not _known_prefix(line)
    ]
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
