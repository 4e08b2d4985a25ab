"""Names that begin with a text, where hyphens, spaces, full stops and apostrophes do not count."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_SIGNS = " -.'"
"""What does not count, but between two digits."""
_UNCOUNTED = re.compile(rf"(?<!\d)[{re.escape(_SIGNS)}]+|[{re.escape(_SIGNS)}]+(?!\d)")
_FEW = 20
"""Names that are compared one by one; of more, those are looked for that go on as the text does."""
_MOST = 2000
"""Names with a beginning that are gathered by it."""

_BEGUN = f"""
SELECT id, folded FROM names WHERE folded >= ?1 AND folded < ?1 || char(1114111) LIMIT {_FEW + 1}
"""
_ANY_SIGN = "SELECT 1 FROM names WHERE folded >= ?1 || ' ' AND folded < ?1 || '/' LIMIT 1"
"""The signs that do not count lie in this range, hardly anything else does."""
_NUMBERS = f"SELECT id FROM names WHERE folded >= ?1 AND folded < ?1 || char(1114111) LIMIT {_MOST + 1}"
_WHOLE = "SELECT id FROM names WHERE folded IN (?1, ?1 || '.', ?1 || '-', ?1 || '''')"
"""The names that are a beginning, with one sign behind it at most."""

Rows = Callable[..., list[Any]]
"""Asks the index."""


@dataclass
class Begun:
    """The numbers of the names that are a text, and of those that begin with it; `many` are beginnings of very many."""

    whole: set[int] = field(default_factory=set)
    longer: set[int] = field(default_factory=set)
    many: list[str] = field(default_factory=list)


def bare(folded: str) -> str:
    """A folded name without the signs that do not count.

    >>> bare("u.n.o.d.c."), bare("un-women"), bare("target 16.4"), bare("a/72/125")
    ('unodc', 'unwomen', 'target16.4', 'a/72/125')
    """
    return _UNCOUNTED.sub("", folded)


def begun(rows: Rows, text: str) -> Begun:
    """What begins with a folded text.

    The index is in the order of the names as they are written: one goes along it sign by sign, past those that do not
    count, and only where names go on so.
    """
    wanted, found = bare(text), Begun()
    ways = [("", 0)] if wanted else []
    while ways:
        start, done = ways.pop()
        if done == len(wanted):
            _gather(rows, start, wanted, found)
            continue
        here = rows(_BEGUN, start)
        if len(here) <= _FEW:
            for number, folded in here:
                _compare(number, bare(folded), wanted, found)
        else:
            sign = wanted[done]
            ways.append((start + sign, done + 1))
            if rows(_ANY_SIGN, start):
                ways += [(start + other, done) for other in _SIGNS if other != sign]
    return found


def _gather(rows: Rows, start: str, wanted: str, found: Begun) -> None:
    """All names with a beginning that is the whole text."""
    if bare(start) != wanted:
        return
    found.whole.update(number for (number,) in rows(_WHOLE, start))
    numbers = rows(_NUMBERS, start)
    if len(numbers) > _MOST:
        found.many.append(start)
    else:
        found.longer.update(number for (number,) in numbers)


def _compare(number: int, name: str, wanted: str, found: Begun) -> None:
    if name == wanted:
        found.whole.add(number)
    elif name.startswith(wanted):
        found.longer.add(number)
