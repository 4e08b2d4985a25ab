"""Mandates: from a resolution to provisions, works, results, figures and recommendations, and back."""

from typing import Annotated

from mandategraph.explore.facts import Fact, of_class, standing, statements
from mandategraph.explore.graph import Graph, iri_of
from mandategraph.explore.mandates.asks import asks
from mandategraph.explore.mandates.links import about, drafts, provisions, recommendations, tally
from mandategraph.explore.mandates.model import Mandates
from mandategraph.explore.mandates.overview import overview
from mandategraph.explore.mandates.start import Start, check_verb, from_mandate, from_recommendation, from_work, resolve
from mandategraph.explore.model import says
from mandategraph.vocabulary import ID, MG, mg

_THEME = ID + "theme/"
_RESULT, _FIGURE = mg("resultedIn").value, mg("figure").value


def mandates(
    graph: Graph,
    mandate: Annotated[
        str | None, says("A resolution, provision, work or recommendation by symbol or name; without it, an overview")
    ] = None,
    *,
    work: Annotated[str | None, says("Only what this work answers or is mandated by")] = None,
    verb: Annotated[str | None, says("Only provisions and recommendations with this operative verb")] = None,
    addressee: Annotated[str | None, says("Only provisions and recommendations to this addressee")] = None,
) -> Mandates:
    """What a mandate asks, which works answer it with what result, what is recommended; on whose mandate a work is.

    Without a mandate or work: all resolutions, works without mandate, drafts and recommendations.
    """
    check_verb(graph, verb)
    who = graph.thing(addressee, MG + "Actor") if addressee else None
    only = graph.thing(work, MG + "Work") if work else None
    if mandate is None and only is None:
        return overview(graph, verb, who)
    iri = resolve(graph, mandate) if mandate else only or ""
    start = _start(graph, iri, only)
    found, clauses = asks(graph, start.provisions)
    kept = {provision: ask for provision, ask in found.items() if ask.fits(verb, who, clauses.get(provision, ()))}
    told = provisions(graph, kept, clauses, start.answered)
    works = start.works | {work.answers.subject.iri or "" for one in told for work in one.works}
    results, figures, apart = _results(graph, works)
    themes = {other for ask in kept.values() for other in ask.values("about") if other.startswith(_THEME)}
    linked = about(graph, {iri, *works, *(iri_of(fact.other) for fact in results), *kept, *themes})
    asked = start.recommendations or {fact.subject for fact in linked}
    advice = recommendations(graph, asked, linked, verb, who)
    return Mandates(
        graph.things([iri])[iri],
        sum(one.linked for one in told),
        sum(not one.linked for one in told),
        told,
        statements(graph, start.stated),
        statements(graph, results),
        statements(graph, figures),
        advice,
        *tally(advice),
        (),
        (),
        drafts(graph, start.drafts) if start.drafts else (),
        statements(graph, (*start.apart, *apart)),
    )


def _start(graph: Graph, iri: str, only: str | None) -> Start:
    if iri == only or of_class(graph, [iri], MG + "Work"):
        return from_work(graph, [iri])
    if of_class(graph, [iri], MG + "Recommendation"):
        return from_recommendation(graph, iri)
    return from_mandate(graph, iri, only)


def _results(graph: Graph, works: set[str]) -> tuple[list[Fact], list[Fact], list[Fact]]:
    """Results of works, figures of both, and what of that is only planned."""
    found, apart = standing(graph, subject=works, property=(_RESULT, _FIGURE))
    results = [fact for fact in found if fact.relation == _RESULT]
    more, later = standing(graph, subject={iri_of(fact.other) for fact in results} - works, property=(_FIGURE,))
    return results, [fact for fact in (*found, *more) if fact.relation == _FIGURE], [*apart, *later]
