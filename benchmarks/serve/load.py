"""Eight clients that send the queries of a list as fast as they are answered: wrk with load.lua."""

import subprocess
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from mixes import CLIENTS

_SCRIPT = Path(__file__).with_name("load.lua")
_LONG = 1_000_000


@dataclass(frozen=True)
class Load:
    """What the clients saw: answers, seconds, answers with a status of failure, broken connections, all times.

    `others` is how many processors were busy with something else.
    """

    requests: int
    seconds: float
    refused: int
    broken: int
    times: Counter[int] = field(repr=False)
    ended: bool
    others: float = 0

    def __add__(self, other: "Load") -> "Load":
        """Both as one."""
        seconds = self.seconds + other.seconds
        return Load(
            self.requests + other.requests, seconds, self.refused + other.refused, self.broken + other.broken,
            self.times + other.times, self.ended or other.ended,
            (self.others * self.seconds + other.others * other.seconds) / seconds,
        )  # fmt: skip

    @property
    def failed(self) -> int:
        """Requests with another status than they should have, or without an answer."""
        return self.refused + self.broken

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return max(0, self.requests - self.refused) / self.seconds

    def percentile(self, share: float) -> float:
        """The time in milliseconds within which that share of the requests was answered."""
        wanted, passed = share * self.times.total(), 0
        for time in sorted(self.times):
            passed += self.times[time]
            if passed >= wanted:
                return time / 1000
        return float("inf")


def run(url: str, lists: Path, seconds: float, *, again: bool = False) -> Load:
    """Send a list for so many seconds; `again` starts over at its end."""
    origin, path = url[: url.index("/", 8)], url[url.index("/", 8) :]
    clients = (f"-t{CLIENTS}", f"-c{CLIENTS}", f"-d{max(1, round(seconds))}s", "--timeout", "60s")
    script = ("-s", str(_SCRIPT), origin, "--", str(lists), path, "again" if again else "once")
    command = ["wrk", *clients, *script]
    return _read(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _read(output: str) -> Load:
    """A request that was not answered by the end counts with the time that it waited, where that was long."""
    found: Counter[str] = Counter()
    times: Counter[int] = Counter()
    for line in output.splitlines():
        match line.split():
            case ["time", time, count]:
                times[int(time)] += int(count)
            case ["waiting", time] if int(time) > _LONG:
                times[int(time)] += 1
            case [("requests" | "microseconds" | "refused" | "broken" | "ended") as name, count]:
                found[name] += int(float(count))
    seconds, ended = found["microseconds"] / 1e6, bool(found["ended"])
    return Load(found["requests"], seconds, found["refused"], found["broken"], times, ended)
