"""A figure as words: for pipes, screen readers, homework. It needs no app, and no colours."""

WIDEST_TEXT = 100
"""Columns: longer lines are hard to read."""
