"""The glossary as text: every word, what it means, and the beat that explains it."""

from __future__ import annotations

from io import StringIO

from rich.padding import Padding

from scenes.story.glossary import GLOSSARY
from scenes.story.nouns import DIGITS, Nouns, worded
from scenes.text.console import console_on, without_fill
from scenes.text.figures import marked
from scenes.text.transcript import INDENT


def tell_words(nouns: Nouns = DIGITS, *, width: int = 80, colour: bool = False) -> str:
    """Tell every word of the glossary, as it is said of this data."""
    out = StringIO()
    console = console_on(out, width, colour)
    console.print(marked("[bold]tinynet: what the words mean[/]"))
    console.print("Each with the beat that explains it: tinynet explain --at BEAT.")
    for entry in GLOSSARY:
        console.print()
        console.print(marked(f"[bold]{entry.term}[/]   [dim]{entry.at}[/]"))
        console.print(
            Padding(marked(worded(entry.meaning, nouns)), (0, 0, 0, INDENT), expand=False)
        )
    return without_fill(out)
