"""A figure as words."""

WIDEST_TEXT = 100
"""Columns: longer lines are hard to read."""
