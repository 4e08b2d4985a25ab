"""From a mandate to works and recommendations, and back."""
