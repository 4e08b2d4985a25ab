"""The frame of pages that show no question of explore/, also over a file that is served without a build."""

from collections.abc import Mapping
from urllib.parse import urlencode

from mandategraph.explore.export import citation
from mandategraph.explore.graph import Graph
from mandategraph.web.service import served
from mandategraph.web.view import View

_FILES = {"CSV": "csv", "JSON": "json", "TSV": "tsv", "XML": "xml"}


def framed(graph: Graph, title: str, count: str, query: str, downloads: Mapping[str, str], told: str) -> View:
    """A view; `told` names in the citation what the page shows, and where it is empty there is none to cite."""
    line = citation(graph, told) if told and served().snapshot else ""
    return View(graph, title, count, query, downloads, line)


def of_rows(graph: Graph, title: str, count: str, query: str, told: str) -> View:
    """A view whose files are the rows of its query."""
    downloads = {name: f"/sparql?{urlencode({'query': query, 'format': form})}" for name, form in _FILES.items()}
    return framed(graph, title, count, query, downloads, told)
