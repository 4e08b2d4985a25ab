"""What serves a goal or target: the matrix of works and targets, and one target with its reasons."""

from urllib.parse import urlencode

from flask import Blueprint, render_template
from pyoxigraph import NamedNode

from mandategraph.explore.catalogue import function
from mandategraph.explore.graph import Graph
from mandategraph.explore.sdg.model import Sdg
from mandategraph.explore.sdg.tree import tree
from mandategraph.ordering import natural
from mandategraph.web.pages.sdg.groups import answer, groups
from mandategraph.web.pages.sdg.matrix import drawn
from mandategraph.web.pages.wording import plural
from mandategraph.web.service import graph, service
from mandategraph.web.view import Ask, Given, View, given, page_number, query_of, view

blueprint = Blueprint("sdg", __name__)
_OURS = ("page", "work_at", "target_at")
"""Parameters of the matrix alone: its part, and the cell that is open."""
FAMILIES = (("stated", "Stated in the text"), ("derived", "Follows by theme"))


@blueprint.get("/sdg")
def sdg() -> str:
    """The matrix of a goal; with a target, what serves that."""
    values = given()
    target = "target" in values
    ours = {name: values.pop(name, [""])[0] for name in (("show",) if target else _OURS)}
    asking = Ask(graph(), function("sdg"), values)
    found = asking.answer
    assert isinstance(found, Sdg)
    return _target(asking, found, ours["show"]) if target else _matrix(asking, found, values, ours)


def _matrix(asking: Ask, found: Sdg, values: Given, ours: dict[str, str]) -> str:
    made = drawn(found, page_number(ours["page"] or "1"), (ours["work_at"], ours["target_at"]))
    links = sum(part.stated for part in found.parts), sum(part.derived for part in found.parts)
    count = f"{plural(made.works, 'work')}, {plural(len(found.parts) - 1, 'target')}, {links[0]:,} links stated"
    return render_template(
        "sdg_matrix.html",
        view=_view(
            asking, found, f"Which work serves which target of {found.target.name}, and where are the gaps?", count
        ),
        sdg=found,
        matrix=made,
        values={name: texts[0] for name, texts in values.items()},
        kept={name: texts[0] for name, texts in values.items() if name != "goal"},
        goals=_goals(asking.graph),
        families=FAMILIES,
        themes=sorted({theme.link.subject.name for theme in found.themes}),
    )


def _target(asking: Ask, found: Sdg, whole: str) -> str:
    count = f"{plural(found.stated_works, 'work')} stated, {found.derived_works:,} by theme"
    goal = next((iri for iri in _above(asking.graph, found.target.iri or "")), None)
    frame = _view(asking, found, f"What serves {found.target.name}, and does the text say so?", count)
    return render_template(
        "sdg_target.html",
        view=frame.under(("SDG 16" if goal is None else f"SDG {goal}", f"/sdg?goal={goal or 16}")),
        sdg=found,
        values={name: texts[0] for name, texts in asking.given.items()},
        families=FAMILIES,
        groups=groups(found, whole),
        answer=answer(found),
        address=f"/sdg?{urlencode(asking.given, doseq=True)}",
    )


def _view(asking: Ask, found: Sdg, title: str, count: str) -> View:
    targets = [NamedNode(part.target.iri or "") for part in found.parts]
    return view(asking, title, count, query_of(service().library["works-of-a-target"].text, target=targets))


def _goals(asked: Graph) -> list[tuple[str, str]]:
    """The codes of the goals with what they are called."""
    known = tree(asked)
    goals = [node for node in known.nodes.values() if not node.parents and node.code.isdigit()]
    return [(node.code, f"Goal {node.code}") for node in sorted(goals, key=lambda node: natural(node.code))]


def _above(asked: Graph, iri: str) -> list[str]:
    """The code of the goal above a target or indicator."""
    known = tree(asked).nodes
    parents = known[iri].parents if iri in known else frozenset[str]()
    return (
        [known[iri].code] if iri in known and not parents else [code for one in parents for code in _above(asked, one)]
    )
