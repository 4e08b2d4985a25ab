"""Goals and targets: the matrix, and one target with its reasons."""
