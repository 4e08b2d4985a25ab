"""How long a build, a build with nothing to do, and the start of the server take: python benchmarks/build.py."""

import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

COMMAND = Path(sys.executable).with_name("mandategraph")
PORT = 8799


def main() -> None:
    """Print one row a measurement: seconds, and the target."""
    with tempfile.TemporaryDirectory() as folder:
        build = [str(COMMAND), "build", "--snapshots", folder]
        rows = [
            ("build of the shipped graph", _seconds(lambda: _run(build)), 45),
            ("build with nothing to do", _seconds(lambda: _run(build)), 1),
            ("second start, to the first answer", _seconds(lambda: _start(folder)), 3),
        ]
    for name, seconds, target in rows:
        print(f"{name:36} {seconds:6.2f} s   (at most {target} s)")


def _seconds(work: Callable[[], None]) -> float:
    start = time.monotonic()
    work()
    return time.monotonic() - start


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def _start(folder: str) -> None:
    _run([str(COMMAND), "build", "--snapshots", folder])
    command = [str(COMMAND), "serve", "--snapshots", folder, "--port", str(PORT)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while not _answers():
            time.sleep(0.02)
    finally:
        server.terminate()
        server.wait(10)


def _answers() -> bool:
    try:
        return bool(urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=5).status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


if __name__ == "__main__":
    main()
