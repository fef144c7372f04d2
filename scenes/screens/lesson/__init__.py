"""A lesson in the app: stepped through, or written down while a teacher walks."""
