"""Drawing a digit of one's own, and what the network makes of it."""
