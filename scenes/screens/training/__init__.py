"""Training on all the digits, live: the run without a screen, and the screen that shows it."""
