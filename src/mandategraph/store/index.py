"""An index of a snapshot: a SQLite file that is only read."""

import sqlite3
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar, Self

from mandategraph.errors import SnapshotMissing


class Index:
    """An open index; several threads may ask at once. `holds` is its main table, and says what is in it."""

    holds: ClassVar[str]

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = Lock()

    @classmethod
    def open(cls, path: Path) -> Self:
        """That of a snapshot. Raises SnapshotMissing where the file is missing or broken."""
        try:
            uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            index = cls(sqlite3.connect(uri, uri=True, check_same_thread=False))
            index._rows(f"SELECT 1 FROM {cls.holds} LIMIT 1")
        except sqlite3.Error as error:
            raise SnapshotMissing(f"{path} holds no {cls.holds} ({error}); run `mandategraph build`") from error
        return index

    def close(self) -> None:
        """Close the file; nothing can be asked after it."""
        with self._lock:
            self._connection.close()

    def _rows(self, sql: str, /, *values: object, **named: object) -> list[Any]:
        with self._lock:
            return self._connection.execute(sql, named or values).fetchall()
