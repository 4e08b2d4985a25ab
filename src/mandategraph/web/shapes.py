"""The eight shapes by which pages and graphs show what kind of thing something is."""

from mandategraph.vocabulary import ID, SDG

_SEGMENTS = {
    "organization": "org",
    "body": "body",
    "group": "body",
    "mechanism": "body",
    "office-holder": "body",
    "activity": "work",
    "programme": "work",
    "project": "work",
    "initiative": "work",
    "meeting": "meeting",
    "publication": "pub",
    "portal": "pub",
    "tool": "pub",
    "fund": "pub",
    "agenda-item": "doc",
    "answer": "doc",
    "decision": "doc",
    "document": "doc",
    "draft": "doc",
    "instrument": "doc",
    "legislation": "doc",
    "mandate": "doc",
    "provision": "doc",
    "recommendation": "doc",
    "resolution": "doc",
    "treaty": "doc",
    "city": "place",
    "country": "place",
    "region": "place",
    "theme": "goal",
    "theme-target": "goal",
}
SHAPES = {
    "org": "organization",
    "body": "body or group",
    "work": "work",
    "meeting": "meeting",
    "pub": "publication or tool",
    "doc": "document or mandate",
    "place": "place",
    "goal": "theme or target",
}
"""What each shape stands for."""


def shape(iri: str | None) -> str | None:
    """The shape of a thing by its IRI; None for values, figures and whatever else has none.

    >>> shape("https://w3id.org/mandategraph/id/country/tcd")
    'place'
    """
    if iri is None:
        return None
    if iri.startswith(ID):
        return _SEGMENTS.get(iri[len(ID) :].partition("/")[0])
    if not iri.startswith(SDG):
        return None
    return "place" if iri.startswith(SDG + "codes/geoArea/") else "goal"
