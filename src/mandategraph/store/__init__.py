"""The triple store behind one narrow door, and the snapshots that it opens."""
