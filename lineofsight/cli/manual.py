"""The reference page of commands, written from the commands themselves."""

import typer
from click import Command, Context, Group

from lineofsight.cli import app, register

_HEAD = """\
# Commands

Written from the commands themselves; `lineofsight COMMAND --help` says the same. Exit code 0: done. 1: an expected
problem, in words. 2: wrong usage.

"""


def commands_page() -> str:
    """docs/reference/commands.md."""
    register()
    root = typer.main.get_command(app)
    with Context(root, info_name="lineofsight") as context:
        return _HEAD + "\n".join(_section(name, command, context) for name, command in _commands(root, "lineofsight"))


def _commands(command: Command, name: str) -> list[tuple[str, Command]]:
    if isinstance(command, Group):
        return [
            found for child, below in sorted(command.commands.items()) for found in _commands(below, f"{name} {child}")
        ]
    return [(name, command)]


def _section(name: str, command: Command, parent: Context) -> str:
    lines = [f"## {name}", "", *(line.strip() for line in (command.help or "").splitlines()), ""]
    options = [parameter for parameter in command.params if getattr(parameter, "help", None)]
    if options:
        lines += ["| option | what it does |", "|---|---|"]
        lines += [f"| `{' '.join(option.opts) if option.param_type_name == 'option' else option.human_readable_name}` "
                  f"| {getattr(option, 'help', '')} |" for option in options] + [""]  # fmt: skip
    if command.epilog:
        lines += ["```", command.epilog.removeprefix("Example:").strip(), "```", ""]
    return "\n".join(lines)
