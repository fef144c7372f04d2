"""What can go wrong outside the program: each error is one sentence, ready to show a reader."""


class TinynetError(Exception):
    """Any failure of a file the user chose; its text names file, expected and found."""


class DataError(TinynetError):
    """A data set's file is missing, unreadable or not what its format says."""


class CheckpointError(TinynetError):
    """A network's file could not be written, read, or is not a whole, sound network."""
