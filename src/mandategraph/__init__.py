"""A knowledge graph, with SPARQL, of the United Nations crime prevention and criminal justice programme."""

from importlib.metadata import version

__version__ = version("mandategraph")
