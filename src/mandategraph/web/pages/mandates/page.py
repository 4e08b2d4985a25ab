"""Mandates, what answers them, and recommendations."""

from flask import Blueprint, render_template
from pyoxigraph import NamedNode

from mandategraph.explore.graph import load, text_of
from mandategraph.explore.mandates.model import Mandates
from mandategraph.explore.model import Thing
from mandategraph.queries import beside
from mandategraph.vocabulary import ID
from mandategraph.web.pages.mandates.filters import Chosen, choices, chosen, known_choices
from mandategraph.web.pages.mandates.lists import by_addressee, counted, others, provided
from mandategraph.web.pages.wording import plural
from mandategraph.web.view import Ask, ask, query_of, view

blueprint = Blueprint("mandates", __name__)
_OVERVIEW = load("mandates/resolutions")
_PROVISIONS, _ADVICE, _TITLE = (beside(__file__, name) for name in ("provisions", "recommendations", "title"))
_LONELY = 300


@blueprint.get("/mandates")
def mandates() -> str:
    """All resolutions, or what one mandate asks and which works answer it."""
    asking = ask("mandates")
    answer = asking.answer
    assert isinstance(answer, Mandates)
    return _overview(asking, answer) if answer.thing is None else _mandate(asking, answer, answer.thing)


@blueprint.get("/recommendations")
def recommendations() -> str:
    """What the documents recommend, by whom they ask."""
    asking = ask("mandates")
    answer = asking.answer
    assert isinstance(answer, Mandates)
    found = answer.recommendations
    picked = chosen(asking)
    shown = view(
        asking,
        "What is recommended, and to whom?",
        plural(len(found), "recommendation"),
        query_of(
            _ADVICE,
            **picked.terms("verb", "addressee"),
            **({"recommendation": [NamedNode(one.recommendation.iri or "") for one in found]} if answer.thing else {}),
        ),
    )
    return render_template(
        "recommendations.html",
        view=shown,
        thing=answer.thing,
        groups=by_addressee(asking.graph, found),
        picked=picked,
        choices=choices(asking),
        total=len(found),
    )


def _overview(asking: Ask, answer: Mandates) -> str:
    picked = chosen(asking)
    asked = [one for one in answer.resolutions if one.provisions]
    total = answer.linked + answer.unlinked
    shown = view(
        asking,
        "Which mandates are there, and which works answer them?",
        f"{plural(len(answer.resolutions), 'resolution')}, {plural(total, 'provision')}",
        query_of(_OVERVIEW, **picked.terms("verb", "addressee")),
    )
    return render_template(
        "mandates.html",
        view=shown,
        answer=answer,
        asked=counted(asking, asked),
        others=[one for one in answer.resolutions if not one.provisions],
        lonely=answer.works_without_mandate[:_LONELY],
        picked=picked,
        choices=known_choices(asking),
    )


def _mandate(asking: Ask, answer: Mandates, thing: Thing) -> str:
    picked = chosen(asking)
    titles = asking.graph.rows(_TITLE, thing=NamedNode(thing.iri or ""))
    count = plural(len(answer.provisions), "provision")
    shown = view(
        asking,
        _question(thing, picked),
        f"{count}: {answer.linked} with a linked work, {answer.unlinked} without" if answer.provisions else count,
        query_of(_PROVISIONS, mandate=NamedNode(thing.iri or ""), **picked.terms("verb", "addressee", "work")),
    )
    return render_template(
        "mandate.html",
        view=shown.under(("Mandates", "/mandates")),
        answer=answer,
        thing=thing,
        title=text_of(titles[0][0]) if titles else None,
        provisions=provided(asking.graph, answer),
        others=others(answer),
        groups=by_addressee(asking.graph, answer.recommendations),
        picked=picked,
        choices=choices(asking),
        source="report" if len(asking.graph.state.documents) == 1 else "documents",
    )


def _question(thing: Thing, picked: Chosen) -> str:
    if picked.is_work:
        return f"On whose mandate is “{thing.name}”?"
    if (thing.iri or "").startswith(ID + "recommendation/"):
        return f"On which mandate does “{thing.name}” rest?"
    return f"What does {thing.name} ask, and which works answer it?"
