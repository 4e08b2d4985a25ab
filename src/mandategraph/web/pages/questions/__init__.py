"""The named questions, and the evidence of their rows."""
