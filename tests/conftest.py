"""What all tests share: one thread for the matrix products, set before NumPy is imported.

Several tests run at once, and a second thread that waits for a busy core makes a product of
microseconds take milliseconds.
"""

import os

for library in ("OPENBLAS", "MKL", "OMP"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")

# Programs that tests start read compiled code, as those that were installed do.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
