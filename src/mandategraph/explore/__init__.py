"""Walking the relationships: questions about the graph, each answered with the paragraph for every step."""
