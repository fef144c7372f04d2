"""The panels of the testing board: each draws its part of the view on the board's canvas."""
