"""The memory of a server: of its whole family of processes, what is shared between them counted once (PSS)."""

import threading
from pathlib import Path

from processes import family

_PAUSE = 0.5


def megabytes(root: int, measure: str = "Pss") -> float:
    """The memory of a family; `measure` is Pss or Rss."""
    total = 0
    for process in family(root):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith(f"{measure}:"))
    return total / 1024


class Peak:
    """The most memory that a family had while the `with` lasted."""

    def __init__(self, root: int) -> None:
        self._root = root
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self.megabytes = self.rss = 0.0

    def __enter__(self) -> "Peak":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_PAUSE):
            self.megabytes = max(self.megabytes, megabytes(self._root))
            self.rss = max(self.rss, megabytes(self._root, "Rss"))
