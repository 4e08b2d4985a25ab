"""What the ontology page and completion show: each term with what the ontology says of it and its live count."""

from dataclasses import dataclass, field

from mandategraph.errors import QueryFailed
from mandategraph.queries import beside
from mandategraph.store.engine import Engine
from mandategraph.vocabulary import MG, OWL, compact
from mandategraph.web.terms import FOREIGN_LABELS, Shown, shown, value

_TERMS, _CLASSES, _PROPERTIES = (beside(__file__, name) for name in ("ontology", "classes", "properties"))
_KINDS = {
    OWL + "Class": "class",
    OWL + "ObjectProperty": "relation",
    OWL + "DatatypeProperty": "value",
    OWL + "AnnotationProperty": "value",
}


@dataclass
class TermEntry:
    """A term: its local name, kind (class, relation or value), texts, and the local names it is tied to."""

    name: str
    kind: str
    label: str
    definition: str
    example: str
    count: int
    ties: dict[str, set[Shown]] = field(default_factory=dict)


def terms(engine: Engine) -> list[TermEntry]:
    """All terms of our ontology, sorted by name."""
    counts = _counts(engine, _CLASSES) | _counts(engine, _PROPERTIES)
    found: dict[str, TermEntry] = {}
    for row in engine.query(_TERMS).rows():
        iri, kind, label, definition, example = map(value, row[:5])
        if not iri.startswith(MG):
            continue
        entry = found.setdefault(
            iri, TermEntry(iri.removeprefix(MG), _KINDS[kind], label, definition, example, counts.get(iri, 0))
        )
        for name, tie in zip(("above", "domain", "range", "inverse", "values"), map(shown, row[5:]), strict=True):
            if tie:
                entry.ties.setdefault(name, set()).add(tie)
    return list(found.values())


@dataclass(frozen=True)
class Usage:
    """A class or property that a query may use: its prefixed name, texts, and how often the default graph has it."""

    name: str
    label: str
    definition: str
    count: int
    is_class: bool


def usage(engine: Engine, prefixes: dict[str, str]) -> list[Usage]:
    """All terms of our ontology, and those of others that the graph uses; `prefixes` are those for their names."""
    classes, properties = _counts(engine, _CLASSES), _counts(engine, _PROPERTIES)
    ours = {MG + one.name: one for one in terms(engine)}
    found = [
        Usage(compact(iri, prefixes), one.label, one.definition, one.count, one.kind == "class")
        for iri, one in ours.items()
    ]
    for counts in (classes, properties):
        for iri in counts.keys() - ours.keys():
            label = FOREIGN_LABELS.get(compact(iri), "")
            found.append(Usage(compact(iri, prefixes), label, "", counts[iri], counts is classes))
    return sorted(found, key=lambda one: one.name)


def _counts(engine: Engine, text: str) -> dict[str, int]:
    """Counts by IRI; none where the graph is too large to count in the time that a query has."""
    try:
        return {value(row[0]): int(value(row[1])) for row in engine.query(text).rows()}
    except QueryFailed:
        return {}
