"""The commands with data of shapes and letters: named, counted as they are, and pasted back."""

import html
import io
import json
import re
import shlex
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from scenes.commands.cli import main
from scenes.story.drawn import pass_of_image
from scenes.story.images import read_image
from scenes.story.places import Place
from tests.other_data import SHAPES, shapes, write_idx, write_letters, write_shapes
from tests.scenes.commands.here import run
from tinynet import Network, TaughtSubject, load_data, load_mnist, load_taught, save_network
from tinynet.classes import FASHION


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """A folder of shapes, with a blank in its name."""
    return write_shapes(tmp_path_factory.mktemp("data") / "my shapes")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A folder of letters."""
    return write_letters(tmp_path_factory.mktemp("data") / "letters")


def test_what_train_says_can_be_pasted_and_test_names_the_classes(capsys, drawn, tmp_path):
    net = tmp_path / "my net.npz"
    status, out, err = run(
        capsys, "train", "--data", drawn, "--epochs", 3, "--hidden", 10, "--out", net
    )
    assert status == 0
    assert "320-10-3" in out
    assert "test pictures, " in err
    (command,) = re.findall("`(tinynet .*)` opens it", err)
    words = shlex.split(command)[1:]
    assert words == ["--network", str(net), "--data", str(drawn)]
    status, out, _ = run(capsys, "explain", *words, "--at", "error.targets", "--digit", 0)
    assert status == 0
    assert "Lola circle" in out

    status, out, err = run(capsys, "test", net, "--data", drawn)
    assert (status, err) == (0, "")
    assert re.search(r"^ *triangle +\S", out, re.MULTILINE)
    assert " of 60 pictures." in out
    if found := re.search(r"^ {2}(tinynet .*)$", out, re.MULTILINE):
        assert shlex.split(found[1])[-2:] == ["--data", str(drawn)]


def test_data_whose_class_is_named_is_loaded_once(capsys, drawn, monkeypatch):
    loaded = []

    def load(split, *args, **options):
        loaded.append(split)
        return load_data(split, *args, **options)

    monkeypatch.setattr("tinynet.load_data", load)
    words = ["--data", drawn, "--digit", "square", "--lola", "circle", "--at", "error.targets"]
    status, _, err = run(capsys, "explain", *words)
    assert (status, err) == (0, "")
    assert loaded.count("test") == 1


def test_names_typed_go_into_json_and_into_commands(capsys, drawn):
    options = ["--data", drawn, "--labels", "o,□,△"]
    status, out, _ = run(capsys, "test", "untrained", *options, "--json")
    assert status == 0
    assert json.loads(out)["classes"] == ["o", "□", "△"]
    _, out, _ = run(capsys, "test", "untrained", *options)
    command = re.search(r"^ {2}(tinynet .*)$", out, re.MULTILINE)[1]
    assert shlex.split(command)[-2:] == ["--labels", "o,□,△"]


@pytest.mark.parametrize("command", [["test"], ["explain", "--network"]])
def test_a_network_that_does_not_fit_is_told_with_both_sizes(capsys, drawn, tmp_path, command):
    net = tmp_path / "digits.npz"
    save_network(Network(784, 5, 10, 0.1), net)
    status, out, err = run(capsys, *command, net, "--data", drawn)
    assert (status, out) == (2, "")
    assert err == (
        f"tinynet: {net}: expected a network of 320 inputs and 3 outputs for 3 classes of "
        "16 × 20 pixels, found 784 and 10\n"
    )


@pytest.fixture(scope="module")
def unnamed(tmp_path_factory):
    """The same shapes, whose classes nobody called anything."""
    folder = tmp_path_factory.mktemp("data") / "unnamed"
    return write_idx(folder, shapes(240, 1), shapes(60, 2))


@pytest.fixture(scope="module")
def taught(tmp_path_factory, drawn):
    """A network of the shapes, as train wrote it."""
    net = tmp_path_factory.mktemp("nets") / "shapes.npz"
    assert main(["train", "--data", str(drawn), "--hidden=6", "--epochs=2", f"--out={net}"]) == 0
    return net


def test_a_networks_file_says_what_its_classes_are_called(capsys, taught, drawn, unnamed, tmp_path):
    assert load_taught(taught)[1] == TaughtSubject((16, 20), SHAPES)
    typed = ["--labels", ",".join(SHAPES)]
    status, out, err = run(capsys, "test", taught, "--data", unnamed)
    assert (status, err) == (0, "")
    assert re.search(r"^ *triangle +\S", out, re.MULTILINE)
    if found := re.search(r"^ {2}(tinynet .*)$", out, re.MULTILINE):
        assert shlex.split(found[1])[-2:] == typed
    _, out, _ = run(capsys, "explain", "--network", taught, "--data", unnamed, "--at", "error")
    assert "Lola circle" in out
    # Who goes on with it, goes on with its names.
    on = tmp_path / "on.npz"
    options = ["--resume", taught, "--data", unnamed, "--epochs", 1, "--out", on]
    _, _, err = run(capsys, "train", *options)
    assert load_taught(on)[1] == TaughtSubject((16, 20), SHAPES)
    assert f"--network {on} --data {unnamed} --labels {typed[1]}`" in err


def test_a_network_of_other_pictures_is_told_of_what_it_is(capsys, taught, drawn, tmp_path):
    of_shapes = "pictures of 16 × 20 pixels: circle, square, triangle"
    for command in (["test"], ["--network"], ["explain", "--network"]):
        status, out, err = run(capsys, *command, taught)
        assert (status, out) == (2, "")
        assert err == (
            f"tinynet: {taught}: expected a network of 784 inputs and 10 outputs, found 320 and 3, "
            f"for {of_shapes}; --data names the pictures it is for\n"
        )
    _, _, err = run(capsys, "test", taught, "--data", drawn, "--transpose")
    assert err == (
        f"tinynet: {taught}: expected a network for pictures of 20 × 16 pixels, found one for "
        "16 × 20; --transpose turns pictures over\n"
    )
    other = write_idx(tmp_path / "o", shapes(30, 1), shapes(30, 2), ("ring", "box", "tent"))
    _, _, err = run(capsys, "test", taught, "--data", other)
    assert err == (
        f"tinynet: {taught}: expected a network for ring, box, tent, found one for circle, square, "
        "triangle; --labels gives the classes other names\n"
    )
    status, out, err = run(capsys, "test", taught, "--data", other, "--labels", "O,H,A")
    assert (status, err) == (0, "")
    clothes = tmp_path / "clothes.npz"
    save_network(Network(784, 5, 10, 0.1), clothes, TaughtSubject((28, 28), FASHION))
    _, _, err = run(capsys, "test", clothes)
    assert err == (
        f"tinynet: {clothes}: expected a network for the digits 0 to 9, found one for T-shirt/top, "
        "Trouser, Pullover, Dress and 6 more; --data names the pictures it is for\n"
    )


COMMAND = re.compile(
    r"`(tinynet [^`]+)`|^ {2}(tinynet .+)$|\((?:in the app: )?(tinynet\b[^()]*)\)", re.M
)


@pytest.mark.slow
def test_every_command_that_is_printed_can_be_pasted(capsys, tmp_path, monkeypatch):
    """With data in a folder with a blank in its name, pictures turned over, and names typed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "400")
    lying = [
        (np.ascontiguousarray(images.transpose(0, 2, 1)), labels)
        for images, labels in (shapes(120, 1, 12, 16), shapes(30, 2, 12, 16))
    ]
    write_idx(tmp_path / "my shapes", *lying)
    data = ["--data", "my shapes", "--labels", "o,□,△ high", "--transpose"]
    printed = ""
    for words in (
        ["train", *data, "--hidden", 4, "--epochs", 1, "--out", "my net.npz", "--keep", "r.npz"],
        ["test", "my net.npz", *data],
        ["explain", "--network", "my net.npz", *data],
        ["--network", "my net.npz", *data],
        ["page", "walk.html", "--network", "my net.npz", *data],
    ):
        _, out, err = run(capsys, *words)
        # The walk's text is wrapped: what a line has no room for is broken there, too.
        printed += re.sub(r"\n\s*", " ", out) if words[0] == "explain" else out
        printed += err
    page = (tmp_path / "walk.html").read_text(encoding="utf-8")
    printed += "\n".join(
        f"`{html.unescape(code)}`" for code in re.findall("<code>(.*?)</code>", page)
    )
    commands = {next(filter(None, found)) for found in COMMAND.findall(printed)}
    of_data = [each for each in commands if "--data" in each]
    assert len(of_data) >= 8
    for command in sorted(commands):
        words = shlex.split(command)[1:]
        if words[:1] == ["page"] and words[1:2] != ["OUT.html"]:
            continue  # which names an option, after which a value stands
        monkeypatch.setattr("sys.stdin", io.StringIO("q\n"))
        status, _, err = run(capsys, *words)
        app = not words or words[0].startswith("-") or words == ["practice"]
        assert status == (2 if app else 0), (command, err)
        assert ("expected a terminal to " in err) is app, (command, err)


def test_letters_from_1_are_said_and_walked(capsys, written):
    status, out, err = run(capsys, "explain", "--data", written, "--at", "error")
    assert status == 0
    assert "labels from 1 to 26: the first class is A" in err
    assert "the 25 others 0.01" in " ".join(out.split())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--labels a,b", "--labels: expected it with --data"),
        ("--transpose", "--transpose: expected it with --data"),
        ("--data {} --labels a", "--labels: expected 2 to 64 names"),
        ("--data {} --labels a,b", "of 2 names, found 2"),
        ("--data {} --digit 3", "class 3: expected it in the data set, found none"),
        ("--data {} --lola 3", "--lola: expected 0 to 2, found 3"),
        ("--data {} --pixel 320", "--pixel: expected 0 to 319, found 320"),
    ],
)
def test_options_that_do_not_fit_the_data(capsys, drawn, options, said):
    words = [word.format(drawn) for word in options.split(" ")]
    status, out, err = run(capsys, "explain", *words)
    assert (status, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_what_is_odd_is_said_once(capsys, tmp_path):
    digits = load_mnist("test", first=40)
    lying = np.ascontiguousarray(digits.images.transpose(0, 2, 1)), digits.labels
    write_idx(tmp_path, lying, lying)
    _, _, err = run(capsys, "train", "--data", tmp_path, "--epochs", 1, "--hidden", 5)
    assert err.count("lie on their side: try with --transpose") == 1
    assert err.count("are among those to train on") == 1
    _, _, err = run(capsys, "test", "trained", "--data", tmp_path, "--transpose")
    assert err == ""


@pytest.mark.slow
def test_a_trained_network_of_other_data_is_taught_here_and_says_so(capsys, drawn):
    status, out, _ = run(capsys, "test", "trained", "--data", drawn)
    assert status == 0
    assert "trained here, 50 epochs of 240 pictures, 320-100-3" in " ".join(out.split())
    share = float(re.search(r"Right: ([\d.]+) %", out)[1])
    assert share > 90


def test_one_picture_more_than_fits_is_no_digit(capsys, tmp_path):
    write_idx(tmp_path, shapes(30, 1, 65, 30), shapes(30, 2, 65, 30))
    status, _, err = run(capsys, "test", "untrained", "--data", tmp_path)
    assert status == 2
    assert "to 64 × 64 pixels, found 65 × 30" in err


def test_an_image_is_read_as_one_of_the_networks_classes(capsys, tmp_path):
    net, image = tmp_path / "clothes.npz", tmp_path / "7.png"
    save_network(Network(784, 5, 10, 0.1, seed=3), net, TaughtSubject((28, 28), FASHION))
    drawn = Image.new("L", (60, 60), 255)
    ImageDraw.Draw(drawn).line((30, 10, 30, 50), 0, 5)
    drawn.save(image)
    _, out, _ = run(capsys, "predict", image, "--network", net, "--json")
    found = json.loads(out)
    assert found["classes"] == list(FASHION)
    answer = FASHION[found["images"][0]["answer"]]
    assert found["images"][0]["label"] is None  # that of the name is of a digit
    status, out, _ = run(capsys, "predict", image, "--network", net)
    assert status == 0
    assert f" {answer}, output 0." in out
    assert re.search(r"^ *Ankle boot +0\.\d+", out, re.MULTILINE)
    drawn.save(tmp_path / "8.png")
    _, out, _ = run(capsys, "predict", image, tmp_path / "8.png", "--network", net)
    assert out.count(f" {answer} ") == 2


def shape_file(path, kind):
    """Draw the outline of a shape, large and aside, as a scan would have it."""
    drawn = Image.new("L", (300, 200), 250)
    draw = ImageDraw.Draw(drawn)
    if kind == "circle":
        draw.ellipse([20, 30, 140, 150], outline=20, width=12)
    elif kind == "square":
        draw.rectangle([20, 30, 140, 150], outline=20, width=12)
    else:
        draw.polygon([(20, 150), (80, 30), (140, 150)], outline=20, width=12)
    path.parent.mkdir(parents=True, exist_ok=True)
    drawn.save(path)


@pytest.mark.slow
def test_images_of_another_size_are_read_named_scored_and_kept(capsys, drawn, tmp_path):
    """By a network of 16 × 20 pixels: folders named in words, and a table of names."""
    net, photos, own = tmp_path / "shapes.npz", tmp_path / "photos", tmp_path / "own"
    run(capsys, "train", "--data", drawn, "--hidden=30", "--epochs=30", "--out", net)
    for kind in SHAPES:
        shape_file(photos / kind / "a.png", kind)
    shape_file(photos / "b.png", "square")
    (tmp_path / "table.csv").write_text("file,class\nb.png,square\n")
    typed = ("predict", photos, "--network", net, "--labels", tmp_path / "table.csv")
    told = json.loads(run(capsys, *typed, "--json")[1])
    assert told["classes"] == list(SHAPES)
    assert (told["totals"]["labelled"], told["totals"]["right"]) == (4, 4)
    _, out, err = run(capsys, *typed, "--save-data", own)
    said = " ".join(out.split())
    assert "prepared to 20 × 16 as the pictures the network was taught: scaled into" in said
    assert "4 of 4 that are known: 3 by the folder's name, 1 by the table." in said
    assert "4 pictures added to" in err
    kept = load_data("train", str(own))
    assert (kept.shape, kept.classes.names, len(kept)) == ((16, 20), SHAPES, 3)
    status, _, _ = run(capsys, "test", net, "--data", own)
    assert status == 0
    # The app prepares an image for the same network as predict does.
    opened = pass_of_image(
        Place(network=str(net), data=str(drawn)),
        str(photos / "b.png"),
        test := load_data("test", str(drawn)),
    )
    found = read_image(photos / "b.png", digits=False).digits[0]
    image = found.prepared_for((16, 20), test.filling).image
    subject = load_taught(net)[1]
    assert subject is not None
    assert subject.filling == test.filling
    assert np.array_equal(opened.image, image)
    square = next(each for each in told["images"] if each["file"].endswith("b.png"))
    assert opened.label == square["answer"] == 1
    _, out, _ = run(capsys, "predict", photos / "b.png", "--network", net)
    assert re.search(r" square +0\.\d+ +#+ *$", out, re.MULTILINE)
    assert "Merely scaled to 20 × 16, it would be taken for" in out


def test_names_of_images_say_which_class_they_show(capsys, tmp_path):
    net, folder = tmp_path / "clothes.npz", tmp_path / "photos"
    save_network(Network(784, 5, 10, 0.1, seed=3), net, TaughtSubject((28, 28), FASHION))
    drawn = Image.new("L", (60, 60), 255)
    ImageDraw.Draw(drawn).line((30, 10, 30, 50), 0, 5)
    shown = {
        "Sneaker-3.png": "Sneaker",
        "12 ankle_boot.png": "Ankle boot",
        "bag.png": "Bag",
        "t-shirt-top-2.png": "T-shirt/top",
        "t-shirt-2.png": None,  # no class is called so, and a shirt is another
        "my bag.png": None,
        "7.png": None,
        "Coat/a.png": "Coat",
        "IMG_1.png": "Dress",
    }
    for name in shown:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        drawn.save(folder / name)
    (folder / "Hat").mkdir()
    drawn.save(folder / "Hat" / "a.png")  # no class: not looked into
    table = tmp_path / "labels.csv"
    table.write_text("file,class\nIMG_1.png,dress\n")
    typed = ("predict", folder, "--network", net, "--labels", table)
    _, out, _ = run(capsys, *typed, "--json")
    images = json.loads(out)["images"]
    found = {Path(image["file"]).relative_to(folder).as_posix(): image["label"] for image in images}
    assert found == {
        name: None if label is None else FASHION.index(label) for name, label in shown.items()
    }
    status, out, _ = run(capsys, *typed)
    said = " ".join(out.split())
    assert status == 0
    right = sum(image["right"] or False for image in images)
    assert f"{right} of 6 that are known: 4 by the file's name," in said
    assert "1 by the folder's name" in said
    assert "1 by the table" in said
    assert "digit" not in said
    _, out, _ = run(capsys, "predict", folder / "bag.png", "--network", net)
    assert re.search(r"It is a Bag by the file's name: [✓✗] (right|wrong)", out)
    table.write_text("IMG_1.png,dress\nIMG_2.png,7\n")
    _, _, err = run(capsys, *typed)
    assert "expected a file's name and its class in line 2" in err
    status, _, err = run(capsys, *typed[:4], "--save-data", tmp_path / "own")
    assert status == 0
    assert "5 pictures added to" in err
    assert load_data("train", str(tmp_path / "own")).classes.names == FASHION
    status, _, err = run(capsys, *typed[:1], folder / "7.png", *typed[2:4], "--save-data", "x")
    assert status == 2
    assert "say which class they are (T-shirt-top-3.png, T-shirt-top/a.png or --labels" in err
