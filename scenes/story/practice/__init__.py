"""Practice: steps of a pass to be worked out by the reader, and what a wrong answer says."""
