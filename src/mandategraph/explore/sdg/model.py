"""What the answer on goals and targets is made of."""

from dataclasses import dataclass
from typing import Annotated

from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.model import Statement, Thing, says, signs


@dataclass(frozen=True)
class Derivation:
    """A work serves a target through its theme, by our judgement."""

    on: Annotated[Statement, says("The work is on the theme, with its paragraphs")]
    target: Annotated[Thing, says("What the theme serves")]
    reason: Annotated[str, says("Our curated reason that the theme serves it")]


@dataclass(frozen=True)
class ServedByTheme:
    """A theme that serves a target, by our judgement."""

    link: Annotated[Statement, says("The theme serves the target")]
    reason: Annotated[str, says("Our curated reason")]


@dataclass(frozen=True)
class SdgCell:
    """A work and a goal or target; stated and derived links are two families and are never added up."""

    work: Annotated[Thing, says("The work")]
    target: Annotated[Thing, says("The goal or target; links to its indicators count for a target")]
    own: Annotated[bool, says("True: links to what was asked about itself; false: to a target or indicator of it")]
    stated: Annotated[tuple[Statement, ...], says("What the text states, by its verb")]
    derived: Annotated[tuple[Derivation, ...], says("What follows through a theme")]


@dataclass(frozen=True)
class SdgPart:
    """What was asked about, or a target or indicator of it, with how many works serve it."""

    target: Annotated[Thing, says("The goal, target or indicator")]
    wording: Annotated[str | None, says("Its official wording")]
    own: Annotated[bool, says("It is what was asked about itself")]
    stated: Annotated[int, says("Works with a stated link to it; for a target of a goal, to its indicators too")]
    derived: Annotated[int, says("Works with a derived link; the same works may be under stated: do not add up")]


@dataclass(frozen=True)
class Unserved:
    """A target without any work."""

    target: Annotated[Thing, says("The target")]
    wording: Annotated[str | None, says("Its official wording")]
    reason: Annotated[str | None, says("Why no theme of the loaded documents serves it, where we considered it")]


@dataclass(frozen=True, repr=False)
class Sdg(Answer):
    """Who serves a goal, target or indicator; for a goal, the matrix of works and its targets."""

    target: Annotated[Thing, says("What was asked about; without a target, the goal of the matrix")]
    wording: Annotated[str | None, says("Its official wording")]
    stated_works: Annotated[int, says("Works with a stated link to it or to what is below it")]
    derived_works: Annotated[int, says("Works with a derived link; the two overlap and are never added up")]
    parts: Annotated[tuple[SdgPart, ...], says("It and its targets or indicators, with how many works serve each")]
    cells: Annotated[tuple[SdgCell, ...], says("Work by target")]
    planned: Annotated[tuple[SdgCell, ...], says("The same for works that are only planned: they do not serve it yet")]
    apart: Annotated[
        tuple[Statement, ...], says("Links and themes that the text only plans or says with reservation: not facts")
    ]
    others: Annotated[
        tuple[Statement, ...], says("Stated links of what is no work: documents, recommendations, actors")
    ]
    themes: Annotated[tuple[ServedByTheme, ...], says("The themes that serve it, with our reason")]
    custodians: Annotated[tuple[Statement, ...], says("The custodians of its indicators, from reference data")]
    figures: Annotated[tuple[Statement, ...], says("Figures of the works; only where a target is given")]
    partners: Annotated[tuple[Statement, ...], says("Partners of the works; only where a target is given")]
    countries: Annotated[
        tuple[Statement, ...], says("Countries of the works, by role; regions are not broken down to their countries")
    ]
    unserved: Annotated[
        tuple[Unserved, ...],
        says(
            "Targets of the goal that no work of the loaded documents serves, stated or derived, whatever the filters"
        ),
    ]
    without_target: Annotated[
        tuple[Thing, ...],
        says("Works linked with no goal, target or indicator at all (first 1,000, plans aside); only in the matrix"),
    ]
    more: Annotated[bool, says("There is more than was read: narrow it down by theme or work")]

    columns = ("work", "type", "iri", "target", "own", "family", "how", "to", "reason", "evidence")

    def rows(self) -> list[tuple[Cell, ...]]:
        """One row a link: a stated one with its verb, a derived one with its theme and reason."""
        found: list[tuple[Cell, ...]] = []
        for cell in self.cells:
            first = (cell.work.name, cell.work.type, cell.work.iri, cell.target.name, cell.own)
            for said in cell.stated:
                found.append((*first, "stated", said.relation.name, said.object.name, None, signs(said.evidence)))
            for one in cell.derived:
                why = one.on.object.name, one.target.name, one.reason, signs(one.on.evidence)
                found.append((*first, "derived", *why))
        return found
