"""What was worked out lately is kept, and the oldest is forgotten."""

from __future__ import annotations

from assistant.recent import Recent


def test_a_result_is_made_once() -> None:
    made: list[str] = []
    recent: Recent[str, str] = Recent(2)
    for key in ("a", "a", "b"):
        assert recent.get(key, lambda key=key: made.append(key) or key.upper()) == key.upper()
    assert made == ["a", "b"]


def test_what_was_not_used_for_longest_is_forgotten() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.get("a", lambda: 1)
    recent.get("b", lambda: 1)
    recent.get("a", lambda: 2)
    recent.get("c", lambda: 1)
    assert recent.get("a", lambda: 3) == 1
    assert recent.get("b", lambda: 3) == 3
