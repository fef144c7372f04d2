"""A figure as terminal cells."""
