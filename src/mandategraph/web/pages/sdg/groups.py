"""The page of one target: its groups, how much of each is shown, and the answer in a sentence with counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from mandategraph.errors import ParameterInvalid
from mandategraph.explore.sdg.model import Sdg
from mandategraph.web.pages.wording import plural

_FEW, _SPARE, _MOST = 12, 4, 400
"""How many rows of a long group are shown first; how many more do not make it long; how many are shown at most."""
_AROUND = {
    "figures": "Figures of these works",
    "partners": "Partners in these works",
    "countries": "Countries of these works",
    "custodians": "Custodians of its indicators",
}
_LONG = frozenset({"stated", "derived", *_AROUND})


@dataclass(frozen=True)
class Group:
    """A group of rows: `count` is that of all, `whole` says that it was asked for in full, `short` its name in a list.

    `around` groups tell of the works, not of what serves the target.
    """

    id: str
    title: str
    rows: Sequence[object]
    count: int
    whole: bool = False
    short: str = ""
    around: bool = False

    @property
    def cut(self) -> bool:
        """Whether there are more rows than are shown."""
        return self.count > len(self.rows)


def groups(found: Sdg, whole: str) -> dict[str, Group]:
    """The groups by their anchors, in order; `whole` names the one that is shown in full. Raises ParameterInvalid."""
    if whole and whole not in _LONG:
        raise ParameterInvalid(f"show={whole!r} is not possible: it takes one of {', '.join(sorted(_LONG))}")
    stated, derived = ([cell for cell in found.cells if getattr(cell, name)] for name in ("stated", "derived"))
    made = [
        _group("stated", "The text says so", stated, whole),
        _group("derived", "It follows by theme", derived, whole),
        Group("themes", "Themes that serve it, as we judge", found.themes, len(found.themes), short="Our judgement"),
    ]
    planned = [*found.planned, *found.apart]
    if planned:
        title = "Planned, or said with reservation"
        made.append(Group("planned", title, planned, len(planned), short="Planned or possible"))
    made += [_group(name, title, getattr(found, name), whole, around=True) for name, title in _AROUND.items()]
    made.append(Group("gaps", "Gaps", found.unserved, len(found.unserved)))
    return {one.id: one for one in made if one.count or one.id in ("stated", "derived", "themes")}


def _group(name: str, title: str, rows: Sequence[object], whole: str, *, around: bool = False) -> Group:
    long = len(rows) > _FEW + _SPARE
    most = _MOST if name == whole else _FEW if long else _MOST
    return Group(name, title, rows[:most], len(rows), long and name == whole, around=around)


def answer(found: Sdg) -> str:
    """What serves it, and why, in counts.

    Stated and derived links are told apart, and what is planned is in neither.
    """
    stated = plural(found.stated_works, "work") if found.stated_works else "no work"
    told = [f"The text itself links {stated} to it."]
    if found.derived_works:
        follow = f"{plural(found.derived_works, 'work follows', 'works follow')} by theme, which the text does not say"
        serve = plural(len(found.themes), "theme serves", "themes serve")
        told.append(f"{follow}: {serve} it, as we judge, each with a reason.")
    else:
        told.append("None follows by theme.")
    later = len(found.planned) + len(found.apart)
    if later:
        told.append(f"{plural(later, 'link is', 'links are')} only planned or possible, and not counted.")
    return " ".join(told)
