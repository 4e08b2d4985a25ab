"""The page of any thing."""
