"""What can go wrong outside the program: each error is one sentence, ready to show a reader."""


class TinynetError(Exception):
    """Any failure of what the user chose; its text names it, what was expected and found."""


class DataError(TinynetError):
    """A data set's file is missing, unreadable or not what its format says."""


class CheckpointError(TinynetError):
    """A network's file could not be written, read, or is not a whole, sound network."""


class TrainingError(TinynetError):
    """Training cannot go on: its numbers are not finite any more."""
