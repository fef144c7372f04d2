"""What is used of Textual, Rich and textual-serve that is not public: all of it is listed here.

Such a part may be renamed or gone with any release. Then a list here no longer holds, and names
the file to look at. And a class of ours that happens to call something of its own as a class of
theirs does, in this release or the next, would take its place without a word: that shows here too.
"""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import rich.console
import rich.style
from textual.app import App
from textual.command import CommandPalette
from textual.geometry import Size
from textual.screen import Screen

import scenes

THEIRS = ("textual", "rich", "textual_serve")

SHARED = {
    "scenes.screens.command_palette.SteadyPalette": {
        *("_GATHER_COMMANDS_GROUP", "_gather_commands", "_placeholder", "_dispatch_message"),
        *("_action_command_list", "_action_cursor_down", "_action_escape"),
    },
    "scenes.screens.guards.Guarded": {"_closing", "_dispatch_message"},
    "scenes.screens.practice.field.AnswerField": {"_on_key"},
    "scenes.screens.sturdy.SturdyApp": {
        *("_close_messages_no_wait", "_driver", "_fatal_error", "_filters"),
        *("_print_error_renderables", "_refresh_truecolor_filter"),
    },
    "scenes.screens.styled.Styled": {"_compositor", "_post_register", "_screen_resized"},
    "scenes.screens.terminal.driver.TerminalDriver": {
        *("_app", "_debug", "_file", "_get_terminal_size", "_loop", "_size", "_writer_thread"),
    },
    "scenes.screens.terminal.parser.SteadyParser": {"_sequence_to_key_events"},
    "scenes.screens.terminal.thin.ThinApp": {"_display", "_driver"},
    "scenes.screens.terminal.web_driver.VisitorWebDriver": {"_app", "_loop"},
    "scenes.web.serve.visitor.Visitor": {
        *("_build_environment", "_open_app_process", "_process", "_stdin", "_task"),
    },
}
"""By class: the names that begin with one underscore and that a class it inherits from has too."""

MODULES = {
    "scenes.screens.memory": {"textual._styles_cache"},
    "scenes.screens.terminal.cells": {"textual._compositor"},
    "scenes.screens.terminal.parser": {"textual._xterm_parser"},
    "scenes.screens.terminal.thin": {"textual._compositor"},
}
"""By module: those that are imported, and are not public."""

OF_OTHERS = {
    "scenes.screens.command_palette": {"_GATHER_COMMANDS_GROUP", "_gather_commands"},
    "scenes.screens.pictures": {"_compositor"},
    "scenes.screens.terminal.pens": {"_attributes", "_set_attributes", "_link", "_link_id"},
    "scenes.screens.terminal.thin": {"_color_system"},
}
"""By module: names of an object that is not `self`, and not of a class in that module."""


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def is_theirs(module: str) -> bool:
    return module.partition(".")[0] in THEIRS


@cache
def tree_of(module: str) -> ast.Module:
    path = inspect.getsourcefile(importlib.import_module(module))
    assert path is not None
    return ast.parse(Path(path).read_text("utf-8"))


@cache
def our_modules() -> tuple[str, ...]:
    return tuple(found.name for found in pkgutil.walk_packages(scenes.__path__, "scenes."))


def our_classes() -> Iterator[type]:
    for name in our_modules():
        for each in vars(importlib.import_module(name)).values():
            if inspect.isclass(each) and each.__module__ == name:
                yield each


def body_of(kind: type) -> Iterator[ast.AST]:
    """Every part of a class's own source."""
    for part in ast.walk(tree_of(kind.__module__)):
        if isinstance(part, ast.ClassDef) and part.name == kind.__name__:
            yield from ast.walk(part)


def names_in(kind: type) -> set[str]:
    """The private names that a class of ours defines, sets or reads."""
    names = set()
    for part in body_of(kind):
        match part:
            case ast.Attribute(attr=name) | ast.Name(id=name, ctx=ast.Store()):
                names.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
    return set(filter(is_private, names))


@cache
def names_of(kind: type) -> set[str]:
    """The private names that a class of theirs defines, or gives its objects."""
    names = {*vars(kind), *inspect.get_annotations(kind)}
    for part in body_of(kind):
        match part:
            case ast.Attribute(attr=name, ctx=ast.Store()):
                names.add(name)
    return set(filter(is_private, names))


def imports_of(module: str) -> set[str]:
    """What a module imports of theirs, by the names of modules or of what is in them."""
    names: set[str] = set()
    for part in ast.walk(tree_of(module)):
        match part:
            case ast.ImportFrom(module=str(source), names=parts):
                names |= {f"{source}.{each.name}" for each in parts}
            case ast.Import(names=parts):
                names |= {each.name for each in parts}
    return set(filter(is_theirs, names))


def test_no_class_has_a_private_name_of_theirs_but_those_listed() -> None:
    shared = {}
    for kind in our_classes():
        theirs = [names_of(base) for base in kind.__mro__ if is_theirs(base.__module__)]
        if both := names_in(kind) & set[str]().union(*theirs):
            shared[f"{kind.__module__}.{kind.__qualname__}"] = both
    assert shared == SHARED


def test_no_private_module_is_imported_but_those_listed() -> None:
    imported: dict[str, set[str]] = {}
    for module in our_modules():
        for name in imports_of(module):
            package, _, inner = name.partition(".")
            if is_private(inner):
                imported.setdefault(module, set()).add(f"{package}.{inner.partition('.')[0]}")
    assert imported == MODULES


def test_no_private_name_of_an_object_of_theirs_is_read_but_those_listed() -> None:
    read: dict[str, set[str]] = {}
    for module in filter(imports_of, our_modules()):
        own = {"_replace"}  # a named tuple's
        found = set()
        for part in ast.walk(tree_of(module)):
            match part:
                case ast.FunctionDef(name=name) | ast.Attribute(attr=name, ctx=ast.Store()):
                    own.add(name)
                case ast.Attribute(value=ast.Call() | ast.Name(id="self" | "cls")):
                    pass  # in the list by class
                case ast.Attribute(attr=name):
                    found.add(name)
        if private := set(filter(is_private, found - own)):
            read[module] = private
    assert read == OF_OTHERS


def test_what_is_read_of_theirs_is_there() -> None:
    style = rich.style.Style(bold=True, link="https://example.org")
    assert style._attributes & style._set_attributes == 1
    assert (style._link, bool(style._link_id)) == ("https://example.org", True)
    console = rich.console.Console(color_system="truecolor", force_terminal=True)
    assert console._color_system is rich.console.ColorSystem.TRUECOLOR
    assert App().console._color_system is not None
    assert Screen()._compositor.size == Size(0, 0)
    assert callable(CommandPalette._gather_commands.__wrapped__)
