"""Builds in processes of their own, which may be killed or short of room, and what they leave."""

import hashlib
import io
import multiprocessing
import resource
import sys
import traceback
from contextlib import redirect_stderr
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

from harbour import LOG_TEXT
from mandategraph.cli import main
from mandategraph.store import snapshot
from mandategraph.store.snapshot import Snapshot
from small import use_rule_table

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["builds"])


def named(mark: str) -> str:
    """The log of the harbour, with a mark in the names of its things: what a version is known by."""
    text = LOG_TEXT
    for word in ("Harbour", "Lantern", "Forge"):
        text = text.replace(f'"{word}', f'"{word}@{mark}@')
    return text


def quick_build(sources: Path, snapshots: Path, errors: Path, file_size: int = resource.RLIM_INFINITY) -> None:
    """What a process is to run: `mandategraph build` with the quick closure; files may be limited to a size."""
    told = io.StringIO()
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, resource.RLIM_INFINITY))
    try:
        with redirect_stderr(told), pytest.MonkeyPatch.context() as monkeypatch:
            use_rule_table(monkeypatch)
            sys.exit(main(["build", "--sources", str(sources), "--snapshots", str(snapshots)]))
    except Exception:  # noqa: BLE001 - the test reads what Python would have printed
        told.write(traceback.format_exc())
        sys.exit(1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        errors.write_text(told.getvalue())


def start_build(*arguments: Any) -> ForkServerProcess:
    """Run quick_build in a process of its own, which has its modules at once."""
    process = _FORKS.Process(target=quick_build, args=arguments)
    process.start()
    return process


def whole(root: Path) -> Snapshot:
    """The snapshot in service; fails where a file is not what its manifest says, or statements lack."""
    found = snapshot.current(root)
    for name, dump in found.manifest.dumps.items():
        packed = (found.folder / name).read_bytes()
        assert (len(packed), hashlib.sha256(packed).hexdigest()) == (dump.size, dump.sha256), name
    assert len(found.dump()) == found.manifest.statements
    assert len(Store.read_only(str(found.store))) == found.manifest.statements
    return found
