"""What countries and regions are in the text."""
