"""Products of matrices take one thread while something is trained; else as many as are set."""

import pytest

from tinynet import Network, Trainer, load_mnist

threadpoolctl = pytest.importorskip("threadpoolctl")


def blas_threads() -> set[int]:
    found = threadpoolctl.threadpool_info()
    return {each["num_threads"] for each in found if each["user_api"] == "blas"}


def test_a_run_takes_one_thread_and_gives_the_others_back() -> None:
    with threadpoolctl.threadpool_limits(2, user_api="blas"):
        before = blas_threads()
        if before != {2}:
            pytest.skip("a NumPy whose threads cannot be set")
        during: list[set[int]] = []
        digits = load_mnist("train", first=100)
        trainer = Trainer(Network(784, 5, 10, 0.1, seed=1), digits, epochs=1)
        trainer.run(on_report=lambda _: during.append(blas_threads()))
        assert during == [{1}]
        assert blas_threads() == before
