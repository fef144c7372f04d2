"""Practice: the reader does the arithmetic, and learns where a step went wrong."""
