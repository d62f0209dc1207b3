"""A PostgreSQL server of the tests' own: in a temporary folder, on a free port, as a user that isn't root."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp


def server_programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl`, or None where PostgreSQL isn't installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    if found:
        return found[0].parent
    which = shutil.which("initdb")
    return Path(which).resolve().parent if which else None


@contextmanager
def postgres_server(programs: Path) -> Iterator[str]:
    """Address of a running server with an empty database `madoguchi`."""
    folder = Path(mkdtemp(prefix="madoguchi-pg-"))
    as_user: list[str] = []
    if os.geteuid() == 0:
        # The server refuses to run as root.
        user = next(name for name in ("postgres", "nobody") if _exists(name))
        os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        as_user = ["runuser", "-u", user, "--"]
    port = _free_port()
    data = folder / "data"
    try:
        _run(
            [*as_user, str(programs / "initdb"), "-D", str(data), "-U", "madoguchi", "-A", "trust", "-E", "UTF8", "-N"]
        )
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
        log = str(folder / "log")
        _run([*as_user, str(programs / "pg_ctl"), "-D", str(data), "-o", options, "-l", log, "-w", "-t", "60", "start"])
        try:
            yield f"postgresql://madoguchi@127.0.0.1:{port}/postgres"
        finally:
            _run([*as_user, str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _exists(user: str) -> bool:
    try:
        pwd.getpwnam(user)
    except KeyError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", timeout=120, check=False)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stdout}{done.stderr}"
