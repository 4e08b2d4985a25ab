"""From source files to a snapshot: read, check, close, validate, write."""

from mandategraph.build.pipeline import build, check

__all__ = ["build", "check"]
