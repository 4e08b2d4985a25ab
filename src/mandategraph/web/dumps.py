"""The whole graph as files: what there is to download, the files of the snapshot in service, and their checksums."""

import base64

from flask import Blueprint, Response, jsonify, render_template, request, send_file, url_for

from mandategraph.errors import NotFound
from mandategraph.store.snapshot import DUMP, TRIG, Manifest
from mandategraph.web.negotiation import HTML, negotiate
from mandategraph.web.service import served

blueprint = Blueprint("dumps", __name__)
GZIP = "application/gzip"
INSIDE = {DUMP: "application/n-quads", TRIG: "application/trig"}
"""The media type of what each dump holds under its compression."""


@blueprint.get("/dumps")
def dumps() -> Response:
    """The files that there are: a page for people, JSON for programs; none for a graph that was not built."""
    found = served().snapshot
    manifest = found.manifest if found else None
    if negotiate(request, HTML | {"json": "application/json"}) == "html":
        return Response(render_template("dumps.html", manifest=manifest))
    return jsonify(version=manifest.version if manifest else None, dumps=_list(manifest) if manifest else [])


@blueprint.get("/dumps/<name>")
def dump(name: str) -> Response:
    """A dump, under a file name that has its version; a part of it where the client asks for a range (RFC 9110, 14)."""
    found = served().snapshot
    if found is None or name not in found.manifest.dumps:
        raise NotFound(f"there is no dump {name}; /dumps lists those of this server")
    digest = found.manifest.dumps[name].sha256
    response = send_file(
        found.folder.resolve() / name,
        mimetype=GZIP,
        as_attachment=True,
        download_name=name.replace("dump", f"mandategraph-{found.manifest.version}", 1),
        etag=digest,
    )
    response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(bytes.fromhex(digest)).decode()}:"
    return response


@blueprint.get("/dumps/SHA256SUMS")
def checksums() -> Response:
    """The checksums by the names in the addresses, for `sha256sum --check`."""
    found = served().snapshot
    if found is None or not found.manifest.dumps:
        raise NotFound("this server has no dumps, so there are no checksums; /dumps says why")
    lines = (f"{dump.sha256}  {name}\n" for name, dump in sorted(found.manifest.dumps.items()))
    return Response("".join(lines), content_type="text/plain; charset=utf-8")


def _list(manifest: Manifest) -> list[dict[str, object]]:
    return [
        {
            "name": name,
            "url": url_for("dumps.dump", name=name, _external=True),
            "mediaType": INSIDE[name],
            "compression": GZIP,
            "bytes": dump.size,
            "sha256": dump.sha256,
        }
        for name, dump in sorted(manifest.dumps.items())
        if name in INSIDE
    ]
