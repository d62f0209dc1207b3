"""The command line: one group whose commands are found by entry point and loaded only when they are called."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint, entry_points

import click

from ingest.errors import MadoguchiError

GROUP = "madoguchi.commands"


class CommandGroup(click.Group):
    """Finds commands by entry point, so that `--help` is quick and `assistant` needs no import of `ui` or `evals`."""

    def _entries(self) -> dict[str, EntryPoint]:
        return {entry.name: entry for entry in entry_points(group=GROUP)}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self._entries())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = self._entries().get(cmd_name)
        return entry.load() if entry else None


@click.group(
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    help="窓口: 補助金などの説明会資料にもとづいて、出典つきで答える相談窓口です。",
)
@click.version_option(package_name="madoguchi")
def group() -> None:
    pass


def main() -> None:
    """Run the command line. Bad input ends with exit code 2 and one line on stderr that says what to do."""
    try:
        code = group.main(standalone_mode=False)
        if isinstance(code, int):
            sys.exit(code)  # what a command gave to `ctx.exit`
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "madoguchi"
        _fail(f"{error.format_message()}（使い方: {command} --help）")
    except click.ClickException as error:
        _fail(error.format_message())
    except click.Abort:
        sys.exit(130)
    except MadoguchiError as error:
        _fail(str(error), error.exit_code)
    except BrokenPipeError:
        sys.exit(0)


def _fail(message: str, code: int = 2) -> None:
    print(f"エラー: {' '.join(message.split())}", file=sys.stderr)
    sys.exit(code)
