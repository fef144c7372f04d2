"""A figure as terminal cells: a canvas of them. What shows it, widgets, stands in `screens/`."""
