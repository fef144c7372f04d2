"""An exercise on the screen."""
