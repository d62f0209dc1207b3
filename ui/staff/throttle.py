"""How often one address may try to sign in."""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque

_ATTEMPTS = 20
_WINDOW = 600.0


class Throttle:
    """Counts sign-in attempts by address, so that one machine can't try many accounts."""

    def __init__(self, attempts: int = _ATTEMPTS, seconds: float = _WINDOW) -> None:
        self._attempts, self._seconds = attempts, seconds
        self._seen: dict[str, deque[float]] = defaultdict(deque)
        self._lock = threading.Lock()

    def allows(self, address: str) -> bool:
        """Whether this address may try now; counts the attempt."""
        now = time.monotonic()
        with self._lock:
            if len(self._seen) > 10_000:
                self._seen.clear()
            seen = self._seen[address]
            while seen and now - seen[0] > self._seconds:
                seen.popleft()
            if len(seen) >= self._attempts:
                return False
            seen.append(now)
            return True

    def forget(self, address: str) -> None:
        """After a success the count starts anew."""
        with self._lock:
            self._seen.pop(address, None)
