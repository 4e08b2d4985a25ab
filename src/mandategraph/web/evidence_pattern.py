"""The pattern that asks in which paragraph a statement of a query is written, put into the query."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from mandategraph.queries import beside
from mandategraph.vocabulary import LABEL, MG, PREFIXES, TYPE
from mandategraph.web.selects import Select, form, select_at
from mandategraph.web.statements import Reader, Statement
from mandategraph.web.tokens import Token, comments, declared, iri, tokens

_PATTERN = beside(__file__, "pattern").rstrip()
_PATTERN_NAMES = ("graph", "paragraph", "basis", "number", "document")
_SELECTED = ("graph", "document", "number")
_TELLING = frozenset(MG + name for name in ("inParagraph", "inDocument", "basis", "number"))
_Edit = tuple[int, int, str]
"""From where to where the text is replaced, and by what."""
_GAP = re.compile(r"[^\S\n]*[;,.]?[^\S\n]*")
_REST = re.compile(r"[^\S\n]*(?:#[^\n]*)?(?=\n|$)")
_NO_ROWS = {
    "ASK": "ASK answers yes or no and has no rows. Write SELECT * instead of ASK, then add the evidence.",
    "CONSTRUCT": "Each statement that CONSTRUCT gives ends in its paragraph sign already.",
    "DESCRIBE": "Each statement that DESCRIBE gives ends in its paragraph sign already.",
}
_GROUPED = (
    "The rows are sums over several statements, so none has a single paragraph. Take out the counts and GROUP BY "
    "first; under the result of this query is a link to the rows behind the sums."
)
_NONE = (
    "There is no statement whose paragraph could be asked for: it takes a subject, a relation and an object, one end "
    "of them a variable, and not within a path, FILTER, MINUS, brackets or a subquery. Add one, for example "
    "?work mg:partner ?partner ."
)
_NOWHERE = (
    "No paragraph states “{}”: the structure of documents and lists of codes do. Add a statement with a relation."
)

_ELSEWHERE = ", as the cursor is in no relation; put it into another statement to take that"


@dataclass(frozen=True)
class WithEvidence:
    """A query, changed where that was possible; `said` tells what was done or why not, `at` where it was changed."""

    text: str
    said: str
    at: int | None = None


@dataclass(frozen=True)
class _Asked:
    """A query as it is read, with the prefixes that it knows and the relations of which paragraphs tell."""

    text: str
    found: Sequence[Token]
    select: Select
    statements: list[Statement]
    prefixes: dict[str, str]
    proved: Container[str] | None

    def relation(self, statement: Statement) -> str | None:
        """The IRI of a relation; None for a variable."""
        return iri(statement.predicate, self.prefixes)

    def fits(self, statement: Statement) -> bool:
        """Whether its paragraph can be asked for, if it has one."""
        varies = "variable" in (statement.subject.kind, statement.object.kind)
        return statement.plain and varies and statement.graph != "" and self.relation(statement) not in _TELLING

    def names(self, statement: Statement) -> bool:
        """Whether it gives only a kind or a name."""
        return self.relation(statement) in (TYPE.value, LABEL.value)

    def tells(self, statement: Statement) -> bool:
        """Whether paragraphs tell of its relation."""
        return self.proved is None or (self.relation(statement) or "") in self.proved or not self.relation(statement)


def with_evidence(
    text: str, at: int | None = None, prefixes: dict[str, str] = PREFIXES, proved: Container[str] | None = None
) -> WithEvidence:
    """A query that also asks for the paragraph of one statement: the relation at the place `at`, else the first.

    Few paragraphs state a kind or a name, so such a statement is taken only where there is no relation.

    The query can be read; `proved` are the relations of which paragraphs tell.

    >>> with_evidence("SELECT ?w { ?w mg:partner ?p }").text.splitlines()[0]
    'SELECT ?w ?graph ?document ?number { GRAPH ?graph { ?w mg:partner ?p }'
    """
    found = tokens(text)
    kind, start = form(found)
    select = select_at(found, start) if kind == "SELECT" else None
    if select is None:
        return WithEvidence(text, _NO_ROWS.get(kind, _NONE))
    if select.grouped:
        return WithEvidence(text, _GROUPED)
    statements, _ = Reader(text, found).group(select.opening)
    asked = _Asked(text, found, select, statements, declared(found, prefixes), proved)
    annotated = any(token.says("{|", "~") for token in found)
    fitting = [] if annotated else [one for one in statements if asked.fits(one)]
    chosen = _chosen(asked, fitting, at)
    if chosen is None:
        return WithEvidence(text, _NOWHERE.format(fitting[0].text) if fitting else _NONE)
    if chosen.graph and _told(asked, chosen.graph):
        return WithEvidence(text, f"The paragraph of “{chosen.text}” is asked for already; see ?{chosen.graph}.")
    elsewhere = at is not None and _here(text, [chosen], at) is None
    return _added(asked, chosen, _ELSEWHERE if elsewhere else "")


def _chosen(asked: _Asked, fitting: list[Statement], at: int | None) -> Statement | None:
    """The statement at the cursor, else one in a GRAPH, else the first; a kind or a name only without a relation."""
    telling = [one for one in fitting if asked.tells(one)]
    offered = [one for one in telling if not asked.names(one)] or telling
    here = _here(asked.text, offered, at) if at is not None else None
    if here or not offered:
        return here
    return min(offered, key=lambda one: (not one.graph, asked.relation(one) == TYPE.value, one.nested))


def _here(text: str, telling: list[Statement], at: int) -> Statement | None:
    """The statement around a place, of which it is the subject, or that ends right before it on the same line."""
    around = [one for one in telling if one.predicate.start <= at <= one.object.end]
    about = [one for one in telling if one.subject.start <= at <= one.subject.end]
    before = [one for one in telling if one.object.end <= at and _GAP.fullmatch(text, one.object.end, at)]
    return next(iter(around or about or before[-1:]), None)


def _told(asked: _Asked, graph: str) -> bool:
    return any(one.subject.text[1:] == graph and "inParagraph" in one.predicate.text for one in asked.statements)


def _added(asked: _Asked, chosen: Statement, aside: str) -> WithEvidence:
    names = _names(asked, chosen.graph)
    opening = f"GRAPH ?{names['graph']} {{ "
    indent = _indent(asked.text, chosen.subject.start)
    told = _pattern(asked, names, indent)
    edits = _selecting(asked, names)
    if chosen.graph is None and chosen.out is None:
        edits += [(chosen.subject.start, chosen.subject.start, opening), (chosen.object.end, chosen.object.end, " }")]
    elif chosen.graph is None and chosen.out:
        start, end = chosen.out
        kept = "".join(f" {one}\n" for one in comments(asked.text[start:end]))
        listed = asked.text[start] in ";,"
        edits.append((len(asked.text[:start].rstrip(" ")) if listed else start, end, kept))
        told = f"{indent}{opening}{chosen.text} }}\n{told}"
    edits.append(_behind(asked.text, chosen.after, told, indent))
    text = _edited(asked.text, edits)
    said = (
        f"The query now asks for the paragraph of “{chosen.text}”{aside}. "
        "Rows of which no paragraph says it will be left out."
    )
    return WithEvidence(text, said, text.find(opening.rstrip("{ ")))


def _names(asked: _Asked, graph: str | None) -> dict[str, str]:
    """The names of the variables of the pattern in this query: those that it does not use for anything else."""
    used = {token.text[1:] for token in asked.found if token.kind == "variable"}
    names = {name: next(fresh for fresh in _numbered(name) if fresh not in used) for name in _PATTERN_NAMES}
    return names | ({"graph": graph} if graph else {})


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}_{number}" for number in count(2))


def _selecting(asked: _Asked, names: dict[str, str]) -> list[_Edit]:
    """What makes the query also give the new variables; nothing where it gives all."""
    if asked.select.everything or not asked.select.clause:
        return []
    given = {token.text[1:] for token in asked.select.clause}
    end = asked.select.clause[-1].end
    return [(end, end, "".join(f" ?{names[name]}" for name in _SELECTED if names[name] not in given))]


def _pattern(asked: _Asked, names: dict[str, str], indent: str) -> str:
    text = re.sub(r"\?(\w+)", lambda found: f"?{names[found[1]]}", _PATTERN)
    if asked.prefixes.get("mg") != MG:
        text = re.sub(r"\bmg:(\w+)", rf"<{MG}\1>", text)
    return re.sub("^  ", indent, text, flags=re.MULTILINE)


def _indent(text: str, at: int) -> str:
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line if line.isspace() else line[: len(line) - len(line.lstrip())] + "  "


def _behind(text: str, at: int, told: str, indent: str) -> _Edit:
    """Lines put behind a place: behind its line, if only a comment follows there, else before what follows."""
    rest = _REST.match(text, at)
    if rest:
        return rest.end(), rest.end(), f"\n{told}"
    gap = re.compile(r"[^\S\n]*").match(text, at)
    assert gap is not None
    return at, gap.end(), f"\n{told}\n{indent[:-2] if text[gap.end()] == '}' else indent}"


def _edited(text: str, edits: list[_Edit]) -> str:
    parts, last = [], 0
    for start, end, put in sorted(edits, key=lambda edit: edit[0]):
        parts += [text[last:start], put]
        last = end
    return "".join([*parts, text[last:]])
