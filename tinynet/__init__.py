"""tinynet: a small neural network whose every number can be looked at.

The trained network that comes with the package is in `tinynet.trained`.
"""

from tinynet.checkpoint import load_network, save_network
from tinynet.errors import CheckpointError, DataError, TinynetError
from tinynet.gradient import GradientCheck, LayerCheck, gradient_check, numerical_gradient
from tinynet.mnist import Dataset, load_mnist, to_inputs, to_targets
from tinynet.network import ERROR_RULES, Network, sigmoid
from tinynet.scores import accuracy
from tinynet.trace import Trace

__version__ = "0.1.0"

__all__ = [
    "ERROR_RULES",
    "CheckpointError",
    "DataError",
    "Dataset",
    "GradientCheck",
    "LayerCheck",
    "Network",
    "TinynetError",
    "Trace",
    "accuracy",
    "gradient_check",
    "load_mnist",
    "load_network",
    "numerical_gradient",
    "save_network",
    "sigmoid",
    "to_inputs",
    "to_targets",
]
