"""What happened, is ongoing and was planned."""
