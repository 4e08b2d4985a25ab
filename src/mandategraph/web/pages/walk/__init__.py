"""From one thing to the next: explore, and paths."""
