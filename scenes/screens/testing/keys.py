"""The keys of the testing screen: each with an id, what it does, and what the help says of it."""

from __future__ import annotations

from scenes.screens.keys import Guide, quiet, shown
from scenes.story.nouns import Worded

COMMONEST = Worded("That {kind}'s most frequent mistake")

KEYS = (
    shown("left", "left,h", "move(0, -1)", "cell", "The cell to the left", "←↓↑→"),
    quiet("down", "down,j", "move(1, 0)", "The cell below"),
    quiet("up", "up,k", "move(-1, 0)", "The cell above"),
    quiet("right", "right,l", "move(0, 1)", "The cell to the right"),
    shown("next-mistake", "tab", "mistake(1)", "mistake", "The next mistake of all", "tab"),
    quiet("previous-mistake", "shift+tab", "mistake(-1)", "The mistake before"),
    shown("next-digit", "n", "digit(1)", Worded("{thing}"), Worded("This cell's next {thing}")),
    quiet("previous-digit", "p", "digit(-1)", Worded("This cell's {thing} before")),
    quiet(
        "next-page",
        "pagedown,right_square_bracket",
        "page(1)",
        Worded("This cell's next page of {things}"),
    ),
    quiet("previous-page", "pageup,left_square_bracket", "page(-1)", "The page before"),
    quiet("first-digit", "home", "digit(-1000000)", Worded("This cell's most certain {thing}")),
    quiet("last-digit", "end", "digit(1000000)", Worded("This cell's least certain {thing}")),
    shown("walk", "enter", "walk", "walk", Worded("Walk this {thing} through the network")),
    shown(
        "count",
        "space",
        "count",
        "count",
        Worded("Count the {things} again, or finish counting"),
    ),
    shown(
        "score",
        "v",
        "score",
        "score",
        Worded("The score of each {kind}, or the {things} of the cell"),
    ),
    shown("leave", "escape,x", "leave", "back", "Back to where the test was opened from", "esc"),
    shown("help", "question_mark", "help", "help", "Keys and colours", "?"),
    shown("quit", "q", "app.quit", "quit", "Quit"),
    quiet("command", "y", "command", "Show and copy the command that reopens this place"),
    quiet("train", "t", "training", Worded("Train a network on {all}")),
    *(quiet(f"digit-{digit}", str(digit), f"meant({digit})", COMMONEST) for digit in range(10)),
)

GUIDE = Guide(
    KEYS,
    digits=COMMONEST,
    mouse=Worded(
        "Hover: read a cell or a {thing}. Click: choose it. Click the chosen one: walk it"
    ),
    colours=(
        ("you", "meant; heard right"),
        ("error", "heard wrong"),
        ("lola", Worded("Lola: the {outputs} outputs")),
        ("rate", "what you can press"),
    ),
    note=Worded(
        "The stronger a tile, the more {things} it counts: what was heard right has its own scale, "
        "mistakes have theirs. Without colours the numbers tell: right is what stands on the "
        "diagonal, underlined. Certain is an answer by how strong its output is."
    ),
)
