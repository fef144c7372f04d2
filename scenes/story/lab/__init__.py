"""The lab: change something, in the network or in the digit, and see it travel."""
