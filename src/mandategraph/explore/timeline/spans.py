"""From dates as they are stated to what happened when."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mandategraph.errors import ParameterInvalid
from mandategraph.vocabulary import mg

EARLIEST, LATEST = "0000", "9999"
_START, _END, _DATE = (mg(name).value for name in ("startDate", "endDate", "date"))
_WRITTEN = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True)
class Span:
    """When one thing happens; `dates` are the properties and values that say so.

    `relation` is mg:date for what begins, ends or happens, else the property of the one date.
    """

    about: str
    first: str | None
    last: str | None
    relation: str
    dates: frozenset[tuple[str, str]]

    @property
    def order(self) -> tuple[str, str, str]:
        """A sort key: by time, what is vague before what is exact, what has no time at the end."""
        return self.first or self.last or LATEST, self.last or "", self.about

    def within(self, since: str, until: str) -> bool:
        """Whether it may overlap a time; a year overlaps all its days."""
        first, last = self.first or self.last, self.last or self.first
        return bool(first and last) and not before(last or "", since) and not before(until, first or "")


def before(one: str, other: str) -> bool:
    """Whether a date is surely before another.

    >>> before("2016", "2016-05"), before("2016-04", "2016-05-01")
    (False, True)
    """
    length = min(len(one), len(other))
    return one[:length] < other[:length]


def written(name: str, text: str | None, default: str) -> str:
    """A day, month or year as given. Raises ParameterInvalid for what is none."""
    if text is None:
        return default
    try:
        if not _WRITTEN.fullmatch(text):
            raise ValueError
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError as error:
        raise ParameterInvalid(f"{name}={text!r} is no date; write 2016, 2016-05 or 2016-05-01") from error
    return text


def spans(about: str, dates: Iterable[tuple[str, str]]) -> list[Span]:
    """The dates of a thing put together: an end goes to the last beginning before it, a vague date to an exact one."""
    known = set(dates)
    happens = {value for prop, value in known if prop in (_START, _DATE)}
    firsts = sorted(value for value in happens if not any(_vaguer(value, other) for other in happens))
    ends = {value for prop, value in known if prop == _END}
    lasts = {value for value in ends if not any(_vaguer(value, other) for other in ends)}
    made = []
    for place, first in enumerate(firsts):
        later = firsts[place + 1] if place + 1 < len(firsts) else None
        mine = [end for end in lasts if not before(end, first) and (later is None or before(end, later))]
        last = max(mine, default=None)
        lasts -= set(mine)
        said = {pair for pair in known if pair[0] in (_START, _DATE) and first.startswith(pair[1])}
        said |= {pair for pair in known if pair[0] == _END and last and last.startswith(pair[1])}
        made.append(Span(about, first, last if last != first else None, _DATE, frozenset(said)))
    made += [Span(about, None, end, _DATE, frozenset({(_END, end)})) for end in sorted(lasts)]
    others = sorted((prop, value) for prop, value in known if prop not in (_START, _DATE, _END))
    return made + [Span(about, value, None, prop, frozenset({(prop, value)})) for prop, value in others]


def _vaguer(one: str, other: str) -> bool:
    return one != other and other.startswith(one)
