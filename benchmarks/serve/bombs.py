"""Twenty clients at another address: each sends its next costly query as soon as the last is answered."""

import http.client
import threading
import time
from collections import Counter
from collections.abc import Sequence

ADDRESS = "127.0.0.2"
CONNECTIONS = 20
_CHUNK = 1 << 16
_PATIENCE = 60
_PAUSE = 0.05


class Bombing:
    """The bombs, while the `with` lasts: `outcomes` counts the answers by status, `longest` is in seconds."""

    def __init__(self, host: str, port: int, path: str, queries: Sequence[str]) -> None:
        self._target, self._path, self._queries = (host, port), path, queries
        self._over = threading.Event()
        self._clients = [threading.Thread(target=self._send, args=(at,), daemon=True) for at in range(CONNECTIONS)]
        self.outcomes: Counter[str] = Counter()
        self.longest = 0.0

    def __enter__(self) -> "Bombing":
        for client in self._clients:
            client.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()

    def _send(self, at: int) -> None:
        connection: http.client.HTTPConnection | None = None
        while not self._over.is_set():
            connection = connection or http.client.HTTPConnection(
                *self._target, timeout=_PATIENCE, source_address=(ADDRESS, 0)
            )
            start, query = time.monotonic(), self._queries[at % len(self._queries)]
            try:
                outcome = self._ask(connection, query)
            except (OSError, http.client.HTTPException) as error:
                outcome = type(error).__name__
                connection.close()
                connection = None
                self._over.wait(_PAUSE)
            if not self._over.is_set():
                self.outcomes[outcome] += 1
                self.longest = max(self.longest, time.monotonic() - start)
            at += CONNECTIONS

    def _ask(self, connection: http.client.HTTPConnection, query: str) -> str:
        connection.request("GET", f"{self._path}?query={query}", headers={"Accept": "*/*"})
        answer = connection.getresponse()
        while answer.read(_CHUNK):
            if self._over.is_set():
                connection.close()
                break
        return str(answer.status)
