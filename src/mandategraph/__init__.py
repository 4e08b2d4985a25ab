"""A knowledge graph, with SPARQL, of the United Nations crime prevention and criminal justice programme."""

from importlib import import_module
from importlib.metadata import version

__version__ = version("mandategraph")


def __getattr__(name: str) -> object:
    """`open_graph`, found when asked for (PEP 562): whoever imports a part of the package need not load it all."""
    if name == "open_graph":
        return import_module("mandategraph.api").open_graph
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
