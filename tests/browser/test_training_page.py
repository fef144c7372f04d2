"""A training's page in a browser: the slider over its moments."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenes.story.runs import RunRecorder
from scenes.web.training import training_page
from tests.browser.conftest import Opened
from tinynet import Dataset, Network, Trainer, load_mnist


@pytest.fixture(scope="module")
def training_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a short training."""
    test = load_mnist("test", first=300)
    trainer = Trainer(Network(784, 12, 10, 0.1, seed=1), load_mnist("train", first=600), epochs=1)
    recorder = RunRecorder(trainer, Dataset(test.images, test.labels))
    recorder.begin(500, recorder.look)
    trainer.run(report_every=100, on_report=recorder.look)
    run = recorder.kept([(1, 600, 0.3, 0.5, 0.6)])
    assert run is not None
    path = tmp_path_factory.mktemp("page") / "training.html"
    path.write_text(training_page(run, "run.npz"), "utf-8")
    return path


def test_the_slider_shows_the_weights_of_each_moment(browser: Opened, training_file: Path) -> None:
    browser.open(training_file)
    browser.press("ArrowRight")
    assert browser.here == "hidden-nodes"
    slider = browser.page.get_by_label("after so many digits")
    canvas = browser.page.locator(".moments canvas")
    pictures = []
    for key, told in (("End", "600 digits, 1 epoch"), ("Home", "0 digits")):
        slider.press(key)
        place = slider.input_value()
        browser.page.wait_for_selector(f'.moments canvas[data-shown="{place}"]')
        assert browser.page.locator(".moments output").inner_text() == told
        pictures.append(canvas.evaluate("c => c.toDataURL()"))
    assert pictures[0] != pictures[1]


def test_it_fits_a_phone(browser: Opened, training_file: Path) -> None:
    browser.page.set_viewport_size({"width": 390, "height": 844})
    browser.open(training_file)
    for _ in range(4):
        assert browser.page.evaluate("document.documentElement.scrollWidth") <= 390, browser.here
        if browser.here == "confusion":
            table = browser.page.locator(".confusion .scroll")
            assert table.evaluate("e => e.scrollWidth <= e.clientWidth"), "all ten are seen"
        browser.press("ArrowRight")
    assert browser.here == "mistakes"
