"""Keeps the web process alive: starts it, starts it anew when it dies, and passes the signal to end on to it."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType

from mandategraph.errors import RequestInvalid
from mandategraph.settings import Settings

END_SECONDS = 9.5
"""How long the web process may take to end after SIGTERM, before it is killed."""
_REFUSED = 2
_PAUSE = 0.2


class Supervisor:
    """One web process at a time, with an empty folder; it dies with this one, whatever happens (store/lifeline.py)."""

    def __init__(self, data: str | None) -> None:
        self._arguments = [data] if data else []
        self._ending = False

    def run(self) -> int:
        """Serve until SIGTERM or SIGINT; gives the exit status."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        starts = 0
        while not self._ending:
            with tempfile.TemporaryDirectory(prefix="mandategraph-") as spool:
                command = [sys.executable, "-m", "mandategraph.web", str(os.getpid()), spool, *self._arguments]
                status, starts = self._wait(subprocess.Popen(command, start_new_session=True)), starts + 1
            if status == _REFUSED and starts == 1:
                return status
            if not self._ending:
                print(
                    f"mandategraph: the web process ended ({status}) and is started anew", file=sys.stderr, flush=True
                )
                time.sleep(_PAUSE)
        return 0

    def _wait(self, web: "subprocess.Popen[bytes]") -> int:
        while not self._ending:
            with suppress(subprocess.TimeoutExpired):
                return web.wait(0.5)
        web.send_signal(signal.SIGTERM)
        try:
            return web.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            web.kill()
            return web.wait()

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._ending = True


def check_port(host: str, port: int) -> None:
    """See that nobody serves there yet. Raises RequestInvalid."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            pass
    except OSError as error:
        raise RequestInvalid(f"cannot serve on {host}:{port}: {error.strerror}; give another --port") from error


def replace_this_process(settings: Settings, data: Path | None) -> None:
    """Become the supervisor, without what this process has loaded; settings travel in the environment."""
    command = [sys.executable, "-m", "mandategraph.supervisor", *([str(data)] if data else [])]
    os.execve(sys.executable, command, os.environ | settings.environment())


if __name__ == "__main__":
    sys.exit(Supervisor(sys.argv[1] if len(sys.argv) > 1 else None).run())
