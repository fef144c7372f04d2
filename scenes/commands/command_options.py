"""The options that a command has for itself, each value checked as it is read."""

from __future__ import annotations

import argparse

from scenes.commands.options import NETWORKS, add_contrast, add_data, add_look, add_options, within
from scenes.story import limits


def add_explain_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of `tinynet explain`, the walk's and those of an exercise."""
    parser.add_argument(
        "--step", action="store_true", help="tell one beat, then ask what next: line by line"
    )
    parser.add_argument("--json", action="store_true", help="print every number as JSON instead")
    parser.add_argument(
        "--code", action="store_true", help="also print the lines of code that compute each beat"
    )
    parser.add_argument("--words", action="store_true", help="print what each word means instead")
    add_options(parser)
    _add_homework_options(parser)


def _add_homework_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of an exercise; what is not typed is not set."""
    homework = parser.add_argument_group("homework, instead of a digit and a network")
    homework.add_argument(
        "--weights",
        metavar="FILE.json",
        help="a small network, its inputs and targets: every number of its arithmetic",
    )
    homework.add_argument(
        "--fixed-biases", action="store_true", help="update the weights only, not its biases"
    )
    homework.add_argument("--app", action="store_true", help="show it on the screen")
    homework.add_argument(
        "--section",
        metavar="N",
        type=within(limits.whole(1, limits.MOST_SECTIONS)),
        help="on the screen, from the Nth of its sections on",
    )


def add_page_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of `tinynet page`, and the walk's."""
    parser.add_argument(
        "out", metavar="OUT.html", type=within(limits.html_file), help="the file to write"
    )
    instead = parser.add_argument_group("another digit, or something else to show")
    instead.add_argument("--image", metavar="FILE", help="a picture of a digit of your own")
    instead.add_argument(
        "--weights", metavar="FILE.json", help="an exercise: every number of its arithmetic"
    )
    instead.add_argument(
        "--fixed-biases", action="store_true", help="update the exercise's weights only"
    )
    instead.add_argument(
        "--train",
        dest="kept",
        metavar="RUN.npz",
        type=within(limits.npz_file),
        help="a training, as `tinynet train --keep RUN.npz` kept it",
    )
    add_options(parser)


def add_lesson_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser what `tinynet lesson` takes; what is not typed is not set."""
    parser.add_argument(
        "lesson", metavar="LESSON", nargs="?", help="a FILE.toml, or the name of one that is here"
    )
    parser.add_argument("--record", metavar="OUT.toml", help="write a lesson while you walk")
    parser.add_argument("--list", action="store_true", help="print the steps instead")
    add_look(parser)


def add_serve_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of `tinynet serve`, and the walk's."""
    server = parser.add_argument_group("the server")
    server.add_argument(
        "--host", metavar="HOST", help="who can reach it: 127.0.0.1 (this computer), 0.0.0.0 (all)"
    )
    server.add_argument(
        "--port",
        metavar="PORT",
        type=within(limits.whole(0, limits.MOST_PORT)),
        help="where it listens (8000); 0 for any that is free",
    )
    server.add_argument(
        "--public-url",
        metavar="URL",
        type=within(limits.web_address),
        help="what visitors type, where another server stands in front",
    )
    server.add_argument(
        "--sessions",
        metavar="N",
        type=within(limits.whole(1, limits.MOST_SESSIONS)),
        help="visitors at a time (30); each takes about 100 MB of memory",
    )
    add_options(parser)


def add_train_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of `tinynet train`; what is not typed is not set."""
    _add_trained_network(parser)
    _add_training(parser)
    parser.add_argument("--json", action="store_true", help="print the epochs as JSON instead")


def _add_trained_network(parser: argparse.ArgumentParser) -> None:
    net = parser.add_argument_group("the network")
    net.add_argument(
        "--hidden",
        metavar="N",
        type=within(limits.whole(1, limits.MOST_TRAINED_HIDDEN)),
        help=f"hidden nodes, 1 to {limits.MOST_TRAINED_HIDDEN} (100)",
    )
    net.add_argument(
        "--biases", action="store_true", help="learn a bias for each node beside the weights"
    )
    net.add_argument(
        "--resume",
        metavar="NET.npz",
        type=within(limits.npz_file),
        help="go on with the network in a file",
    )
    net.add_argument(
        "--out", metavar="NET.npz", type=within(limits.npz_file), help="keep the network in a file"
    )

    net.add_argument(
        "--keep",
        metavar="RUN.npz",
        type=within(limits.npz_file),
        help="keep the training in a file: its curves and its weights on the way",
    )


def _add_training(parser: argparse.ArgumentParser) -> None:
    how = parser.add_argument_group("the training")
    how.add_argument(
        "--epochs",
        metavar="N",
        type=within(limits.whole(1, limits.MOST_EPOCHS)),
        help="times through all digits (5)",
    )
    how.add_argument(
        "--learning-rate",
        metavar="η",
        type=within(limits.rate),
        help="how far one update goes (0.1)",
    )
    how.add_argument(
        "--batch-size",
        metavar="N",
        type=within(limits.whole(1, limits.MOST_BATCH)),
        help="samples to an update, which is their mean (1)",
    )
    how.add_argument(
        "--error-rule",
        metavar="RULE",
        type=within(limits.error_rule),
        help="how blame is carried back: recipe or gradient (recipe)",
    )
    how.add_argument(
        "--rotate",
        metavar="DEG",
        type=within(limits.turn),
        help="show every digit also turned so many degrees, each way",
    )
    how.add_argument(
        "--seed",
        metavar="S",
        type=within(limits.whole(0, limits.MOST_SEED)),
        help="draws weights and orders (1)",
    )
    how.add_argument(
        "--in-order", action="store_true", help="take the digits as they come, not in drawn orders"
    )
    add_data(how)


def add_test_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser what `tinynet test` takes; what is not typed is not set."""
    parser.add_argument(
        "tested",
        metavar="NETWORK",
        type=within(limits.network),
        help=NETWORKS,
    )
    add_data(parser)
    parser.add_argument(
        "--mistakes",
        metavar="N",
        type=within(limits.whole(0)),
        help="how many mistakes to list (10; with --json all)",
    )
    parser.add_argument("--json", action="store_true", help="print every count as JSON instead")


def add_predict_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser what `tinynet predict` takes; what is not typed is not set."""
    parser.add_argument(
        "images",
        metavar="IMAGE",
        nargs="+",
        help="PNG, JPEG, WebP, BMP, GIF, TIFF or HEIC, or a folder of them",
    )
    parser.add_argument(
        "--network",
        metavar="WHICH",
        type=within(limits.network),
        help="handwriting (if left out), trained, untrained, or a FILE.npz",
    )
    parser.add_argument(
        "--labels",
        metavar="FILE.csv",
        help="which is which: a file's name and its digit, or class, a line",
    )
    parser.add_argument(
        "--save-data",
        metavar="DIR",
        help="add what is known to a data set, for train and test --data DIR",
    )
    parser.add_argument(
        "--raw",
        action="store_true",
        help="only scale images to the size of the network's pictures, do not prepare them",
    )
    parser.add_argument("--json", action="store_true", help="print every output as JSON instead")


def add_practice_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser what `tinynet practice` takes; what is not typed is not set."""
    net = parser.add_argument_group("the networks")
    net.add_argument(
        "--layers",
        metavar="I,H,O",
        type=within(limits.layers),
        help=f"inputs, hidden nodes, outputs, 1 to {limits.MOST_PRACTISED} each "
        "(rising from 1,1,1 to 3,3,3 on the screen; 2,2,2 on paper)",
    )
    net.add_argument(
        "--seed",
        metavar="S",
        type=within(limits.whole(0, limits.MOST_SEED)),
        help="draws the numbers (1)",
    )
    net.add_argument(
        "--error-rule",
        "--rule",
        metavar="RULE",
        type=within(limits.error_rule),
        help="how blame is carried back: recipe or gradient (recipe)",
    )
    net.add_argument("--biases", action="store_true", help="give each node a bias, which it learns")
    paper = parser.add_argument_group("on paper")
    paper.add_argument(
        "--out", metavar="DIR", help="write sheets, files for the answers, and an answer key"
    )
    paper.add_argument(
        "--students",
        metavar="N",
        type=within(limits.whole(1, limits.MOST_STUDENTS)),
        help="so many sheets, each with other numbers and the same work (1)",
    )
    paper.add_argument("--html", action="store_true", help="as pages to print, instead of text")
    parser.add_argument(
        "--task",
        metavar="N",
        type=within(limits.whole(1, limits.MOST_TASKS)),
        help="the Nth task first (1)",
    )
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="neither offer the answers of last time, nor keep those of this one",
    )
    add_contrast(parser)


def add_grade_options(parser: argparse.ArgumentParser) -> None:
    """Give a parser what `tinynet grade` takes; what is not typed is not set."""
    parser.add_argument(
        "files",
        metavar="ANSWERS.json",
        nargs="+",
        help="files that `tinynet practice --out` wrote, filled in; or a folder of them",
    )
    parser.add_argument("--json", action="store_true", help="print every grade as JSON instead")
