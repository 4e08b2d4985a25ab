"""What the system tells of processes: who descends from whom, and how much of the processors each has used."""

import os
import resource
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_LOOK, _CALM, _PATIENCE = 0.3, 0.05, 20


def family(root: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = defaultdict(list)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        children[_parent(int(stat.parent.name))].append(int(stat.parent.name))
    found = [root]
    for process in found:
        found += children[process]
    return found


def started(process: int) -> str:
    """When a process was started, which tells it from a later one of the same number; nothing when it has ended."""
    return "".join(_fields(process)[19:20])


def _parent(process: int) -> int:
    fields = _fields(process)
    return int(fields[1]) if fields else 0


def _fields(process: int) -> list[str]:
    """What stands after the name in the process's stat; nothing when it has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def used(root: int) -> float:
    """Seconds of a processor that a family has used, those that ended included."""
    return sum(int(ticks) for process in family(root) for ticks in _fields(process)[11:15]) / _TICKS


def settle(roots: Iterable[int]) -> None:
    """Wait until these families rest, so that what nobody waits for any more is not in the way of the next."""
    known, give_up = list(roots), time.monotonic() + _PATIENCE
    while time.monotonic() < give_up:
        before = sum(used(root) for root in known)
        time.sleep(_LOOK)
        if sum(used(root) for root in known) - before <= _CALM * _LOOK:
            return


class Others:
    """How many processors all that is neither the server nor this command kept busy while the `with` lasted."""

    def __init__(self, root: int) -> None:
        self._root = root
        self.processors = 0.0

    def __enter__(self) -> "Others":
        self._start, self._before = time.monotonic(), self._used()
        return self

    def __exit__(self, *_: object) -> None:
        self.processors = max(0.0, (self._used() - self._before) / (time.monotonic() - self._start))

    def _used(self) -> float:
        """Of the first line of /proc/stat: user, nice, system, irq, softirq, steal."""
        ticks = [int(field) for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]]
        whole = sum(ticks[:3] + ticks[5:8]) / _TICKS
        mine = sum(
            usage.ru_utime + usage.ru_stime
            for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        )
        return whole - mine - used(self._root)
