"""Clients that ask on and on, and judge each answer."""

import http.client
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from served import Answer, Client


@dataclass
class Outcome:
    """What became of one request: `fault` is empty where the answer was right."""

    begun: float
    seconds: float
    status: int | None
    fault: str = ""
    retry: bool = False


@dataclass
class Load:
    """Threads that ask one request after the other, with a short pause, until stop(); each answer is judged.

    A task gets a client and the number of the request; it gives the answer and what is wrong with it, if anything.
    """

    port: int
    tasks: Sequence[Callable[[Client, int], tuple[Answer, str]]]
    pause: float = 0.01
    outcomes: list[Outcome] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._work, args=pair) for pair in enumerate(self.tasks)]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join()

    def _work(self, place: int, task: Callable[[Client, int], tuple[Answer, str]]) -> None:
        client, number = Client(self.port, f"127.0.0.{place + 21}"), place
        while not self._stopped.wait(self.pause):
            outcome = Outcome(time.monotonic(), 0, None)
            number += len(self.tasks)
            try:
                answer, fault = task(client, number)
                outcome.status, outcome.retry = answer.status, "Retry-After" in answer.headers
                outcome.fault = fault if answer.status == 200 else f"{answer.status} {answer.body[:300]!r}"
            except (OSError, http.client.HTTPException) as error:
                outcome.fault = repr(error)
            except Exception as error:  # noqa: BLE001 - an answer that cannot be read is wrong
                outcome.status, outcome.fault = 200, repr(error)
            outcome.seconds = time.monotonic() - outcome.begun
            self.outcomes.append(outcome)
        client.close()

    @property
    def right(self) -> list[Outcome]:
        """The requests with a right answer."""
        return [outcome for outcome in self.outcomes if not outcome.fault]

    @property
    def wrong(self) -> list[str]:
        """The faults of answers that claimed to be right."""
        return [outcome.fault for outcome in self.outcomes if outcome.fault and outcome.status == 200]

    @property
    def broken(self) -> list[str]:
        """The faults of all that is neither a right answer nor a 503 that says when to come again."""
        bad = (outcome for outcome in self.outcomes if outcome.fault)
        return [outcome.fault for outcome in bad if not (outcome.status == 503 and outcome.retry)]


def percentile(values: Sequence[float], part: float) -> float:
    """The value that so many parts of a hundred do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part / 100))]
