"""tinynet: a small neural network whose every number can be looked at.

The trained network that comes with the package is in `tinynet.trained`.
"""

from tinynet.checkpoint import load_network, save_network
from tinynet.errors import CheckpointError, DataError, TinynetError, TrainingError
from tinynet.gradient import GradientCheck, LayerCheck, gradient_check, numerical_gradient
from tinynet.history import History, Moment
from tinynet.mnist import Dataset, load_mnist, to_inputs, to_targets
from tinynet.network import ERROR_RULES, Network, sigmoid
from tinynet.prepare import Prepared, average_digits, prepared
from tinynet.rotate import rotated
from tinynet.scores import Scores, accuracy, score
from tinynet.trace import Trace
from tinynet.trainer import Lesson, Tally, Trainer

__version__ = "0.1.0"

__all__ = [
    "ERROR_RULES",
    "CheckpointError",
    "DataError",
    "Dataset",
    "GradientCheck",
    "History",
    "LayerCheck",
    "Lesson",
    "Moment",
    "Network",
    "Prepared",
    "Scores",
    "Tally",
    "TinynetError",
    "Trace",
    "Trainer",
    "TrainingError",
    "accuracy",
    "average_digits",
    "gradient_check",
    "load_mnist",
    "load_network",
    "numerical_gradient",
    "prepared",
    "rotated",
    "save_network",
    "score",
    "sigmoid",
    "to_inputs",
    "to_targets",
]
