"""What the walk's screen shows beside the beat itself: the heading's words, and the map."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field

from scenes.screens.walk.keys import IN_SHORT, LETTERS
from scenes.screens.walk.model import WalkModel
from scenes.story.acts import ACTS
from scenes.story.acts.common import heard_and_meant, in_short
from scenes.story.beats import MapParts, main_beats, onward_of
from scenes.story.friends import Speech
from scenes.story.lab.effects import Effects
from scenes.story.late import dataclass
from scenes.story.markup import escaped
from scenes.story.numbers import number
from scenes.story.route import reached
from scenes.story.walk import Walk
from tinynet import Trace


@dataclass(frozen=True)
class Reach:
    """How far a change reaches: how many of each layer are not as they were."""

    inputs: int
    hidden: int
    outputs: int
    heard_before: str


@dataclass(frozen=True)
class Way:
    """What the map shows: sizes of the layers, the answer, what is lit and what travels."""

    inputs: int
    hidden: int
    outputs: int
    heard: str
    """What the network answers; a question mark while the walk has not shown it. Where the beat
    tells it something, before → after."""
    meant: str
    lit: MapParts
    travel: tuple[str, str] | None
    changed: MapParts = frozenset()
    """Parts that the reader has changed: you, speak, tell. They are marked."""
    reach: Reach | None = None
    """How far that reaches, if it is to be told."""
    said: Mapping[str, Speech] = field(default_factory=dict)
    """What stands above ``you``, ``jay``, ``lola`` and ``meant``; ``error`` is what is whispered
    to the Jay when the error goes back, in place of what he says."""

    @property
    def goes_back(self) -> bool:
        """Whether what travels goes from the answer towards the input."""
        order = ("you", "jay", "lola", "meant")
        return self.travel is not None and order.index(self.travel[0]) > order.index(self.travel[1])


def title_of(model: WalkModel) -> str:
    """Say which act and beat this is, and of which network its numbers are."""
    count = f"{model.beat_index + 1}/{len(main_beats(model.act))}"
    if model.aside is not None:
        count += f" aside {model.aside[0] + 1}/{model.aside[1]}"
    act = f"[bold]{model.act_index + 1} {model.act.name}[/] [dim]{count}[/]"
    return "  ".join(filter(None, (f"{act} {_network_of(model)}".rstrip(), model.beat.title)))


def _network_of(model: WalkModel) -> str:
    """Name the network of a beat's numbers, lit where it is not the walk's own."""
    beat, own = model.beat, model.walk.pass_.named.called
    if beat.network and beat.network != own:
        return f"[rate]{escaped(beat.network)}[/]"
    if beat.trace is not None and not beat.network:
        return ""  # three friends on their own
    return f"[dim]{escaped(own)}[/]"


def about_of(model: WalkModel, *, over: bool) -> str:
    """Say what the act is about; where the walk stands over another screen, how to go back."""
    if over:
        return f"[rate]esc[/] back  [dim]network: {escaped(model.walk.pass_.named.name)}[/]"
    return f"[dim]about: {model.act.about}[/]"


def part_shown(part: str) -> list[str]:
    """Say which part of a picture is shown that has no room for all of it: at length, in short."""
    return [f"[dim]{before}{part}[/]" for before in ("shown: ", "")] if part else []


def offers_of(model: WalkModel, fits: Callable[[str], bool], *, code: bool) -> str:
    """Offer what can be tried where an act ends, as much as there is room for; else nothing.

    With ``code`` on the screen already, that is not offered.
    """
    offered = onward_of(model.act, model.place.beat)
    ways = [f"[do:{each}]{IN_SHORT[each]}[/]" for each in offered if each != "code" or not code]
    lists = [" [dim]·[/] ".join(ways[:count]) for count in range(len(ways), 0, -1)]
    said = [f"[dim]where next:[/] {each}" for each in lists]
    said += [f"[dim]try:[/] {each}" for each in lists[-1:]]
    return next((each for each in said if fits(each)), "")


def asked_of(model: WalkModel) -> str:
    """Ask the beat's question, or say what came; empty where nothing is asked."""
    question, answer = model.beat.question, model.answer
    if question is None:
        return ""
    if answer is None:
        options = "  ".join(
            f"[do:answer.{i}][rate]{LETTERS[i]}[/] {option}[/]"
            for i, option in enumerate(question.options)
        )
        return f"[rate]?[/] {question.text}  {options}"
    verdict = "[you]✓ Yes:[/]" if answer == question.answer else "[error]✗ No:[/]"
    return f"{verdict} {question.because}"


def way_of(model: WalkModel) -> Way:
    """Return what the map shows of a beat."""
    beat, walk = model.beat, model.walk
    trace = walk.trace if beat.trace is None else beat.trace
    label = trace.answer if model.answered and len(trace.outputs) > 1 else None
    heard, meant = heard_and_meant(beat, walk, answered=model.answered)
    return Way(
        inputs=len(trace.inputs),
        hidden=len(trace.hidden_sums),
        outputs=len(trace.outputs),
        heard=heard,
        meant=meant,
        lit=beat.lit,
        travel=beat.travel,
        changed=model.lab.edits.parts if beat.trace is None else frozenset(),
        said=beat.said or _said(model, trace, label),
    )


def _said(model: WalkModel, trace: Trace, heard: int | None) -> dict[str, Speech]:
    """Return what each says of a digit: you its picture, the others as far as it is told yet."""
    # Another network may have fewer of them.
    jay = min(model.walk.jay, len(trace.hidden_sums) - 1)
    label = int(trace.targets.argmax())
    classes = model.walk.classes
    said = {"you": Speech(classes.a(label)), "meant": Speech(classes.a(label), thought=True)}
    # Once it is told, all that they say is from after it, as what is heard then. How much a Jay
    # passes on after it, no beat tells.
    now = model.beat.now_heard
    if heard is not None:
        said["lola"] = Speech(classes.a(heard if now is None else now))
    if reached(model.where, ACTS.passed_on_at) and now is None:
        said["jay"] = Speech(f"Jay {jay}: {number(float(trace.hidden_outputs[jay]))}")
    error = float(trace.hidden_errors[jay])
    if reached(model.where, ACTS.blamed_at) and error:
        said["error"] = Speech(f"Jay {jay}: say {'more' if error > 0 else 'less'}")
    return said


def changed_way_of(model: WalkModel, travel: tuple[str, str] | None) -> Way:
    """Return what the map shows in the lab: how far the edits reach."""
    walk, trace = model.walk, model.walk.trace
    reach = _reach_of(model.lab.effects, walk)
    parts = set(model.lab.edits.parts)
    if reach.inputs:
        parts |= {"you", "speak"}
    if reach.hidden:
        parts |= {"jay", "tell"}
    if reach.outputs:
        parts |= {"lola", "meant"}
    return Way(
        inputs=len(trace.inputs),
        hidden=len(trace.hidden_sums),
        outputs=len(trace.outputs),
        heard=in_short(walk, trace.answer),
        meant=in_short(walk, walk.pass_.label),
        lit=frozenset(parts),
        travel=travel,
        changed=model.lab.edits.parts,
        reach=reach,
        said=_said(model, trace, trace.answer),
    )


def _reach_of(effects: Effects, walk: Walk) -> Reach:
    before, _ = effects.answers
    return Reach(len(effects.pixels), len(effects.jays), len(effects.lolas), in_short(walk, before))
