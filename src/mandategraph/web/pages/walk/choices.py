"""What may be opened of a thing: its relations with their counts, all of one or one type of things."""

from dataclasses import dataclass, replace

from mandategraph.explore.grouping import Group
from mandategraph.vocabulary import prefixed
from mandategraph.web.pages.walk.address import Opened, Walk, short, written


@dataclass(frozen=True)
class Choice:
    """A relation of the chosen thing: what opens it, all or of one type, and what lists all of it."""

    group: Group
    open: str
    types: tuple[tuple[str, int, str], ...]
    whole: str
    opened: bool


def choices(now: Walk, groups: tuple[Group, ...]) -> list[Choice]:
    """The relations of the chosen thing, those to things first, the largest first."""
    return [_choice(now, group) for group in sorted(groups, key=_order)]


def _order(group: Group) -> tuple[bool, int]:
    return "value" in group.types, -group.count


def _choice(now: Walk, group: Group) -> Choice:
    relation = prefixed(group.relation.iri or "")
    one = Opened(now.at, relation, group.direction)
    types = [*group.types.items()] if len(group.types) > 1 else []
    return Choice(
        group,
        now.with_("open", one.code),
        tuple((kind, count, now.with_("open", replace(one, type=kind).code)) for kind, count in types),
        whole(now, one),
        one in now.opened,
    )


def whole(now: Walk, one: Opened) -> str:
    """The list of all of an opened relation."""
    chosen = {"thing": short(one.thing), "relation": one.relation, "direction": one.direction, "type": one.type}
    return written("/explore", {**chosen, **now.filters})
