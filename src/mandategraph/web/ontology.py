"""What the ontology page shows: each term with all that the ontology says of it and its live count."""

from dataclasses import dataclass, field
from pathlib import Path

from mandategraph.store.engine import Engine
from mandategraph.vocabulary import MG, OWL
from mandategraph.web.terms import Shown, shown, value

_HERE = Path(__file__).parent
_TERMS, _USAGE = ((_HERE / f"{name}.rq").read_text(encoding="utf-8") for name in ("ontology", "usage"))
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
    counts = {value(row[0]): int(value(row[1])) for row in engine.query(_USAGE).rows()}
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
