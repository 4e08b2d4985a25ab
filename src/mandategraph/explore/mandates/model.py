"""What the answer on mandates is made of."""

from dataclasses import dataclass
from typing import Annotated

from mandategraph.explore.answer import Answer, Cell
from mandategraph.explore.model import Evidence, Statement, Thing, says, signs

_ASKS = "What is asked, in our words"
_VERBS = "The operative verbs, in their base form"
_ADDRESSEES = "Who is asked"


@dataclass(frozen=True)
class Answering:
    """A work that answers a provision, by our judgement."""

    answers: Annotated[Statement, says("The work answers the provision")]
    reason: Annotated[str | None, says("Our curated reason")]
    through: Annotated[Thing | None, says("The programme of which that was judged, where it is not the work itself")]


@dataclass(frozen=True)
class Clause:
    """A part of a provision or recommendation with a verb and addressee of its own; not counted beside the whole."""

    clause: Annotated[Thing, says("The clause")]
    verbs: Annotated[tuple[str, ...], says(_VERBS)]
    addressees: Annotated[tuple[Thing, ...], says(_ADDRESSEES)]
    asks: Annotated[str | None, says(_ASKS)]
    evidence: Annotated[tuple[Evidence, ...], says("Where it stands")]


@dataclass(frozen=True)
class Provision:
    """A provision with the works that answer it."""

    provision: Annotated[Thing, says("The provision")]
    of: Annotated[Thing | None, says("The resolution or draft of which it is one")]
    number: Annotated[str | None, says("Its number as printed")]
    verbs: Annotated[tuple[str, ...], says(_VERBS)]
    addressees: Annotated[tuple[Thing, ...], says(_ADDRESSEES)]
    asks: Annotated[str | None, says(_ASKS + "; null where its text is not among our sources")]
    note: Annotated[str | None, says("A note in our words")]
    evidence: Annotated[tuple[Evidence, ...], says("Where it stands")]
    clauses: Annotated[tuple[Clause, ...], says("Its clauses")]
    linked: Annotated[
        bool,
        says("A work of the loaded documents is linked; false says that they name none, not that nobody acted"),
    ]
    works: Annotated[tuple[Answering, ...], says("The works that answer it, by our judgement")]


@dataclass(frozen=True)
class Recommendation:
    """A recommendation of a report; what it asks for is never a fact."""

    recommendation: Annotated[Thing, says("The recommendation")]
    number: Annotated[str | None, says("Its number as printed")]
    verbs: Annotated[tuple[str, ...], says(_VERBS)]
    addressees: Annotated[tuple[Thing, ...], says(_ADDRESSEES)]
    asks: Annotated[str | None, says(_ASKS)]
    evidence: Annotated[tuple[Evidence, ...], says("Where it stands")]
    clauses: Annotated[tuple[Clause, ...], says("Its clauses, which are not counted beside it")]
    because: Annotated[tuple[Statement, ...], says("What links it to the mandate, its works or their results")]
    by_theme: Annotated[bool, says("Only a theme that the provisions are about links it")]


@dataclass(frozen=True)
class ResolutionCount:
    """A resolution in the overview."""

    resolution: Annotated[Thing, says("The resolution")]
    title: Annotated[str | None, says("Its title")]
    provisions: Annotated[int, says("Its provisions among our sources that the filters leave")]
    linked: Annotated[int, says("Those with a linked work")]
    unlinked: Annotated[
        int, says("Those without a linked work in the loaded documents; nobody says that nobody acted on them")
    ]
    works: Annotated[int, says("The works that answer them")]


@dataclass(frozen=True)
class Draft:
    """A draft resolution and what became of it."""

    draft: Annotated[Thing, says("The draft")]
    recommended: Annotated[tuple[Statement, ...], says("Who approved and recommended it, through whom and to whom")]
    became: Annotated[tuple[Statement, ...], says("The resolution that it became, where that is known")]
    planned: Annotated[tuple[Statement, ...], says("The adoption that the document only announces: not a fact")]


@dataclass(frozen=True, repr=False)
class Mandates(Answer):
    """From a mandate to works, results, figures and recommendations, and back; without one, an overview."""

    thing: Annotated[Thing | None, says("What was asked about; null for the overview")]
    linked: Annotated[int, says("How many of the provisions have a linked work")]
    unlinked: Annotated[
        int,
        says("How many have none in the loaded documents: they name no work for it, which is not that nobody acted"),
    ]
    provisions: Annotated[tuple[Provision, ...], says("The provisions with the works that answer them")]
    stated: Annotated[
        tuple[Statement, ...],
        says("What the text says is mandated by it, pursuant to it or in line with it; and by what it is so itself"),
    ]
    results: Annotated[tuple[Statement, ...], says("What the works resulted in")]
    figures: Annotated[
        tuple[Statement, ...], says("Figures of the works and their results; they are not to be added up")
    ]
    recommendations: Annotated[tuple[Recommendation, ...], says("Recommendations linked with it; in the overview, all")]
    by_verb: Annotated[dict[str, int], says("Recommendations by verb; one with two verbs is in both")]
    by_addressee: Annotated[dict[str, int], says("Recommendations by addressee; one with two is in both")]
    resolutions: Annotated[tuple[ResolutionCount, ...], says("The resolutions; only in the overview")]
    works_without_mandate: Annotated[
        tuple[Thing, ...],
        says("Works for which the loaded documents name no mandate and we link none (first 1,000, plans aside)"),
    ]
    drafts: Annotated[tuple[Draft, ...], says("Draft resolutions and what they became")]
    apart: Annotated[
        tuple[Statement, ...], says("What the text only plans or says with reservation of all that: not facts")
    ]

    columns = ("kind", "of", "number", "verb", "addressee", "asks", "work", "reason", "evidence")

    def rows(self) -> list[tuple[Cell, ...]]:
        """A row for each provision and work, statement and recommendation; in the overview, for each resolution too."""
        return [
            *(_counted(one) for one in self.resolutions),
            *(row for one in self.provisions for row in _answered(one)),
            *(_said(one) for one in (*self.stated, *self.results, *self.figures)),
            *(_recommended(one) for one in self.recommendations),
            *(_said(one, "draft") for draft in self.drafts for one in (*draft.recommended, *draft.became)),
            *(_said(one, "planned") for draft in self.drafts for one in draft.planned),
            *(_said(one, "apart") for one in self.apart),
        ]


def _counted(one: ResolutionCount) -> tuple[Cell, ...]:
    told = f"{one.linked} of {one.provisions} provisions have a linked work"
    return "resolution", one.resolution.name, None, None, None, one.title, told, None, None


def _answered(one: Provision) -> list[tuple[Cell, ...]]:
    first = (
        "provision",
        one.of.name if one.of else None,
        one.number,
        ", ".join(one.verbs),
        ", ".join(thing.name for thing in one.addressees),
        one.asks or one.note,
    )
    if not one.works:
        return [(*first, None, "no linked work in the loaded documents", signs(one.evidence))]
    return [(*first, work.answers.subject.name, work.reason, signs(work.answers.evidence)) for work in one.works]


def _said(one: Statement, kind: str = "") -> tuple[Cell, ...]:
    return (
        kind or one.relation.name, one.object.name, None, one.relation.name if kind else None, None, None,
        one.subject.name, None, signs(one.evidence),
    )  # fmt: skip


def _recommended(one: Recommendation) -> tuple[Cell, ...]:
    to = ", ".join(thing.name for thing in one.addressees)
    why = "; ".join(str(link) for link in one.because) or None
    return "recommendation", None, one.number, ", ".join(one.verbs), to, one.asks, None, why, signs(one.evidence)
