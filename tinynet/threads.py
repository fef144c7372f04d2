"""How many threads a product of matrices takes: one, while something is trained.

Measured (`python -m tests.benchmarks engine`): on two idle cores a second thread saves a sixth of
the time at batches of one sample. But products wait for the slower thread: with both cores busy,
training took up to seventeen times as long.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any


def one_thread() -> AbstractContextManager[Any]:
    """Have products of matrices take one thread meanwhile, in this whole process.

    Needs threadpoolctl; without it nothing changes, and `OPENBLAS_NUM_THREADS=1`, set before NumPy
    is imported, does the same.
    """
    try:
        from threadpoolctl import threadpool_limits
    except ImportError:  # an extra: `pip install 'tinynet-explainer[notebook]'`
        return nullcontext()
    limits: AbstractContextManager[Any] = threadpool_limits(1, user_api="blas")
    return limits
