"""The W3C's SPARQL suites, over HTTP, against `mandategraph serve --data`; they are shared material."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from w3c_expected import HALVES, SUITES

Results = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def results(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Results:
    """The results of all suites, by suite; two processes run them.

    Each looks for a free port whenever it starts a server; they have addresses of their own, so as not to meet there.
    """
    tool = shared / "tools" / "w3c" / "w3c_http.py"
    if not tool.is_file() or not (shared / "data" / "w3c").is_dir():
        pytest.skip("../shared lacks tools/w3c or data/w3c: the suites are not part of the project")
    hosts = ("127.0.0.1", "127.0.0.2")
    runs = [
        _start(tool, suites, host, tmp_path_factory.mktemp("w3c")) for suites, host in zip(HALVES, hosts, strict=True)
    ]
    try:
        reports = [_report(process, folder) for process, folder in runs]
    finally:
        for process, _ in runs:
            process.terminate()  # its handler stops the server that it started
            process.wait(30)
    found: Results = {name: [] for name in SUITES}
    for test in [test for report in reports for test in report["tests"]]:
        found[test["suite"]].append(test)
    return found


def _start(tool: Path, suites: tuple[str, ...], host: str, folder: Path) -> "tuple[subprocess.Popen[bytes], Path]":
    serve = f"'{sys.executable}' '{ROOT / 'server.py'}' --data {{data}} --host {host} --port {{port}}"
    options = {
        "--serve-cmd": serve,
        "--serve-cwd": str(folder),
        "--query-url": f"http://{host}:{{port}}/sparql",
        "--suites": ",".join(suites),
        "--json": str(folder / "report.json"),
        "--tmp": str(folder),
    }
    command = [sys.executable, str(tool), *(word for option in options.items() for word in option)]
    with (folder / "log").open("w") as log:
        return subprocess.Popen(command, stdout=log, stderr=log), folder


def _report(process: "subprocess.Popen[bytes]", folder: Path) -> Any:
    status = process.wait(900)
    assert status == 0, (folder / "log").read_text(encoding="utf-8")
    return json.loads((folder / "report.json").read_text(encoding="utf-8"))


def test_every_suite_runs_once() -> None:
    assert Counter(name for half in HALVES for name in half) == Counter(SUITES.keys())
    assert sum(suite.judged for suite in SUITES.values()) == 625
    assert sum(len(suite.misses) for suite in SUITES.values()) == 16


@pytest.mark.parametrize("name", SUITES)
def test_suite(results: Results, name: str) -> None:
    """Strict: a test that fails without being listed, and one that is listed and passes, are both named."""
    suite, tests = SUITES[name], results[name]
    status = {test["id"]: test["status"] for test in tests}
    failed = {test["id"]: test["reason"] for test in tests if test["status"] == "fail"}
    wrong = [f"fails, and is not listed: {which}: {failed[which]}" for which in failed if which not in suite.misses]
    wrong += [f"is listed, and does not fail: {which}" for which in suite.misses if which not in failed]
    assert not wrong, "w3c_expected.py and the suite differ:\n" + "\n".join(wrong)
    count = Counter(status.values())
    assert (len(tests), count["skip"]) == (suite.judged + suite.skipped, suite.skipped)
    assert all("/update_" in which for which, state in status.items() if state == "skip")
