"""How things are connected."""
