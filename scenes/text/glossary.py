"""The glossary as text: every word, what it means, and the beat that explains it."""

from __future__ import annotations

from io import StringIO

from rich.console import Console
from rich.padding import Padding

from scenes.story.glossary import GLOSSARY
from scenes.text.figures import marked
from scenes.text.transcript import INDENT, THEME


def tell_words(*, width: int = 80, colour: bool = False) -> str:
    """Tell every word of the glossary."""
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        theme=THEME,
        color_system="standard" if colour else None,
        force_terminal=colour,
        legacy_windows=False,
        highlight=False,
        emoji=False,
    )
    console.print(marked("[bold]tinynet: what the words mean[/]"))
    console.print("Each with the beat that explains it: tinynet explain --at BEAT.")
    for entry in GLOSSARY:
        console.print()
        console.print(marked(f"[bold]{entry.term}[/]   [dim]{entry.at}[/]"))
        console.print(Padding(marked(entry.meaning), (0, 0, 0, INDENT), expand=False))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
