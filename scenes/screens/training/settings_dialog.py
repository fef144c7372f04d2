"""What is asked before a run: its settings, with some to begin with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from scenes.screens.training.messages import EitherChanged
from scenes.screens.training.settings import PRESETS, TrainingSettings
from scenes.screens.widgets.forms import Choices, Dialog, Field
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
from scenes.story.nouns import worded
from scenes.story.passes import RULES

LATER = "What it comes to is told here, as soon as every field is right."

BIASES = {
    "no": "every threshold stays at 0, as in the recipe",
    "yes": "each node learns where its threshold is",
}
"""Whether there are biases, and what that means."""


WORD = max(map(len, (*RULES, *BIASES)))


class Either(Static, can_focus=True):
    """One of two words: any arrow to the side, space or a click takes the other one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,left,right", "switch", show=False)]
    chosen: reactive[str] = reactive("")

    def __init__(self, about: Mapping[str, str]) -> None:
        """Take the first of two words, each with what it means."""
        super().__init__()
        self._about = about
        self.set_reactive(Either.chosen, next(iter(about)))

    def render(self) -> Text:
        """Show the word between arrows."""
        return Text(f"◂ {self.chosen:^{WORD}} ▸", no_wrap=True)

    @property
    def about(self) -> str:
        """What the word means."""
        return self._about[self.chosen]

    def watch_chosen(self) -> None:
        """Let the dialog say what follows from it."""
        self.post_message(EitherChanged())

    def action_switch(self) -> None:
        """Take the other one."""
        self.chosen = next(word for word in self._about if word != self.chosen)

    def on_click(self) -> None:
        """Take the other one."""
        self.action_switch()


class SettingsDialog(Dialog[TrainingSettings | None]):
    """Asks what a run is to be, before it starts."""

    CSS_PATH = [*Dialog.CSS_PATH, Path(__file__).parent / "style.tcss"]  # noqa: RUF012

    def __init__(self, settings: TrainingSettings, *, digits: int) -> None:
        """Begin with some settings, for a run over so many digits."""
        super().__init__()
        self._settings, self._digits = settings, digits

    def compose(self) -> ComposeResult:
        """Stack the presets, the fields, and what comes of them."""
        with Vertical(classes="dialog") as box:
            box.border_title = "A new run"
            yield Choices(*self._presets())
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
                    f"times through all {self._digits:,} {self.app.nouns.things}",
                    whole(1, MOST_EPOCHS),
                )
                yield Field(
                    "batch_size",
                    "batch size",
                    f"{self.app.nouns.things} to one correction; 1 in the recipe",
                    whole(1, MOST_BATCH),
                )
                for name, label, about in (
                    ("error_rule", "error rule", RULES),
                    ("biases", "biases", BIASES),
                ):
                    with Horizontal(id=name, classes="row"):
                        yield Static(label, classes="label")
                        yield Either(about)
                        yield Static(classes="about")
                yield Field(
                    "rotate",
                    "rotation",
                    f"degrees each {self.app.nouns.thing} is also turned, both ways",
                    turn,
                )
                yield Field(
                    "seed",
                    "seed",
                    "draws the first weights and the order",
                    whole(0, MOST_SEED),
                )
            yield Static(id="work")
            yield from self.buttons("Start", "enter starts · escape leaves")

    def _presets(self) -> Iterator[Option]:
        """Yield a line for each preset: its name, and what it is about."""
        width = max(len(preset.name) for preset in PRESETS)
        for preset in PRESETS:
            line = Text(f"{preset.name:<{width}} ", no_wrap=True, overflow="ellipsis")
            yield Option(line.append(worded(preset.about, self.app.nouns), style="dim"))

    def on_mount(self) -> None:
        """Show the settings, and start among the presets."""
        self._show(self._settings)
        self.query_one(Choices).focus()

    def _show(self, settings: TrainingSettings) -> None:
        for field in self.query(Field):
            field.fill(getattr(settings, str(field.id)))
        self._either("error_rule").chosen = settings.error_rule
        self._either("biases").chosen = "yes" if settings.biases else "no"
        self._say_what_it_is()

    def _either(self, name: str) -> Either:
        return self.query_one(f"#{name}").query_one(Either)

    def _typed(self) -> TrainingSettings | None:
        """Return the settings as typed, or None while it is none."""
        typed: dict[str, Any] = {
            "error_rule": self._either("error_rule").chosen,
            "biases": self._either("biases").chosen == "yes",
        }
        try:
            typed |= {str(field.id): field.value for field in self.query(Field)}
        except LimitError:
            return None
        return TrainingSettings(**typed)

    def _say_what_it_is(self) -> None:
        """Say what the run will be, and which preset it is."""
        settings = self._typed()
        work = self.query_one("#work", Static)
        words = LATER
        if settings is not None:
            words = what_it_is(settings, self._digits, self.app.nouns.things)
        work.update(Text(words))
        work.set_class(settings is None, "later")
        for name in ("error_rule", "biases"):
            self.query_one(f"#{name} .about", Static).update(Text(self._either(name).about))
        known = [preset.settings for preset in PRESETS]
        self.query_one(Choices).show_chosen(known.index(settings) if settings in known else None)

    def on_input_changed(self) -> None:
        """Say what follows from what is typed."""
        self._say_what_it_is()

    @on(EitherChanged)
    def _take_either(self) -> None:
        """Say what follows from the word that was taken."""
        self._say_what_it_is()

    def on_option_list_option_highlighted(self, message: OptionList.OptionHighlighted) -> None:
        """Fill in the preset."""
        self._show(PRESETS[message.option_index].settings)

    def action_accept(self) -> None:
        """Start as typed, or go to the first field that is wrong."""
        wrong = [field for field in self.query(Field) if not field.check()]
        settings = self._typed()
        if wrong:
            wrong[0].query_one(Input).focus()
        elif settings is not None and self.is_current:
            self.dismiss(settings)


def what_it_is(settings: TrainingSettings, digits: int, things: str = "digits") -> str:
    """Say in a line how many digits, or other things, and corrections a run comes to."""
    each_epoch = digits * (3 if settings.rotate else 1)
    factors = [f"{settings.epochs:,}"] * (settings.epochs > 1)
    factors += [f"{digits:,}", *["3 angles"] * bool(settings.rotate)]
    total = f"{settings.epochs * each_epoch:,}"
    sum_ = f"{' × '.join(factors)} = {total}" if len(factors) > 1 else total
    if settings.batch_size == 1:
        return f"{sum_} {things}, one correction each."
    corrections = settings.epochs * -(-each_epoch // settings.batch_size)
    return f"{sum_} {things}, a correction every {settings.batch_size:,}: {corrections:,} in all."
