"""`madoguchi serve`: bad input ends with one Japanese line and exit code 2; good input opens a port."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from assistant.settings import project_root


def serve(*arguments: str) -> subprocess.CompletedProcess[str]:
    code = "import sys; from assistant.cli import group, _fail; from ui.commands import serve\n"
    code += "import click; from ingest.errors import MadoguchiError\n"
    code += "try:\n    serve.main(sys.argv[1:], standalone_mode=False)\n"
    code += "except click.UsageError as e: _fail(e.format_message())\nexcept MadoguchiError as e: _fail(str(e))\n"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=120, cwd=project_root()
    )


def test_a_port_that_is_taken_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = serve("--port", str(port))
    assert done.returncode == 2 and done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1 and str(port) in done.stderr and "--port" in done.stderr


@pytest.mark.parametrize("arguments", [("--port", "0"), ("--port", "x"), ("--as-of", "きのう")])
def test_what_cannot_be_used_is_refused(arguments: tuple[str, ...]) -> None:
    done = serve(*arguments)
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_the_help_comes_at_once_and_in_japanese() -> None:
    done = serve("--help")
    assert done.returncode == 0 and "ウェブの窓口を開きます" in done.stdout and "--as-of" in done.stdout
