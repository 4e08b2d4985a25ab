"""The command line."""

from mandategraph.cli.main import main

__all__ = ["main"]
