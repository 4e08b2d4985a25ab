"""The ways in: the home page, what a search finds, the things of a kind, and what the data is."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, render_template
from pyoxigraph import NamedNode

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.catalogue import function
from mandategraph.explore.find import Found, classes_of
from mandategraph.explore.graph import Graph
from mandategraph.explore.model import Thing
from mandategraph.queries import beside
from mandategraph.vocabulary import mg
from mandategraph.web.frame import of_rows
from mandategraph.web.pages.answering import together
from mandategraph.web.pages.ready import ready
from mandategraph.web.pages.wording import plural
from mandategraph.web.service import graph, served, service
from mandategraph.web.signs import FORMS
from mandategraph.web.terms import value
from mandategraph.web.view import Ask, View, given, page_number, query_of, view

blueprint = Blueprint("home", __name__)
_KINDS = (
    "Organization", "Body", "Country", "Programme", "Activity", "Meeting", "Publication", "Resolution", "Treaty",
    "Recommendation", "Theme",
)  # fmt: skip
"""The classes that the home page counts."""
_TRY = ("organization", "country", "resolution", "theme")
"""The kinds whose example is named below the search field."""
_LEGEND = ("stated", "read", "inferred", "reference", "curated", "planned", "hedged")
_PAGE = 100
_THINGS, _SOURCES = (beside(__file__, name) for name in ("things", "about"))


@dataclass(frozen=True)
class Kind:
    """A class of things: what it is called, how many there are, and the one of which most is said."""

    name: str
    things: int
    example: Thing


@blueprint.get("/")
def home() -> str:
    """What this is, a search field, questions to begin with, and what there is."""
    found = served().snapshot
    if found is None:
        return render_template("bare.html")
    asked = graph()
    kinds = asked.state.remember("kinds", lambda: _kinds(asked))
    title = "Who asked for it, who does it, with whom, where, and in which paragraph is that written?"
    return render_template(
        "home.html",
        view=View(asked, title, "", "", {}, ""),
        kinds=kinds,
        questions=service().library.examples(),
        forms=[*dict.fromkeys(FORMS[basis] for basis in _LEGEND)],
        tries=[kind.example for kind in kinds if kind.name in _TRY],
        number=len([*service().library]),
        written_count=sum(
            found.manifest.by_basis.get(basis, 0) for basis in ("Stated", "Read", "Reference", "Curated")
        ),
    )


def _kinds(asked: Graph) -> list[Kind]:
    sizes = asked.state.names.sizes()
    chosen = [iri for iri in (mg(name).value for name in _KINDS) if sizes.get(iri)]
    first = {iri: asked.state.names.of_class(iri, 1)[0].iri for iri in chosen}
    things = asked.things(first.values())
    return [Kind(asked.schema.name(iri), sizes[iri], things[first[iri]]) for iri in chosen]


@blueprint.get("/find")
def find() -> str:
    """What a text finds; the suggestions of the search field lead past it."""
    values = given()
    text = " ".join(values.pop("q", [])).strip()
    if not text:
        raise ParameterInvalid("q is empty; write a name, an acronym or a symbol into the search field")
    asking = Ask(graph(), function("find"), values | {"text": [text]})
    found = asking.answer
    assert isinstance(found, Found)
    count = plural(found.total, "thing") if not found.more else "more than 1,000 things"
    best = found.matches[0].how if found.matches else ""
    return render_template(
        "find.html",
        view=view(asking, f"What is found for “{text}”?", count, ""),
        found=found,
        text=text,
        sought=text,
        best=best,
        answers=together(graph(), [match.thing for match in found.named]),
        questions=ready(service().library, text) if found.page == 1 else [],
        address=f"/find?{urlencode({'q': text, **{k: v for k, v in values.items() if k != 'page'}}, doseq=True)}&",
    )


@blueprint.get("/things")
def things() -> str:
    """All things of a class, those first of which most is said."""
    asked, values = graph(), given()
    name = values.get("type", [""])[0]
    kind = classes_of(asked, name)[0]
    number = page_number(values.get("page", ["1"])[0])
    found = [one.iri for one in asked.state.names.of_class(kind, _PAGE, (number - 1) * _PAGE)]
    size = asked.state.names.sizes().get(kind, 0)
    called = asked.schema.name(kind)
    title = f"Which things are of the kind “{called}”?"
    return render_template(
        "things.html",
        view=of_rows(asked, title, plural(size, "thing"), query_of(_THINGS, kind=NamedNode(kind)), f"things: {called}"),
        things=[asked.things(found)[iri] for iri in found],
        page=number,
        pages_count=max(1, -(-size // _PAGE)),
        address=f"/things?{urlencode({'type': name})}&",
    )


@blueprint.get("/about")
def about() -> str:
    """What the data is: its version, sources, counts by basis, licence and downloads."""
    found, asked = served().snapshot, graph()
    manifest = found.manifest if found else None
    counts = manifest.by_basis if manifest else {}
    return render_template(
        "about.html",
        view=View(asked, "What is this data, and how far can it be trusted?", "", "", {}, ""),
        manifest=manifest,
        counts=[(form, counts[basis.capitalize()]) for basis, form in FORMS.items() if counts.get(basis.capitalize())],
        documents=[*asked.things(sorted(asked.state.documents)[:_PAGE]).values()],
        sources=[[*map(value, row)] for row in asked.rows(_SOURCES)],
    )
