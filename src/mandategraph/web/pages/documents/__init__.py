"""Documents, their sections and paragraphs."""
