"""What is asked before a run, and for a file: the plan, and where a network is kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from scenes.screens.base import TinynetScreen
from scenes.screens.training.plan import PRESETS, Plan
from scenes.story.limits import (
    MOST_BATCH,
    MOST_EPOCHS,
    MOST_HIDDEN,
    MOST_SEED,
    LimitError,
    rate,
    turn,
    whole,
)
from scenes.story.numbers import plain

if TYPE_CHECKING:
    from scenes.screens.app import TinynetApp

TRAINING_DIGITS = 60_000
LONGEST_TYPED = 24
LONGEST_NAME = 44
"""Columns for a file in the list; what is longer is cut there."""
WIDE = 100
"""Columns from which a dialog has room around what it asks."""
WRONG = "✗ "
HOW_TO_SAVE = "A name that ends in .npz, in this folder or any other."
HOW_TO_LOAD = "Type a file's name, or go down to choose one from this folder."
LATER = "What it comes to is told here, as soon as every field is right."

RULES = {
    "recipe": "blame goes by the weights alone",
    "gradient": "blame goes by Lola's slope too: exact",
}
"""The error rules, and how each carries blame back to the Jays."""

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """Something asked over a screen: Enter accepts, Escape leaves, arrows and Tab go about."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = TinynetScreen.VERTICAL_BREAKPOINTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "leave"),
        Binding("enter", "accept", "accept"),
        Binding("down,right", "down", "on", show=False),
        Binding("up,left", "up", "back", show=False),
    ]

    app: TinynetApp

    def action_accept(self) -> None:
        """Close with what was asked for, or say what is wrong with it."""
        raise NotImplementedError

    def action_down(self) -> None:
        """Go to what comes next."""
        self.focus_next()

    def action_up(self) -> None:
        """Go to what came before."""
        self.focus_previous()

    def on_descendant_focus(self, message: events.DescendantFocus) -> None:
        """Light the row that is typed in. (Textual leaves a label lit by :focus-within lit.)"""
        for row in self.query(".row"):
            row.set_class(row in message.widget.ancestors, "here")

    def on_input_submitted(self) -> None:
        """Accept."""
        self.action_accept()

    def on_button_pressed(self, message: Button.Pressed) -> None:
        """Do what the button says."""
        if message.button.id == "accept":
            self.action_accept()
        elif self.is_current:
            self.dismiss(None)

    def _buttons(self, accept: str, leave: str) -> ComposeResult:
        with Horizontal(classes="buttons"):
            yield Button(accept, id="accept", compact=True)
            yield Button("Cancel", id="cancel", compact=True)
            yield Static(leave, classes="about")


class Choices(OptionList):
    """A list in a dialog: choosing takes no Enter, which accepts, and an arrow leads out of it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.accept", show=False)]

    def __init__(self, *options: Option) -> None:
        """List the options, none of them highlighted."""
        with self.prevent(OptionList.OptionHighlighted):
            super().__init__(*options, compact=True)
        self.set_reactive(OptionList.highlighted, None)

    def action_cursor_down(self) -> None:
        """Go to the next, and from the last one out."""
        if self.highlighted == self.option_count - 1:
            self.screen.focus_next()
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Go to the one before, and from the first one out."""
        if not self.highlighted:
            self.screen.focus_previous()
        else:
            super().action_cursor_up()

    def show_chosen(self, index: int | None) -> None:
        """Highlight one, or none, without that being a choice of the reader's."""
        with self.prevent(OptionList.OptionHighlighted):
            self.highlighted = index


class Field(Horizontal):
    """A setting to type: its name, its value, and what it means or what is wrong with it."""

    def __init__(self, setting: str, label: str, about: str, read: Callable[[str], Any]) -> None:
        """Make the field of a setting of the plan, ``read`` from what is typed."""
        super().__init__(id=setting, classes="row")
        self._label, self._about, self._read = label, about, read

    def compose(self) -> ComposeResult:
        """Put the three side by side."""
        yield Static(self._label, classes="label")
        value = Input(compact=True, max_length=LONGEST_TYPED)
        value.cursor_blink = False
        yield value
        yield Static(Text(self._about), classes="about")

    @property
    def value(self) -> Any:
        """What was typed, as read. Raises :class:`LimitError` if it cannot be."""
        return self._read(self.query_one(Input).value.strip())

    def fill(self, value: float) -> None:
        """Write a value that is right."""
        field = self.query_one(Input)
        with field.prevent(Input.Changed):
            field.value = plain(value)
        self.check()

    def check(self) -> bool:
        """Return whether the value is right; what it should be is told where it is not."""
        try:
            self.value  # noqa: B018
        except LimitError as error:
            # What was found instead stands beside it.
            words = Text(WRONG + str(error).partition(", found ")[0])
            self.add_class("wrong")
        else:
            words = Text(self._about)
            self.remove_class("wrong")
        self.query_one(".about", Static).update(words)
        return not self.has_class("wrong")

    def on_input_changed(self) -> None:
        """See whether what was wrong is right now; what is being typed is left in peace."""
        if self.has_class("wrong"):
            self.check()

    def on_input_blurred(self) -> None:
        """See whether it is right."""
        self.check()


class RuleSwitch(Static, can_focus=True):
    """The error rule: any arrow to the side, space or a click takes the other one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,left,right", "switch", show=False)]
    rule: reactive[str] = reactive("recipe")

    class Changed(Message):
        """Another rule was chosen."""

    def render(self) -> Text:
        """Show the rule between arrows."""
        return Text(f"◂ {self.rule:^{max(map(len, RULES))}} ▸", no_wrap=True)

    def watch_rule(self) -> None:
        """Tell what follows from it."""
        self.post_message(self.Changed())

    def action_switch(self) -> None:
        """Take the other one."""
        first, second = RULES
        self.rule = second if self.rule == first else first

    def on_click(self) -> None:
        """Take the other one."""
        self.action_switch()


class PlanDialog(Dialog[Plan | None]):
    """Asks what a run is to be, before it starts."""

    def __init__(self, plan: Plan, *, digits: int = TRAINING_DIGITS) -> None:
        """Begin with a plan, for a run over so many digits."""
        super().__init__()
        self._plan, self._digits = plan, digits

    def compose(self) -> ComposeResult:
        """Stack the presets, the fields, and what comes of them."""
        with Vertical(classes="dialog") as box:
            box.border_title = "A new run"
            width = max(len(preset.name) for preset in PRESETS)
            presets = []
            for preset in PRESETS:
                line = Text(f"{preset.name:<{width}} ", no_wrap=True, overflow="ellipsis")
                presets.append(Option(line.append(preset.about, style="dim")))
            yield Choices(*presets)
            with Vertical(id="fields"):
                yield Field(
                    "hidden",
                    "Jays",
                    "between you and Lola: hidden nodes",
                    whole(1, MOST_HIDDEN),
                )
                yield Field("learning_rate", "learning rate", "how far one correction goes", rate)
                yield Field(
                    "epochs",
                    "epochs",
                    f"times through all {self._digits:,} digits",
                    whole(1, MOST_EPOCHS),
                )
                yield Field(
                    "batch_size",
                    "batch size",
                    "digits to one correction; 1 in the recipe",
                    whole(1, MOST_BATCH),
                )
                with Horizontal(id="error_rule", classes="row"):
                    yield Static("error rule", classes="label")
                    yield RuleSwitch()
                    yield Static(classes="about")
                yield Field(
                    "rotate", "rotation", "degrees each digit is also turned, both ways", turn
                )
                yield Field(
                    "seed",
                    "seed",
                    "draws the first weights and the order",
                    whole(0, MOST_SEED),
                )
            yield Static(id="work")
            yield from self._buttons("Start", "enter starts · escape leaves")

    def on_mount(self) -> None:
        """Show the plan, and start among the presets."""
        self._show(self._plan)
        self.query_one(Choices).focus()

    def _show(self, plan: Plan) -> None:
        for field in self.query(Field):
            field.fill(getattr(plan, str(field.id)))
        self.query_one(RuleSwitch).rule = plan.error_rule
        self._tell()

    def _typed(self) -> Plan | None:
        """Return the plan as typed, or None while it is none."""
        settings: dict[str, Any] = {"error_rule": self.query_one(RuleSwitch).rule}
        try:
            settings |= {str(field.id): field.value for field in self.query(Field)}
        except LimitError:
            return None
        return Plan(**settings)

    def _tell(self) -> None:
        """Tell what the run will be, and which preset it is."""
        plan = self._typed()
        work = self.query_one("#work", Static)
        work.update(Text(LATER if plan is None else what_it_is(plan, self._digits)))
        work.set_class(plan is None, "later")
        rule = self.query_one(RuleSwitch).rule
        self.query_one("#error_rule .about", Static).update(Text(RULES[rule]))
        plans = [preset.plan for preset in PRESETS]
        self.query_one(Choices).show_chosen(plans.index(plan) if plan in plans else None)

    def on_input_changed(self) -> None:
        """Tell what follows from what is typed."""
        self._tell()

    def on_rule_switch_changed(self) -> None:
        """Tell what follows from the rule."""
        self._tell()

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """Fill in the preset."""
        self._show(PRESETS[message.option_index].plan)

    def action_accept(self) -> None:
        """Start as typed, or go to the first field that is wrong."""
        wrong = [field for field in self.query(Field) if not field.check()]
        plan = self._typed()
        if wrong:
            wrong[0].query_one(Input).focus()
        elif plan is not None and self.is_current:
            self.dismiss(plan)


def what_it_is(plan: Plan, digits: int) -> str:
    """Tell in a line how many digits and corrections a plan comes to."""
    each_epoch = digits * (3 if plan.rotate else 1)
    factors = [f"{plan.epochs:,}"] * (plan.epochs > 1)
    factors += [f"{digits:,}", *["3 angles"] * bool(plan.rotate)]
    total = f"{plan.epochs * each_epoch:,}"
    sum_ = f"{' × '.join(factors)} = {total}" if len(factors) > 1 else total
    if plan.batch_size == 1:
        return f"{sum_} digits, one correction each."
    corrections = plan.epochs * -(-each_epoch // plan.batch_size)
    return f"{sum_} digits, a correction every {plan.batch_size:,}: {corrections:,} in all."


class FileDialog(Dialog[Path | None]):
    """Asks for a file to save a network in, or to load one from."""

    def __init__(self, title: str, suggestion: str, *, must_exist: bool) -> None:
        """Ask under a title, with a name to begin with; ``must_exist`` for a file to load."""
        super().__init__()
        self._title, self._suggestion, self._must_exist = title, suggestion, must_exist
        self._files = networks_here()
        self._replaces: Path | None = None
        """The file that Enter replaces, once this was said."""

    def compose(self) -> ComposeResult:
        """Stack the name, what is to be said of it, and the files that are there."""
        with Vertical(classes="dialog") as box:
            box.border_title = Text(self._title).markup
            with Horizontal(id="file", classes="row"):
                yield Static("file", classes="label")
                name = Input(self._suggestion, compact=True)
                name.cursor_blink = False
                yield name
            yield Static(id="said")
            yield Static(Text(f"networks in {_folder()}", style="dim"), id="folder")
            if self._files:
                lines = []
                width = min(LONGEST_NAME, max(cell_len(file.name) for file, _ in self._files))
                for file, written in self._files:
                    line = Text(file.name)
                    line.truncate(width, overflow="ellipsis", pad=True)
                    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(written))
                    lines.append(line.append(f"  {when}", style="dim"))
                yield Choices(*map(Option, lines))
            else:
                yield Static("none yet", id="none")
            accept = "Load" if self._must_exist else "Save"
            yield from self._buttons(accept, f"enter {accept.lower()}s · escape leaves")

    def on_mount(self) -> None:
        """Start at the name."""
        self.query_one(Input).focus()
        self._say("")
        self._show_file()

    def action_down(self) -> None:
        """Go to what comes next; from the name to the first file."""
        if self.focused is self.query_one(Input) and self._files:
            self.query_one(Choices).focus()
            if self.query_one(Choices).highlighted is None:
                self.query_one(Choices).action_first()
        else:
            super().action_down()

    def on_input_changed(self) -> None:
        """Forget what was said of another name."""
        self._say("")
        self._show_file()

    def _show_file(self) -> None:
        """Highlight the file whose name is typed."""
        if self._files:
            names = [file.name for file, _ in self._files]
            typed = self.query_one(Input).value.strip()
            self.query_one(Choices).show_chosen(names.index(typed) if typed in names else None)

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """Take the file's name."""
        self.query_one(Input).value = self._files[message.option_index][0].name

    def action_accept(self) -> None:
        """Close with the file, or say why not."""
        typed = self.query_one(Input).value.strip()
        wrong = self._wrong(typed)
        if wrong:
            self._say(WRONG + wrong, "wrong")
            self.query_one(Input).focus()
            return
        path = Path(typed).expanduser()
        if not self._must_exist and path.exists() and path != self._replaces:
            self._say("there is one already: Enter again replaces it", "careful")
            self._replaces = path
            self.query_one("#accept", Button).label = "Replace"
        elif self.is_current:
            self.dismiss(path)

    def _say(self, words: str, how: str = "") -> None:
        """Say something below the name; nothing for what may be typed there."""
        self._replaces = None
        if not words:
            words = HOW_TO_LOAD if self._must_exist else HOW_TO_SAVE
        self.query_one("#accept", Button).label = "Load" if self._must_exist else "Save"
        said = self.query_one("#said", Static)
        said.update(Text(words))
        said.set_classes(how)

    def _wrong(self, typed: str) -> str:
        """Return what is wrong with a name in a sentence, or nothing."""
        try:
            path = Path(typed).expanduser()
            if path.suffix.lower() != ".npz":
                return "expected a name that ends in .npz, such as jays.npz"
            if path.is_dir():
                return f"{typed}: expected a file, found a folder"
            if self._must_exist and not path.is_file():
                return f"{typed}: expected a file that is there, found none"
            if not path.parent.is_dir():
                return f"{path.parent}: expected a folder that is there, found none"
        except OSError as error:
            return f"{typed}: expected a file's name, found: {error.strerror}"
        except RuntimeError:
            return f"{typed}: expected a home that is known, found none for {Path(typed).parts[0]}"
        return ""


def networks_here() -> list[tuple[Path, float]]:
    """Return the .npz files of the current folder and when they were written, newest first."""
    found = []
    try:
        for path in Path().iterdir():
            # A name that cannot be shown can still be typed.
            if path.suffix.lower() == ".npz" and path.name.isprintable() and path.is_file():
                found.append((path, path.stat().st_mtime))
    except OSError:
        pass  # A folder that cannot be listed has none to offer.
    return sorted(found, key=lambda file: (-file[1], file[0].name))


def _folder() -> str:
    """Name the current folder, as the reader would."""
    try:
        here = Path.cwd()
        home = Path.home()
    except (OSError, RuntimeError):
        return "this folder"
    return f"~/{here.relative_to(home)}" if here.is_relative_to(home) else str(here)
