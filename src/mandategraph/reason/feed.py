"""Lines of N-Quads on their way into a store."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from pyoxigraph import RdfFormat, Store

_BUFFER = 1 << 20


def feed(store: Store, lines: Iterable[str]) -> None:
    """Load N-Quads while they are made: the loader, in a thread, does not need the interpreter.

    What goes wrong in making them is raised here, and the lines made before are loaded all the same.
    """
    reader, writer = os.pipe()

    def load() -> None:
        try:
            store.bulk_load(path=f"/dev/fd/{reader}", format=RdfFormat.N_QUADS)
        finally:
            os.close(reader)

    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(load)
        with suppress(BrokenPipeError), os.fdopen(writer, "w", _BUFFER, encoding="utf-8") as pipe:
            pipe.writelines(lines)
        loading.result()
