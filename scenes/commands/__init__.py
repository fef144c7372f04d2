"""The command line: options read and checked, and what each command prints."""
