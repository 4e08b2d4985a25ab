"""What serves the Sustainable Development Goals."""
