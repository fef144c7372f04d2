"""`tinynet serve`: what an address may ask for, and what is said of who can open it."""

from __future__ import annotations

import argparse
import socket
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scenes.commands import serve
from scenes.commands.cli import main, make_parser
from scenes.commands.options import place_of
from scenes.commands.serve import Places, where_served
from scenes.story.networks import open_data
from tests.other_data import SHAPES, shapes, write_idx
from tinynet import Network, TaughtSubject, TinynetError, save_network


def parsed(*arguments: str) -> argparse.Namespace:
    return make_parser().parse_args(["serve", *arguments])


@pytest.fixture(scope="module")
def places() -> Places:
    """Those of the walk of sample 5, at its fifth act."""
    return Places(parsed("--sample", "5", "--at", "output", "--hidden", "7", "--no-motion"))


@pytest.mark.parametrize(
    ("query", "arguments"),
    [
        ("", "--sample=5 --hidden=7 --at=output --no-motion"),
        ("digit=3", "--digit=3 --hidden=7 --at=output --no-motion"),
        ("at=blame.2&light", "--sample=5 --hidden=7 --at=blame.contrary --light --no-motion"),
        ("at=train&seed=9", "--sample=5 --seed=9 --hidden=7 --at=train --no-motion"),
        ("light=&jay=6", "--sample=5 --hidden=7 --jay=6 --at=output --light --no-motion"),
        ("told=5", "--sample=5 --hidden=7 --told=5 --at=output --no-motion"),
    ],
)
def test_an_address_opens_a_place(places: Places, query: str, arguments: str) -> None:
    assert " ".join(places.arguments(query)) == arguments


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("network=/etc/passwd.npz", "network: expected untrained, trained or handwriting, found"),
        ("network=secret.npz", "network: expected untrained, trained or handwriting, found"),
        ("data=/etc", "data: expected only"),
        ("image=a.png", "image: expected only"),
        ("weights=a.json", "weights: expected only"),
        ("host=0.0.0.0", "host: expected only"),
        ("help", "help: expected only"),
        ("--at=blame", "--at: expected only"),
        ("at=nowhere", "at: expected one of"),
        ("digit=3;touch%20x", "--digit: expected a whole number"),
        ("digit=%24(touch+x)", "--digit: expected a whole number"),
        ("digit=3&digit=4", "digit: expected it once"),
        ("digit=3&sample=4", "--digit: expected it without --sample"),
        ("light=yes", "light: expected no value"),
        ("at", "at: expected one of"),
        ("sample=10000", "sample"),
        ("jay=7", "jay"),
        ("at=" + "x" * 1000, "the address: expected at most 1000 characters"),
    ],
)
def test_what_an_address_may_not_ask_for(places: Places, query: str, sentence: str) -> None:
    with pytest.raises(TinynetError) as refused:
        places.arguments(query)
    assert str(refused.value).startswith(sentence) or sentence in str(refused.value).split(":")[0]


NAMES = st.sampled_from(["at", "digit", "sample", "network", "jay", "light", "data", "play", "η"])
VALUES = st.sampled_from(["", "3", "blame", "trained", "a.npz", "--data=x", "-1"]) | st.text()


@given(st.lists(st.tuples(NAMES, VALUES), max_size=3))
@example([("network", "trained"), ("digit", "3")])
def test_what_is_opened_are_options_of_the_walk_and_no_file(
    places: Places, asked: list[tuple[str, str]]
) -> None:
    try:
        arguments = list(places.arguments(urlencode(asked)))
    except TinynetError:
        return
    chosen = make_parser().parse_args(arguments)
    place_of(chosen)
    assert all(argument.startswith("--") for argument in arguments)
    assert not {"data", "image", "weights"} & vars(chosen).keys()
    assert getattr(chosen, "network", "untrained") in ("untrained", "trained")


def test_whoever_serves_may_choose_a_file(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = str(tmp_path_factory.mktemp("net") / "ours.npz")
    save_network(Network(784, 4, 10, 0.1, seed=1), path)
    places = Places(parsed("--network", path))
    assert f"--network={path}" in places.arguments("digit=3")
    assert "--network=trained" in places.arguments("network=trained")
    assert f"--network={path}" in places.arguments(urlencode({"network": path}))
    with pytest.raises(TinynetError):
        places.arguments("network=other.npz")


def test_a_networks_file_names_the_classes_of_the_data_that_is_served(tmp_path: Path) -> None:
    data = write_idx(tmp_path / "data", shapes(30, 1), shapes(30, 2))
    net = tmp_path / "shapes.npz"
    save_network(Network(320, 4, 3, 0.1, seed=1), net, TaughtSubject((16, 20), SHAPES))
    places = Places(parsed("--network", str(net), "--data", str(data)))
    arguments = places.arguments("digit=square")
    assert f"--labels={','.join(SHAPES)}" in arguments
    assert "--digit=1" in arguments
    place, found = open_data(place_of(make_parser().parse_args(arguments)))
    assert found.classes.names == SHAPES
    assert place.network == str(net)


def test_who_can_open_it_is_said() -> None:
    here = where_served("127.0.0.1", 8000, None, 30)
    assert "http://127.0.0.1:8000/" in here
    assert "Only browsers on this computer" in here
    assert "30 visitors" in here
    everybody = where_served("0.0.0.0", 8000, None, 1)
    assert "Everybody whose computer reaches this one" in everybody
    assert "nothing on the way is encrypted" in everybody
    assert "At most one visitor at a time" in everybody
    behind = where_served("127.0.0.1", 8000, "https://school.example/", 30)
    assert behind.startswith("tinynet is served at https://school.example/\n")
    assert "Only browsers" not in behind


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--network", "none.npz"], "none.npz: expected a readable file"),
        (["--port", "70000"], "--port: expected a whole number from 0 to 65535"),
        (["--sessions", "0"], "--sessions: expected a whole number from 1"),
        (["--public-url", "school.example"], "--public-url: expected an address"),
        (["--public-url", "https://a:b@c/"], "--public-url: expected an address without a name"),
        (["--public-url", "https://c:99999/"], "--public-url: expected an address such as"),
        (["--host", "192.0.2.1"], "--port: expected a free port at 192.0.2.1"),
        (["--host", "no such name"], "--host: expected a name or number of this computer"),
    ],
)
def test_a_wrong_option_is_one_sentence(
    options: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        status = main(["serve", *options])
    except SystemExit as left:
        status = int(left.code or 0)
    assert status == 2
    err = capsys.readouterr().err
    assert err.startswith(f"tinynet: {sentence}")
    assert err.count("\n") == 1


def test_a_port_that_is_taken_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    assert f"expected a free port at 127.0.0.1, found {port}" in capsys.readouterr().err


def test_without_the_library_one_sentence_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve, "find_spec", lambda name: None)
    assert main(["serve"]) == 2
    assert "pip install 'tinynet-explainer[serve]'" in capsys.readouterr().err
    # An image of one's own, given before the command, belongs to the app alone.
    monkeypatch.setattr(serve, "find_spec", lambda name: object())
    assert main(["--image", "a.png", "serve"]) == 2
    assert "--image: expected it without" in capsys.readouterr().err
