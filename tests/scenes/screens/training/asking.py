"""A reader before a dialog, for the tests of what is asked in training."""

from textual.widgets import Input, Static

from scenes.screens.widgets.forms import Field

SETTINGS = ["hidden", "learning_rate", "epochs", "batch_size", "rotate", "seed"]


class Asked:
    """A dialog that was opened, and what it was closed with."""

    def __init__(self, reader, dialog):
        self.reader, self.dialog = reader, dialog
        self.answers = []

    def field(self, name):
        return self.dialog.query_one(f"#{name}", Field)

    def said(self, selector):
        return str(self.dialog.query_one(selector, Static).visual)

    async def type(self, text):
        """Type over what stands in the field that has the focus."""
        self.dialog.focused.value = ""
        await self.reader.type(*text)

    async def fill(self, name, text):
        self.field(name).query_one(Input).focus()
        await self.reader.settle()
        await self.type(text)

    async def click(self, widget, x=None):
        """Click into the middle of a widget, or at a column of it."""
        region = widget.region
        await self.reader.click(region.x + (region.width // 2 if x is None else x), region.y)

    @property
    def typed(self):
        return [self.field(name).query_one(Input).value for name in SETTINGS]


async def ask(reader, dialog):
    asked = Asked(reader, dialog)
    reader.app.push_screen(dialog, asked.answers.append)
    while dialog.focused is None:  # until it is there, keys go nowhere
        await reader.pilot.pause(0)
    await reader.settle()
    return asked
