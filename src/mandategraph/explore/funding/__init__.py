"""Who gives money or goods to whom."""
