"""What is built of src/frontend: complete, small, of one origin; and how it is served."""

import gzip
import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from conftest import ROOT
from mandategraph.errors import AssetsMissing
from mandategraph.settings import Settings
from mandategraph.web import assets, create_app
from mandategraph.web.exchange import Reply, Request, finish, not_modified

FRONTEND = ROOT / "src/frontend"
STATIC = ROOT / "src/mandategraph/web/static"
BUILT = STATIC / "built"
ENTRIES = sorted(path.name for path in (FRONTEND / "entries").iterdir())
SCRIPTS = [name for name in ENTRIES if name.endswith(".js")]
MANIFEST = json.loads((BUILT / "manifest.json").read_text(encoding="utf-8"))
CODE = sorted(path.name for path in (BUILT / "assets").iterdir() if path.suffix in (".js", ".css"))
WRITTEN = sorted([*(FRONTEND / "css").rglob("*.css"), *(FRONTEND / "lib").rglob("*.js")])
FONTS = ("source-sans-3-latin-wght-normal.woff2", "source-serif-4-latin-600-normal.woff2")
BUDGET = {"common.js": 40 << 10}
PAGE_BUDGET = 200 << 10
MAP_BUDGET = 60 << 10
OUTSIDE = re.compile(
    r"""(?:url\(|@import|\bfrom|\bimport|\bimport\(|\bfetch\(|\bsrc\s*=|\bhref\s*=)\s*["'`]?\s*(?:https?:)?//""", re.I
)
"""Where a script or a style sheet would fetch from another origin; an address that is only named is none."""


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """The application, without a graph."""
    return create_app(Settings()).test_client()


def zipped(path: Path) -> int:
    """The size of a file as it travels."""
    return len(gzip.compress(path.read_bytes(), 5))


def loaded(key: str) -> set[str]:
    """The files that a script brings with it, at once or later, itself included."""
    seen: set[str] = set()
    waiting = [key]
    while waiting:
        at = waiting.pop()
        if at not in seen:
            seen.add(at)
            waiting += MANIFEST[at].get("imports", []) + MANIFEST[at].get("dynamicImports", [])
    return {MANIFEST[at]["file"] for at in seen}


def test_no_case_is_lost() -> None:
    assert {"common.js", "editor.js", "graph.js", "style.css"} <= {*ENTRIES}
    assert len(CODE) >= len(ENTRIES)
    assert len(WRITTEN) >= 8


def test_lock_file_names_no_download_address() -> None:
    text = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert len(packages) > 20
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert not [name for name, package in packages.items() if name and "integrity" not in package]
    assert not re.search(r"registry|\.tgz\b", text)


@pytest.mark.parametrize("name", ENTRIES)
def test_manifest_has_each_entry(name: str) -> None:
    assert (STATIC / assets.asset(name).removeprefix("/static/")).is_file()


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_is_within_its_budget(name: str) -> None:
    budget = BUDGET.get(name, PAGE_BUDGET)
    assert sum(zipped(BUILT / file) for file in loaded(f"entries/{name}")) <= budget


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_of_a_page_are_within_their_budget(name: str) -> None:
    files = loaded("entries/common.js") | loaded(f"entries/{name}")
    assert sum(zipped(BUILT / file) for file in files) <= PAGE_BUDGET


@pytest.mark.parametrize("name", CODE)
def test_built_code_fetches_nothing_from_outside(name: str) -> None:
    assert not OUTSIDE.search((BUILT / "assets" / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_written_code_fetches_nothing_from_outside(path: Path) -> None:
    assert not OUTSIDE.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "a{background:url(https://example.org/a.png)}", "a{background:url('//example.org/a')}",
        '@import "https://example.org/a.css"', 'import a from"https://example.org/a.js"',
        "import('https://example.org/a.js')", "fetch(`https://example.org/`)", 'i.src="//example.org/a.png"',
    ],
)  # fmt: skip
def test_outside_addresses_are_found(text: str) -> None:
    assert OUTSIDE.search(text)


def test_styles_stay_as_they_are_written() -> None:
    """The build must not rewrite for old browsers what the pages stand on."""
    text = (STATIC / assets.asset("style.css").removeprefix("/static/")).read_text(encoding="utf-8")
    written = "".join(path.read_text(encoding="utf-8") for path in (FRONTEND / "css").glob("*.css"))
    for word in ("light-dark(", "position-area:", "@layer "):
        assert word in written
        assert word in text


@pytest.mark.parametrize("name", FONTS)
def test_fonts_are_ours(name: str) -> None:
    css = (STATIC / assets.asset("style.css").removeprefix("/static/")).read_text(encoding="utf-8")
    assert f"url({assets.asset(name)})" in css
    assert css.count("@font-face") == css.count("font-display:swap") == len(FONTS)


def test_map_has_land_and_places() -> None:
    land = (BUILT / "land.svg").read_text(encoding="utf-8")
    width, height = assets.places().size
    assert f'viewBox="0 0 {width} {height}"' in land
    assert 'id="land"' in land
    assert zipped(BUILT / "land.svg") <= MAP_BUDGET


def test_places_lie_where_the_countries_are() -> None:
    """West to east and north to south, and none off the map."""
    places, (width, height) = assets.places().places, assets.places().size
    assert len(places) >= 190
    assert all(re.fullmatch(r"\d{3}", code) and 0 <= x <= width and 0 <= y <= height for code, (x, y) in places.items())
    canada, chad, japan = places["124"], places["148"], places["392"]
    assert canada[0] < chad[0] < japan[0]
    norway, peru, argentina = places["578"], places["604"], places["032"]
    assert norway[1] < peru[1] < argentina[1]


@pytest.mark.parametrize("name", [*ENTRIES, FONTS[0]])
def test_browsers_keep_what_has_a_hash_in_its_name(client: FlaskClient, name: str) -> None:
    reply = client.get(assets.asset(name))
    assert reply.status_code == 200
    assert reply.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert reply.mimetype == {"js": "text/javascript", "css": "text/css"}.get(name.rpartition(".")[2], "font/woff2")


@pytest.mark.parametrize("path", ["/static/built/land.svg", "/static/built/assets/none.js", "/ontology/none"])
def test_browsers_ask_again_for_the_rest(client: FlaskClient, path: str) -> None:
    assert "immutable" not in client.get(path).headers.get("Cache-Control", "")


@pytest.mark.parametrize(("tag", "unchanged"), [('"a"', True), ('"b"', False)])
def test_a_tag_of_its_own_is_the_one_that_counts(tag: str, unchanged: bool) -> None:
    """Fonts and other files that are not compressed come with one."""
    reply = finish(Reply(200, [(b"etag", b'"a"')], b"body", keep=True))
    headers = {b"if-none-match": tag.encode()}
    assert not_modified(Request("1", "GET", "http", "/", b"", headers, "", 0), reply) is unchanged


def test_missing_assets_name_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets, "_BUILT", tmp_path)
    assets.places.cache_clear()
    with pytest.raises(AssetsMissing, match="pip install -e"):
        assets.places()
