"""The web process: the front door under granian. The supervisor starts it, and starts it anew when it dies."""

import asyncio
import gc
import logging
import signal
import sys
from contextlib import ExitStack
from pathlib import Path

import uvloop
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server.embed import Server

from mandategraph.errors import MandategraphError
from mandategraph.settings import Settings
from mandategraph.store.lifeline import die_with
from mandategraph.web import create_app
from mandategraph.web.door import Door
from mandategraph.web.keeper import Keeper
from mandategraph.web.telemetry import AccessLog

DRAIN_SECONDS = 8.0
_HEAD_MILLISECONDS = 10_000
_GARBAGE = 20_000
"""Objects between two collections; requests leave few cycles, and the default of 700 costs a tenth of the time."""


async def serve(settings: Settings, data: Path | None, spool: str, log: AccessLog) -> None:
    """Serve until SIGTERM or SIGINT; then take no more, let what runs finish for DRAIN_SECONDS, and end."""
    keeper = Keeper(settings, data, spool)
    door = Door(create_app(settings), keeper, log)
    server = Server(
        door,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=_HEAD_MILLISECONDS),
        backlog=1024,
        websockets=False,
        log_enabled=False,
    )
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    try:
        await keeper.start()
        gc.freeze()
        gc.set_threshold(_GARBAGE)
        running = [asyncio.create_task(work) for work in (server.serve(), keeper.follow(), _flush(log))]
        print(f"serving on http://{settings.host}:{settings.port}", file=sys.stderr, flush=True)
        await asyncio.wait({asyncio.create_task(stopped.wait()), running[0]}, return_when=asyncio.FIRST_COMPLETED)
        keeper.draining = True
        await _drain(server, door)
    finally:
        await keeper.pool.stop()
        log.flush()


async def _drain(server: Server, door: Door) -> None:
    server.stop()  # type: ignore[no-untyped-call]
    end = asyncio.get_running_loop().time() + DRAIN_SECONDS
    while door.open and asyncio.get_running_loop().time() < end:
        await asyncio.sleep(0.05)


async def _flush(log: AccessLog) -> None:
    while True:
        await asyncio.sleep(0.25)
        log.flush()


def main() -> int:
    """Serve with the settings of the environment; arguments: pid of the supervisor, a folder, maybe a file."""
    logging.basicConfig(format="mandategraph: %(message)s")
    parent, spool, *data = sys.argv[1:]
    die_with(int(parent))
    settings = Settings.from_environment()
    try:
        with ExitStack() as stack:
            stream = sys.stdout if settings.access_log == "-" else None
            if settings.access_log not in ("", "-"):
                stream = stack.enter_context(Path(settings.access_log).open("a", encoding="utf-8"))
            uvloop.run(serve(settings, Path(data[0]) if data else None, spool, AccessLog(stream)))
    except (MandategraphError, OSError) as error:
        print(f"mandategraph: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
