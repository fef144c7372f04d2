"""tinynet: a small neural network whose every number can be looked at.

Two trained networks come with the package: `tinynet.trained.load_trained`, and
`tinynet.handwriting.load_handwriting` for images of one's own.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tinynet.backtrace import Backtrace
    from tinynet.checkpoint import load_network, load_taught, save_network
    from tinynet.classes import Classes
    from tinynet.datasets import load_data
    from tinynet.errors import CheckpointError, DataError, TinynetError, TrainingError
    from tinynet.gradient import GradientCheck, LayerCheck, gradient_check, numerical_gradient
    from tinynet.history import History, Moment, Tally
    from tinynet.losses import loss
    from tinynet.mnist import (
        BundledDigits,
        Dataset,
        DataSource,
        load_mnist,
        to_inputs,
        to_pixels,
        to_targets,
    )
    from tinynet.network import ERROR_RULES, Network, sigmoid
    from tinynet.prepare import Prepared, average_digits, prepared
    from tinynet.rotate import rotated
    from tinynet.scores import Scores, accuracy, score
    from tinynet.subject import TaughtSubject
    from tinynet.suspicions import suspicions
    from tinynet.trace import Trace
    from tinynet.trainer import LearnedSample, Trainer

__version__ = "0.1.0"

# Each name is loaded when it is asked for (PEP 562): who opens the app, or reads one digit, does
# not wait for the trainer. The imports above say the same to type checkers.
_PLACES = {
    "backtrace": ("Backtrace",),
    "checkpoint": ("load_network", "load_taught", "save_network"),
    "errors": ("CheckpointError", "DataError", "TinynetError", "TrainingError"),
    "gradient": ("GradientCheck", "LayerCheck", "gradient_check", "numerical_gradient"),
    "history": ("History", "Moment", "Tally"),
    "losses": ("loss",),
    "classes": ("Classes",),
    "datasets": ("load_data",),
    "mnist": (
        "BundledDigits",
        "DataSource",
        "Dataset",
        "load_mnist",
        "to_inputs",
        "to_pixels",
        "to_targets",
    ),
    "subject": ("TaughtSubject",),
    "suspicions": ("suspicions",),
    "network": ("ERROR_RULES", "Network", "sigmoid"),
    "prepare": ("Prepared", "average_digits", "prepared"),
    "rotate": ("rotated",),
    "scores": ("Scores", "accuracy", "score"),
    "trace": ("Trace",),
    "trainer": ("LearnedSample", "Trainer"),
}
_MODULES = {name: module for module, names in _PLACES.items() for name in names}

__all__ = [
    "ERROR_RULES",
    "Backtrace",
    "BundledDigits",
    "CheckpointError",
    "Classes",
    "DataError",
    "DataSource",
    "Dataset",
    "GradientCheck",
    "History",
    "LayerCheck",
    "LearnedSample",
    "Moment",
    "Network",
    "Prepared",
    "Scores",
    "Tally",
    "TaughtSubject",
    "TinynetError",
    "Trace",
    "Trainer",
    "TrainingError",
    "accuracy",
    "average_digits",
    "gradient_check",
    "load_data",
    "load_mnist",
    "load_network",
    "load_taught",
    "loss",
    "numerical_gradient",
    "prepared",
    "rotated",
    "save_network",
    "score",
    "sigmoid",
    "suspicions",
    "to_inputs",
    "to_pixels",
    "to_targets",
]


def __getattr__(name: str) -> Any:
    """Load a public name's module, and keep the name."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *_MODULES})
