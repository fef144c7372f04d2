"""Homework: an exercise from a file, told with every number of its arithmetic."""
