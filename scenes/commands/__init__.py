"""The command line: options read and checked. What a command does is done in the other rooms."""
