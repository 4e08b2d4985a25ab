"""Where the text contradicts itself."""
