"""What is kept of a visit, for how long, and that nobody else finds it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ui.scripted import ScriptedAssistant, reply
from ui.conversations import Conversations, Turn, is_key


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(clock: Clock) -> Conversations:
    return Conversations(
        ScriptedAssistant().conversation, idle_seconds=60, left_seconds=10, most=3, most_turns=2, clock=clock
    )


def test_a_key_finds_its_conversation_and_no_other(kept: Conversations) -> None:
    one, other = kept.get_or_start("one"), kept.get_or_start("other")
    assert kept.get("one") is one and kept.get_or_start("one") is one and one is not other
    assert kept.get("third") is None


def test_a_conversation_ends_when_nothing_happens(kept: Conversations, clock: Clock) -> None:
    kept.get_or_start("one")
    clock.now = 59
    assert kept.get("one") is not None
    clock.now = 118
    assert kept.get("one") is not None
    clock.now = 179
    assert kept.get("one") is None and len(kept) == 0


def test_a_closed_tab_is_forgotten_soon_and_a_reload_comes_back(kept: Conversations, clock: Clock) -> None:
    kept.get_or_start("one")
    kept.leave("one")
    clock.now = 9
    assert kept.get("one") is not None
    clock.now = 30
    assert kept.get("one") is not None
    kept.leave("one")
    clock.now = 41
    assert kept.get("one") is None


def test_forgetting_is_at_once(kept: Conversations) -> None:
    first = kept.get_or_start("one")
    kept.forget("one")
    kept.forget("never")
    assert kept.get("one") is None
    assert kept.get_or_start("one") is not first


def test_the_one_unused_longest_makes_room(kept: Conversations) -> None:
    for key in ("a", "b", "c"):
        kept.get_or_start(key)
    kept.get("a")
    kept.get_or_start("d")
    assert kept.get("b") is None
    assert all(kept.get(key) for key in ("a", "c", "d"))


def test_only_the_last_turns_are_shown_again_but_all_are_counted(kept: Conversations) -> None:
    found = kept.get_or_start("one")
    for number in range(5):
        found.add(Turn(f"t-{number}", "q", reply()), kept.most_turns)
    assert [turn.id for turn in found.turns] == ["t-3", "t-4"]
    assert found.asked == 5 and found.turn("t-4") and found.turn("t-0") is None


def test_the_day_asked_goes_to_the_assistant(kept: Conversations) -> None:
    found = kept.get_or_start("one", date(2026, 4, 1))
    assert found.as_of == date(2026, 4, 1)
    assert getattr(found.talk, "as_of", None) == date(2026, 4, 1)


def test_the_record_does_not_hold_the_key(kept: Conversations) -> None:
    found = kept.get_or_start("secret-key")
    assert "secret" not in found.record_id and len(found.record_id) == 32


@pytest.mark.parametrize("key", ["", "a b", "あ", "a" * 129, "../x", None, 3])
def test_keys_of_another_form_are_refused(kept: Conversations, key: object) -> None:
    assert not is_key(key)
    with pytest.raises(ValueError, match="key"):
        kept.get_or_start(key)  # type: ignore[arg-type]
