"""Mandates, what answers them, and recommendations."""
