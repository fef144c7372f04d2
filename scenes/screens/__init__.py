"""What the reader sees in a terminal, and the keys and the mouse."""
