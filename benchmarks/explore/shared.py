"""What this generator shares with that of benchmarks/serve: names, and terms as N-Quads writes them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "serve"))

import names
from world import ALIAS, LABEL, SEED, TYPE, XSD, day, english, mg, number, plain, thing

__all__ = ["ALIAS", "LABEL", "SEED", "TYPE", "XSD", "day", "english", "mg", "names", "number", "plain", "thing"]
