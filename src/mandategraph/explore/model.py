"""What answers are made of: things, statements and their evidence."""

from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec

Basis = Literal[
    "stated", "read", "planned", "hedged", "inferred", "reference", "curated", "structure", "ontology", "other"
]  # fmt: skip
"""What a statement rests on, as mg:basis says; "other" is a named graph of somebody else."""


def says(text: str) -> msgspec.Meta:
    """The description of a field or a parameter, from which JSON Schema and help texts are made."""
    return msgspec.Meta(description=text)


@dataclass(frozen=True)
class Thing:
    """A thing of the graph, or a plain value."""

    name: Annotated[str, says("Its label; for a plain value, the value")]
    iri: Annotated[str | None, says("Its IRI; null for a plain value")] = None
    type: Annotated[str | None, says("The label of its most special class")] = None
    datatype: Annotated[str | None, says("The IRI of the datatype of a plain value")] = None
    language: Annotated[str | None, says("The language of a plain value")] = None


@dataclass(frozen=True)
class Evidence:
    """Where a statement stands."""

    basis: Annotated[Basis, says("What it rests on")]
    graph: Annotated[str, says("The IRI of the named graph that holds the statement")]
    paragraph: Annotated[str | None, says("The number of its paragraph in the document")] = None
    paragraph_iri: Annotated[str | None, says("The IRI of that paragraph")] = None

    def __str__(self) -> str:
        return f"¶ {self.paragraph} ({self.basis})" if self.paragraph else self.basis


@dataclass(frozen=True)
class Statement:
    """Subject, relation and object, with all evidence, the best first."""

    subject: Annotated[Thing, says("Whose relation it is")]
    relation: Annotated[Thing, says("The property")]
    object: Annotated[Thing, says("What it leads to")]
    evidence: Annotated[tuple[Evidence, ...], says("Where it stands; never empty")]
    backwards: Annotated[bool, says("The property leads from the object to the subject")] = False

    def __str__(self) -> str:
        return f"{self.subject.name} — {self.relation.name} — {self.object.name}  [{signs(self.evidence)}]"


def signs(evidence: tuple[Evidence, ...]) -> str:
    """The evidence as people cite it.

    >>> signs((Evidence("stated", "urn:g", "29"), Evidence("curated", "urn:h")))
    '¶ 29 (stated), curated'
    """
    return ", ".join(dict.fromkeys(map(str, evidence)))
