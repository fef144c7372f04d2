"""Running an answer back through the network, to an image."""
