"""The kinds of relation that countries have: how they are called, asked for, told and drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from mandategraph.web.pages.wording import listed, plural


@dataclass(frozen=True)
class Kind:
    """`head` is for a column, `part` what a country is in so many `many`, `form` a mark of the map."""

    head: str
    asks: str
    part: str
    one: str
    many: str
    form: str


KINDS = {
    "assisted": Kind("Assisted", "Which countries are assisted", "assisted in", "work", "works", "dot"),
    "assessed": Kind("Assessed", "Which countries are assessed", "assessed in", "work", "works", "target"),
    "venue": Kind("Venue", "In which countries do people meet", "the venue of", "event", "events", "ring"),
    "focus": Kind("In focus", "Which countries is work about", "in the focus of", "work", "works", "dot"),
    "origin": Kind("Origin", "From which countries does it come", "the origin of", "thing", "things", "dot"),
    "donor": Kind("Donor", "Which countries give", "the donor of", "contribution", "contributions", "square"),
    "supporter": Kind("Supporter", "Which countries support work", "a supporter of", "thing", "things", "square"),
    "leader": Kind("Leads", "Which countries lead, chair or host", "in the lead of", "thing", "things", "diamond"),
    "implementer": Kind("Carries out", "Which countries carry out work", "in charge of", "work", "works", "diamond"),
    "partner": Kind("Takes part", "Which countries take part", "taking part in", "thing", "things", "diamond"),
    "party": Kind("Party", "Which countries are party to a treaty", "a party to", "treaty", "treaties", "diamond"),
    "figure": Kind("Counted", "For which countries are there figures", "counted in", "figure", "figures", "dot"),
    "other": Kind("Concerned", "Which countries are concerned", "concerned in", "other thing", "other things", "dot"),
}  # fmt: skip
"""By the name that explore.countries gives them."""
FORMS = {
    "dot": "assisted, in focus, of origin, counted or concerned",
    "target": "assessed",
    "ring": "venue",
    "square": "donor or supporter",
    "diamond": "leads, carries out, takes part or is a party",
}
"""What each form of a mark stands for."""
WHOLE = "Where is work done, and what is each country in it"


def told(counts: Mapping[str, int]) -> str:
    """What a place is, in words.

    >>> told({"assisted": 3, "venue": 1})
    'assisted in 3 works and the venue of 1 event'
    """
    kinds = ((KINDS[name], count) for name, count in counts.items())
    return listed([f"{kind.part} {plural(count, kind.one, kind.many)}" for kind, count in kinds])
