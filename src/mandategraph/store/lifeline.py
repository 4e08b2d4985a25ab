"""How a process is tied to its parent, held within limits and kept from the network; the kernel does all of it."""

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_SECCOMP, _FILTER, _PR_SET_NO_NEW_PRIVS = 22, 2, 38
_AUDIT = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""By machine: its name in seccomp, and its number of socket()."""
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


def close_network() -> None:
    """From now on, let socket() fail in this process with EPERM (seccomp(2), on Linux with x86-64 or ARM64)."""
    known = _AUDIT.get(platform.machine()) if sys.platform == "linux" else None
    if known is None:
        return
    architecture, call = known
    steps = (
        (0x20, 0, 0, 4),  # load the architecture
        (0x15, 0, 3, architecture),  # another one: allow
        (0x20, 0, 0, 0),  # load the number of the call
        (0x15, 0, 1, call),  # not socket(): allow
        (0x06, 0, 0, 0x00050000 | errno.EPERM),
        (0x06, 0, 0, 0x7FFF0000),
    )
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    header = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.create_string_buffer(header)) != 0:
        raise OSError(ctypes.get_errno(), "the kernel takes no seccomp filter")


def _limit(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _held() -> int:
    status = Path("/proc/self/status")
    if not status.is_file():
        return 0
    lines = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
    return int(lines["VmData"].split()[0]) * 1024
