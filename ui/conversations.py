"""Conversations of the page's visitors: kept in memory for a while, found only by a key that can't be guessed.

Nothing here is ever written to disk. A conversation ends when its visitor forgets it, when their tab has been closed
for a moment, or when nothing was asked for an hour: on a shared computer the next visitor finds nothing.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from assistant.reply import Reply

_KEY = re.compile(r"[A-Za-z0-9_-]{1,128}")


class Talk(Protocol):
    """A conversation of the assistant."""

    def ask(self, question: str) -> Reply: ...

    def stream(self, question: str) -> Iterator[str | Reply]: ...


@dataclass
class Turn:
    """One question and its answer. `id` is the page's, `reply.id` the assistant's."""

    id: str
    question: str
    reply: Reply


@dataclass
class Conversation:
    """What one visitor asked, and the assistant's memory of it. Ask in it while holding `lock`."""

    key: str
    talk: Talk
    as_of: date | None
    """The day that was asked for; None is now."""
    turns: list[Turn] = field(default_factory=list)
    asked: int = 0
    stopped: set[str] = field(default_factory=set)
    """Turns that the visitor has stopped."""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    used_at: float = 0.0
    left_at: float | None = None

    @property
    def record_id(self) -> str:
        """Groups the turns in the records, and can't be used to continue the conversation."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:32]

    def add(self, turn: Turn, most: int) -> None:
        """Keep a turn, the last `most` of them."""
        self.turns.append(turn)
        self.asked += 1
        del self.turns[:-most]

    def turn(self, turn: str) -> Turn | None:
        return next((item for item in self.turns if item.id == turn), None)


class Conversations:
    """Every conversation of this process. Safe to use from several threads.

    Args:
        start: begins a conversation of the assistant, for a day or for now.
        idle_seconds: how long a conversation is kept when nothing happens in it.
        left_seconds: how long it is kept after its tab went away; a reload comes back within it.
        most: how many are kept; the one unused longest makes room.
        most_turns: how many turns of one are kept for showing them again.
    """

    def __init__(
        self,
        start: Callable[[date | None], Talk],
        *,
        idle_seconds: float = 3600,
        left_seconds: float = 120,
        most: int = 5000,
        most_turns: int = 100,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._start = start
        self._idle, self._left = idle_seconds, left_seconds
        self._most, self.most_turns = most, most_turns
        self._clock = clock
        self._kept: OrderedDict[str, Conversation] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        with self._lock:
            self._expire()
            return len(self._kept)

    def get(self, key: str) -> Conversation | None:
        """The conversation of a key, or None where there is none (any more). Counts as a sign of life."""
        with self._lock:
            self._expire()
            return self._touch(key)

    def get_or_start(self, key: str, as_of: date | None = None) -> Conversation:
        """The conversation of a key, begun now if need be.

        Raises:
            ValueError: the key isn't of the allowed form.
        """
        if not is_key(key):
            raise ValueError("a conversation key has 1 to 128 letters, digits, - or _")
        with self._lock:
            self._expire()
            found = self._touch(key)
            if found is None:
                found = Conversation(key, self._start(as_of), as_of, used_at=self._clock())
                self._kept[key] = found
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            return found

    def leave(self, key: str) -> None:
        """The tab went away: unless it comes back soon, the conversation is forgotten."""
        with self._lock:
            found = self._kept.get(key)
            if found:
                found.left_at = self._clock()

    def forget(self, key: str) -> None:
        """Forget a conversation at once."""
        with self._lock:
            self._kept.pop(key, None)

    def _touch(self, key: str) -> Conversation | None:
        found = self._kept.get(key)
        if found:
            found.used_at, found.left_at = self._clock(), None
            self._kept.move_to_end(key)
        return found

    def _expire(self) -> None:
        now = self._clock()
        gone = [
            key
            for key, item in self._kept.items()
            if now - item.used_at > self._idle or (item.left_at is not None and now - item.left_at > self._left)
        ]
        for key in gone:
            del self._kept[key]


def named_key(channel: str, name: str) -> str:
    """The key of a conversation that a program named as it likes, apart from the page's keys and other channels'."""
    return f"{channel}-{hashlib.sha256(name.encode()).hexdigest()}"


def is_key(key: object) -> bool:
    """Whether this can be the key of a conversation."""
    return isinstance(key, str) and _KEY.fullmatch(key) is not None
