"""An exercise on the screen: the same text as without one, to go through section by section."""
