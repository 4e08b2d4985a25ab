"""Whose turn it is: a fair line before a number of places, with room kept for quick work and for other clients.

Work that lasts longer than expected is slow. Only some places may hold slow work, fewer still for one client; when
none is free, slow work has to leave its place and wait for one. So neither many slow queries nor one busy client can
take all places from quick ones.
"""

import asyncio
from collections import Counter, deque
from dataclasses import dataclass

from mandategraph.errors import Busy, TooManyRequests


@dataclass(eq=False)
class Turn:
    """One piece of work of a client, which waits or has a place."""

    client: str
    slow: bool = False
    called: asyncio.Future[None] | None = None


class Line:
    """A line before `places`, of which one client has at most `share`; at most `room` may wait, half for one client.

    When that is over, one who waits is turned away, a slow one first, and rather than a newcomer.
    """

    def __init__(self, places: int, share: int, room: int) -> None:
        self._places, self._share, self._room = places, min(share, places), room
        self._slow_places, self._slow_share = max(1, places - 1), max(1, self._share - 1)
        self._waiting: dict[str, deque[Turn]] = {}
        self._held: Counter[str] = Counter()
        self._slow: Counter[str] = Counter()
        self.waiting = 0

    @property
    def held(self) -> int:
        """How many places are taken."""
        return self._held.total()

    async def enter(self, turn: Turn, seconds: float) -> None:
        """Wait for a place, which release() gives back.

        Raises TooManyRequests or Busy where there is no room to wait, for the client or at all; Busy after a long wait.
        """
        called = turn.called = asyncio.get_running_loop().create_future()
        self._join(turn)
        self._call()
        if called.done():
            called.result()
            return
        arrived = False
        try:
            async with asyncio.timeout(seconds):
                await called
            arrived = True
        except TimeoutError:
            raise Busy(f"no place became free within {seconds:g} s; come back later") from None
        finally:
            self._leave(turn)
            if not arrived and called.done() and not called.cancelled() and called.exception() is None:
                self.release(turn)

    def slow_down(self, turn: Turn) -> bool:
        """Say that work in its place has become slow; False where it must give up the place and enter again."""
        turn.slow = True
        may_stay = self._room_for_slow(turn.client)
        self._slow[turn.client] += 1
        return may_stay

    def release(self, turn: Turn) -> None:
        """Give a place back, and call the next."""
        self._held[turn.client] -= 1
        self._slow[turn.client] -= turn.slow
        if not self._held[turn.client]:
            del self._held[turn.client], self._slow[turn.client]
        self._call()

    def _join(self, turn: Turn) -> None:
        self._waiting.setdefault(turn.client, deque()).append(turn)
        self.waiting += 1
        if len(self._waiting[turn.client]) > max(1, self._room // 2):
            said = f"too many requests from {turn.client} wait already; send fewer at a time, or wait for answers"
            self._turn_away(self._waiting[turn.client], TooManyRequests(said))
        elif self.waiting > self._room:
            said = f"{self._room} requests are waiting already; come back later"
            self._turn_away(max(self._waiting.values(), key=len), Busy(said))

    def _turn_away(self, turns: deque[Turn], error: Exception) -> None:
        """Let one go that was found slow, else the one that waits longest: the newest may be quick."""
        turn = next((turn for turn in turns if turn.slow), turns[0])
        self._leave(turn)
        if turn.called is not None and not turn.called.done():
            turn.called.set_exception(error)

    def _leave(self, turn: Turn) -> None:
        turns = self._waiting.get(turn.client, deque())
        if turn in turns:
            turns.remove(turn)
            self.waiting -= 1
        if not turns:
            self._waiting.pop(turn.client, None)

    def _call(self) -> None:
        while self.held < self._places and (turn := self._next()) is not None:
            self._leave(turn)
            assert turn.called is not None
            if not turn.called.done():
                self._held[turn.client] += 1
                self._slow[turn.client] += turn.slow
                turn.called.set_result(None)

    def _next(self) -> Turn | None:
        """Who may have a place now, clients taking turns."""
        for client, turns in list(self._waiting.items()):
            turn = self._choose(client, turns)
            if turn is not None:
                self._waiting[client] = self._waiting.pop(client)
                return turn
        return None

    def _choose(self, client: str, turns: deque[Turn]) -> Turn | None:
        """Slow work first where it has a place; then the oldest quick one, or the newest where very many wait."""
        if self._held[client] >= self._share:
            return None
        if self._room_for_slow(client) and (slow := next((turn for turn in turns if turn.slow), None)):
            return slow
        crowded = len(turns) > 4 * self._places
        return next((turn for turn in (reversed(turns) if crowded else turns) if not turn.slow), None)

    def _room_for_slow(self, client: str) -> bool:
        return self._slow[client] < self._slow_share and self._slow.total() < self._slow_places
