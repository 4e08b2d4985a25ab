"""The generated reports: sections, and paragraphs of about ten works each, every one a graph of its own."""

from collections.abc import Iterable, Iterator
from itertools import count

from cast import Cast
from shared import ALIAS, TYPE, XSD, english, mg, number, plain, thing
from statements import Page, Triple, named
from works import Sheet, Works

PARAGRAPHS, SECTIONS, FEWEST, MOST = 100, 10, 6, 14
_YEARS = range(2000, 2026)
_MENTIONING = ("/paragraph/", "/planned/", "/hedged/")
_UNMENTIONED = (*(thing(kind)[:-1] for kind in ("theme/", "status/")), mg("")[:-1], '"')


def reports(cast: Cast, activities: int) -> Iterator[Page]:
    """Paragraph after paragraph, until so many activities are told of."""
    works, told = Works(cast), 0
    for at in count():
        report = f"document/report-{at:05}"
        yield thing(report), _report(report, at, _YEARS[at % len(_YEARS)], cast)
        for order in range(1, PARAGRAPHS + 1):
            many = min(cast.chance.randint(FEWEST, MOST), activities - told)
            told += many
            yield from _paragraph(report, order, works.paragraph(many), cast)
            if told == activities:
                return


def _report(local: str, at: int, year: int, cast: Cast) -> list[Triple]:
    made, symbol = thing(local), f"E/CN.15/{year}/{at}"
    triples = named(made, "Report", f"Report {at} on crime prevention and criminal justice ({year})")
    triples += [(made, mg("symbol"), plain(symbol)), (made, ALIAS, english(symbol))]
    triples.append((made, mg("date"), f'"{year}-06-30"^^<{XSD}date>'))
    for order in range(1, SECTIONS + 1):
        section, title = _section(local, order), cast.labels[cast.themes.draw()]
        triples += named(section, "Section", f"Section {order}: {title}")
        triples += [(section, mg("inDocument"), made), (section, mg("number"), plain(str(order)))]
        triples += [(section, mg("order"), number(order)), (section, mg("title"), english(title))]
    return triples


def _section(report: str, order: int) -> str:
    return thing(f"{report}/section/{order}")


def _paragraph(report: str, order: int, sheets: Iterable[Sheet], cast: Cast) -> list[Page]:
    made, document = thing(f"{report}/paragraph/{order}"), thing(report)
    section = _section(report, 1 + (order - 1) * SECTIONS // PARAGRAPHS)
    structure = [
        *named(made, "Paragraph", f"Paragraph {order}"), (made, mg("inDocument"), document),
        (made, mg("number"), plain(str(order))), (made, mg("order"), number(SECTIONS + order)),
        (made, mg("section"), section), (made, mg("summary"), english(cast.titles.sentence("Assistance to"))),
    ]  # fmt: skip
    graphs: Sheet = {}
    for sheet in sheets:
        for kind, triples in sheet.items():
            if triples:
                graph = kind if kind.startswith("<") else thing(f"{report}/{kind}/{order}")
                graphs.setdefault(graph, []).extend(triples)
    structure += [(spoken, mg("mentionedIn"), made) for spoken in _spoken_of(graphs)]
    return [(document, structure), *graphs.items()]


def _spoken_of(graphs: Sheet) -> list[str]:
    """The things that a paragraph mentions, as the build finds them."""
    found = {
        term: None
        for graph, triples in graphs.items()
        if any(kind in graph for kind in _MENTIONING)
        for subject, predicate, value in triples
        if predicate != TYPE
        for term in (subject, value)
    }
    return [term for term in found if not term.startswith(_UNMENTIONED)]
