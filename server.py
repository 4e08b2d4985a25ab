"""Serve the built graph: python server.py [--port N]."""

import sys

from mandategraph.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
