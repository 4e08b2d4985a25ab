"""The synthetic graph of one million quads: reports, paragraphs and what they say, in the ontology of this project.

As in the shipped graph every statement stands in the graph of its paragraph and again in the default graph; what
follows from it stands in the paragraph's inferred graph; what is planned stands in its planned graph only.
The same seed gives the same quads, line by line.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

SEED = 20170630
SIZE = 1_000_000
MG, ID = "https://w3id.org/mandategraph/ontology#", "https://w3id.org/mandategraph/id/"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
ALIAS = "<http://www.w3.org/2004/02/skos/core#altLabel>"
SUBPROPERTY = "<http://www.w3.org/2000/01/rdf-schema#subPropertyOf>"
SUBCLASS = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
DESCRIPTION = "<http://purl.org/dc/terms/description>"

SUPERCLASS = {
    "Training": "TechnicalAssistance", "AdvisoryServices": "TechnicalAssistance",
    "LegislativeAssistance": "TechnicalAssistance", "CapacityBuilding": "TechnicalAssistance",
    "TechnicalAssistance": "Activity", "Research": "Activity", "Assessment": "Activity", "PolicySupport": "Activity",
    "AwarenessRaising": "Activity", "Activity": "Work", "Meeting": "Work", "Publication": "Work", "Tool": "Work",
    "Project": "Work", "Programme": "Work", "Organization": "Actor", "UNEntity": "Organization", "Group": "Actor",
    "Resolution": "Document", "Provision": "Document", "Paragraph": "Document", "Report": "Document",
}  # fmt: skip
SUPERPROPERTY = {
    "partner": "participant", "implementedBy": "participant", "ledBy": "participant", "supportedBy": "participant",
    "assistedCountry": "country", "assessedCountry": "country", "venueCountry": "country",
    "country": "countryRelation", "underProgramme": "partOf", "contributesTo": "statedLink",
}  # fmt: skip
INVERSE = {
    "partner": "partnerIn", "participant": "participatesIn", "implementedBy": "implements", "ledBy": "leads",
    "addressesTheme": "themeOf", "underProgramme": "programmeOf", "partOf": "hasPart", "assistedCountry": "assistedBy",
    "derivedLink": "derivedLinkOf", "statedLink": "statedLinkOf", "figure": "figureOf", "answers": "answeredBy",
    "beneficiary": "benefitsFrom", "donor": "gave", "recipient": "received", "provisionOf": "hasProvision",
    "about": "subjectOf", "adoptedBy": "adopted", "within": "contains", "sdgParent": "sdgChild",
    "themeTarget": "targetTheme", "custodian": "custodianOf", "inDocument": "hasContent", "section": "hasParagraph",
}  # fmt: skip
DONE = ("Training", "AdvisoryServices", "LegislativeAssistance", "CapacityBuilding", "Research", "Assessment",
        "PolicySupport", "AwarenessRaising", "Meeting", "Publication", "Tool", "Project")  # fmt: skip
VERBS = ("invites", "requests", "encourages", "urges", "calls upon")


def mg(local: str) -> str:
    """A term of the ontology."""
    return f"<{MG}{local}>"


def thing(local: str) -> str:
    """A thing of ours."""
    return f"<{ID}{local}>"


def english(text: str) -> str:
    """A name or a sentence."""
    return f'"{text}"@en'


def plain(text: str) -> str:
    """A string."""
    return f'"{text}"'


def number(value: int) -> str:
    """A whole number."""
    return f'"{value}"^^<{XSD}integer>'


def day(chance: Random, first: int = 2000, last: int = 2024) -> str:
    """Some day."""
    text = f"{chance.randint(first, last)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return f'"{text}"^^<{XSD}date>'


@dataclass
class World:
    """The things that there are, each as the term of its IRI, and the quads about them."""

    chance: Random = field(default_factory=lambda: Random(SEED))
    quads: dict[str, None] = field(default_factory=dict)
    things: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    targets: dict[str, list[str]] = field(default_factory=dict)

    def only(self, subject: str, predicate: str, value: str, graph: str = "") -> None:
        """A quad in one graph; without a name in the default graph."""
        self.quads[f"{subject} {predicate} {value} {graph}{' ' if graph else ''}."] = None

    def say(self, subject: str, predicate: str, value: str, graph: str) -> None:
        """A quad in its graph and in the default graph."""
        self.only(subject, predicate, value, graph)
        self.only(subject, predicate, value)

    def state(self, subject: str, name: str, value: str, graph: str, inferred: str) -> None:
        """A statement, and what follows from it by inverse and more general properties."""
        self.say(subject, mg(name), value, graph)
        wider: str | None = name
        while wider:
            if wider != name:
                self.say(subject, mg(wider), value, inferred)
            if wider in INVERSE:
                self.say(value, mg(INVERSE[wider]), subject, inferred)
            wider = SUPERPROPERTY.get(wider)

    def make(self, kind: str, local: str, of: str, label: str, graph: str, inferred: str) -> str:
        """A new thing with its type, the types above, and its label."""
        made = thing(local)
        self.things.setdefault(kind, []).append(made)
        self.labels[made] = english(label)
        self.say(made, TYPE, mg(of), graph)
        self.say(made, LABEL, english(label), graph)
        above = SUPERCLASS.get(of)
        while above:
            self.say(made, TYPE, mg(above), inferred)
            above = SUPERCLASS.get(above)
        return made

    def some(self, kind: str, most: int, skew: float = 1.0) -> list[str]:
        """Up to so many different things of a kind; the greater the skew, the more often the first ones."""
        known = self.things[kind]
        drawn = [known[int(len(known) * self.chance.random() ** skew)] for _ in range(self.chance.randint(0, most))]
        return list(dict.fromkeys(drawn))

    def one(self, kind: str, skew: float = 1.0) -> str:
        """One thing of a kind."""
        known = self.things[kind]
        return known[int(len(known) * self.chance.random() ** skew)]

    def lines(self) -> Iterator[str]:
        """The first million quads, as N-Quads."""
        for at, quad in enumerate(self.quads):
            if at == SIZE:
                return
            yield quad
