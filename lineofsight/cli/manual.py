"""The reference page of commands, written from the commands themselves."""

from typing import Any

import typer
from typer.core import TyperArgument, TyperGroup

from lineofsight.cli import app, register

_HEAD = """\
# Commands

Written from the commands themselves; `lineofsight COMMAND --help` says the same. Exit code 0: done. 1: an expected
problem, in words. 2: wrong usage.

"""


def commands_page() -> str:
    """docs/reference/commands.md."""
    register()
    return _HEAD + "\n".join(
        _section(name, command) for name, command in _commands(typer.main.get_group(app), "lineofsight")
    )


def _commands(command: Any, name: str) -> list[tuple[str, Any]]:
    """Each command below a group, by its whole name. Typer's own command types are private, hence Any."""
    if isinstance(command, TyperGroup):
        return [
            found for child, below in sorted(command.commands.items()) for found in _commands(below, f"{name} {child}")
        ]
    return [(name, command)]


def _section(name: str, command: Any) -> str:
    lines = [f"## {name}", "", *(line.strip() for line in (command.help or "").splitlines()), ""]
    options = [option for option in command.params if getattr(option, "help", None)]
    if options:
        lines += ["| option | what it does |", "|---|---|"]
        lines += [f"| `{_spelled(option)}` | {option.help} |" for option in options] + [""]
    if command.epilog:
        lines += ["```", command.epilog.removeprefix("Example:").strip(), "```", ""]
    return "\n".join(lines)


def _spelled(option: Any) -> str:
    return str(option.name).upper() if isinstance(option, TyperArgument) else " ".join(option.opts)
