"""Faults of builds: killed in the middle 50 times, full disks; what is in service is always whole."""

import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from askers import Load
from builds import named, start_build, whole
from harbour import write_harbour
from mandategraph.build.pipeline import version_of
from mandategraph.store.snapshot import Snapshot
from served import Answer, Client, Service, until
from small import build_quietly, use_rule_table

BUILD_KILLS = 50
LABELS = "SELECT ?label {{ ?thing rdfs:label ?label }} ORDER BY ?label # {}"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A small graph."""
    root = tmp_path_factory.mktemp("harbour")
    with pytest.MonkeyPatch.context() as monkeypatch:
        use_rule_table(monkeypatch)
        return build_quietly(write_harbour(root / "sources", named("A")), root / "var")


def one_name(client: Client, number: int) -> tuple[Answer, str]:
    """A task that wants all names of one version."""
    answer = client.ask(LABELS.format(number))
    marks = {row["label"].split("@")[1] for row in answer.rows if "@" in row["label"]} if answer.status == 200 else {""}
    return answer, "" if len(marks) == 1 else f"of several versions: {marks}"


def unfinished(var: Path) -> list[Path]:
    """What builds have begun and not finished."""
    return [path for path in var.iterdir() if path.is_dir() and not (path / "manifest.json").is_file()]


def test_killed_builds(tmp_path: Path) -> None:
    """Half of the kills come at any moment, half while the snapshot is written; what is in service is always whole."""
    sources, var, errors = tmp_path / "sources", tmp_path / "var", tmp_path / "errors"
    build, begun = start_build(write_harbour(sources, named("first")), var, errors), time.monotonic()
    build.join()
    lasts, kills, version, moments = time.monotonic() - begun, 0, whole(var).manifest.version, set()
    with Service(var, tmp_path, "--workers", "2") as service, Load(service.port, [one_name], pause=0.05) as load:
        while kills < BUILD_KILLS:
            build = start_build(write_harbour(sources, named(f"mark{kills}")), var, errors)
            if kills % 2:
                until(lambda build=build: build.exitcode is not None or unfinished(var), 20, "it to write", 0.001)
            time.sleep(random.uniform(0, 0.15 if kills % 2 else lasts))
            build.kill()
            build.join()
            kills += 1
            moments.add((build.exitcode, bool(unfinished(var))))
            assert whole(var).manifest.version in (version, version_of(sources))
            version = whole(var).manifest.version
            assert len(unfinished(var)) <= 1
        build = start_build(write_harbour(sources, named("last")), var, errors)
        build.join()
        assert (build.exitcode, whole(var).manifest.version) == (0, version_of(sources)), errors.read_text()
        until(lambda: service.version() == version_of(sources), 5, "the last build in service")
    assert kills == BUILD_KILLS
    assert (-9, True) in moments
    assert [path for path in var.iterdir() if path.is_dir() and path.name.startswith(".")] == []
    assert [one.fault for one in load.outcomes if one.fault] == []


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[None]:
    """A file system of its own on a folder. Skips the test where this user may not mount one."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True)
    if done.returncode:
        pytest.skip(f"cannot mount: {done.stderr!r}")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def assert_refused(code: int | None, errors: Path) -> None:
    """A build ended with one line that says why, after its progress."""
    told = errors.read_text()
    assert (code, "Traceback" in told) == (1, False), told
    assert told.splitlines()[-1].startswith("mandategraph: "), told
    assert sum(line.startswith("mandategraph: ") for line in told.splitlines()) == 1, told


def test_full_disk(built: Snapshot, tmp_path: Path) -> None:
    """Builds with ever more room fail with one line until one fits; the old snapshot stays until then."""
    sources, disk, errors = write_harbour(tmp_path / "sources", named("B")), tmp_path / "disk", tmp_path / "errors"
    refused = 0
    with small_disk(disk, 8 << 20):
        var, ballast = disk / "var", disk / "ballast"
        shutil.copytree(built.folder.parent, var)
        with Service(var, tmp_path, "--workers", "2") as service, Load(service.port, [one_name], pause=0.05) as load:
            for room in (0, 4, 20, 60, 90, 200, 400, 600, 800, 1000, 0):
                ballast.unlink(missing_ok=True)
                ballast.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - (room << 10))))
                build = start_build(sources, var, errors)
                build.join()
                if build.exitcode == 0:
                    break
                refused += 1
                assert_refused(build.exitcode, errors)
                assert whole(var).manifest == built.manifest
                assert len(unfinished(var)) <= 1
            ballast.unlink()
            build = start_build(sources, var, errors)
            build.join()
            assert (build.exitcode, whole(var).manifest.version) == (0, version_of(sources)), errors.read_text()
            until(lambda: service.version() == version_of(sources), 5, "the new build in service")
        assert unfinished(var) == []
    assert refused >= 5
    assert [one.fault for one in load.outcomes if one.fault] == []


def test_file_too_large(built: Snapshot, tmp_path: Path) -> None:
    """As a full disk, where the system lets a file only become so large."""
    sources, var, errors = write_harbour(tmp_path / "sources", named("B")), tmp_path / "var", tmp_path / "errors"
    shutil.copytree(built.folder.parent, var)
    refused = 0
    for size in (1, 1 << 10, 10 << 10, 34 << 10, 45 << 10, 62 << 10):
        build = start_build(sources, var, errors, size)
        build.join()
        refused += build.exitcode != 0
        if build.exitcode:
            assert_refused(build.exitcode, errors)
        assert whole(var).manifest.version == (built.manifest.version if build.exitcode else version_of(sources))
    assert refused >= 4
