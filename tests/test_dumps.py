"""The dumps for download: what the store holds, under the checksums that are told, whole or in parts."""

import base64
import gzip
import hashlib
import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pyoxigraph import Quad, RdfFormat, Store, parse

from client import PROBLEM, fetch
from mandategraph.errors import SnapshotMissing
from mandategraph.schema import Schema
from mandategraph.settings import Settings
from mandategraph.store import snapshot as snapshots
from mandategraph.store.embedded import EmbeddedEngine
from mandategraph.store.snapshot import DUMP, TRIG, Snapshot
from mandategraph.web import create_app
from mandategraph.web.service import SERVED, Served
from small import build_quietly, use_rule_table, write_sources
from test_web_pages import BROWSER, Page

DUMPS = {DUMP: RdfFormat.N_QUADS, TRIG: RdfFormat.TRIG}
SUMS = "/dumps/SHA256SUMS"


@pytest.fixture(scope="module")
def client(snapshot: Snapshot) -> FlaskClient:
    """The application over the shipped graph."""
    return create_app(Settings(snapshots=snapshot.folder.parent)).test_client()


@pytest.fixture(scope="module")
def stored(snapshot: Snapshot) -> set[Quad]:
    """What the store holds, read from itself."""
    return set(Store.read_only(str(snapshot.store)))


@pytest.mark.parametrize("name", DUMPS)
def test_a_dump_holds_what_the_store_holds(
    client: FlaskClient, snapshot: Snapshot, stored: set[Quad], name: str
) -> None:
    quads = list(parse(gzip.decompress(client.get(f"/dumps/{name}").data), format=DUMPS[name]))
    assert len(quads) == snapshot.manifest.statements
    assert shape(quads) == shape(stored)


def shape(quads: set[Quad] | list[Quad]) -> list[str]:
    """The quads without the labels of blank nodes, which a store does not keep."""
    return sorted(" ".join("_" if str(term).startswith("_:") else str(term) for term in quad) for quad in quads)


def test_both_dumps_hold_the_same(snapshot: Snapshot) -> None:
    first, second = (
        set(parse(gzip.decompress((snapshot.folder / name).read_bytes()), format=form)) for name, form in DUMPS.items()
    )
    assert first == second


SOME = """\
_:b <https://w3id.org/mandategraph/ontology#value> "7"^^<http://www.w3.org/2001/XMLSchema#byte> .
<urn:a> <urn:b> "c"@en <https://w3id.org/mandategraph/id/graph/reference/sdgs> .
<urn:a> <urn:b> _:b <urn:g> .
"""


def test_trig_has_the_prefixes_that_it_uses(tmp_path: Path) -> None:
    """Also those of a datatype or of the name of a graph alone; the default graph comes first."""
    quads = list(parse(SOME.encode(), format=RdfFormat.N_QUADS))
    made = snapshots.write(tmp_path, "some", "0", quads, Schema({}, {}, {}, {}, frozenset()), {}, [])
    text = gzip.decompress((made.folder / TRIG).read_bytes()).decode()
    prefixes = {line.split()[1] for line in text.splitlines() if line.startswith("@prefix")}
    assert prefixes == {"mg:", "xsd:", "graph:", "reference:"}
    assert text.index("mg:value") < text.index("reference:sdgs {") < text.index("<urn:g> {")
    assert set(parse(text.encode(), format=RdfFormat.TRIG)) == set(quads)


@pytest.mark.parametrize("name", DUMPS)
def test_a_dump_is_a_file_with_its_version_in_its_name(client: FlaskClient, snapshot: Snapshot, name: str) -> None:
    reply = client.get(f"/dumps/{name}", headers={"Accept-Encoding": "gzip"})
    expected = (snapshot.folder / name).read_bytes()
    digest = hashlib.sha256(expected).digest()
    assert (reply.status_code, reply.mimetype, reply.data) == (200, "application/gzip", expected)
    assert "Content-Encoding" not in reply.headers
    assert reply.content_length == len(expected)
    suffix = name.removeprefix("dump")
    named = f"attachment; filename=mandategraph-{snapshot.manifest.version}{suffix}"
    assert reply.headers["Content-Disposition"] == named
    assert reply.headers["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest).decode()}:"
    assert snapshot.manifest.dumps[name].sha256 == digest.hex()
    assert snapshot.manifest.dumps[name].size == len(expected)


def test_a_part_of_a_dump(client: FlaskClient, snapshot: Snapshot) -> None:
    whole = (snapshot.folder / TRIG).read_bytes()
    tag = client.head(f"/dumps/{TRIG}").headers["ETag"]
    assert not tag.startswith("W/")
    reply = client.get(f"/dumps/{TRIG}", headers={"Range": "bytes=100-199", "If-Range": tag})
    assert (reply.status_code, reply.data) == (206, whole[100:200])
    assert reply.headers["Content-Range"] == f"bytes 100-199/{len(whole)}"
    other = client.get(f"/dumps/{TRIG}", headers={"Range": "bytes=100-199", "If-Range": '"another"'})
    assert (other.status_code, other.data) == (200, whole)
    beyond = client.get(f"/dumps/{TRIG}", headers={"Range": f"bytes={len(whole)}-"})
    assert beyond.status_code == 416
    assert client.get(f"/dumps/{TRIG}", headers={"If-None-Match": tag}).status_code == 304


def test_json_lists_the_dumps(client: FlaskClient, snapshot: Snapshot) -> None:
    for reply in (client.get("/dumps", headers={"Accept": "application/json"}), client.get("/dumps?format=json")):
        assert reply.mimetype == "application/json"
        listed = reply.get_json()
        assert listed["version"] == snapshot.manifest.version
        assert [dump["name"] for dump in listed["dumps"]] == [DUMP, TRIG]
        assert [dump["mediaType"] for dump in listed["dumps"]] == ["application/n-quads", "application/trig"]
        for dump in listed["dumps"]:
            assert dump["url"] == f"http://localhost/dumps/{dump['name']}"
            assert (dump["bytes"], dump["sha256"]) == (
                snapshot.manifest.dumps[dump["name"]].size,
                snapshot.manifest.dumps[dump["name"]].sha256,
            )


def test_the_page_lists_the_dumps(client: FlaskClient, snapshot: Snapshot) -> None:
    reply = client.get("/dumps", headers={"Accept": BROWSER})
    assert (reply.status_code, reply.mimetype) == (200, "text/html")
    page = Page(reply.text)
    assert not page.faults
    links = {link["href"] for link in page.all("a")}
    assert {f"/dumps/{name}" for name in DUMPS} | {SUMS, "/graphs"} <= links
    for dump in snapshot.manifest.dumps.values():
        assert dump.sha256 in page.texts["code"]
        assert f"{dump.size:,}" in page.texts["td"]
    assert client.get("/dumps", headers={"Accept": "text/csv"}).status_code == 406


@pytest.mark.parametrize("name", ["nope", "manifest.json", "..%2Fcurrent", "store", "%2e%2e%2fcurrent", "dump.nq"])
def test_nothing_else_is_given_away(client: FlaskClient, name: str) -> None:
    reply = client.get(f"/dumps/{name}", headers={"Accept": "application/json"})
    assert (reply.status_code, reply.mimetype) == (404, PROBLEM)


def test_a_file_has_no_dumps(client: FlaskClient) -> None:
    served = {SERVED: Served(EmbeddedEngine(Store()), None)}
    assert client.get("/dumps?format=json", environ_overrides=served).get_json() == {"version": None, "dumps": []}
    page = client.get("/dumps", headers={"Accept": BROWSER}, environ_overrides=served)
    assert page.status_code == 200
    assert not Page(page.text).faults
    for path in (SUMS, f"/dumps/{DUMP}"):
        assert client.get(path, environ_overrides=served).status_code == 404


@pytest.fixture
def old(snapshot: Snapshot, tmp_path: Path) -> Snapshot:
    """The shipped snapshot as the program before the dumps would have left it."""
    values = json.loads((snapshot.folder / "manifest.json").read_text())
    values["checksum"] = values.pop("dumps")[DUMP]["sha256"]
    folder = tmp_path / snapshot.manifest.version
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps(values))
    (folder / "store").symlink_to(snapshot.store)
    (folder / DUMP).symlink_to(snapshot.folder / DUMP)
    snapshots.activate(tmp_path, snapshot.manifest.version)
    return snapshots.current(tmp_path)


def test_an_old_snapshot_is_served_without_dumps(old: Snapshot) -> None:
    assert old.manifest.dumps == {}
    assert len(old.dump()) == old.manifest.statements
    client = create_app(Settings(snapshots=old.folder.parent)).test_client()
    page = client.get("/dumps", headers={"Accept": BROWSER}).text
    assert "mandategraph build" in page
    assert not Page(page).faults
    assert client.get("/dumps?format=json").get_json()["dumps"] == []
    assert client.get(SUMS).status_code == client.get(f"/dumps/{DUMP}").status_code == 404
    assert client.get("/.well-known/void").status_code == 200


BROKEN = ["", "[]", "{}", '{"documents": [], "dumps": []}', '{"documents": [], "dumps": {"dump.nq.gz": {"size": 1}}}']


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_manifest_is_an_error_of_ours(old: Snapshot, text: str) -> None:
    (old.folder / "manifest.json").write_text(text)
    with pytest.raises(SnapshotMissing, match="mandategraph build"):
        snapshots.load(old.folder)


BUILD = "import sys, pathlib; from small import build_quietly; build_quietly(*map(pathlib.Path, sys.argv[1:]))"


def test_the_same_sources_make_the_same_dumps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_rule_table(monkeypatch)
    sources = write_sources(tmp_path / "sources")
    first = build_quietly(sources, tmp_path / "first")
    written = tmp_path / "second"
    code = f"import small, pytest; small.use_rule_table(pytest.MonkeyPatch()); {BUILD}"
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", code, str(sources), str(written)]
    subprocess.run(command, env=environment, cwd=Path(__file__).parent, check=True)
    assert snapshots.current(written).manifest == first.manifest
    for name in DUMPS:
        assert (written / first.manifest.version / name).read_bytes() == (first.folder / name).read_bytes()


def test_downloads_stand_up_to_sha256sum(live: str, snapshot: Snapshot, tmp_path: Path) -> None:
    for name in (*DUMPS, "SHA256SUMS"):
        with urllib.request.urlopen(f"{live}/dumps/{name}", timeout=30) as answer:
            (tmp_path / name).write_bytes(answer.read())
    checked = subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=True)
    assert checked.stdout.decode().splitlines() == [f"{name}: OK" for name in sorted(DUMPS)]
    (tmp_path / TRIG).write_bytes(b"half")
    failed = subprocess.run(["sha256sum", "--check", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False)
    assert failed.returncode == 1
    head = fetch(f"{live}/dumps/{DUMP}", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(snapshot.manifest.dumps[DUMP].size)
    assert head.headers["Repr-Digest"].startswith("sha-256=:")
