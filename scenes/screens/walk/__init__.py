"""The walk on the screen."""
