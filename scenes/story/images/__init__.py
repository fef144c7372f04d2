"""Images of handwritten digits: from a file to what a network is given of it.

:mod:`files` decodes, :mod:`paper` finds the ink, :mod:`lines` takes frames and ruled lines away,
:mod:`parts` tells which strokes are one digit, :mod:`touching` cuts apart those that touch;
:mod:`sheet` is all of it in a row. What an image is said to show is in :mod:`labels`.
"""

from scenes.story.images.files import check_pillow, image_files
from scenes.story.images.labels import IN_WORDS, Label, labels_of, names_class, read_labels
from scenes.story.images.sheet import FoundDigit, ImageSheet, read_image, sheet_of

__all__ = [
    "IN_WORDS",
    "FoundDigit",
    "ImageSheet",
    "Label",
    "check_pillow",
    "image_files",
    "labels_of",
    "names_class",
    "read_image",
    "read_labels",
    "sheet_of",
]
