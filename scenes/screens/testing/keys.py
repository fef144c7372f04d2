"""The keys of the testing screen: each with an id, what it does, and what the help says of it."""

from __future__ import annotations

from scenes.screens.keys import Guide, quiet, shown

KEYS = (
    shown("left", "left,h", "move(0, -1)", "cell", "The cell to the left", "←↓↑→"),
    quiet("down", "down,j", "move(1, 0)", "The cell below"),
    quiet("up", "up,k", "move(-1, 0)", "The cell above"),
    quiet("right", "right,l", "move(0, 1)", "The cell to the right"),
    shown("next-mistake", "tab", "mistake(1)", "mistake", "The next mistake of all", "tab"),
    quiet("previous-mistake", "shift+tab", "mistake(-1)", "The mistake before"),
    shown("next-digit", "n", "digit(1)", "digit", "This cell's next digit"),
    quiet("previous-digit", "p", "digit(-1)", "This cell's digit before"),
    quiet(
        "next-page", "pagedown,right_square_bracket", "page(1)", "This cell's next page of digits"
    ),
    quiet("previous-page", "pageup,left_square_bracket", "page(-1)", "The page before"),
    quiet("first-digit", "home", "digit(-1000000)", "This cell's most certain digit"),
    quiet("last-digit", "end", "digit(1000000)", "This cell's least certain digit"),
    shown("walk", "enter", "walk", "walk", "Walk this digit through the network"),
    shown("count", "space", "count", "count", "Count the digits again, or finish counting"),
    shown("score", "v", "score", "score", "The score of each digit, or the digits of the cell"),
    shown("leave", "escape,x", "leave", "back", "Back to where the test was opened from", "esc"),
    shown("help", "question_mark", "help", "help", "Keys and colours", "?"),
    shown("quit", "q", "app.quit", "quit", "Quit"),
    quiet("command", "y", "command", "Show and copy the command that reopens this place"),
    quiet("train", "t", "training", "Train a network on all 60,000 digits"),
    *(
        quiet(f"digit-{digit}", str(digit), f"meant({digit})", "That digit's commonest mistake")
        for digit in range(10)
    ),
)

GUIDE = Guide(
    KEYS,
    digits="That digit's most frequent mistake",
    mouse="Hover: read a cell or a digit. Click: choose it. Click the chosen one: walk it",
    colours=(
        ("you", "meant; heard right"),
        ("error", "heard wrong"),
        ("lola", "Lola: the ten outputs"),
        ("rate", "what you can press"),
    ),
    note=(
        "The stronger a tile, the more digits it counts: what was heard right has its own scale, "
        "mistakes have theirs. Without colours the numbers tell: right is what stands on the "
        "diagonal, underlined. Certain is an answer by how strong its output is."
    ),
)
