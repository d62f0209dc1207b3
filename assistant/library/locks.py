"""Locks and files that the processes of one counter share."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PAUSE = 0.05


class LockedError(Exception):
    """Another process (or thread) holds the lock."""


@contextmanager
def locked(path: Path, *, wait: float = 10.0) -> Iterator[None]:
    """Hold a lock that ends with the process that holds it.

    Raises:
        LockedError: it is still held after `wait` seconds.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        until = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise LockedError(path) from None
                time.sleep(_PAUSE)
        yield
    finally:
        # Closing it lets go of the lock.
        os.close(handle)


def is_locked(path: Path) -> bool:
    """Whether anybody holds the lock now."""
    if not path.is_file():
        return False
    try:
        with locked(path, wait=0):
            return False
    except LockedError:
        return True


def write_text(path: Path, text: str) -> None:
    """Replace a file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    following = path.with_name(f".{path.name}.{os.getpid()}.next")
    following.write_text(text, "utf-8")
    os.replace(following, path)
