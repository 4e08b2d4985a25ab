"""How a process is tied to its parent and held within limits; the kernel does both."""

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_STACK = 100 << 20
"""The engine's parser recurses; the kernel always leaves this much address space for the stack."""


def die_with(parent: int) -> None:
    """Be killed when the process `parent`, which must be the parent of this one, ends in whatever way (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def limit_memory(more: int) -> None:
    """Let this process take `more` bytes beyond what it holds now; an allocation over that aborts the engine."""
    _limit(resource.RLIMIT_DATA, _held() + more)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_STACK, _STACK)


def limit_processor(seconds: float) -> None:
    """Let this process use so many more seconds of processor time; then it is ended by SIGXCPU."""
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 1, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _limit(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _held() -> int:
    status = Path("/proc/self/status")
    if not status.is_file():
        return 0
    lines = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
    return int(lines["VmData"].split()[0]) * 1024
