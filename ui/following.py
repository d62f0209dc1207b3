"""Notices that another process has put another version in force, and has it opened here."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from ingest.errors import MadoguchiError

_log = logging.getLogger(__name__)

LOOK_EVERY = 2.0
"""Seconds between two looks at the pointers on disk."""
LOOK_EVERY_ON_SERVER = 15.0
"""The same where the pointer lies on a Chroma server."""
_TRY_AGAIN = 60.0
"""Seconds after which a version that couldn't be opened is tried once more."""


class Follower:
    """Compares what is in force with what answers here, every few seconds, and opens the former where they differ.

    Args:
        in_force: names the version in force; None where that can't be told now.
        answering: names the version that answers here; None before there is one.
        follow: opens the version in force and answers from it. It may raise: the old version goes on.
        seconds: how long to wait between two looks.
    """

    def __init__(
        self,
        in_force: Callable[[], str | None],
        answering: Callable[[], str | None],
        follow: Callable[[], None],
        *,
        seconds: float = LOOK_EVERY,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._in_force, self._answering, self._follow = in_force, answering, follow
        self._seconds = seconds
        self._clock = clock
        self._failed: tuple[str, float] | None = None
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Look from now on, in the background. Does nothing where that has begun."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="follow-versions", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        self._stopped.set()

    def look(self) -> bool:
        """One look; returns whether another version was opened."""
        wanted = self._in_force()
        if wanted is None or wanted == self._answering():
            return False
        if self._failed and self._failed[0] == wanted and self._clock() < self._failed[1]:
            return False
        try:
            self._follow()
        except MadoguchiError as error:
            _log.error("version %s is in force but can't be opened; the old one goes on: %s", wanted, error)
        except Exception:
            _log.exception("version %s is in force but can't be opened; the old one goes on", wanted)
        else:
            self._failed = None
            _log.info("answering from version %s now", wanted)
            return True
        self._failed = (wanted, self._clock() + _TRY_AGAIN)
        return False

    def _run(self) -> None:
        while not self._stopped.wait(self._seconds):
            try:
                self.look()
            except Exception:
                _log.exception("the version in force could not be looked up")
