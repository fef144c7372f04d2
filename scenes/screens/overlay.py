"""What all that opens over a screen has in common: dialogs, lists to choose from, help."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from textual.screen import ModalScreen

from scenes.screens.guards import Guarded
from scenes.screens.styled import Styled

if TYPE_CHECKING:
    from scenes.screens.themed import ThemedApp

Result = TypeVar("Result")


class Overlay(Guarded, ModalScreen[Result], Styled[Result]):
    """Opens over a screen, in its own style at once; no stray event in it ends the app."""

    app: ThemedApp
