"""What is built of src/frontend: the addresses of scripts, styles and fonts, where countries are on the map."""

import mimetypes
from functools import cache
from pathlib import Path

import msgspec
from flask import Flask, Response, request

from mandategraph.errors import AssetsMissing

_BUILT = Path(__file__).parent / "static" / "built"
_ADDRESS = "/static/built/"
_HASHED = f"{_ADDRESS}assets/"
"""Below it every name holds a hash of the content."""


class Places(msgspec.Struct, frozen=True):
    """The size of land.svg in pixels, and the middle of each country by its numeric ISO 3166 code, as in "148"."""

    size: tuple[int, int]
    places: dict[str, tuple[float, float]]


class _File(msgspec.Struct, frozen=True):
    file: str


def use(app: Flask) -> None:
    """Give templates asset(), and let browsers keep what has a hash in its name. Raises AssetsMissing."""
    mimetypes.add_type("text/javascript", ".js")
    mimetypes.add_type("font/woff2", ".woff2")
    _files()
    app.jinja_env.globals["asset"] = asset
    app.after_request(_keep)


def asset(name: str) -> str:
    """The address of what a file of src/frontend/entries became, or of a font file: asset("common.js")."""
    return _ADDRESS + _files()[name]


@cache
def places() -> Places:
    """Where the countries are on the map. Raises AssetsMissing."""
    return msgspec.json.decode(_read("places.json"), type=Places)


@cache
def _files() -> dict[str, str]:
    manifest = msgspec.json.decode(_read("manifest.json"), type=dict[str, _File])
    return {source.rpartition("/")[2]: built.file for source, built in manifest.items()}


def _read(name: str) -> bytes:
    try:
        return (_BUILT / name).read_bytes()
    except FileNotFoundError:
        raise AssetsMissing(
            "the scripts and styles of the pages are not built; run make run, or pip install -e ."
        ) from None


def _keep(response: Response) -> Response:
    if request.path.startswith(_HASHED) and response.status_code in (200, 206, 304):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers.pop("Expires", None)
    return response
