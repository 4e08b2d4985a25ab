"""Lines that one thread makes while the loader of the store, which does not need the interpreter, reads them."""

import os
from collections.abc import Iterable
from threading import Thread

from pyoxigraph import RdfFormat, Store


def feed(store: Store, lines: Iterable[str]) -> None:
    """Load N-Quads as they are made, through a pipe. What goes wrong in making them is raised here."""
    reader, writer = os.pipe()
    faults: list[BaseException] = []

    def write() -> None:
        try:
            with open(writer, "w", encoding="utf-8", buffering=1 << 20) as pipe:  # noqa: PTH123 - a descriptor
                pipe.writelines(lines)
        except BaseException as fault:  # noqa: BLE001 - of a thread; raised below
            faults.append(fault)

    maker = Thread(target=write)
    maker.start()
    try:
        store.bulk_load(path=f"/dev/fd/{reader}", format=RdfFormat.N_QUADS)
    finally:
        os.close(reader)
        maker.join()
    if faults:
        raise faults[0]
